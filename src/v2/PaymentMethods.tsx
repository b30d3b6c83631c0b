'use client';

import type { ForwardedRef, ReactElement, RefAttributes } from 'react';
import { definePart } from '../components/part/part.js';
import { nameAmong, type PgNames } from '../components/paymentMethods/nameAmong.js';
import {
  type PaymentMethodsRootProps as AnyMethodsProps,
  PaymentMethodsRoot,
} from '../components/paymentMethods/PaymentMethodsRoot.js';
import { channelNames, customerNames } from '../portone/channelNames.js';
import type { ChannelCode } from '../portone/channelTable.js';

export { PaymentMethodsIndicator as Indicator } from '../components/paymentMethods/PaymentMethodsIndicator.js';
export { PaymentMethodsItem as Item } from '../components/paymentMethods/PaymentMethodsItem.js';

/** Props of `<PaymentMethods.Root>`. `children` replace the items, one for each of `pgs`. */
export interface PaymentMethodsRootProps<TPg extends ChannelCode> extends Omit<AnyMethodsProps<TPg>, 'pgs' | 'nameOf'> {
  /** What is on offer, in this order. @default every channel of `channelTable` */
  readonly pgs?: readonly TPg[] | undefined;
}

/**
 * A choice of PGs: the arrow keys move and choose, Tab goes to the chosen one. It can't be changed while an attempt is in progress.
 *
 * Renders a `<div role="radiogroup">` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`) and
 * `aria-disabled` during an attempt.
 *
 * @example
 * <PaymentMethods.Root pgs={['kcp_v2', 'kakaopay']} value={pg} onValueChange={setPg} />
 */
export const Root = /* @__PURE__ */ definePart('PaymentMethods.Root', Methods) as unknown as <
  const TPg extends ChannelCode = ChannelCode,
>(
  props: PaymentMethodsRootProps<TPg> & RefAttributes<HTMLDivElement>,
) => ReactElement;

function Methods(props: PaymentMethodsRootProps<ChannelCode>, ref: ForwardedRef<HTMLDivElement>): ReactElement {
  const { pgs = Object.keys(channelNames) as ChannelCode[], onValueChange, ...host } = props;
  return (
    <PaymentMethodsRoot
      {...host}
      pgs={pgs}
      nameOf={(pg) => nameAmong(pgs, pg, namesOf)}
      onValueChange={onValueChange as ((pg: string) => void) | undefined}
      ref={ref}
    />
  );
}

function namesOf(pg: string): PgNames | undefined {
  const contractNames = channelNames[pg as ChannelCode];
  return contractNames && { names: customerNames[pg as ChannelCode] ?? contractNames, contractNames };
}
