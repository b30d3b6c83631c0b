'use client';

import type { SubscriptionView } from '../server/subscription/SubscriptionView.js';
import {
  codeOf,
  isRefusal,
  isSubscription,
  type ManageApi,
  useCustomerState,
  useManageApi,
  useManageMutation,
  useManageQuery,
  useRefresh,
} from './manageApi.js';
import { useOneAtATime } from './useOneAtATime.js';

/** What a customer does with a subscription. */
export type SubscriptionAction = 'cancel' | 'resume' | 'end' | 'consent' | 'changeCard';

/** What could not be done, and why. `code` is the kit's; undefined where nobody knows. */
export interface SubscriptionProblem {
  readonly action: SubscriptionAction;
  readonly code: string | undefined;
  readonly error: unknown;
}

/** What `useSubscription` takes. */
export interface UseSubscriptionOptions {
  /** Which of the customer's. @default the newest that has not ended, else the newest */
  readonly subscriptionId?: string | undefined;
  /** The newest of one of your plans' groups. @default of all */
  readonly productGroup?: string | undefined;
  /** Functions of your own in place of single ones of the provider's `api`. @default the provider's */
  readonly api?: Partial<ManageApi> | undefined;
}

/** A subscription, and what can be done with it. */
export interface UseSubscriptionResult {
  /** `none`: the customer has had none. Otherwise the state of the subscription. */
  readonly status: 'loading' | 'failed' | 'none' | SubscriptionView['status'];
  /** Why it could not be loaded. */
  readonly error: unknown;
  readonly subscription: SubscriptionView | undefined;
  /** What is being done, until the server has answered. */
  readonly doing: SubscriptionAction | undefined;
  /** What was done last. */
  readonly done: SubscriptionAction | undefined;
  /** What went wrong last, until something else is done. */
  readonly problem: SubscriptionProblem | undefined;
  /** It is charged no more, and can be used until the paid period is over. Resolves to whether it was done; never rejects. */
  cancel(): Promise<boolean>;
  /** Takes a cancellation back. Never rejects. */
  resume(): Promise<boolean>;
  /** Ends it now. Never rejects. */
  end(): Promise<boolean>;
  /** Agrees to the amount that `subscription.consent` tells of. Never rejects. */
  consent(): Promise<boolean>;
  /** Another of the customer's cards, from the next charge on. Never rejects. */
  changeCard(cardId: string): Promise<boolean>;
  /** Loads it anew. */
  reload(): Promise<void>;
}

interface News extends Pick<UseSubscriptionResult, 'doing' | 'done' | 'problem'> {
  /** Which subscription the component showed then. */
  readonly wanted?: string | undefined;
}

const noNews: News = { doing: undefined, done: undefined, problem: undefined };

type Wanted = Pick<UseSubscriptionOptions, 'subscriptionId' | 'productGroup'>;

/** The one that is meant: by id, else the newest that has not ended, else the newest. */
export function pickSubscription(
  all: readonly SubscriptionView[] | undefined,
  { subscriptionId, productGroup }: Wanted,
): SubscriptionView | undefined {
  const found = all?.filter(
    (one) =>
      (subscriptionId === undefined || one.subscriptionId === subscriptionId) &&
      (productGroup === undefined || one.productGroup === productGroup),
  );
  return found?.find(({ status }) => status !== 'ended') ?? found?.[0];
}

/**
 * One of the customer's subscriptions: its state, what comes next, and the ways to cancel, resume and end it.
 *
 * @example
 * const { status, subscription, cancel, resume } = useSubscription();
 * {status === 'active' && <button onClick={cancel}>Cancel</button>}
 * {status === 'ending' && <button onClick={resume}>Keep it until {subscription?.endsAt}</button>}
 */
export function useSubscription({ api: given, ...wanted }: UseSubscriptionOptions = {}): UseSubscriptionResult {
  const caller = 'useSubscription';
  const api = useManageApi(given, caller);
  const list = useManageQuery(api, 'subscriptions', caller);
  const reload = useRefresh(api);
  const cancelSubscription = useManageMutation(api, 'cancelSubscription', caller);
  const resumeSubscription = useManageMutation(api, 'resumeSubscription', caller);
  const endSubscription = useManageMutation(api, 'endSubscription', caller);
  const consentToRise = useManageMutation(api, 'consentToRise', caller);
  const changeSubscriptionCard = useManageMutation(api, 'changeSubscriptionCard', caller);
  const [kept, setNews] = useCustomerState<News>(noNews, caller);
  const key = JSON.stringify(wanted);
  const { doing, done, problem } = kept.wanted === key ? kept : noNews;
  const oneAtATime = useOneAtATime();
  const subscription = pickSubscription(list.data, wanted);

  /** What was lost on its way back is looked up: `isDone` says whether the subscription is as it was to be. */
  async function carryOut(
    action: SubscriptionAction,
    subscription: SubscriptionView,
    act: (subscription: SubscriptionView) => Promise<unknown>,
    isDone: (now: SubscriptionView) => boolean,
  ): Promise<boolean> {
    const { subscriptionId } = subscription;
    setNews(() => ({ ...noNews, wanted: key, doing: action }));
    let failure: { readonly error: unknown } | undefined;
    try {
      const answer = await act(subscription);
      // Shown also where the list can't be asked again. A host's own function may answer anything.
      if (isSubscription(answer)) {
        list.change((all) => all.map((one) => (one.subscriptionId === answer.subscriptionId ? answer : one)));
      }
    } catch (error) {
      failure = { error };
    }
    await reload();
    const now = list.latest()?.find((one) => one.subscriptionId === subscriptionId);
    if (failure && !isRefusal(failure.error) && now !== undefined && isDone(now)) failure = undefined;
    const problemNow = failure && { action, code: codeOf(failure.error), error: failure.error };
    setNews(() => ({ ...noNews, wanted: key, ...(problemNow ? { problem: problemNow } : { done: action }) }));
    return failure === undefined;
  }

  function run(
    action: SubscriptionAction,
    act: (subscription: SubscriptionView) => Promise<unknown>,
    isDone: (now: SubscriptionView) => boolean,
    cardId?: string,
  ): Promise<boolean> {
    if (subscription === undefined) return Promise.resolve(false);
    return oneAtATime(subscription.subscriptionId, action + cardId, () => carryOut(action, subscription, act, isDone));
  }

  return {
    status: list.data !== undefined ? (subscription?.status ?? 'none') : list.isError ? 'failed' : 'loading',
    error: list.error,
    subscription,
    doing,
    done,
    problem,
    reload,
    cancel: () =>
      run(
        'cancel',
        ({ subscriptionId }) => cancelSubscription(subscriptionId),
        ({ status }) => status === 'ending' || status === 'ended',
      ),
    resume: () =>
      run(
        'resume',
        ({ subscriptionId }) => resumeSubscription(subscriptionId),
        ({ status }) => status !== 'ending' && status !== 'ended',
      ),
    end: () =>
      run(
        'end',
        ({ subscriptionId }) => endSubscription(subscriptionId),
        ({ status }) => status === 'ended',
      ),
    consent: () =>
      run(
        'consent',
        ({ subscriptionId, consent }) => consentToRise({ subscriptionId, amount: consent?.amountAfter ?? 0 }),
        (now) => now.consent === null || now.consent.isGiven,
      ),
    changeCard: (cardId) =>
      run(
        'changeCard',
        ({ subscriptionId }) => changeSubscriptionCard({ subscriptionId, cardId }),
        (now) => now.cardId === cardId,
        cardId,
      ),
  };
}
