import { type AttemptRecord, isCharged } from '../../core/attempt/AttemptRecord.js';
import { warnOnce } from '../../core/devWarnings/warnOnce.js';
import type { BillingOrder } from '../order.js';

const day = 24 * 60 * 60 * 1000;
const clock = /^[A-Za-z]*[-_.]?(\d{10}|\d{13})$/;
const mobileNumber = /^(\+?82[- ]?|0)1[016789][- ]?\d{3,4}[- ]?\d{4}$/;
const mailAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Looks at the numbers that the host gave an order, beside those of this browser's earlier attempts. */
export function examineNumbers(order: BillingOrder, chargedAtIssue: boolean, others: readonly AttemptRecord[]): void {
  const { merchantUid, chargeMerchantUid, customerUid } = order;

  for (const [field, uid] of Object.entries({ merchantUid, chargeMerchantUid })) {
    if (uid === undefined || !isClockMade(uid)) continue;
    warnOnce(
      'clock-made',
      `${field} "${uid}" is made of the clock.`,
      "Two customers in the same moment share it: i'mport refuses the second, or takes one's payment for the other's.",
      `Leave ${field} out (a random one is made), or use createUid() or an order number of your server's.`,
    );
  }

  // Where the window takes the money, a second try keeps the number on purpose.
  if (!chargedAtIssue && others.some((other) => other.orderNumber === merchantUid)) {
    warnOnce(
      'used-again',
      `merchantUid "${merchantUid}" was an earlier attempt's.`,
      "i'mport refuses an order number that was paid, and a return from the PG's page can't be told from the earlier one's.",
      'Use another one for every attempt, or leave merchantUid out.',
    );
  }

  const personal = mailAddress.test(customerUid)
    ? 'an e-mail address'
    : mobileNumber.test(customerUid) && 'a phone number';
  if (personal) {
    warnOnce(
      'personal',
      `customerUid is ${personal}.`,
      'It names one card and not a person: a second card of the same customer would replace the first, and what names a ' +
        'person ends up in logs, webhooks and addresses.',
      'Use a random name for each card, as createUid() makes, and keep it on your server beside the customer.',
    );
  }

  if (others.some((other) => other.card === customerUid && isCharged(other))) {
    warnOnce(
      'replaces',
      `customerUid "${customerUid}" has a card already, which was charged from this browser.`,
      'The card that is registered now takes its place without a word; the key of the old one stays alive at the PG.',
      'To add a card, use another customerUid. To change the card, this is the way, and there is nothing to do.',
    );
  }
}

function isClockMade(uid: string): boolean {
  const digits = clock.exec(uid)?.[1];
  if (digits === undefined) return false;
  const time = Number(digits) * (digits.length === 10 ? 1000 : 1);
  return Math.abs(Date.now() - time) < day;
}
