import type { BillingKeyError } from '../errors/BillingKeyError.js';
import type { IssuedKey } from '../IssuedKey.js';

/** Why an attempt was cancelled: by the customer in the window, by the host's `cancel()`, or by leaving the PG's page. */
export type CancelReason = 'customer' | 'host' | 'left';

/** Nothing has begun, or `reset()` was called. */
export interface IdleState {
  readonly status: 'idle';
}

/** The SDK's script is on its way. */
export interface LoadingState {
  readonly status: 'loading';
  readonly attemptId: string;
}

/** The payment window is open on this page. */
export interface WindowState {
  readonly status: 'window';
  readonly attemptId: string;
}

/** The page is leaving for the PG's own. */
export interface RedirectingState {
  readonly status: 'redirecting';
  readonly attemptId: string;
}

/** The key was issued; the host's mutation is at work. */
export interface ChargingState<TIssued extends IssuedKey = IssuedKey> {
  readonly status: 'charging';
  readonly attemptId: string;
  readonly issued: TIssued;
  /** The mutation waits for the network, as TanStack Query's paused mutations do. */
  readonly isPaused: boolean;
}

/** The key was issued and charged. */
export interface SucceededState<TData, TIssued extends IssuedKey = IssuedKey> {
  readonly status: 'succeeded';
  readonly attemptId: string;
  readonly issued: TIssued;
  /** What the host's mutation returned. */
  readonly data: TData;
}

/** Ended without an error, by the customer or by your code: see `reason`. */
export interface CancelledState {
  readonly status: 'cancelled';
  readonly attemptId: string;
  readonly reason: CancelReason;
}

/** Ended with an error. */
export interface FailedState<TIssued extends IssuedKey = IssuedKey> {
  readonly status: 'failed';
  readonly attemptId: string;
  readonly error: BillingKeyError;
  /** Present when the key was issued and its charge failed: only then can `retryCharge()` do anything. */
  readonly issued?: TIssued | undefined;
}

/** One attempt, by `status`. What belongs to a status is on that status and nowhere else. */
export type AttemptState<TData = unknown, TIssued extends IssuedKey = IssuedKey> =
  | IdleState
  | LoadingState
  | WindowState
  | RedirectingState
  | ChargingState<TIssued>
  | SucceededState<TData, TIssued>
  | CancelledState
  | FailedState<TIssued>;

/** Every `status` of an attempt. */
export type BillingStatus = AttemptState['status'];

/** What `issue()` resolves to. `redirecting` means that the page is about to leave, and that the answer comes on the return. */
export type IssueOutcome<TData = unknown, TIssued extends IssuedKey = IssuedKey> =
  | SucceededState<TData, TIssued>
  | CancelledState
  | FailedState<TIssued>
  | RedirectingState;

export const idle: IdleState = { status: 'idle' };

/** The statuses of an attempt in progress. */
export type PendingState = LoadingState | WindowState | RedirectingState | ChargingState;

/** True while an attempt is in progress and a click must not start another. */
export function isPending(state: AttemptState): state is PendingState {
  return ['loading', 'window', 'redirecting', 'charging'].includes(state.status);
}

/** True while an attempt in progress has no key yet: it can still be cancelled. */
export function awaitsKey(state: AttemptState): state is Exclude<PendingState, ChargingState> {
  return isPending(state) && state.status !== 'charging';
}

/** True when a key was issued and its charge failed: the one state in which `retryCharge()` does something. */
export function canRetryCharge(state: AttemptState): state is FailedState & { readonly issued: IssuedKey } {
  return state.status === 'failed' && state.issued !== undefined;
}
