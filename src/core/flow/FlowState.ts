import type { BillingKeyError } from '../BillingKeyError.js';
import type { IssuedKey } from '../IssuedKey.js';

/** Why an attempt was cancelled: by the customer in the window, by the host's `cancel()`, or by leaving the PG's page. */
export type CancelReason = 'customer' | 'host' | 'left';

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
export interface ChargingState {
  readonly status: 'charging';
  readonly attemptId: string;
  readonly issued: IssuedKey;
  /** The mutation waits for the network, as TanStack Query's paused mutations do. */
  readonly isPaused: boolean;
}

export interface SucceededState<TData> {
  readonly status: 'succeeded';
  readonly attemptId: string;
  readonly issued: IssuedKey;
  /** What the host's mutation returned. */
  readonly data: TData;
}

export interface CancelledState {
  readonly status: 'cancelled';
  readonly attemptId: string;
  readonly reason: CancelReason;
}

export interface FailedState {
  readonly status: 'failed';
  readonly attemptId: string;
  readonly error: BillingKeyError;
  /** Present when the key was issued and its charge failed: only then can `retryCharge()` do anything. */
  readonly issued?: IssuedKey | undefined;
}

/** One attempt, by `status`. What belongs to a status is on that status and nowhere else. */
export type FlowState<TData = unknown> =
  | IdleState
  | LoadingState
  | WindowState
  | RedirectingState
  | ChargingState
  | SucceededState<TData>
  | CancelledState
  | FailedState;

export type BillingStatus = FlowState['status'];

/** What `issue()` resolves to. `redirecting` means that the page is about to leave, and that the answer comes on the return. */
export type IssueOutcome<TData = unknown> = SucceededState<TData> | CancelledState | FailedState | RedirectingState;

export type PendingState = LoadingState | WindowState | RedirectingState | ChargingState;

/** True while an attempt is under way and a click must not start another. */
export function isPending(state: FlowState): state is PendingState {
  return ['loading', 'window', 'redirecting', 'charging'].includes(state.status);
}

/** True when a key was issued and its charge failed: the one state in which `retryCharge()` does something. */
export function canRetryCharge(state: FlowState): state is FailedState & { readonly issued: IssuedKey } {
  return state.status === 'failed' && state.issued !== undefined;
}
