import { BillingServerError } from '../errors.js';
import type { Charge, Try } from './Charge.js';
import type { NewCharge } from './Charges.js';

/** The row of a charge whose first try begins. */
export function newRow(wanted: NewCharge, now: number, callEndsAt: number): Charge {
  const { card } = wanted;
  return {
    chargeMerchantUid: wanted.chargeMerchantUid,
    version: 1,
    customerId: card.customerId,
    cardId: card.cardId,
    gateway: card.gateway,
    account: card.account,
    merchantUid: wanted.merchantUid ?? null,
    subscriptionId: wanted.subscriptionId ?? null,
    period: wanted.period ?? null,
    planId: wanted.planId ?? null,
    name: wanted.name,
    amount: wanted.amount,
    currency: wanted.currency,
    taxFree: wanted.taxFree ?? null,
    vat: wanted.vat ?? null,
    status: 'pending',
    chargedAtIssue: false,
    tries: 1,
    callEndsAt,
    lookAt: callEndsAt,
    looks: 0,
    impUid: null,
    failCode: null,
    failReason: null,
    refundedAmount: 0,
    cardName: card.name,
    cardNumber: card.number,
    receiptUrl: null,
    createdAt: now,
    settledAt: null,
  };
}

/** The row of the charge's latest try, written before its call. */
export function newTry(charge: Charge, now: number): Try {
  const { chargeMerchantUid, customerId, cardId, tries: number, callEndsAt } = charge;
  return {
    tryId: `${chargeMerchantUid}:${number}`,
    version: 1,
    chargeMerchantUid,
    customerId,
    number,
    cardId,
    status: 'sent',
    impUid: null,
    failCode: null,
    failReason: null,
    startedAt: now,
    callEndsAt,
    endedAt: null,
  };
}

/** An order number stands for one charge: it is not sent for another amount, card or customer. */
export function assertSame(row: Charge, wanted: NewCharge): void {
  const differs =
    row.customerId !== wanted.card.customerId
      ? 'customerId'
      : row.amount !== wanted.amount || row.currency !== wanted.currency
        ? 'amount'
        : (row.planId ?? null) !== (wanted.planId ?? null)
          ? 'planId'
          : (row.subscriptionId ?? null) !== (wanted.subscriptionId ?? null)
            ? 'subscriptionId'
            : null;
  if (differs === null) return;
  throw new BillingServerError(
    'order_mismatch',
    `chargeMerchantUid ${row.chargeMerchantUid} was first used with another ${differs}. An order number stands for one charge: use a new one.`,
    { field: differs },
  );
}
