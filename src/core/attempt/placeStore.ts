import type { BillingClient } from '../BillingClient.js';
import { createListeners } from '../lib/createListeners.js';
import { runHostCode } from '../lib/runHostCode.js';
import type { AttemptRecord } from './AttemptRecord.js';
import { type AttemptState, type CancelReason, canRetryCharge, type IssueOutcome, isPending } from './AttemptState.js';
import type { PlaceOptions, PlaceOwner } from './Place.js';
import { noteSeen } from './pageLock.js';
import { isOfAnother } from './placeOwners.js';
import { type AttemptEvent, transition } from './transition.js';
import { reportUnseenOutcome } from './unseenOutcome.js';

/** One attempt of a place, from `issue()`, a return or a recovery to its end. */
export interface Attempt<TData> {
  readonly attemptId: string;
  /** The component whose `charge` and callbacks hold: the one that began it, or, where that is gone, one that shows it. */
  owner: PlaceOwner<TData>;
  readonly begunBy: PlaceOwner<TData>;
  /** The options at the click: what is bought with it was decided then, whatever the component shows since. */
  readonly asked: PlaceOptions<TData>;
  /** What is stored of it. Undefined until its order is known. */
  record: AttemptRecord | undefined;
  /** The end of it, or the moment when the page begins to leave. */
  readonly outcome: Promise<IssueOutcome<TData>>;
  resolve(outcome: IssueOutcome<TData>): void;
  /** True when it came back from the PG's page. */
  readonly isReturned: boolean;
  /** Called as soon as its window is over. */
  stopWatching?: (() => void) | undefined;
}

export function createAttempt<TData>(
  attemptId: string,
  owner: PlaceOwner<TData>,
  record?: AttemptRecord,
  isReturned = false,
): Attempt<TData> {
  let resolve: Attempt<TData>['resolve'] = () => {};
  const outcome = new Promise<IssueOutcome<TData>>((settle) => {
    resolve = settle;
  });
  return { attemptId, owner, begunBy: owner, asked: owner.options, record, outcome, resolve, isReturned };
}

/** The state of one place, and everything that has to hear of a change of it. */
export interface PlaceStore<TData> {
  /** The attempt that the state is about. */
  attempt: Attempt<TData> | undefined;
  getState(): AttemptState<TData>;
  /** True when the attempt is the one in progress, in one of these statuses. */
  isAt(attemptId: string, ...statuses: AttemptState['status'][]): boolean;
  /** @returns whether the event meant anything in this state */
  dispatch(event: AttemptEvent<TData>): boolean;
  subscribe(listener: () => void): () => void;
  isActive(attemptId: string): boolean;
}

export function createPlaceStore<TData>(
  client: BillingClient,
  isShown: () => boolean,
  cancel: (reason?: CancelReason) => void,
): PlaceStore<TData> {
  let state: AttemptState<TData> = { status: 'idle' };
  /** An attempt whose key waits for its charge, while another card is registered in its place. */
  let putAside: string | undefined;
  const listeners = createListeners();

  const active = {
    isActive,
    cancel,
    isWorking: () => isPending(state) && state.status !== 'redirecting',
    keep() {
      if (state.status !== 'idle') client.log.restore(state.attemptId);
      if (putAside) client.log.restore(putAside);
    },
  };

  function isActive(attemptId: string): boolean {
    if (isPending(state)) return attemptId === state.attemptId || attemptId === putAside;
    return canRetryCharge(state) && state.attemptId === attemptId && listeners.size() > 0;
  }

  const store: PlaceStore<TData> = {
    attempt: undefined,
    getState: () => state,
    isAt(attemptId, ...statuses) {
      return state.status !== 'idle' && state.attemptId === attemptId && statuses.includes(state.status);
    },
    isActive,
    dispatch(event) {
      const previous = state;
      const next = transition(state, event);
      if (next === previous) return false;
      state = next;
      const { attempt } = store;
      if (event.type === 'began' && canRetryCharge(previous)) putAside = previous.attemptId;
      // A window is watched from when it is open: whatever comes after that ends it.
      attempt?.stopWatching?.();
      if (isPending(next) || canRetryCharge(next)) client.activeAttempts.add(active);
      else client.activeAttempts.delete(active);
      client.activeAttempts.notify();
      if (next.status !== previous.status) emitStatus(previous, next, event.attemptId);
      listeners.notify();
      if (attempt) report(attempt, next, event.type);
      return true;
    },
    subscribe(listener) {
      const leave = listeners.subscribe(listener);
      // A key that nothing shows belongs into the list of unfinished ones, and one that is shown again does not.
      const tell = () => {
        if (canRetryCharge(state)) client.activeAttempts.notify();
      };
      tell();
      return () => {
        leave();
        tell();
      };
    },
  };

  function emitStatus(previous: AttemptState<TData>, next: AttemptState<TData>, attemptId: string): void {
    const { attempt } = store;
    client.emit({
      type: 'status',
      attemptId,
      pg: attempt?.record?.pg ?? pgCode(attempt?.owner.options),
      previous: previous.status,
      status: next.status,
      ...(next.status === 'cancelled' && { reason: next.reason }),
      ...(next.status === 'failed' && { errorCode: next.error.code }),
    });
  }

  /** Resolves the promise of `issue()` and calls the host's callbacks, once an end is reached. */
  function report(attempt: Attempt<TData>, next: AttemptState<TData>, type: AttemptEvent['type']): void {
    // The page is about to leave: the answer comes with the return.
    const isLeaving = next.status === 'redirecting' && type === 'opened';
    if (next.status === 'idle' || (isPending(next) && !isLeaving)) return;
    const { record, owner } = attempt;
    const { options } = owner;
    const isPaid = next.status === 'succeeded';
    // The callbacks are the next customer's by now: they must not hear of this attempt.
    if (record ? !client.isMine(record) : isOfAnother(client, owner)) {
      attempt.resolve({ status: 'cancelled', attemptId: next.attemptId, reason: 'left' });
      // Its own customer hears when they are back: who does not know of a charge would pay again.
      if (record && (isPaid || next.status === 'failed')) {
        if (isPaid) noteSeen(record, true);
        client.whenMine(record, () => {
          if (isShown() || client.callbacks.onUnseenOutcome) noteSeen(record);
          reportUnseenOutcome(client, next, options.id);
        });
      }
      return;
    }
    attempt.resolve(next as IssueOutcome<TData>);
    // A callback may leave the page of the component that shows the end.
    const isSeen = isShown();
    if (isPaid) {
      if (record) noteSeen(record, !isSeen && !options.onSuccess && !client.callbacks.onUnseenOutcome);
      runHostCode(() => options.onSuccess?.(next.data, next.issued));
    }
    if (next.status === 'cancelled') runHostCode(() => options.onCancel?.(next.reason));
    if (next.status === 'failed') runHostCode(() => options.onError?.(next.error, next.issued));
    // The host ended this attempt itself, for example by unmounting its component, so it knows.
    const isHosts = next.status === 'cancelled' && next.reason === 'host';
    if (!isPending(next) && !isHosts && !isSeen) reportUnseenOutcome(client, next, options.id);
  }

  return store;
}

/** The code of a PG that is named, or described by hand. */
export function pgCode(options: Pick<PlaceOptions<unknown>, 'pg'> | undefined): string {
  const pg = options?.pg as string | { readonly code?: unknown } | undefined;
  return String(typeof pg === 'object' ? pg?.code : pg);
}
