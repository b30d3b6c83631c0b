import { type AttemptState, type BillingStatus, isPending } from '../core/attempt/AttemptState.js';

/** Props for a `<button>`; spread them last. */
export interface ButtonProps {
  readonly type: 'button';
  readonly 'data-status': BillingStatus;
  /** In place of `disabled`, which would take the focus away and be silent about why. */
  readonly 'aria-disabled': boolean | undefined;
  readonly 'aria-busy': boolean | undefined;
  /** Pass the event on: by it, the second click of a double click is told from a click on what the customer has read since the first. */
  readonly onClick: (event?: { readonly detail: number }) => void;
  readonly onPointerEnter: (() => void) | undefined;
  readonly onTouchStart: (() => void) | undefined;
  readonly onFocus: (() => void) | undefined;
}

interface ButtonActions {
  /** True when a click charges the key that is here already. */
  readonly canRetryCharge: boolean;
  issue(): void;
  retryCharge(): void;
  /** Given when the SDK is to be loaded as soon as the customer turns to the button. */
  readonly preload: (() => void) | undefined;
}

export function getButtonProps(
  state: AttemptState,
  { canRetryCharge, issue, retryCharge, preload }: ButtonActions,
): ButtonProps {
  const pending = isPending(state);
  const isOver = pending || state.status === 'succeeded';
  return {
    type: 'button',
    'data-status': state.status,
    'aria-disabled': isOver || undefined,
    'aria-busy': pending || undefined,
    onClick(event) {
      if (isOver || (toldToGoOn(state) && (event?.detail ?? 0) > 1)) return;
      if (canRetryCharge) retryCharge();
      else issue();
    },
    onPointerEnter: preload,
    onTouchStart: preload,
    onFocus: preload,
  };
}

/** The customer is told of an earlier charge, and a click goes on in spite of it. */
function toldToGoOn(state: AttemptState): boolean {
  return state.status === 'failed' && ['unresolved_charge', 'already_charged'].includes(state.error.code);
}
