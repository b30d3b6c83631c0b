'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { byState, definePart } from '../part/part.js';
import { useQuestion } from '../part/Question.js';
import type { SubscriptionButtonProps } from './SubscriptionCancel.js';
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
    const { state } = useSubscriptionContext('End');
    if (state.status !== 'ending') return null;
    return <EndQuestion key={state.subscription?.subscriptionId} host={host} buttonRef={ref} />;
  },
);

function EndQuestion({
  host,
  buttonRef,
}: {
  readonly host: SubscriptionButtonProps;
  readonly buttonRef: ForwardedRef<HTMLButtonElement>;
}): ReactElement {
  const { state, labels } = useSubscriptionContext('End');
  return useQuestion({
    ownClass: 'rbk-card-action',
    state,
    host,
    own: { 'data-status': state.status },
    label: byState(host.children, state) ?? labels.end,
    ref: buttonRef,
    question: labels.askEnd,
    keep: labels.keep,
    isBusy: state.doing !== undefined,
    choices: [{ key: 'end', label: labels.confirmEnd, choose: () => void state.end() }],
  });
}
