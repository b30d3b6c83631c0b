import { queryOptions, type UseMutationOptions, type UseQueryOptions } from '@tanstack/react-query';
import type { KeyReference } from '../core/Gateway.js';
import type { IssuedKey } from '../core/IssuedKey.js';
import { tryTo } from '../core/lib/tryTo.js';
import type { JsonObject } from '../core/order.js';
import type { RegistrationView } from '../server/BillingServer.js';
import type { CardView } from '../server/card/Cards.js';
import type { OrderView, Receipt } from '../server/order/Orders.js';
import type { SubscriptionView } from '../server/subscription/SubscriptionView.js';
import { BillingApiError, isWorthRepeating, retryAfterOf, toError } from './BillingApiError.js';

/** What is bought with an order. */
export interface OrderWish {
  readonly metadata?: JsonObject | undefined;
  /** `register` and `change` charge nothing. @default 'subscribe' */
  readonly purpose?: 'subscribe' | 'register' | 'change' | undefined;
  /** Of `change`: the subscription that gets the new card. */
  readonly subscriptionId?: string | undefined;
  /** Of `change`: the card that is revoked once the new one is registered. */
  readonly replacesCardId?: string | undefined;
}

/** How the kit's numbers are called in one generation of the SDK. */
export interface ApiWire<TIssued extends IssuedKey, TOrder> {
  /** What `POST /charges` is sent of an issued key. */
  claimOf(issued: TIssued): object;
  /** An order of the server, as a hook or a button takes it. */
  orderOf(order: OrderView, metadata: JsonObject): TOrder;
  /** What names the key of a registration. */
  keyOf(found: RegistrationView): KeyReference | null;
}

/** The page's half of the server kit: TanStack Query options and functions, each with its types. */
export interface BillingApi<TIssued extends IssuedKey, TOrder> {
  /**
   * Charges an issued key. What the kit has not settled yet, and broken connections, are sent again: it charges once. Rejects
   * with a `BillingApiError`, which is the `cause` of the attempt's `charge_failed`.
   */
  readonly charge: UseMutationOptions<Receipt, Error, TIssued>;
  /** What is known of a charge: its receipt when it was made, `null` when it was not. Rejects while nobody knows. */
  getCharge(chargeMerchantUid: string): Promise<Receipt | null>;
  /** The key that was issued for an order, `null` when there is none. Rejects while nobody knows. */
  getRegistration(merchantUid: string): Promise<KeyReference | null>;
  /** Makes an order on the server when it is called: for the `order` of a hook or a button. */
  order(planId: string | null, wish?: OrderWish): () => Promise<TOrder>;
  /** The customer's cards, newest first. */
  readonly savedCards: UseQueryOptions<CardView[], BillingApiError>;
  readonly makeDefaultCard: UseMutationOptions<CardView, BillingApiError, string>;
  /** Rejects with `card_in_use` while a subscription is paid with it. */
  readonly removeCard: UseMutationOptions<void, BillingApiError, string>;
  /** The customer's subscriptions, newest first. */
  readonly subscriptions: UseQueryOptions<SubscriptionView[], BillingApiError>;
  /** Of a `subscriptionId`: it can be used until the paid period is over, and is charged no more. */
  readonly cancelSubscription: UseMutationOptions<SubscriptionView, BillingApiError, string>;
  /** Of a `subscriptionId`: takes a cancellation back. Rejects with `subscription_state` when it is over. */
  readonly resumeSubscription: UseMutationOptions<SubscriptionView, BillingApiError, string>;
  /** Of a `subscriptionId`: ends it now. */
  readonly endSubscription: UseMutationOptions<SubscriptionView, BillingApiError, string>;
  /** Another plan from the next period on. */
  readonly changePlan: UseMutationOptions<SubscriptionView, BillingApiError, PlanChange>;
  /** Another of the customer's cards, from the next charge on. */
  readonly changeSubscriptionCard: UseMutationOptions<SubscriptionView, BillingApiError, CardChange>;
  /** Agrees to the higher amount that `consent` of the subscription tells of. */
  readonly consentToRise: UseMutationOptions<SubscriptionView, BillingApiError, RiseConsent>;
  /**
   * Charges what is past due, once, with the card of the subscription or with `cardId`. Each call may ask the card once more, so it
   * is never repeated by itself: `usePastDue` looks what came of one whose answer was lost.
   */
  readonly payNow: UseMutationOptions<Receipt, BillingApiError, PayNow>;
}

/** Another plan for a subscription. */
export interface PlanChange {
  readonly subscriptionId: string;
  readonly planId: string;
  readonly metadata?: JsonObject | undefined;
}

/** Another card for a subscription. */
export interface CardChange {
  readonly subscriptionId: string;
  readonly cardId: string;
}

/** Consent to a higher amount, as it was shown. */
export interface RiseConsent {
  readonly subscriptionId: string;
  readonly amount: number;
}

/** Which subscription pays what it owes, and with which card. */
export interface PayNow {
  readonly subscriptionId: string;
  /** @default the card of the subscription */
  readonly cardId?: string | undefined;
}

/** How often a charge that is not settled is asked for again: about two minutes in all. */
const CHARGE_RETRIES = 12;

const receiptStatuses: readonly unknown[] = [
  'pending',
  'paid',
  'failed',
  'refunded',
  'registered',
] satisfies Receipt['status'][];

/** The page's half of `react-billing-key/server`, mounted at `baseUrl`. An entry says what its generation calls the numbers. */
export function createBillingApi<TIssued extends IssuedKey, TOrder>(
  baseUrl: string,
  { claimOf, orderOf, keyOf }: ApiWire<TIssued, TOrder>,
): BillingApi<TIssued, TOrder> {
  const base = baseUrl.replace(/\/+$/, '');
  const at = (path: string, id: string) => `${path}/${encodeURIComponent(id)}`;

  /** What a customer does with a subscription: the rest of what is given is what is sent. */
  const change = <TResult, TVariables extends string | { readonly subscriptionId: string }>(
    name: string,
    path: string,
  ): UseMutationOptions<TResult, BillingApiError, TVariables> => ({
    mutationKey: [base, name],
    mutationFn: (given) => {
      const { subscriptionId, ...body }: { readonly subscriptionId: string } =
        typeof given === 'string' ? { subscriptionId: given } : given;
      return send('POST', `${at('/subscriptions', subscriptionId)}/${path}`, body);
    },
  });

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(base + path, {
        method,
        // The kit may be on another origin, which lets this page in by `trustedOrigins`.
        credentials: 'include',
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      text = await response.text();
    } catch (cause) {
      throw new BillingApiError('unreachable', `${method} ${base + path} got no answer.`, { cause });
    }
    const answer: unknown = tryTo(() => JSON.parse(text));
    if (response.ok && (answer !== undefined || (text === '' && method !== 'GET'))) return answer as T;
    throw toError(response, answer, `${method} ${base + path}`);
  }

  /** What something on the way answers with a 200, such as a page to sign in at, must not count as a payment. */
  async function sendFor(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Receipt> {
    const receipt = await send<Receipt | null>(method, path, body);
    if (!receipt || !receiptStatuses.includes(receipt.status)) {
      const message = `${base + path} answered with what is no receipt of react-billing-key/server. Is it mounted there?`;
      throw new BillingApiError('unreachable', message, { status: 200 });
    }
    if (receipt.status !== 'pending') return receipt;
    throw new BillingApiError(
      'charge_unsettled',
      `Nobody knows yet what became of charge ${receipt.chargeMerchantUid}.`,
    );
  }

  /** The kit's own routes answer a declined charge with a 402. A route of the host's may hand on the receipt as it is. */
  async function pay(path: string, body: unknown): Promise<Receipt> {
    const receipt = await sendFor('POST', path, body);
    if (receipt.status !== 'failed') return receipt;
    throw new BillingApiError('charge_declined', `${base + path} was declined.`, { status: 402, charge: receipt });
  }

  return {
    charge: {
      mutationKey: [base, 'charge'],
      mutationFn: (issued) => pay('/charges', claimOf(issued)),
      retry: (failures, error) => failures < CHARGE_RETRIES && isWorthRepeating(error),
      retryDelay: (failures, error) => retryAfterOf(error) ?? Math.min(1000 * 2 ** failures, 15_000),
    },

    async getCharge(chargeMerchantUid) {
      try {
        const receipt = await sendFor('GET', at('/charges', chargeMerchantUid));
        return receipt.status === 'failed' ? null : receipt;
      } catch (error) {
        if (error instanceof BillingApiError && error.code === 'not_found') return null;
        throw error;
      }
    },

    async getRegistration(merchantUid) {
      const found = await send<RegistrationView>('GET', at('/registrations', merchantUid));
      if (found?.status === 'issued') return keyOf(found);
      if (found?.status === 'failed' || found?.status === 'none') return null;
      throw new BillingApiError('charge_unsettled', `Registration ${merchantUid} is not settled yet.`);
    },

    order: (planId, wish) => async () => {
      const order = await send<OrderView>('POST', '/orders', { ...wish, planId: planId ?? undefined });
      const { planId: plan, metadata } = order;
      return orderOf(order, { ...(metadata as JsonObject | null), ...(plan === null ? {} : { planId: plan }) });
    },

    savedCards: queryOptions<CardView[], BillingApiError>({
      queryKey: [base, 'cards'],
      queryFn: () => send('GET', '/cards'),
      retry: (failures, error) => failures < 3 && isWorthRepeating(error),
    }),
    makeDefaultCard: {
      mutationKey: [base, 'makeDefaultCard'],
      mutationFn: (cardId) => send('POST', `${at('/cards', cardId)}/default`, {}),
    },
    removeCard: {
      mutationKey: [base, 'removeCard'],
      mutationFn: (cardId) => send('DELETE', at('/cards', cardId)),
    },
    subscriptions: queryOptions<SubscriptionView[], BillingApiError>({
      queryKey: [base, 'subscriptions'],
      queryFn: () => send('GET', '/subscriptions'),
      retry: (failures, error) => failures < 3 && isWorthRepeating(error),
    }),
    cancelSubscription: change('cancelSubscription', 'cancel'),
    resumeSubscription: change('resumeSubscription', 'resume'),
    endSubscription: change('endSubscription', 'end'),
    changePlan: change('changePlan', 'plan'),
    changeSubscriptionCard: change('changeSubscriptionCard', 'card'),
    consentToRise: change('consentToRise', 'consent'),
    payNow: {
      mutationKey: [base, 'payNow'],
      mutationFn: ({ subscriptionId, ...body }) => pay(`${at('/subscriptions', subscriptionId)}/pay`, body),
      retry: false,
    },
  };
}
