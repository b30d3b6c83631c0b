import type { ReactElement, RefAttributes } from 'react';
import { type SavedCardsRootProps as AnyRootProps, SavedCardsRoot } from '../components/savedCards/SavedCardsRoot.js';
import type { PgCodeOrCustomPg } from '../iamport/pg/customPg.js';
import type { V1 } from './v1.js';

/** Props of `<SavedCards.Root>`. `children` are the parts, or a function of the cards. */
export type SavedCardsRootProps<TPg extends PgCodeOrCustomPg> = AnyRootProps<V1<TPg>>;

/**
 * The customer's cards, shared with the parts inside: which there are, and what can be done with them.
 *
 * Renders a `<div>` with `data-status` (`loading`, `failed`, `ready`) and `lang`, and in it, last, a `<p role="status">` that says what
 * came of a click. When the element that had the focus goes, the focus stays in here.
 *
 * @example
 * <SavedCards.Root register={{ pg: 'kcp_billing' }}>
 *   <SavedCards.List />
 *   <SavedCards.Empty />
 *   <SavedCards.Add />
 * </SavedCards.Root>
 */
export const Root = SavedCardsRoot as unknown as <const TPg extends PgCodeOrCustomPg>(
  props: SavedCardsRootProps<TPg> & RefAttributes<HTMLDivElement>,
) => ReactElement;

export * from '../components/savedCards/parts.js';
