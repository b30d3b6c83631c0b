'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { type SavedCardsState, useSavedCardsContext } from './SavedCardsContext.js';

/** Props of `<SavedCards.Empty>`. `children` replace its sentence. */
export type SavedCardsEmptyProps = PartProps<'p', SavedCardsState>;

/**
 * What is said where there is no card. `<SavedCards.Add>` after it registers one.
 *
 * Renders a `<p>` when the customer has no card, and nothing otherwise.
 *
 * @example
 * <SavedCards.Empty />
 */
export const SavedCardsEmpty = /* @__PURE__ */ definePart(
  'SavedCards.Empty',
  function SavedCardsEmpty(host: SavedCardsEmptyProps, ref: ForwardedRef<HTMLParagraphElement>): ReactElement | null {
    const { state, labels } = useSavedCardsContext('Empty');
    if (state.status !== 'ready' || state.cards.length > 0) return null;
    return renderPart('p', {
      ownClass: 'rbk-empty',
      state,
      host,
      text: labels.empty,
      ref,
    });
  },
);
