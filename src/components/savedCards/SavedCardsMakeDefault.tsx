'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import type { SavedCard } from '../../react/useSavedCards.js';
import { byState, definePart, ownText, type PartProps, plainText, renderPart } from '../part/part.js';
import { cardLabel } from './cardLabel.js';
import { useSavedCard, useSavedCardsContext } from './SavedCardsContext.js';

/** Props of `<SavedCards.MakeDefault>`. `children` replace its label. */
export type SavedCardsMakeDefaultProps = PartProps<'button', SavedCard>;

/**
 * Makes the card of its item the one that is taken where nothing else was chosen. It is shown at once, and taken back when the server
 * refuses. What subscriptions are paid with stays as it is.
 *
 * Renders a `<button type="button">`, and nothing for the card that is the default.
 *
 * @example
 * <SavedCards.MakeDefault />
 */
export const SavedCardsMakeDefault = /* @__PURE__ */ definePart(
  'SavedCards.MakeDefault',
  function SavedCardsMakeDefault(
    host: SavedCardsMakeDefaultProps,
    ref: ForwardedRef<HTMLButtonElement>,
  ): ReactElement | null {
    const { state, labels, say } = useSavedCardsContext('MakeDefault');
    const card = useSavedCard('MakeDefault');
    if (card.isDefault) return null;
    const label = cardLabel(card, labels);
    const children = byState(host.children, card) ?? labels.makeDefault;

    return renderPart('button', {
      ownClass: 'rbk-card-action',
      state: card,
      host,
      own: {
        'aria-label': host['aria-label'] ?? nameOf(children, label, labels.actionOf),
        async onClick() {
          say('');
          const isDone = await state.makeDefault(card.cardId);
          say(isDone ? fill(labels.madeDefault, { card: label }) : labels.notMadeDefault);
        },
      },
      children: ownText(children),
      ref,
    });
  },
);

/** What a button of one of several is called: its label, and the card. Undefined for a label that is no text. */
export function nameOf(children: Parameters<typeof plainText>[0], card: string, sentence: string): string | undefined {
  const action = plainText(children);
  return action === undefined ? undefined : fill(sentence, { card, action });
}
