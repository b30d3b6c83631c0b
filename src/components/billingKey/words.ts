import type { FlowState } from '../../core/flow/FlowState.js';
import type { Messages } from '../../core/messages/Messages.js';

/** The state of an attempt, and whether its charge can be tried again for the order at hand. */
type Shown = FlowState & { readonly canRetryCharge: boolean };

/** What the button says. */
export function labelOf(state: Shown, { button }: Messages): string {
  if (state.status === 'charging' && state.isPaused) return button.paused;
  if (isTakenUnseen(state)) return button.verifyCharge;
  if (state.canRetryCharge) return button.retryCharge;
  if (asksForOneMoreClick(state)) return button.oneMoreClick;
  return isOfAnotherOrder(state) ? button.idle : button[state.status];
}

/** What is said of a state that is not an error. */
export function statusTextOf(state: Shown, { status, errors }: Messages): string | undefined {
  if (state.status === 'failed') return asksForOneMoreClick(state) ? errors.needs_click : undefined;
  return state.status === 'charging' && state.isPaused ? status.paused : status[state.status] || undefined;
}

/** What is said of an error: our sentence, then the PG's own, unaltered, on a line of its own. */
export function errorTextOf(state: Shown, { errors, unverifiedCharge }: Messages): string | undefined {
  if (state.status !== 'failed' || asksForOneMoreClick(state) || isOfAnotherOrder(state)) return undefined;
  const { code, pgMessage } = state.error;
  const text = isTakenUnseen(state) && code === 'charge_failed' ? unverifiedCharge : errors[code];
  return pgMessage ? `${text}\n${pgMessage}` : text;
}

/** The window is ready and the browser wants a fresh click for it: a step on the way, no error to a customer. */
export function asksForOneMoreClick(state: Shown): boolean {
  return state.status === 'failed' && state.error.code === 'needs_click' && !state.issued;
}

/** The PG has taken the money with the key, and nobody could verify it yet: "the payment failed" would be wrong. */
export function isTakenUnseen(state: Shown): boolean {
  return state.status === 'failed' && state.canRetryCharge && state.issued?.chargedAtIssue === true;
}

/** The customer has chosen something else since the charge failed: a click starts anew. */
export function isOfAnotherOrder(state: Shown): boolean {
  return state.status === 'failed' && state.issued !== undefined && !state.canRetryCharge;
}
