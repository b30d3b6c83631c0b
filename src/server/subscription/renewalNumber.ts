import { sha256 } from '../identifiers.js';

/** Which charge an order number is of. */
export interface RenewalNumber {
  readonly subscriptionId: string;
  readonly period: number;
  /** 1 for the first try of the period. */
  readonly tryNumber: number;
}

const shape = /^(sub[0-9a-f]{24})p([1-9]\d{0,4})t([1-9]\d{0,3})$/;

/**
 * The order number of a renewal: `sub…p12t1` is the first try of period 12. It depends on nothing else, so that a database
 * that was restored from a backup asks for, and charges under, the numbers that it used before. Letters and digits only
 * (Smartro takes nothing else), 38 characters at most of the 40 that i'mport keeps.
 *
 * @throws RangeError when a part has no place in it
 */
export function renewalNumber({ subscriptionId, period, tryNumber }: RenewalNumber): string {
  const number = `${subscriptionId}p${period}t${tryNumber}`;
  if (!shape.test(number)) throw new RangeError(`No order number can be made of ${number}.`);
  return number;
}

/** Which renewal an order number belongs to; null for a number that is none of a renewal. */
export function readRenewalNumber(merchantUid: string): RenewalNumber | null {
  const parts = shape.exec(merchantUid);
  if (!parts) return null;
  const [, subscriptionId = '', period, tryNumber] = parts;
  return { subscriptionId, period: Number(period), tryNumber: Number(tryNumber) };
}

/**
 * The id of the subscription that an order begins. The same order gives the same id: a start that crashed and is sent again
 * finds what it wrote.
 */
export async function subscriptionIdOf(orderNumber: string): Promise<string> {
  const hex = await sha256(`subscription ${orderNumber}`);
  return `sub${hex.slice(0, 24)}`;
}
