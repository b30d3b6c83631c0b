import type { ReactElement, RefAttributes } from 'react';
import { type PastDueRootProps as AnyRootProps, PastDueRoot } from '../components/pastDue/PastDueRoot.js';
import type { PgCodeOrCustomPg } from '../iamport/pg/customPg.js';
import type { V1 } from './v1.js';

/** Props of `<PastDue.Root>`. `children` replace the parts; as a function they are given what is due. */
export type PastDueRootProps<TPg extends PgCodeOrCustomPg> = AnyRootProps<V1<TPg>>;

/**
 * A banner for every page: a renewal was declined, what happens next, and paying now. Without children it has all of its parts.
 *
 * Renders a `<div role="region">` with `data-status` and `lang` while something is due, or has just been paid, and nothing otherwise.
 *
 * @example
 * <PastDue.Root register={{ pg: 'kcp_billing' }} />
 */
export const Root = PastDueRoot as unknown as <const TPg extends PgCodeOrCustomPg>(
  props: PastDueRootProps<TPg> & RefAttributes<HTMLDivElement>,
) => ReactElement | null;

export * from '../components/pastDue/parts.js';
