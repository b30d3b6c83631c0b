import { Fragment, type ReactElement } from 'react';
import type { AttemptState } from '../../core/attempt/AttemptState.js';
import type { Messages } from '../../core/messages/Messages.js';

/** The state of an attempt, and whether its charge can be tried again for the order at hand. */
type Shown = AttemptState & { readonly canRetryCharge: boolean };

/** The label of the trigger. */
export function labelOf(state: Shown, { button }: Messages): string {
  if (state.status === 'charging' && state.isPaused) return button.paused;
  if (isPaymentUnverified(state)) return button.verifyCharge;
  if (state.canRetryCharge) return button.retryCharge;
  if (asksForOneMoreClick(state)) return button.oneMoreClick;
  if (state.status === 'failed' && state.error.code === 'unresolved_charge') return button.payAnyway;
  return isOfAnotherOrder(state) ? button.idle : button[state.status];
}

/** The sentence for a state that is not an error. */
export function statusTextOf(state: Shown, { status, errors }: Messages): string | undefined {
  if (state.status === 'failed') return asksForOneMoreClick(state) ? errors.needs_click : undefined;
  return state.status === 'charging' && state.isPaused ? status.paused : status[state.status] || undefined;
}

/** The error that is shown: one of the attempt, or a click that was refused because required terms are missing. */
export function errorCodeOf(state: Shown, isRefused: boolean): keyof Messages['errors'] | undefined {
  if (isRefused) return 'consent_missing';
  if (state.status !== 'failed' || asksForOneMoreClick(state) || isOfAnotherOrder(state)) return undefined;
  return state.error.code;
}

/** The sentence for an error, and what the PG says, unaltered, on a line of its own. */
export function errorContentOf(state: Shown, messages: Messages, isRefused: boolean): ReactElement | undefined {
  const code = errorCodeOf(state, isRefused);
  if (!code) return undefined;
  const isUnverified = code === 'charge_failed' && isPaymentUnverified(state);
  const sentence = (code === 'order_failed' && refusalOf(state, messages)) || messages.errors[code];
  // What the SDK says of itself is for the developer, and nobody's words but the PG's are put into its mouth.
  const isOfSdk = isRefused || code === 'sdk_error' || code === 'no_channel';
  const pgMessage = !isOfSdk && state.status === 'failed' ? state.error.pgMessage : undefined;
  return (
    <Fragment>
      <span key="text">{isUnverified ? messages.unverifiedCharge : sentence}</span>
      {pgMessage && (
        <Fragment key="pg">
          <br />
          <span className="rbk-pg-message">
            <span className="rbk-pg-message-label">{`${messages.pgMessage} `}</span>
            <span>{pgMessage}</span>
          </span>
        </Fragment>
      )}
    </Fragment>
  );
}

/** An order that the server refuses is refused at the next click, too. */
function refusalOf(state: Shown, { orderRefusals }: Messages): string | undefined {
  const { code } = ((state.status === 'failed' && state.error.cause) || {}) as { readonly code?: unknown };
  return Object.entries({ ...orderRefusals }).find(([name]) => name === code)?.[1];
}

/** The window is ready and the browser wants a fresh click for it: a step on the way, which customers don't see as an error. */
function asksForOneMoreClick(state: Shown): boolean {
  return state.status === 'failed' && state.error.code === 'needs_click' && !state.issued;
}

/** The PG took the money with the key, and your backend has not confirmed it yet: "the payment failed" could be wrong. */
export function isPaymentUnverified(state: Shown): boolean {
  return state.status === 'failed' && state.canRetryCharge && state.issued?.chargedAtIssue === true;
}

/** The customer has chosen something else since the charge failed: a click starts a new attempt. */
export function isOfAnotherOrder(state: Shown): boolean {
  return state.status === 'failed' && state.issued !== undefined && !state.canRetryCharge;
}
