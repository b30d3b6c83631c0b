import { currencyDecimals } from '../core/lib/currencyDecimals.js';

/** An amount in the currency's smallest unit, as the SDK counts: `12.5` dollars are 1250 cents, won and yen stay as they are. */
export function toMinorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** currencyDecimals(currency));
}

/** The way back: 1250 cents are `12.5` dollars. */
export function fromMinorUnits(amount: number, currency: string): number {
  return amount / 10 ** currencyDecimals(currency);
}

/** What is left of an amount: 20.01 less 10.02 is 9.99, and not the 9.990000000000002 of a computer. No currency here has a fourth decimal. */
export function amountLeft(amount: number, less: number): number {
  return Math.round((amount - less) * 1000) / 1000;
}
