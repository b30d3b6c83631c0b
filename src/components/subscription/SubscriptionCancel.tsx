'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatDate } from '../../core/messages/formatDate.js';
import { byState, definePart, type PartProps } from '../part/part.js';
import { useQuestion } from '../part/Question.js';
import { type SubscriptionState, useSubscriptionContext } from './SubscriptionContext.js';

/** Props of a button of a subscription. `children` replace its label. */
export type SubscriptionButtonProps = PartProps<'button', SubscriptionState>;

/**
 * Cancels with the paid period, or with the trial, once the customer has read until when it can be used and has said so twice. What is
 * past due has nothing left to use, and ends at once.
 *
 * Renders a `<button type="button">` with `aria-expanded`, and after it, while it asks, a `<div role="group">`; nothing when there is
 * nothing to cancel.
 *
 * @example
 * <Subscription.Cancel />
 */
export const SubscriptionCancel = /* @__PURE__ */ definePart(
  'Subscription.Cancel',
  function SubscriptionCancel(
    host: SubscriptionButtonProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const { state } = useSubscriptionContext('Cancel');
    const { status, subscription } = state;
    if (status !== 'trialing' && status !== 'active' && status !== 'past_due') return null;
    // What was asked of one subscription is not asked of another.
    return <CancelQuestion key={subscription?.subscriptionId} host={host} buttonRef={ref} />;
  },
);

function CancelQuestion({
  host,
  buttonRef,
}: {
  readonly host: SubscriptionButtonProps;
  readonly buttonRef: ForwardedRef<HTMLButtonElement>;
}): ReactElement {
  const { state, labels, messages, timeZone } = useSubscriptionContext('Cancel');
  const date = formatDate(state.subscription?.paidUntil ?? '', timeZone, messages);
  return useQuestion({
    ownClass: 'rbk-card-action',
    state,
    host,
    own: { 'data-status': state.status },
    label: byState(host.children, state) ?? labels.cancel,
    ref: buttonRef,
    question: state.status === 'past_due' ? labels.askCancelNow : fill(labels.askCancel, { date }),
    keep: labels.keep,
    isBusy: state.doing !== undefined,
    choices: [{ key: 'cancel', label: labels.confirmCancel, choose: () => void state.cancel() }],
  });
}
