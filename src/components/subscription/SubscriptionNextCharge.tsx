'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import { formatDate } from '../../core/messages/formatDate.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type SubscriptionState, useSubscriptionContext } from './SubscriptionContext.js';
import { nextSentence, priceOf } from './sentences.js';

/** Props of `<Subscription.NextCharge>`. `children` replace what it says. */
export type SubscriptionNextChargeProps = PartProps<'div', SubscriptionState>;

/**
 * What is charged next and when; of a trial, until when it is free; of a cancelled one, until when it can be used. A plan or price that
 * counts from a later period on has a line of its own.
 *
 * Renders a `<div>` with `data-status`.
 *
 * @example
 * <Subscription.NextCharge />
 */
export const SubscriptionNextCharge = /* @__PURE__ */ definePart(
  'Subscription.NextCharge',
  function SubscriptionNextCharge(
    host: SubscriptionNextChargeProps,
    ref: ForwardedRef<HTMLDivElement>,
  ): ReactElement | null {
    const context = useSubscriptionContext('NextCharge');
    const { state, messages, timeZone } = context;
    const { subscription } = state;
    if (!subscription) return null;
    const { change, period } = subscription;
    return renderPart('div', {
      ownClass: 'rbk-next-charge',
      state,
      host,
      own: { 'data-status': state.status },
      children: byState(host.children, state) ?? (
        <Fragment>
          <p>{ownText(nextSentence(subscription, context))}</p>
          {change && state.status !== 'ending' && state.status !== 'ended' && (
            <p className="rbk-note">
              {ownText(
                `${formatDate(change.at, timeZone, messages)}: ${change.name}, ${priceOf({ ...change, period: change.period ?? period }, context)}`,
              )}
            </p>
          )}
        </Fragment>
      ),
      ref,
    });
  },
);
