import { runHostCode } from '../runHostCode.js';
import type { BillingFlowOptions } from './BillingFlow.js';
import { type FlowState, type IssueOutcome, isPending } from './FlowState.js';

/** Whoever waits for the end of an attempt: the promises of `issue()` and its kin, and the host's callbacks. */
export interface Outcomes<TData> {
  /** The end of an attempt that is under way. */
  of(attemptId: string): Promise<IssueOutcome<TData>>;
  /** Tells it, if the state is one. */
  tell(state: FlowState<TData>, host: Pick<BillingFlowOptions<TData>, 'onSuccess' | 'onCancel' | 'onError'>): void;
}

export function createOutcomes<TData>(): Outcomes<TData> {
  const waiting = new Map<string, (outcome: IssueOutcome<TData>) => void>();
  return {
    of: (attemptId) => new Promise((resolve) => waiting.set(attemptId, resolve)),
    tell(state, host) {
      if (state.status === 'idle' || (isPending(state) && state.status !== 'redirecting')) return;
      waiting.get(state.attemptId)?.(state);
      waiting.delete(state.attemptId);
      if (state.status === 'succeeded') runHostCode(() => host.onSuccess?.(state.data, state.issued));
      if (state.status === 'cancelled') runHostCode(() => host.onCancel?.(state.reason));
      if (state.status === 'failed') runHostCode(() => host.onError?.(state.error, state.issued));
    },
  };
}
