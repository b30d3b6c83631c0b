'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { cardLabel } from '../savedCards/cardLabel.js';
import { isPayable, type PastDueState, usePastDueContext } from './PastDueContext.js';

/** Props of `<PastDue.Retry>`. `children` replace its label. */
export type PastDueRetryProps = PartProps<'button', PastDueState>;

/**
 * Charges the open period now, with the card of the subscription: once, however often it is pressed.
 *
 * Renders a `<button type="button">` while something is due, with `aria-disabled` and `aria-busy` while a charge is out; nothing when
 * nothing is due, and for a card that can't pay any more.
 *
 * @example
 * <PastDue.Retry />
 */
export const PastDueRetry = /* @__PURE__ */ definePart(
  'PastDue.Retry',
  function PastDueRetry(host: PastDueRetryProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { state, labels, cards, cardLabels } = usePastDueContext('Retry');
    const { subscription, status } = state;
    if (!subscription || !isPayable(state) || !subscription.pastDue.canHeal) return null;
    const isPaying = status === 'paying';
    const card = cards.find(({ cardId }) => cardId === subscription.cardId);
    const label = card ? fill(labels.payWith, { card: cardLabel(card, cardLabels) }) : labels.payNow;

    return renderPart('button', {
      ownClass: 'rbk-pay',
      state,
      host,
      own: {
        'data-status': status,
        'aria-disabled': isPaying || undefined,
        'aria-busy': isPaying || undefined,
        onClick() {
          if (!isPaying) void state.pay();
        },
      },
      text: isPaying ? labels.paying : label,
      ref,
    });
  },
);
