import type { FlowState } from '../../core/flow/FlowState.js';
import { canRetryCharge } from '../../core/flow/FlowState.js';
import type { Messages } from '../../core/messages/Messages.js';

/** What the button says. */
export function labelOf(state: FlowState, { button }: Messages): string {
  if (state.status === 'charging' && state.isPaused) return button.paused;
  if (canRetryCharge(state)) return button.retryCharge;
  if (asksForOneMoreClick(state)) return button.oneMoreClick;
  return button[state.status];
}

/** What is said of a state that is not an error. */
export function statusTextOf(state: FlowState, { status, errors }: Messages): string | undefined {
  if (state.status === 'failed') return asksForOneMoreClick(state) ? errors.needs_click : undefined;
  return state.status === 'charging' && state.isPaused ? status.paused : status[state.status] || undefined;
}

/** What is said of an error: our sentence, then the PG's own, unaltered, on a line of its own. */
export function errorTextOf(state: FlowState, { errors }: Messages): string | undefined {
  if (state.status !== 'failed' || asksForOneMoreClick(state)) return undefined;
  const { code, pgMessage } = state.error;
  return pgMessage ? `${errors[code]}\n${pgMessage}` : errors[code];
}

/** The window is ready and the browser wants a fresh click for it: a step on the way, no error to a customer. */
export function asksForOneMoreClick(state: FlowState): boolean {
  return state.status === 'failed' && state.error.code === 'needs_click' && !canRetryCharge(state);
}
