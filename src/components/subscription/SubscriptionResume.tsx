'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { definePart, renderPart } from '../part/part.js';
import type { SubscriptionButtonProps } from './SubscriptionCancel.js';
import { useSubscriptionContext } from './SubscriptionContext.js';

/**
 * Takes a cancellation back, as long as the subscription can be used.
 *
 * Renders a `<button type="button">` for a cancelled subscription, and nothing otherwise.
 *
 * @example
 * <Subscription.Resume />
 */
export const SubscriptionResume = /* @__PURE__ */ definePart(
  'Subscription.Resume',
  function SubscriptionResume(
    host: SubscriptionButtonProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const { state, labels } = useSubscriptionContext('Resume');
    if (state.status !== 'ending') return null;
    const isBusy = state.doing !== undefined || undefined;
    return renderPart('button', {
      ownClass: 'rbk-pay',
      state,
      host,
      own: {
        'data-status': state.status,
        'aria-disabled': isBusy,
        'aria-busy': isBusy,
        onClick: () => void state.resume(),
      },
      text: labels.resume,
      ref,
    });
  },
);
