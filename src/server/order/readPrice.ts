import { amountLeft, fromMinorUnits, toMinorUnits } from '../../portone/minorUnits.js';
import { BillingServerError } from '../errors.js';
import { inHostTime } from '../hostTime.js';
import { hasControlCharacters } from '../identifiers.js';
import type { Order, Period, Price } from './Order.js';

/** What the host's `price` answers for a plan, checked; null when there is no such plan. */
export async function askPrice<Request extends { readonly planId: string }>(
  price: (request: Request) => Price | null | undefined | Promise<Price | null | undefined>,
  request: Request,
): Promise<NonNullable<Order['price']> | null> {
  // `plans[planId]` is how hosts look a plan up, and `constructor` is a name that every object answers to.
  const found = Object.hasOwn(Object.prototype, request.planId)
    ? null
    : await inHostTime('price', () => price(request));
  return found === null || found === undefined ? null : readPrice(found);
}

/** More is a mistake, and can't be counted to the cent. */
const MOST = 1e12;

/**
 * What the host's `price` answered, checked: a mistake in it is found before a window opens and not when the card is charged.
 *
 * @throws BillingServerError `invalid_configuration`
 */
export function readPrice(price: Price): NonNullable<Order['price']> {
  const { name, amount, taxFree, vat, period, trial } = price;
  const currency = price.currency ?? 'KRW';
  if (typeof name !== 'string' || name === '' || name.length > 40) {
    throw wrong('name', 'must be a text of 1 to 40 characters: card statements show it');
  }
  if (hasControlCharacters(name)) throw wrong('name', 'has control characters');
  if (!/^[A-Z]{3}$/.test(currency))
    throw wrong('currency', `is ${JSON.stringify(currency)}; it must be an ISO 4217 code`);
  assertAmount('amount', amount, currency);
  if (taxFree !== undefined) assertAmount('taxFree', taxFree, currency);
  if (vat !== undefined) assertAmount('vat', vat, currency);
  if (amountLeft(amount, (taxFree ?? 0) + (vat ?? 0)) < 0) throw wrong('taxFree', 'and vat are more than amount');
  if (period !== undefined) {
    if (typeof period !== 'object' || period === null) throw wrong('period', 'must be such as { unit: "month" }');
    if (!['day', 'week', 'month', 'year'].includes(period.unit))
      throw wrong('period.unit', 'must be day, week, month or year');
    if (period.count !== undefined && !isWhole(period.count, 365)) {
      throw wrong('period.count', 'must be a whole number from 1 to 365');
    }
  }
  if (trial !== undefined) {
    if (period === undefined)
      throw wrong('trial', 'needs a period: without one there is nothing to pay when it is over');
    if (typeof trial !== 'object' || trial === null) throw wrong('trial', 'must be { days, amountAfter }');
    if (!isWhole(trial.days, 3650)) throw wrong('trial.days', 'must be a whole number from 1 to 3650');
    assertAmount('trial.amountAfter', trial.amountAfter, currency);
    if (trial.amountAfter === 0)
      throw wrong('trial.amountAfter', 'is 0: a trial that turns into nothing begins nothing');
  }
  // Other fields of the host's plan are left out: they may not even be JSON.
  return {
    name,
    amount,
    currency,
    ...(taxFree === undefined ? {} : { taxFree }),
    ...(vat === undefined ? {} : { vat }),
    ...(period === undefined ? {} : { period: periodOf(period) }),
    ...(trial === undefined ? {} : { trial: { days: trial.days, amountAfter: trial.amountAfter } }),
  };
}

function periodOf({ unit, count }: Period): Period {
  return count === undefined ? { unit } : { unit, count };
}

/** False for a fraction that the currency has not, and for what no record of a gateway holds. */
export function isAmount(amount: number, currency: string): boolean {
  if (typeof amount !== 'number' || amount < 0 || !(amount <= MOST)) return false;
  return fromMinorUnits(toMinorUnits(amount, currency), currency) === amount;
}

function assertAmount(field: string, amount: number, currency: string): void {
  if (isAmount(amount, currency)) return;
  const is = typeof amount === 'number' ? String(amount) : JSON.stringify(amount);
  throw wrong(field, `is ${is}; it must be a number of at least 0, in the unit of ${currency}, with no other fraction`);
}

function isWhole(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function wrong(field: string, why: string): BillingServerError {
  return new BillingServerError('invalid_configuration', `price: ${field} ${why}.`, { field: `price.${field}` });
}
