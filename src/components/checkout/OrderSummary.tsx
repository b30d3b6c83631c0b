'use client';

import { type ForwardedRef, Fragment, forwardRef, type ReactElement } from 'react';
import type { BillingStatus } from '../../core/flow/FlowState.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { type OrderSummaryDetails, type SummaryRow, summaryRows } from './summaryRows.js';

export interface OrderSummaryState {
  readonly status: BillingStatus;
  readonly rows: readonly SummaryRow[];
}

/** Props of `<OrderSummary>`. `children` replace the lines; as a function they are given them. */
export interface OrderSummaryProps extends OrderSummaryDetails, PartProps<'dl', OrderSummaryState> {}

/**
 * What the customer is about to agree to: plan, period, amount, first and next payment. It shows the order, and decides
 * nothing: the price that counts is your server's.
 *
 * Renders a `<dl>` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`); its lines are
 * `<div data-row="amount"><dt><dd>`.
 *
 * @example
 * <OrderSummary order={order} period="month" nextCharge={new Date('2027-01-15')} />
 */
export const OrderSummary = /* @__PURE__ */ forwardRef(function OrderSummary(
  { order, period, firstCharge, nextCharge, timeZone, ...host }: OrderSummaryProps,
  ref: ForwardedRef<HTMLDListElement>,
): ReactElement | null {
  const { messages, words, billing } = useSurroundings('<OrderSummary>');
  const rows = summaryRows({ order, period, firstCharge, nextCharge, timeZone }, messages);
  const state: OrderSummaryState = { status: billing?.state.status ?? 'idle', rows };

  return renderPart('dl', {
    ownClass: 'rbk-order-summary',
    state,
    host,
    own: { 'data-status': state.status, 'aria-label': host['aria-label'] ?? words.summary },
    children: byState(host.children, state) ?? <Fragment>{rows.map(renderRow)}</Fragment>,
    ref,
  });
});

function renderRow({ key, label, value }: SummaryRow): ReactElement {
  return (
    <div key={key} data-row={key}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
