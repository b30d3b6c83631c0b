'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { type OrderSummaryDetails, type SummaryRow, summaryRows } from './summaryRows.js';

export interface OrderSummaryState {
  readonly status: BillingStatus;
  readonly rows: readonly SummaryRow[];
}

/** Props of `<OrderSummary>`. `children` replace the lines; as a function they are given them. */
export interface OrderSummaryProps extends OrderSummaryDetails, PartProps<'dl', OrderSummaryState> {}

/**
 * What the customer is about to agree to, before the button: plan, period, price and discount, what is due today, when a trial ends and
 * what is charged then, the next payment, how to cancel. It shows the order, and decides nothing: the price that counts is your server's.
 *
 * Renders a `<dl>` with `data-status` (of the `<BillingKey.Root>` around it, else `idle`); its lines are
 * `<div data-row="amount"><dt><dd>`.
 *
 * @example
 * <OrderSummary order={order} period="month" nextCharge={new Date('2027-01-15')} howToCancel />
 * <OrderSummary order={{ ...order, dueToday: 0 }} period="month" trialEnds={new Date('2027-01-15')} howToCancel={<a href="/subscription">…</a>} />
 */
export const OrderSummary = /* @__PURE__ */ definePart(
  'OrderSummary',
  function OrderSummary(
    {
      order,
      period,
      firstCharge,
      nextCharge,
      trialEnds,
      discount,
      howToCancel,
      timeZone,
      rows: change,
      ...host
    }: OrderSummaryProps,
    ref: ForwardedRef<HTMLDListElement>,
  ): ReactElement | null {
    const { messages, labels, billing } = usePartContext('<OrderSummary>');
    const details = {
      order,
      period,
      firstCharge,
      nextCharge,
      trialEnds,
      discount,
      howToCancel,
      timeZone,
      rows: change,
    };
    const rows = summaryRows(details, messages);
    const state: OrderSummaryState = { status: billing?.state.status ?? 'idle', rows };

    return renderPart('dl', {
      ownClass: 'rbk-order-summary',
      state,
      host,
      own: { 'data-status': state.status, 'aria-label': host['aria-label'] ?? labels.summary },
      children: byState(host.children, state) ?? <Fragment>{rows.map(renderRow)}</Fragment>,
      ref,
    });
  },
);

function renderRow({ key, label, value }: SummaryRow): ReactElement {
  return (
    <div key={key} data-row={key}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
