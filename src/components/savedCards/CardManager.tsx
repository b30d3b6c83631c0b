'use client';

import type { ForwardedRef, ReactElement } from 'react';
import type { GatewayTypes } from '../../react/useBillingKey.js';
import { definePart } from '../part/part.js';
import { SavedCardsAdd } from './SavedCardsAdd.js';
import { SavedCardsEmpty } from './SavedCardsEmpty.js';
import { SavedCardsList } from './SavedCardsList.js';
import { SavedCardsRoot, type SavedCardsRootProps } from './SavedCardsRoot.js';

/** Props of `<CardManager>`: those of `<SavedCards.Root>`, whose parts it brings along. */
export type CardManagerProps<T extends GatewayTypes = GatewayTypes> = Omit<SavedCardsRootProps<T>, 'children'>;

/** The customer's cards, complete: `SavedCards.Root` with `List`, `Empty` and `Add`. */
export const CardManager = /* @__PURE__ */ definePart(
  'CardManager',
  function CardManager(props: CardManagerProps, ref: ForwardedRef<HTMLDivElement>): ReactElement {
    return (
      <SavedCardsRoot {...props} ref={ref}>
        <SavedCardsList />
        <SavedCardsEmpty />
        <SavedCardsAdd />
      </SavedCardsRoot>
    );
  },
);
