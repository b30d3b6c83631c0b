'use client';

import { type ForwardedRef, Fragment, type ReactElement, useContext } from 'react';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import type { CardsMessages } from '../../core/messages/manage/ManageMessages.js';
import type { SavedCard } from '../../react/useSavedCards.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type CardKind, cardLabel, kindOf, walletOf } from './cardLabel.js';
import { SavedCardContext, useSavedCardsContext } from './SavedCardsContext.js';
import { SavedCardsMakeDefault } from './SavedCardsMakeDefault.js';
import { SavedCardsRemove } from './SavedCardsRemove.js';
import { SavedCardsReplace } from './SavedCardsReplace.js';

/** A card, as an item shows it. */
export interface SavedCardItemState {
  readonly card: SavedCard;
  readonly kind: CardKind;
  /** `BC카드 (1234)` */
  readonly label: string;
  readonly isDefault: boolean;
  /** Something is paid with it. */
  readonly isUsed: boolean;
}

/** Props of `<SavedCards.Item>`. `children` replace what it says and its buttons; as a function they are given the card. */
export interface SavedCardsItemProps extends PartProps<'li', SavedCardItemState> {
  /** One of the cards. @default the one that `<SavedCards.List>` renders it for */
  readonly card?: SavedCard | undefined;
}

/** What is paid with a card, by name: one name once. */
export function usesOf({ uses }: SavedCard, labels: CardsMessages): string {
  return [...new Set(uses.map(({ name }) => name ?? labels.aSubscription))].join(', ');
}

/**
 * One card: its company or wallet and its last four, whether it is the default, what is paid with it, and its buttons.
 *
 * Renders a `<li>` with `data-kind` (`card`, `wallet`, `phone`, `bank`), `data-default`, `data-used`, and `data-doing` while the
 * server is asked.
 *
 * @example
 * <SavedCards.Item card={card}>{({ label }) => <>{label} <SavedCards.Remove /></>}</SavedCards.Item>
 */
export const SavedCardsItem = /* @__PURE__ */ definePart(
  'SavedCards.Item',
  function SavedCardsItem(
    { card: given, ...host }: SavedCardsItemProps,
    ref: ForwardedRef<HTMLLIElement>,
  ): ReactElement | null {
    const { labels } = useSavedCardsContext('Item');
    const around = useContext(SavedCardContext);
    const card = given ?? around;
    if (!card) {
      const text = developerText?.noPartRoot('SavedCards.Item card={…}', 'SavedCards.List');
      throw new BillingKeyError('invalid_configuration', text);
    }
    const state: SavedCardItemState = {
      card,
      kind: kindOf(card),
      label: cardLabel(card, labels),
      isDefault: card.isDefault,
      isUsed: card.usedBy.length > 0,
    };
    const wallet = walletOf(card, labels);

    return (
      <SavedCardContext.Provider value={card}>
        {renderPart('li', {
          ownClass: 'rbk-card',
          state,
          host,
          own: {
            'data-kind': state.kind,
            'data-default': state.isDefault ? '' : undefined,
            'data-used': state.isUsed ? '' : undefined,
            'data-doing': card.doing,
          },
          children: byState(host.children, state) ?? (
            <Fragment>
              <p className="rbk-card-name">
                {ownText(state.label)}
                {state.isDefault && <span className="rbk-badge">{labels.isDefault}</span>}
              </p>
              {wallet !== undefined && <p className="rbk-note">{ownText(fill(labels.managedBy, { wallet }))}</p>}
              {state.isUsed && (
                <p className="rbk-note">{ownText(fill(labels.usedBy, { names: usesOf(card, labels) }))}</p>
              )}
              <SavedCardsMakeDefault />
              <SavedCardsReplace />
              <SavedCardsRemove />
            </Fragment>
          ),
          ref,
        })}
      </SavedCardContext.Provider>
    );
  },
);
