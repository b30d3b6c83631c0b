'use client';

import { type ForwardedRef, type MouseEvent, type ReactElement, useState } from 'react';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { type BillingKeyState, stateAttributes, useBillingKeyContext } from './BillingKeyContext.js';
import { focusTrigger, useFocusInRoot } from './focus.js';

/** Props of `<BillingKey.RetryCharge>`. `children` replace its label. */
export type BillingKeyRetryChargeProps = PartProps<'button', BillingKeyState>;

/**
 * Charges the issued key again, without a window, for checkouts that have no trigger in view. The focus goes to the trigger
 * where there is one; where there is none, this button stays until the charge has ended, and then the root has it.
 *
 * Renders a `<button type="button">` with `data-status` while a failed charge can be tried again, with `aria-disabled` and
 * `aria-busy` while it is being tried, and nothing otherwise.
 *
 * @example
 * <BillingKey.RetryCharge>Pay again</BillingKey.RetryCharge>
 */
export const BillingKeyRetryCharge = /* @__PURE__ */ definePart(
  'BillingKey.RetryCharge',
  function BillingKeyRetryCharge(
    props: BillingKeyRetryChargeProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const { state, messages } = useBillingKeyContext('RetryCharge');
    const [retried, setRetried] = useState<string>();
    const isRetrying = state.status === 'charging' && state.attemptId === retried;
    const root = useFocusInRoot(isRetrying);
    if (!state.canRetryCharge && !isRetrying) return null;

    return renderPart('button', {
      ownClass: 'rbk-retry-charge',
      state,
      host: props,
      own: {
        ...stateAttributes(state),
        'aria-disabled': isRetrying || undefined,
        'aria-busy': isRetrying || undefined,
        onClick(event: MouseEvent<HTMLElement>) {
          if (state.status !== 'failed') return;
          root.current = event.currentTarget.closest<HTMLElement>('[data-rbk=root]');
          if (!focusTrigger(event.currentTarget)) setRetried(state.attemptId);
          void state.retryCharge();
        },
      },
      text: isRetrying ? messages.button.charging : messages.button.retryCharge,
      ref,
    });
  },
);
