'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatDate } from '../../core/messages/formatDate.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type SubscriptionState, useSubscriptionContext } from './SubscriptionContext.js';

/** Props of `<Subscription.Consent>`. `children` replace the question and its button. */
export type SubscriptionConsentProps = PartProps<'div', SubscriptionState>;

/**
 * Asks for consent to a higher amount: which one, from when, and what happens without it. Korean law wants it within 30 days before the
 * amount rises, so it asks from the day that the server names. Nothing is agreed to but by the button.
 *
 * Renders a `<div role="group">` while consent is due, and nothing otherwise.
 *
 * @example
 * <Subscription.Consent />
 */
export const SubscriptionConsent = /* @__PURE__ */ definePart(
  'Subscription.Consent',
  function SubscriptionConsent(host: SubscriptionConsentProps, ref: ForwardedRef<HTMLDivElement>): ReactElement | null {
    const { state, labels, messages, timeZone } = useSubscriptionContext('Consent');
    const { subscription, status, doing } = state;
    const consent = subscription?.consent;
    if (!consent || consent.isGiven || status === 'ending' || status === 'ended') return null;
    if (Date.now() < Date.parse(consent.from)) return null;
    const { amountBefore, amountAfter, currency, until } = consent;
    const isTrial = status === 'trialing' && amountBefore === 0;
    const isBusy = doing !== undefined || undefined;

    return renderPart('div', {
      ownClass: 'rbk-question',
      state,
      host,
      own: { role: 'group', 'data-status': status },
      children: byState(host.children, state) ?? (
        <Fragment>
          <p>
            {ownText(
              fill(isTrial ? labels.askConsentTrial : labels.askConsent, {
                date: formatDate(until, timeZone, messages),
                before: formatMoney(amountBefore, currency, messages),
                after: formatMoney(amountAfter, currency, messages),
              }),
            )}
          </p>
          <button
            type="button"
            className="rbk-choice"
            aria-disabled={isBusy}
            aria-busy={isBusy}
            onClick={() => void state.consent()}
          >
            {ownText(labels.agree)}
          </button>
        </Fragment>
      ),
      ref,
    });
  },
);
