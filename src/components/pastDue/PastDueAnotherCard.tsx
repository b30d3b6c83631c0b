'use client';

import { type ForwardedRef, Fragment, type MouseEvent, type ReactElement, useContext } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { BillingKeyContext } from '../billingKey/BillingKeyContext.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { cardLabel } from '../savedCards/cardLabel.js';
import { isPayable, type PastDueState, usePastDueContext } from './PastDueContext.js';

/** Props of `<PastDue.AnotherCard>`. `children` replace its buttons; as a function they are given what is due, and `pay(cardId)`. */
export type PastDueAnotherCardProps = PartProps<'div', PastDueState>;

/**
 * Pays with another card: one of the customer's, a button each, or a new one, which takes the place of the card that was declined. The
 * subscription keeps the card that it is paid with.
 *
 * Renders a `<div role="group">` while something is due and there is another card to choose or to register, and nothing otherwise.
 *
 * @example
 * <PastDue.AnotherCard />
 */
export const PastDueAnotherCard = /* @__PURE__ */ definePart(
  'PastDue.AnotherCard',
  function PastDueAnotherCard(host: PastDueAnotherCardProps, ref: ForwardedRef<HTMLDivElement>): ReactElement | null {
    const { state, labels, cards, cardLabels, register } = usePastDueContext('AnotherCard');
    const billing = useContext(BillingKeyContext);
    const { subscription, status } = state;
    if (!subscription || !isPayable(state)) return null;
    const others = cards.filter(({ cardId }) => cardId !== subscription.cardId);
    if (others.length === 0 && !register) return null;
    const isBusy = status === 'paying' || billing?.state.isPending || undefined;
    const { onPointerEnter, onTouchStart, onFocus } = billing?.state.getButtonProps() ?? {};

    return renderPart('div', {
      ownClass: 'rbk-other-cards',
      state,
      host,
      own: { role: 'group', 'aria-label': host['aria-label'] ?? labels.anotherCard },
      children: byState(host.children, state) ?? (
        <Fragment>
          {others.map((card) => (
            <button
              key={card.cardId}
              type="button"
              className="rbk-choice"
              aria-disabled={isBusy}
              onClick={() => {
                if (!isBusy) void state.pay(card.cardId);
              }}
            >
              {ownText(fill(labels.payWith, { card: cardLabel(card, cardLabels) }))}
            </button>
          ))}
          {register && (
            <button
              type="button"
              className="rbk-choice"
              data-rbk="trigger"
              aria-disabled={isBusy}
              onPointerEnter={onPointerEnter}
              onTouchStart={onTouchStart}
              onFocus={onFocus}
              onClick={({ currentTarget }: MouseEvent<HTMLElement>) => {
                if (!isBusy) register({ subscriptionId: subscription.subscriptionId }, currentTarget);
              }}
            >
              {ownText(labels.newCard)}
            </button>
          )}
        </Fragment>
      ),
      ref,
    });
  },
);
