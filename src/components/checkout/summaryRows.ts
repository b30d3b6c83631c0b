import { checkoutMessagesOf } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { BillingOrder } from '../../core/order.js';

export interface OrderSummaryDetails {
  /** What is registered: its name, amount and currency are shown. */
  readonly order: Pick<BillingOrder, 'name' | 'amount' | 'currency'>;
  /** How often it is charged: one of three, or words of your own. @default not shown */
  readonly period?: 'week' | 'month' | 'year' | (string & {}) | undefined;
  /** When the first payment is taken. @default 'now' */
  readonly firstCharge?: 'now' | Date | undefined;
  /** The day of the next payment. @default not shown */
  readonly nextCharge?: Date | undefined;
  /** The zone that the dates are told in, the same on your server and in every browser. @default 'Asia/Seoul' */
  readonly timeZone?: string | undefined;
}

export interface SummaryRow {
  readonly key: 'plan' | 'period' | 'amount' | 'firstCharge' | 'nextCharge';
  readonly label: string;
  readonly value: string;
}

/** What a customer is about to agree to, a line each, in the language of the messages. */
export function summaryRows(details: OrderSummaryDetails, messages: Messages): SummaryRow[] {
  const { order, period, firstCharge = 'now', nextCharge, timeZone = 'Asia/Seoul' } = details;
  const words = checkoutMessagesOf(messages);
  const periods: Readonly<Record<string, string>> = { week: words.weekly, month: words.monthly, year: words.yearly };
  const date = (day: Date) => new Intl.DateTimeFormat(messages.locale, { dateStyle: 'long', timeZone }).format(day);

  const rows: (SummaryRow | false | undefined)[] = [
    { key: 'plan', label: words.plan, value: order.name },
    period !== undefined && { key: 'period', label: words.period, value: periods[period] ?? period },
    { key: 'amount', label: words.amount, value: formatMoney(order.amount, order.currency ?? 'KRW', messages) },
    { key: 'firstCharge', label: words.firstCharge, value: firstCharge === 'now' ? words.now : date(firstCharge) },
    nextCharge && { key: 'nextCharge', label: words.nextCharge, value: date(nextCharge) },
  ];
  return rows.filter((row) => row !== false && row !== undefined);
}
