'use client';

import type { ForwardedRef, MouseEvent, ReactElement } from 'react';
import type { SavedCard } from '../../react/useSavedCards.js';
import { useBillingKeyContext } from '../billingKey/BillingKeyContext.js';
import { labelOf } from '../billingKey/labels.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { cardLabel } from './cardLabel.js';
import { useSavedCard, useSavedCardsContext } from './SavedCardsContext.js';
import { nameOf } from './SavedCardsMakeDefault.js';

/** Props of `<SavedCards.Replace>`. `children` replace its label where a click opens the window. */
export type SavedCardsReplaceProps = PartProps<'button', SavedCard>;

/**
 * Registers another card in the place of the one of its item: what is paid with it is paid with the new one, and the old key is
 * revoked last. It keeps working until the new one is registered.
 *
 * Renders a `<button type="button">` with `data-status` of the attempt, and nothing where the root has no `register`.
 *
 * @example
 * <SavedCards.Replace />
 */
export const SavedCardsReplace = /* @__PURE__ */ definePart(
  'SavedCards.Replace',
  function SavedCardsReplace(host: SavedCardsReplaceProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { replace } = useSavedCardsContext('Replace');
    return replace ? <ReplaceButton {...host} host={host} buttonRef={ref} replace={replace} /> : null;
  },
);

interface ReplaceButtonProps {
  readonly host: SavedCardsReplaceProps;
  readonly buttonRef: ForwardedRef<HTMLButtonElement>;
  readonly replace: NonNullable<ReturnType<typeof useSavedCardsContext>['replace']>;
}

function ReplaceButton({ host, buttonRef, replace }: ReplaceButtonProps): ReactElement | null {
  const { labels, target, say } = useSavedCardsContext('Replace');
  const { state, messages } = useBillingKeyContext('Status');
  const card = useSavedCard('Replace');
  const isTarget = target?.cardId === card.cardId;
  const label =
    isTarget && state.isPending ? labelOf(state, messages) : (byState(host.children, card) ?? labels.replace);
  const { onPointerEnter, onTouchStart, onFocus } = state.getButtonProps();

  return renderPart('button', {
    ownClass: 'rbk-card-action',
    state: card,
    host,
    own: {
      'data-status': isTarget ? state.status : 'idle',
      'data-rbk': isTarget ? 'trigger' : undefined,
      'aria-disabled': state.isPending || undefined,
      'aria-busy': (isTarget && state.isPending) || undefined,
      'aria-label': host['aria-label'] ?? nameOf(label, cardLabel(card, labels), labels.actionOf),
      onPointerEnter,
      onTouchStart,
      onFocus,
      onClick(event: MouseEvent<HTMLElement>) {
        say('');
        replace({ cardId: card.cardId, subscriptionId: card.usedBy[0] }, event.currentTarget);
      },
    },
    children: ownText(label),
    ref: buttonRef,
  });
}
