'use client';

import { type ForwardedRef, forwardRef, type MouseEvent, type ReactElement, useState } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { type BillingKeyState, useBillingKeyContext } from './BillingKeyContext.js';
import { focusTrigger } from './focusTrigger.js';
import { stateAttributes } from './stateAttributes.js';

/** Props of `<BillingKey.RetryCharge>`. `children` replace its label. */
export type BillingKeyRetryChargeProps = PartProps<'button', BillingKeyState>;

/**
 * Charges the issued key again, without a window, for checkouts whose trigger does not do it or is somewhere else. The focus
 * goes to the trigger where there is one; where there is none, this button stays until the charge has ended.
 *
 * Renders a `<button type="button">` with `data-status` while a failed charge can be tried again, with `aria-disabled` and
 * `aria-busy` while it is being tried, and nothing otherwise.
 *
 * @example
 * <BillingKey.RetryCharge>Pay again</BillingKey.RetryCharge>
 */
export const BillingKeyRetryCharge = /* @__PURE__ */ forwardRef(function BillingKeyRetryCharge(
  props: BillingKeyRetryChargeProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { state, messages } = useBillingKeyContext('RetryCharge');
  const [retried, setRetried] = useState<string>();
  const isRetrying = state.status === 'charging' && state.attemptId === retried;
  if (!state.canRetryCharge && !isRetrying) return null;

  return renderPart('button', {
    ownClass: 'rbk-retry-charge',
    state,
    host: props,
    own: {
      ...stateAttributes(state),
      type: 'button',
      'aria-disabled': isRetrying || undefined,
      'aria-busy': isRetrying || undefined,
      onClick(event: MouseEvent<HTMLElement>) {
        if (state.status !== 'failed') return;
        if (!focusTrigger(event.currentTarget)) setRetried(state.attemptId);
        void state.retryCharge();
      },
    },
    children: byState(props.children, state) ?? (isRetrying ? messages.button.charging : messages.button.retryCharge),
    ref,
  });
});
