import type { BillingKeyError } from '../errors/BillingKeyError.js';
import type { IssuedKey } from '../IssuedKey.js';
import type { AttemptState, CancelReason } from './AttemptState.js';
import { awaitsKey, canRetryCharge, isPending } from './AttemptState.js';

/** Everything that can happen to an attempt. Each event names the attempt that it is about. */
export type AttemptEvent<TData = unknown> = { readonly attemptId: string } & (
  | { readonly type: 'began' }
  /** Refused before it began: a bad order, or another attempt is open. */
  | { readonly type: 'rejected'; readonly error: BillingKeyError }
  | { readonly type: 'opened'; readonly leavesPage: boolean }
  /** Begun on an earlier page, carried on here: a return from the PG's page, or a recovery. */
  | { readonly type: 'returned' }
  | { readonly type: 'issued'; readonly issued: IssuedKey }
  | { readonly type: 'paused'; readonly isPaused: boolean }
  | { readonly type: 'charged'; readonly data: TData }
  | { readonly type: 'retried' }
  | { readonly type: 'cancelled'; readonly reason: CancelReason }
  | { readonly type: 'failed'; readonly error: BillingKeyError }
  | { readonly type: 'reset' }
);

/**
 * state × event -> state. An event that has no place in the state (late, double, of another attempt) gives back the very
 * state it was asked about: dropping is an answer, and `===` tells.
 */
export function transition<TData>(state: AttemptState<TData>, event: AttemptEvent<TData>): AttemptState<TData> {
  const { attemptId } = event;
  switch (event.type) {
    case 'began':
      return isPending(state) ? state : { status: 'loading', attemptId };
    case 'returned':
      return isPending(state) ? state : { status: 'redirecting', attemptId };
    case 'rejected':
      if (isPending(state)) return state;
      // An issued key outlives a later click that went wrong.
      return canRetryCharge(state)
        ? { ...state, error: event.error }
        : { status: 'failed', attemptId, error: event.error };
    case 'reset':
      return isPending(state) ? state : { status: 'idle' };
    default:
      return state.status !== 'idle' && state.attemptId === attemptId ? advance(state, event) : state;
  }
}

type Advance<TData> = Exclude<AttemptEvent<TData>, { type: 'began' | 'returned' | 'rejected' | 'reset' }>;

function advance<TData>(state: AttemptState<TData>, event: Advance<TData>): AttemptState<TData> {
  const { attemptId } = event;
  switch (event.type) {
    case 'opened':
      if (state.status !== 'loading') return state;
      return { status: event.leavesPage ? 'redirecting' : 'window', attemptId };
    case 'issued':
      if (!awaitsKey(state)) return state;
      return { status: 'charging', attemptId, issued: event.issued, isPaused: false };
    case 'paused':
      if (state.status !== 'charging' || state.isPaused === event.isPaused) return state;
      return { ...state, isPaused: event.isPaused };
    case 'charged':
      // The answer of a charge that was given up as timed out still is the answer.
      if (state.status !== 'charging' && !canRetryCharge(state)) return state;
      return { status: 'succeeded', attemptId, issued: state.issued, data: event.data };
    case 'retried':
      if (!canRetryCharge(state)) return state;
      return { status: 'charging', attemptId, issued: state.issued, isPaused: false };
    case 'cancelled':
      if (!awaitsKey(state)) return state;
      return { status: 'cancelled', attemptId, reason: event.reason };
    case 'failed':
      if (!isPending(state)) return state;
      // A key whose charge is settled elsewhere is not offered to be charged again.
      return state.status === 'charging' && event.error.code !== 'already_settled'
        ? { status: 'failed', attemptId, error: event.error, issued: state.issued }
        : { status: 'failed', attemptId, error: event.error };
  }
}
