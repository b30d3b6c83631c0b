import {
  type QueryKey,
  type UseMutationOptions,
  type UseQueryOptions,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { errorOf } from '../core/attempt/attemptErrors.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { developerText } from '../core/errors/developerText.js';
import { hash } from '../core/lib/hash.js';
import { withDeadline } from '../core/lib/withDeadline.js';
import type { CardView } from '../server/card/Cards.js';
import type { Receipt } from '../server/order/Orders.js';
import type { SubscriptionView } from '../server/subscription/SubscriptionView.js';
import { useBillingContext } from './BillingContext.js';
import type { CardChange, OrderWish, PayNow, RiseConsent } from './billingApi.js';
import type { AnyChargeOption } from './charge.js';

/** What reads something of the customer's: a function, or TanStack Query options, which say where it is cached. */
// biome-ignore lint/suspicious/noExplicitAny: the error of a host's own options is the host's
export type QuerySource<TData> = (() => Promise<TData>) | UseQueryOptions<TData, any>;

/** What changes something: a function, or TanStack mutation options. What it answers is looked at only where a type says so. */
// biome-ignore lint/suspicious/noExplicitAny: a callback's parameter can't be `unknown` and still take every host's mutation
export type MutationSource<TVariables, TData = any> =
  | ((variables: TVariables) => Promise<TData>)
  // biome-ignore lint/suspicious/noExplicitAny: the error and the context of a host's own options are the host's
  | UseMutationOptions<TData, any, TVariables, any>;

/**
 * What customers do with their cards and subscriptions, on your server. `billingApi` is one; functions of your own do as well, which
 * reject where your server refused. A `code` on the error, as the kit's, says why.
 */
export interface ManageApi {
  readonly savedCards: QuerySource<CardView[]>;
  readonly makeDefaultCard: MutationSource<string>;
  readonly removeCard: MutationSource<string>;
  readonly subscriptions: QuerySource<SubscriptionView[]>;
  readonly cancelSubscription: MutationSource<string>;
  readonly resumeSubscription: MutationSource<string>;
  readonly endSubscription: MutationSource<string>;
  readonly changeSubscriptionCard: MutationSource<CardChange>;
  readonly consentToRise: MutationSource<RiseConsent>;
  /** Has to charge the open period once, whatever comes twice. */
  readonly payNow: MutationSource<PayNow, Receipt>;
  /** Makes the order of a card that is registered, or changed. */
  // biome-ignore lint/suspicious/noExplicitAny: an order is typed by the entry that takes it
  order(planId: string | null, wish?: OrderWish): () => Promise<any>;
  /** Hands over the key of a card that is registered, or changed, where it is not the provider's `charge` that does. */
  readonly charge: AnyChargeOption;
  /** Asks for what `charge` may have done already. */
  getCharge(chargeNumber: string): Promise<unknown>;
}

type QueryName = 'savedCards' | 'subscriptions';
type QueryData = { readonly savedCards: CardView[]; readonly subscriptions: SubscriptionView[] };
type MutationName = Exclude<keyof ManageApi, QueryName | 'order' | 'charge' | 'getCharge'>;
type VariablesOf<TName extends MutationName> = Parameters<Extract<ManageApi[TName], (variables: never) => unknown>>[0];
type DataOf<TName extends MutationName> = TName extends 'payNow' ? Receipt : unknown;

/** What a caller was given, over what the provider has. */
export function useManageApi(given: Partial<ManageApi> | undefined, caller: string): Partial<ManageApi> {
  const { api } = useBillingContext(caller);
  return { ...api, ...given };
}

function needed<TName extends keyof ManageApi>(api: Partial<ManageApi>, name: TName, caller: string): ManageApi[TName] {
  const source = api[name];
  if (source === undefined) {
    throw new BillingKeyError('invalid_configuration', developerText?.noManageApi(caller, name));
  }
  return source as ManageApi[TName];
}

/** Where the answers are cached, without the customer. */
function queryKeyOf(source: QuerySource<never> | undefined, name: QueryName): QueryKey {
  return (source as { readonly queryKey?: QueryKey } | undefined)?.queryKey ?? ['react-billing-key', name];
}

/** What the parts can't do without: a list with anything else in it is no answer of a server that knows what it was asked for. */
const isWhole: { readonly [TName in QueryName]: (one: QueryData[TName][number]) => boolean } = {
  savedCards: ({ cardId, pg, usedBy }) => Boolean(cardId) && typeof pg === 'string' && Array.isArray(usedBy),
  subscriptions: ({ subscriptionId, currency, period }) => Boolean(subscriptionId && currency && period?.unit),
};

export const isSubscription = (answer: unknown): answer is SubscriptionView => isListOf('subscriptions', [answer]);

function isListOf<TName extends QueryName>(name: TName, data: unknown): data is QueryData[TName] {
  return Array.isArray(data) && data.every((one) => isWhole[name](one ?? {}));
}

const nobody = () => Promise.reject(new Error('Nobody can be asked.'));

interface ReadOptions {
  /** The part goes without it where nobody can be asked. */
  readonly isOptional?: boolean | undefined;
}

/** How often subscriptions are asked for while a charge of one is out, in ms. */
const CHARGING_INTERVAL = 2000;

type ReadResult<TData> = Pick<UseQueryResult<TData, Error>, 'data' | 'isError' | 'error'> & {
  /** What was answered last, as it is now and not when the page was drawn. */
  latest(): TData | undefined;
  /** Shows what was done, also where nothing can be asked about it any more. What is answered next counts. */
  change(how: (known: TData) => TData): void;
};

/** Reads something of the signed-in customer. What one customer was answered is never shown to the next. */
export function useManageQuery<TName extends QueryName>(
  api: Partial<ManageApi>,
  name: TName,
  caller: string,
  { isOptional = false }: ReadOptions = {},
): ReadResult<QueryData[TName]> {
  const { customerId } = useBillingContext(caller);
  const queryClient = useQueryClient();
  const source = (isOptional ? api[name] : needed(api, name, caller)) as QuerySource<QueryData[TName]> | undefined;
  // TanStack Query logs an error for a query without a function, also where it is never asked.
  const options = (
    typeof source === 'function' ? { queryFn: source } : (source ?? { queryFn: nobody })
  ) as UseQueryOptions<QueryData[TName], Error>;
  // While nobody is signed in nothing is shown: neither a customer's answer, nor one from before `customerId` was given.
  const own = customerId ? hash(customerId) : customerId === null ? null : '';
  const queryKey = [...queryKeyOf(source as QuerySource<never>, name), own];
  const { data, isError, error, isPlaceholderData } = useQuery({
    ...options,
    queryKey,
    enabled: source !== undefined && customerId !== null && (options.enabled ?? true),
    refetchInterval: ({ state }) => (isCharging(name, state.data) ? CHARGING_INTERVAL : false),
    // What a host has set for all its queries must not take down the page that this is a part of.
    throwOnError: false,
  });
  const listOf = (answer: unknown) => (isListOf(name, answer) ? answer : undefined);
  // A placeholder may be what the customer before was answered.
  const given = isPlaceholderData ? undefined : data;
  const list = listOf(given);
  const isWrong = given !== undefined && list === undefined;
  return {
    data: list,
    isError: isError || isWrong,
    error: isWrong ? new TypeError(`${name}: not a list of ${name}`) : error,
    latest: () => listOf(queryClient.getQueryData(queryKey)),
    change: (how) => {
      queryClient.setQueryData(queryKey, (known: unknown) => (isListOf(name, known) ? how(known) : known));
    },
  };
}

function isCharging(name: QueryName, data: unknown): boolean {
  return isListOf(name, data) && data.some((one) => 'isCharging' in one && one.isCharging);
}

/** A state for each customer: one who signs in again finds theirs. */
export function useCustomerState<TState>(
  initial: TState,
  caller: string,
): readonly [TState, (change: (before: TState) => TState) => void] {
  const { customerId } = useBillingContext(caller);
  const [states, setStates] = useState<ReadonlyMap<unknown, TState>>(new Map());
  const of = (all: typeof states) => (all.has(customerId) ? (all.get(customerId) as TState) : initial);
  return [of(states), (change) => setStates((before) => new Map(before).set(customerId, change(of(before))))];
}

/**
 * Changes something of the customer's. It rejects when no answer comes, and is sent once, when the customer clicks: neither repeated
 * nor kept until the network is back, or a mutation of the same scope is done, since a click of this morning must not pay tonight.
 */
export function useManageMutation<TName extends MutationName>(
  api: Partial<ManageApi>,
  name: TName,
  caller: string,
): (variables: VariablesOf<TName>) => Promise<DataOf<TName>> {
  const source = api[name] as unknown as MutationSource<VariablesOf<TName>, DataOf<TName>> | undefined;
  const options = typeof source === 'function' ? { mutationFn: source } : source;
  // Older releases of TanStack Query 5 have no scopes, and no type for them; those that have take `undefined` for none.
  const { client, customerId } = useBillingContext(caller);
  const atOnce = { scope: undefined, retry: false, networkMode: 'always', throwOnError: false };
  const { mutateAsync } = useMutation({ ...options, ...atOnce } as object as NonNullable<typeof options>);
  return async (variables) => {
    // What is left out is the developer's to hear of: the customer is told that it was not done.
    if (process.env.NODE_ENV !== 'production' && !source) console.error(developerText?.noManageApi(caller, name));
    needed(api, name, caller);
    // What comes after something that was waited for comes too late once another customer has signed in: their session must not pay.
    if (client.customerId !== customerId) throw errorOf('no_customer');
    return withDeadline(mutateAsync(variables));
  };
}

/** Asks anew for cards and subscriptions, and resolves when the answers are there, or have had their time. */
export function useRefresh(api: Partial<ManageApi>): () => Promise<void> {
  const queryClient = useQueryClient();
  const { savedCards, subscriptions } = api;
  const all = [
    queryKeyOf(savedCards as QuerySource<never> | undefined, 'savedCards'),
    queryKeyOf(subscriptions as QuerySource<never> | undefined, 'subscriptions'),
  ];
  // The keys as they are, and not as JSON, which would make other keys of dates and of `undefined`.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same keys in another list
  const keys = useMemo(() => all, [JSON.stringify(all)]);
  const refresh = useCallback(async () => {
    const asked = keys.map(async (queryKey) => {
      // A first answer that is on its way may have been written before what was done since, and TanStack Query would not ask again while
      // it waits for one: so that wait is cancelled. Queries that no component shows are left alone: the host's router may wait for them.
      await queryClient.cancelQueries({ queryKey, type: 'active' });
      await queryClient.invalidateQueries({ queryKey });
    });
    await withDeadline(Promise.all(asked)).catch(() => {});
  }, [queryClient, keys]);

  // Whatever charges or changes on this page, also a button that knows nothing of the lists: what is shown follows.
  useEffect(
    () =>
      queryClient.getMutationCache().subscribe(({ type, mutation }) => {
        if (type !== 'updated' || mutation?.state.status !== 'success') return;
        const [base, name] = mutation.options.mutationKey ?? [];
        if (name === 'charge' && keys.some(([other]) => other === base)) void refresh();
      }),
    [queryClient, keys, refresh],
  );
  return refresh;
}

/** The kit's code of what was refused, where it says one. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** True where a server said no. False where nobody knows: no answer came, or it says to come again. */
export function isRefusal(error: unknown): boolean {
  const { status } = (error ?? {}) as { readonly status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500 && codeOf(error) !== 'unreachable';
}
