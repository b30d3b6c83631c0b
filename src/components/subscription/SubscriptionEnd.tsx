'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { definePart } from '../part/part.js';
import { ActionQuestion, type SubscriptionButtonProps } from './SubscriptionCancel.js';
import { useSubscriptionContext } from './SubscriptionContext.js';

/**
 * Ends a cancelled subscription now, with what is left of its period, once the customer has said so twice.
 *
 * Renders a `<button type="button">` with `aria-expanded`, and after it, while it asks, a `<div role="group">`; nothing unless the
 * subscription is cancelled and can still be used.
 *
 * @example
 * <Subscription.End />
 */
export const SubscriptionEnd = /* @__PURE__ */ definePart(
  'Subscription.End',
  function SubscriptionEnd(host: SubscriptionButtonProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { state, labels } = useSubscriptionContext('End');
    if (state.status !== 'ending') return null;
    return (
      <ActionQuestion
        key={state.subscription?.subscriptionId}
        host={host}
        buttonRef={ref}
        label={labels.end}
        question={labels.askEnd}
        confirm={labels.confirmEnd}
        act={state.end}
      />
    );
  },
);
