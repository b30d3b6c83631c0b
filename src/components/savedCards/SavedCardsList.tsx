'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type SavedCardsState, useSavedCardsContext } from './SavedCardsContext.js';
import { SavedCardsItem } from './SavedCardsItem.js';

/** Props of `<SavedCards.List>`. `children` replace the items; as a function they are given the cards. */
export type SavedCardsListProps = PartProps<'ul', SavedCardsState>;

const skeletons = [1, 2];

/**
 * The cards, newest first. While they are loaded, two empty boxes of the same size; when they can't be, a sentence and a button that
 * loads them again.
 *
 * Renders a `<ul>` with `data-status`; a `<div>` when it has failed; nothing when there is no card.
 *
 * @example
 * <SavedCards.List>{({ cards }) => cards.map((card) => <SavedCards.Item key={card.cardId} card={card} />)}</SavedCards.List>
 */
export const SavedCardsList = /* @__PURE__ */ definePart(
  'SavedCards.List',
  function SavedCardsList(host: SavedCardsListProps, ref: ForwardedRef<HTMLUListElement>): ReactElement | null {
    const { state, labels } = useSavedCardsContext('List');
    const { status, cards } = state;
    if (status === 'failed') {
      return (
        <div className="rbk-failed" data-status={status}>
          <p role="status">{ownText(labels.failed)}</p>
          <button type="button" className="rbk-retry" onClick={() => void state.reload()}>
            {ownText(labels.reload)}
          </button>
        </div>
      );
    }
    if (status === 'ready' && cards.length === 0) return null;
    return renderPart('ul', {
      ownClass: 'rbk-card-list',
      state,
      host,
      own: {
        // Safari does not announce a list without bullets as a list unless it has the role.
        role: 'list',
        'aria-label': host['aria-label'] ?? (status === 'loading' ? labels.loading : labels.title),
        'aria-busy': status === 'loading' || undefined,
        'data-status': status,
      },
      children:
        status === 'loading'
          ? skeletons.map((key) => <li key={key} className="rbk-card rbk-skeleton" aria-hidden="true" />)
          : (byState(host.children, state) ?? cards.map((card) => <SavedCardsItem key={card.cardId} card={card} />)),
      ref,
    });
  },
);
