import { currencyDecimals } from '../lib/currencyDecimals.js';
import { checkoutMessagesOf, fill } from './checkout/checkoutMessagesOf.js';
import type { Messages } from './Messages.js';

/**
 * An amount as people write it in the language of the messages: `9,900원`, `₩9,900`, `US$9.90`.
 *
 * @example
 * formatMoney(9900, 'KRW', ko); // '9,900원'
 */
export function formatMoney(amount: number, currency: string, messages: Messages): string {
  const { locale } = messages;
  try {
    return currency === 'KRW'
      ? fill(checkoutMessagesOf(messages).won, { amount: new Intl.NumberFormat(locale).format(amount) })
      : new Intl.NumberFormat(locale, {
          style: 'currency',
          currency,
          maximumFractionDigits: currencyDecimals(currency),
        }).format(amount);
  } catch {
    // What is no currency: a sentence with a price must not take down the page that it stands on.
    return `${amount} ${currency}`;
  }
}
