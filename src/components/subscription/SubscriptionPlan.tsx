'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { type SubscriptionState, useSubscriptionContext } from './SubscriptionContext.js';
import { priceOf, stateName } from './sentences.js';

/** Props of `<Subscription.Plan>`. `children` replace what it says. */
export type SubscriptionPlanProps = PartProps<'p', SubscriptionState>;

/**
 * What is subscribed to: its name, its price and its state.
 *
 * Renders a `<p>` with `data-status`.
 *
 * @example
 * <Subscription.Plan />
 */
export const SubscriptionPlan = /* @__PURE__ */ definePart(
  'Subscription.Plan',
  function SubscriptionPlan(host: SubscriptionPlanProps, ref: ForwardedRef<HTMLParagraphElement>): ReactElement | null {
    const context = useSubscriptionContext('Plan');
    const { state, labels } = context;
    const { subscription } = state;
    if (!subscription) return null;
    return renderPart('p', {
      ownClass: 'rbk-plan',
      state,
      host,
      own: { 'data-status': state.status },
      children: byState(host.children, state) ?? (
        <Fragment>
          <span className="rbk-plan-name">{subscription.name}</span>
          <span className="rbk-plan-price">{priceOf(subscription, context)}</span>
          <span className="rbk-badge">{stateName(subscription, labels)}</span>
        </Fragment>
      ),
      ref,
    });
  },
);
