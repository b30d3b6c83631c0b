import { currencyDecimals } from '../core/lib/currencyDecimals.js';

/** An amount in the currency's smallest unit, as the SDK counts: `12.5` dollars are 1250 cents, won and yen stay as they are. */
export function toMinorUnits(amount: number, currency: string): number {
  return Math.round(amount * 10 ** currencyDecimals(currency));
}

/** The way back: 1250 cents are `12.5` dollars. */
export function fromMinorUnits(amount: number, currency: string): number {
  return amount / 10 ** currencyDecimals(currency);
}
