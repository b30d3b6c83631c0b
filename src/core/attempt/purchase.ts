import type { BillingClient } from '../BillingClient.js';
import { hash } from '../lib/hash.js';
import { isPlainObject } from '../lib/isPlainJson.js';
import type { JsonValue, Order } from '../order.js';
import { type AttemptRecord, isCharged, isUnresolved } from './AttemptRecord.js';

/**
 * A hash of what the customer buys. Two orders with the same one are the same purchase: the second is not charged beside the
 * first. Everything that a server may price by counts, unless the host's `purchaseKey` says what does.
 */
export function purchaseOf(order: Order, purchaseKey: JsonValue | undefined): string {
  return hash(canonical(pricedBy(order, purchaseKey)));
}

/** Whose purchase an attempt is for, as its locks are named. */
export function nameOfPurchase({ customer, purpose, purchase }: AttemptRecord): string {
  return [customer, purpose, purchase].join('/');
}

/** Another text for another purchase, at a fifth of what the hash costs: for renders, each of which asks whether it is still the same. */
export function purchaseText(order: Order, purchaseKey: JsonValue | undefined): string {
  return JSON.stringify(pricedBy(order, purchaseKey));
}

function pricedBy(order: Order, purchaseKey: JsonValue | undefined): unknown {
  return purchaseKey ?? [order.name, order.amount, order.currency ?? 'KRW', order.metadata ?? null];
}

/** True for what can tell purchases apart. A `Map` can't: as JSON it is an empty object, whatever is in it. */
export function isPurchaseKey(key: unknown): boolean {
  try {
    canonical(key);
    return true;
  } catch {
    return false;
  }
}

/**
 * JSON in which the order of the keys does not count.
 *
 * @throws TypeError for what JSON would leave out
 */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) {
      if (typeof inner === 'function' || typeof inner === 'symbol') throw new TypeError();
      return inner;
    }
    if (!isPlainObject(inner)) throw new TypeError();
    return Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}

/**
 * The latest attempt at the same purchase. It lends its `chargeNumber`: its charge may exist unseen, and its window may still
 * answer. Under one number a server can tell, under two the customer would pay twice.
 */
export function earlierAttempt(
  records: readonly AttemptRecord[],
  { purchase, purpose }: Pick<AttemptRecord, 'purchase' | 'purpose'>,
): AttemptRecord | undefined {
  return records.find((record) => record.purchase === purchase && record.purpose === purpose);
}

/**
 * Other charges that may have been made, one of each number: they are asked about before this one is. A window that takes the money is
 * another payment than a charge of its own number, which the customer may have given up.
 */
export function unresolvedOthers(records: readonly AttemptRecord[], next: AttemptRecord): AttemptRecord[] {
  const paid = records.filter(isCharged).map(({ chargeNumber }) => chargeNumber);
  const known = new Set([...(next.paidBefore ?? []), ...paid]);
  const opensPaid = next.status === 'opened' && next.chargedAtIssue;
  const isOwn = (record: AttemptRecord) =>
    record.chargeNumber === next.chargeNumber &&
    (!opensPaid || (record.status === 'settled' && record.end === 'dismissed'));
  return records.filter((record) => {
    if (!isUnresolved(record) || known.has(record.chargeNumber) || isOwn(record)) return false;
    known.add(record.chargeNumber);
    return true;
  });
}

/** Where the host names no customer the browser may be shared: then a card, or this page, tells who somebody is. */
export function isSamePerson(
  { begunHere }: Pick<BillingClient, 'begunHere'>,
  record: AttemptRecord,
  { customer, card }: Pick<AttemptRecord, 'customer' | 'card'>,
): boolean {
  if (customer !== undefined || record.customer !== undefined) return record.customer === customer;
  return (card !== undefined && record.card === card) || begunHere.has(record.attemptId);
}
