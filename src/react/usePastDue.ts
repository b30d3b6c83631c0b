'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SubscriptionView } from '../server/subscription/SubscriptionView.js';
import { useBillingContext } from './BillingContext.js';
import {
  codeOf,
  isRefusal,
  type ManageApi,
  useCustomerState,
  useManageApi,
  useManageMutation,
  useManageQuery,
  useRefresh,
} from './manageApi.js';

/** What came of a click on "pay now". `unknown`: nobody could say yet, and another click pays no second time. */
export type PayOutcome = 'paid' | 'declined' | 'unknown' | 'refused' | 'over';

/** A subscription that owes a period. */
export type PastDueSubscription = SubscriptionView & { readonly pastDue: NonNullable<SubscriptionView['pastDue']> };

/** What `usePastDue` takes. */
export interface UsePastDueOptions {
  /** Which of the customer's. @default the newest that is past due */
  readonly subscriptionId?: string | undefined;
  /** Functions of your own in place of single ones of the provider's `api`. @default the provider's */
  readonly api?: Partial<ManageApi> | undefined;
}

/** What is due, and the ways to pay it. */
export interface UsePastDueResult {
  /**
   * `none`: nothing is due. `due`: a charge was declined. `paying`: a charge is out, from here or from elsewhere. The others say
   * what came of the last click.
   */
  readonly status: 'loading' | 'failed' | 'none' | 'due' | 'paying' | PayOutcome;
  /** The subscription that owes; as it was, once it is paid. */
  readonly subscription: PastDueSubscription | undefined;
  /** What the last click has paid, where another subscription is due by now. */
  readonly settled: PastDueSubscription | undefined;
  /** In the PG's own words, why it was declined last. Text, never markup. */
  readonly reason: string | undefined;
  /** Of `refused`: why, as the kit's code. */
  readonly code: string | undefined;
  /**
   * Charges the open period, once: a second click, a second banner, another tab and a lost answer make no second payment. With
   * the card of the subscription, or with another of the customer's. Never rejects.
   */
  pay(cardId?: string): Promise<PayOutcome | undefined>;
  /** The subscription has got another card, and pays with it. */
  payAfterChange(subscriptionId: string | null): Promise<PayOutcome | undefined>;
  /** Loads it anew. */
  reload(): Promise<void>;
}

interface Told {
  readonly outcome: PayOutcome;
  readonly subscription: PastDueSubscription;
  readonly reason: string | undefined;
  readonly code: string | undefined;
}

/** The charges that are out on a page, by customer and subscription: two banners of one subscription share one. */
const charges = new WeakMap<QueryClient, Map<string, Promise<Told>>>();

/** How often a charge that is out is looked at, in ms, and how often in all. */
const LOOK_AFTER = 2000;
const LOOKS = 45;

/**
 * A renewal that was declined: what was tried, when it is tried next, and paying now. For a banner on every page.
 *
 * @example
 * const { status, subscription, pay } = usePastDue();
 * {status === 'due' && <button onClick={() => pay()}>Pay {subscription?.pastDue.amount} now</button>}
 */
export function usePastDue({ subscriptionId, api: given }: UsePastDueOptions = {}): UsePastDueResult {
  const caller = 'usePastDue';
  const api = useManageApi(given, caller);
  const list = useManageQuery(api, 'subscriptions', caller);
  const reload = useRefresh(api);
  const payNow = useManageMutation(api, 'payNow', caller);
  const { customerId } = useBillingContext(caller);
  /** Whose and which charges are out: a component may be given another subscription meanwhile. */
  const [paying, setPaying] = useState<readonly string[]>([]);
  const wanted = JSON.stringify([customerId, subscriptionId]);
  const isPaying = paying.includes(wanted);
  const [told, setTold] = useCustomerState<Told | undefined>(undefined, caller);
  /** Two clicks in one task are one charge. */
  const current = useRef(new Map<string, Promise<PayOutcome | undefined>>());
  const queryClient = useQueryClient();

  const owing = (all: readonly SubscriptionView[] | undefined, id = subscriptionId) =>
    all?.find(
      (one): one is PastDueSubscription =>
        (one.pastDue ?? null) !== null && (id === undefined || one.subscriptionId === id),
    );
  const due = owing(list.data);
  // A later period that is due is another matter than the one that was paid, and so is another subscription.
  const isTold = told && (subscriptionId === undefined || told.subscription.subscriptionId === subscriptionId);
  // Once nothing is due, only what has settled it is still to be told: the rest has been overtaken.
  const isNews = isTold && (due ? isSame(due, told.subscription) : ['paid', 'over'].includes(told.outcome));
  const news = isNews ? told : undefined;

  /** Joins the charge that another banner has begun. */
  function chargeOnce(subscription: PastDueSubscription, cardId: string | undefined): Promise<Told> {
    const out = charges.get(queryClient) ?? new Map<string, Promise<Told>>();
    charges.set(queryClient, out);
    const key = JSON.stringify([customerId, subscription.subscriptionId]);
    const charging = out.get(key) ?? charge(subscription, cardId).finally(() => out.delete(key));
    out.set(key, charging);
    return charging;
  }

  async function charge(subscription: PastDueSubscription, cardId: string | undefined): Promise<Told> {
    const tell = (outcome: PayOutcome, reason?: string | null, code?: string): Told => ({
      outcome,
      subscription,
      reason: reason || undefined,
      code,
    });
    try {
      const { status, failReason } = await payNow({ subscriptionId: subscription.subscriptionId, cardId });
      if (status === 'failed') return tell('declined', failReason);
      if (status === 'paid' || status === 'refunded') return tell('paid');
    } catch (error) {
      const code = codeOf(error);
      if (code === 'charge_declined') {
        const { charge: declined } = error as { readonly charge?: { readonly failReason: string | null } };
        return tell('declined', declined?.failReason);
      }
      // It may be refused because it was paid from elsewhere, or by the click whose answer was lost.
      const found = await look(subscription);
      return found === 'unknown' && isRefusal(error) ? tell('refused', undefined, code) : tell(found);
    }
    return tell(await look(subscription));
  }

  /** Asks what became of it, as long as a charge is out. Nothing is sent again. */
  async function look(subscription: PastDueSubscription): Promise<PayOutcome> {
    for (let looks = 0; looks < LOOKS; looks += 1) {
      await reload();
      const now = list.latest()?.find((one) => one.subscriptionId === subscription.subscriptionId);
      if (now === undefined) return 'unknown';
      if (now.status === 'ended') return 'over';
      // While a charge is out nothing is told: a subscription that was cancelled meanwhile owes nothing by then, and it may still be declined.
      if (!now.isCharging) {
        return now.pastDue && isSame(now as PastDueSubscription, subscription) ? 'unknown' : 'paid';
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AFTER));
    }
    return 'unknown';
  }

  function begin(
    find: () => Promise<PastDueSubscription | undefined>,
    cardId?: string,
  ): Promise<PayOutcome | undefined> {
    const known = current.current.get(wanted);
    if (known) return known;
    const outcome = (async () => {
      setPaying((all) => [...all, wanted]);
      try {
        const subscription = await find();
        if (subscription === undefined) return undefined;
        const next = await chargeOnce(subscription, cardId);
        await reload();
        setTold(() => next);
        return next.outcome;
      } finally {
        current.current.delete(wanted);
        setPaying((all) => all.filter((one) => one !== wanted));
      }
    })();
    current.current.set(wanted, outcome);
    return outcome;
  }

  const status = isPaying || due?.isCharging ? 'paying' : (news?.outcome ?? (due ? 'due' : 'none'));
  return {
    status: list.data !== undefined ? status : list.isError ? 'failed' : 'loading',
    subscription: due ?? news?.subscription,
    settled: isTold && !news && told.outcome === 'paid' && !isPaying ? told.subscription : undefined,
    reason: news?.reason ?? (due?.pastDue.reason || undefined),
    code: news?.code,
    reload,
    pay: (cardId) => begin(async () => due, cardId),
    payAfterChange: (id) =>
      begin(async () => {
        await reload();
        return owing(list.latest(), id ?? subscriptionId);
      }),
  };
}

/** The same period of the same subscription. */
function isSame(one: PastDueSubscription, other: PastDueSubscription): boolean {
  return one.subscriptionId === other.subscriptionId && one.pastDue.since === other.pastDue.since;
}
