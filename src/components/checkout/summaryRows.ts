import type { ReactNode } from 'react';
import { checkoutMessagesOf, fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatDate } from '../../core/messages/formatDate.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { Order } from '../../core/order.js';

export interface OrderSummaryDetails {
  /** What is registered: its name, amount, currency and what is due today are shown. */
  readonly order: Pick<Order, 'name' | 'amount' | 'currency' | 'dueToday'>;
  /** How often it is charged: one of three, or words of your own. @default not shown */
  readonly period?: 'week' | 'month' | 'year' | (string & {}) | undefined;
  /** When the first payment is taken. @default 'now' */
  readonly firstCharge?: 'now' | Date | undefined;
  /** The day of the next payment. @default not shown */
  readonly nextCharge?: Date | undefined;
  /** The day on which a trial ends and the first `order.amount` is charged. What is due today is then a line of its own. @default no trial */
  readonly trialEnds?: Date | undefined;
  /** What is taken off the price: how much, in the currency of the order, and what for. @default not shown */
  readonly discount?: { readonly amount: number; readonly label?: string | undefined } | undefined;
  /** How the customer ends it: a sentence, or a link to the page. True is a sentence of ours. @default not shown */
  readonly howToCancel?: ReactNode | true | undefined;
  /** The zone that the dates are told in, the same on your server and in every browser. @default 'Asia/Seoul' */
  readonly timeZone?: string | undefined;
  /** Replaces, adds, leaves out or moves lines. */
  readonly rows?: ((rows: readonly SummaryRow[]) => readonly SummaryRow[]) | undefined;
}

/** A line of the summary. */
export interface SummaryRow {
  /** `plan`, `period`, `listPrice`, `discount`, `amount`, `dueToday`, `trialEnds`, `afterTrial`, `firstCharge`, `nextCharge`, `howToCancel`, or one of yours. */
  readonly key: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
}

/** What a customer is about to agree to, a line each, in the language of the messages. */
export function summaryRows(details: OrderSummaryDetails, messages: Messages): readonly SummaryRow[] {
  const { order, period, firstCharge = 'now', nextCharge, trialEnds, discount, howToCancel } = details;
  const { timeZone = 'Asia/Seoul', rows: change } = details;
  const { name, amount } = order;
  const dueToday = order.dueToday ?? amount;
  const currency = order.currency ?? 'KRW';
  const labels = checkoutMessagesOf(messages);
  /** How often, and the sentence of what it costs each time. */
  const periods: Readonly<Record<string, readonly [often: string, each: string]>> = {
    week: [labels.weekly, labels.perWeek],
    month: [labels.monthly, labels.perMonth],
    year: [labels.yearly, labels.perYear],
  };
  const date = (day: Date) => formatDate(day, timeZone, messages);
  const money = (value: number) => formatMoney(value, currency, messages);
  const [often, each] = periods[period ?? ''] ?? [period, period === undefined ? '{amount}' : labels.perPeriod];

  const rows: (SummaryRow | false | undefined)[] = [
    { key: 'plan', label: labels.plan, value: name },
    often !== undefined && { key: 'period', label: labels.period, value: often },
    discount && { key: 'listPrice', label: labels.listPrice, value: money(amount + discount.amount) },
    discount && { key: 'discount', label: discount.label ?? labels.discount, value: `−${money(discount.amount)}` },
    ...(trialEnds
      ? [
          { key: 'dueToday', label: labels.dueToday, value: money(dueToday) },
          { key: 'trialEnds', label: labels.trialEnds, value: fill(labels.until, { date: date(trialEnds) }) },
          {
            key: 'afterTrial',
            label: labels.afterTrial,
            value: fill(each, { amount: money(amount), period: often ?? '' }),
          },
          { key: 'firstCharge', label: labels.firstCharge, value: date(trialEnds) },
        ]
      : [
          { key: 'amount', label: labels.amount, value: money(amount) },
          dueToday !== amount && { key: 'dueToday', label: labels.dueToday, value: money(dueToday) },
          // Where nothing is due today, nothing is paid today.
          !(dueToday === 0 && amount > 0 && firstCharge === 'now') && {
            key: 'firstCharge',
            label: labels.firstCharge,
            value: firstCharge === 'now' ? labels.now : date(firstCharge),
          },
        ]),
    nextCharge && { key: 'nextCharge', label: labels.nextCharge, value: date(nextCharge) },
    howToCancel !== undefined && {
      key: 'howToCancel',
      label: labels.howToCancel,
      value: howToCancel === true ? (trialEnds ? labels.cancelTrial : labels.cancelAnyTime) : howToCancel,
    },
  ];
  const own = rows.filter((row) => row !== false && row !== undefined);
  return change ? change(own) : own;
}
