import type { BillingClient } from '../createBillingClient.js';
import { createListeners } from '../createListeners.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import type { BillingFlowOptions } from './BillingFlow.js';
import { createOutcomes } from './createOutcomes.js';
import { canRetryCharge, type FlowState, type IssueOutcome, isPending } from './FlowState.js';
import { leavesDoubt } from './owedAttempt.js';
import { codeOf, statusEvent } from './statusEvent.js';
import { type FlowEvent, transition } from './transition.js';

/** The state of one place in the app, and everybody who has to hear of a change of it. */
export interface FlowStore<TData> {
  options: BillingFlowOptions<TData>;
  /** The attempt that the state is about. */
  current: AttemptRecord | undefined;
  /** An attempt of this page whose charge may have been made although nobody saw it. */
  owed: AttemptRecord | undefined;
  /** Called as soon as the window of the attempt is over. */
  stopWatching: (() => void) | undefined;
  getState(): FlowState<TData>;
  /** Whether the attempt is the one under way, and in one of these statuses. */
  isAt(attemptId: string, ...statuses: FlowState['status'][]): boolean;
  /** @returns whether the event meant anything in this state */
  dispatch(event: FlowEvent<TData>): boolean;
  /** The end of an attempt that is under way. */
  outcomeOf(attemptId: string): Promise<IssueOutcome<TData>>;
  subscribe(listener: () => void): () => void;
}

export function createFlowStore<TData>(
  client: BillingClient,
  initialOptions: BillingFlowOptions<TData>,
): FlowStore<TData> {
  let state: FlowState<TData> = { status: 'idle' };
  const listeners = createListeners();
  const outcomes = createOutcomes<TData>();

  /** Under way here, put aside for an attempt under way here, or shown by somebody who can charge it again. */
  function isAtIt(attemptId: string): boolean {
    return isPending(state) || (canRetryCharge(state) && state.attemptId === attemptId && listeners.size() > 0);
  }

  const store: FlowStore<TData> = {
    options: initialOptions,
    current: undefined,
    owed: undefined,
    stopWatching: undefined,
    getState: () => state,
    isAt(attemptId, ...statuses) {
      return state.status !== 'idle' && state.attemptId === attemptId && statuses.includes(state.status);
    },
    dispatch(event) {
      const previous = state;
      const next = transition(state, event);
      if (next === previous) return false;
      state = next;
      if (next.status !== 'window' && next.status !== 'redirecting') store.stopWatching?.();
      if (next.status === 'succeeded') store.owed = undefined;
      // Before a window was asked for nothing can have been charged.
      if (leavesDoubt(next) && previous.status !== 'loading') store.owed = store.current;
      // From here on others are told, who may start the next attempt at once: what is told is this change all the same.
      const attemptId = next.status === 'idle' ? event.attemptId : next.attemptId;
      client.work.set(attemptId, isPending(next) || canRetryCharge(next) ? () => isAtIt(attemptId) : undefined);
      if (next.status !== previous.status) {
        const { current, options } = store;
        const pg = current?.attemptId === attemptId ? current.pg : codeOf(options.pg);
        client.emit(statusEvent({ attemptId, pg, previous: previous.status, state: next }));
      }
      listeners.notify();
      outcomes.tell(next, store.options);
      return true;
    },
    outcomeOf: outcomes.of,
    subscribe(listener) {
      const leave = listeners.subscribe(listener);
      return () => {
        leave();
        // A key that nobody shows any more belongs into a list of what is left.
        if (canRetryCharge(state)) client.work.notify();
      };
    },
  };
  return store;
}
