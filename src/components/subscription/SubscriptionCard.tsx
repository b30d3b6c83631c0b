'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { cardsKo } from '../../core/messages/manage/manageKo.js';
import { manageMessagesOf } from '../../core/messages/manage/manageMessagesOf.js';
import { useManageQuery } from '../../react/manageApi.js';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { cardLabel } from '../savedCards/cardLabel.js';
import { type SubscriptionState, useSubscriptionContext } from './SubscriptionContext.js';

/** Props of `<Subscription.Card>`. `children` replace what it says. */
export type SubscriptionCardProps = PartProps<'p', SubscriptionState>;

/**
 * The card that the subscription is paid with. A link to the page where it is changed stands beside it, and is yours.
 *
 * Renders a `<p>`, and nothing while the card is not known, or nothing is paid any more.
 *
 * @example
 * <Subscription.Card />
 */
export const SubscriptionCard = /* @__PURE__ */ definePart(
  'Subscription.Card',
  function SubscriptionCard(host: SubscriptionCardProps, ref: ForwardedRef<HTMLParagraphElement>): ReactElement | null {
    const { state, api, labels, messages } = useSubscriptionContext('Card');
    const cards = useManageQuery(api, 'savedCards', '<Subscription.Card>', { isOptional: true });
    const card = cards.data?.find(({ cardId }) => cardId === state.subscription?.cardId);
    if (!card || state.status === 'ended') return null;
    const label = cardLabel(card, manageMessagesOf(messages, 'cards', cardsKo));
    return renderPart('p', {
      ownClass: 'rbk-sentence',
      state,
      host,
      own: { 'data-status': state.status },
      text: fill(labels.card, { card: label }),
      ref,
    });
  },
);
