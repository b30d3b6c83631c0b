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
    const { state, labels, messages, timeZone } = useSubscriptionContext('Cancel');
    const { status, subscription } = state;
    if (!subscription || (status !== 'trialing' && status !== 'active' && status !== 'past_due')) return null;
    const date = formatDate(subscription.paidUntil, timeZone, messages);
    // The charge that is out may be paid yet: nothing is promised of its period.
    const ask = status === 'past_due' ? labels.askCancelNow : fill(labels.askCancel, { date });
    return (
      <ActionQuestion
        key={subscription.subscriptionId}
        host={host}
        buttonRef={ref}
        label={labels.cancel}
        question={subscription.isCharging ? labels.askCancelCharging : ask}
        confirm={labels.confirmCancel}
        act={state.cancel}
      />
    );
  },
);

interface ActionQuestionProps {
  readonly host: SubscriptionButtonProps;
  readonly buttonRef: ForwardedRef<HTMLButtonElement>;
  readonly label: string;
  readonly question: string;
  readonly confirm: string;
  act(): Promise<unknown>;
}

/** A button that asks before something is done to a subscription. With its id as `key`: what was asked of one is not asked of another. */
export function ActionQuestion(props: ActionQuestionProps): ReactElement {
  const { host, buttonRef, label, question, confirm, act } = props;
  const { state, labels } = useSubscriptionContext('Cancel');
  return useQuestion({
    ownClass: 'rbk-card-action',
    state,
    host,
    own: { 'data-status': state.status },
    label: byState(host.children, state) ?? label,
    ref: buttonRef,
    question,
    keep: labels.keep,
    isBusy: state.doing !== undefined,
    choices: [{ key: confirm, label: confirm, choose: () => void act() }],
  });
}
