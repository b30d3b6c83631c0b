'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import type { SavedCard } from '../../react/useSavedCards.js';
import { byState, definePart, type PartProps } from '../part/part.js';
import { useQuestion } from '../part/Question.js';
import { cardLabel } from './cardLabel.js';
import { useSavedCard, useSavedCardsContext } from './SavedCardsContext.js';
import { usesOf } from './SavedCardsItem.js';
import { nameOf } from './SavedCardsMakeDefault.js';

/** Props of `<SavedCards.Remove>`. `children` replace its label. */
export type SavedCardsRemoveProps = PartProps<'button', SavedCard>;

/**
 * Removes the card of its item, once the customer has said so twice. While something is paid with it, it says what, and offers the
 * other cards in its place. A card that nothing is paid with goes at once, and comes back when the server refuses.
 *
 * Renders a `<button type="button">` with `aria-expanded`, and after it, while it asks, a `<div role="group">`.
 *
 * @example
 * <SavedCards.Remove />
 */
export const SavedCardsRemove = /* @__PURE__ */ definePart(
  'SavedCards.Remove',
  function SavedCardsRemove(host: SavedCardsRemoveProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { state, labels, say } = useSavedCardsContext('Remove');
    const card = useSavedCard('Remove');
    const label = cardLabel(card, labels);
    const isUsed = card.usedBy.length > 0;
    const names = usesOf(card, labels);
    const others = state.cards.filter(({ cardId }) => cardId !== card.cardId);
    const children = byState(host.children, card) ?? labels.remove;

    async function remove(): Promise<void> {
      say('');
      const isDone = await state.remove(card.cardId);
      say(fill(isDone ? labels.removed : labels.notRemoved, { card: label }));
    }
    async function move(to: SavedCard): Promise<void> {
      say('');
      const isDone = await state.move(card.cardId, to.cardId);
      say(isDone ? fill(labels.moved, { card: cardLabel(to, labels) }) : labels.notMoved);
    }

    return useQuestion({
      ownClass: 'rbk-card-action',
      state: card,
      host,
      own: { 'aria-label': host['aria-label'] ?? nameOf(children, label, labels.actionOf) },
      label: children,
      ref,
      question: isUsed
        ? fill(others.length > 0 ? labels.inUse : labels.noOther, { names })
        : fill(labels.askRemove, { card: label }),
      keep: labels.keep,
      isBusy: card.doing !== undefined,
      choices: isUsed
        ? others.map((other) => ({
            key: other.cardId,
            label: fill(labels.useInstead, { card: cardLabel(other, labels) }),
            choose: () => void move(other),
          }))
        : [{ key: 'remove', label: labels.confirmRemove, choose: () => void remove() }],
    });
  },
);
