import type { Context } from '../Context.js';
import type { Card } from '../card/Card.js';
import type { Charge } from '../charge/Charge.js';
import type { Charges } from '../charge/Charges.js';
import { BillingServerError } from '../errors.js';
import { optionalIdentifier } from '../fields.js';
import { invalidField, readCustomerId, readIdentifier } from '../identifiers.js';
import type { Order } from './Order.js';
import type { Receipt } from './Orders.js';

/** What a customer was charged, as the page is told it. Nothing in here charges. */
export interface Receipts {
  /**
   * What became of a charge of this customer; null when none was begun. The gateway is asked while it is not settled, and
   * again when that was more than a minute ago: it may have been refunded, and nobody has told.
   */
  get(request: { readonly customerId: string; readonly chargeMerchantUid: string }): Promise<Receipt | null>;
  /**
   * The customer's charges, newest first, as they are written down: the gateway is not asked. A list shorter than `limit` is
   * the last one.
   *
   * @throws BillingServerError `invalid_field`
   */
  list(request: ReceiptsRequest): Promise<Receipt[]>;
  /**
   * For the host: gives up a charge that the gateway has begun and never settles, after somebody has looked at the PG that nothing
   * was taken. The gateway is asked first, and a few times later: money that it took all the same is told, as always.
   *
   * @throws BillingServerError `not_found`, `charge_unsettled` while its call may still arrive, `gateway_unavailable`
   */
  giveUp(request: { readonly chargeMerchantUid: string }): Promise<Receipt>;
}

/** Whose charges `listCharges()` lists, and which page of them. */
export interface ReceiptsRequest {
  readonly customerId: string;
  /** 1 to 100. @default 20 */
  readonly limit?: number | undefined;
  /** Goes on after this charge: the `chargeMerchantUid` of the last one that was listed. */
  readonly before?: string | undefined;
}

const MINUTE = 60_000;

export function createReceipts(
  { store }: Pick<Context, 'store'>,
  { charges }: { readonly charges: Charges },
): Receipts {
  async function owned(customerId: string, chargeMerchantUid: string): Promise<Charge | null> {
    const row = (await store.get('charges', chargeMerchantUid)) ?? (await paidAsOrder(chargeMerchantUid));
    return row?.customerId === readCustomerId(customerId) ? row : null;
  }

  /** What a window of V2 takes is under the number of its order, and a page knows no other. */
  async function paidAsOrder(merchantUid: string): Promise<Charge | null> {
    const order = await store.get('orders', merchantUid);
    return order === null ? null : store.get('charges', order.chargeMerchantUid);
  }

  return {
    async get({ customerId, chargeMerchantUid }) {
      const uid = readIdentifier('chargeMerchantUid', chargeMerchantUid);
      const row = await owned(customerId, uid);
      if (row === null) return null;
      const fresh = row.settledAt !== null && row.status !== 'refunded' && row.settledAt < (await store.now()) - MINUTE;
      // What has just been settled is not read twice.
      const { status, chargeMerchantUid: number } = row;
      const known = status === 'pending' || fresh ? await charges.look({ chargeMerchantUid: number, fresh }) : row;
      return known === null ? null : chargeReceipt(known);
    },

    async giveUp({ chargeMerchantUid }) {
      const uid = readIdentifier('chargeMerchantUid', chargeMerchantUid);
      if ((await store.get('charges', uid)) !== null) return chargeReceipt(await charges.giveUp(uid));
      throw new BillingServerError('not_found', `There is no charge ${uid}.`, { field: 'chargeMerchantUid' });
    },

    async list({ customerId: id, limit = 20, before }) {
      const customerId = readCustomerId(id);
      if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
        throw invalidField('limit', 'must be a whole number from 1 to 100');
      }
      const uid = optionalIdentifier({ before }, 'before', 40);
      const last = uid === undefined ? null : await owned(customerId, uid);
      if (uid !== undefined && last === null) throw invalidField('before', 'names no charge of this customer');
      const range = last === null ? {} : { atMost: { field: 'createdAt' as const, value: last.createdAt } };
      const order = { by: 'createdAt', descending: true } as const;
      // Charges of one millisecond stand on both sides of the one that is gone on after: more is read until it is there.
      for (let size = limit + 1; ; size *= 2) {
        const rows = await store.find('charges', { where: { customerId }, ...range, order, limit: size });
        const at = rows.findIndex(({ chargeMerchantUid }) => chargeMerchantUid === uid);
        const isAll = rows.length < size;
        const isEnough = (uid === undefined || at >= 0) && rows.length - (at + 1) >= limit;
        if (isAll || isEnough) return rows.slice(at + 1, at + 1 + limit).map(chargeReceipt);
      }
    },
  };
}

/** What the page is told of a charge. Picked field by field, so that nothing added to the row reaches the page by itself. */
export function chargeReceipt(charge: Charge): Receipt {
  const { status, chargeMerchantUid, merchantUid, cardId, subscriptionId, planId, name, amount, currency } = charge;
  const { chargedAtIssue, impUid, failCode, failReason, refundedAmount, cardName, cardNumber, receiptUrl } = charge;
  return {
    status,
    chargeMerchantUid,
    merchantUid,
    cardId,
    subscriptionId,
    planId,
    name,
    amount,
    currency,
    chargedAtIssue,
    impUid,
    failCode,
    failReason,
    refundedAmount,
    cardName,
    cardNumber,
    receiptUrl,
    createdAt: new Date(charge.createdAt).toISOString(),
    settledAt: charge.settledAt === null ? null : new Date(charge.settledAt).toISOString(),
  };
}

/** What the page is told of a card that was registered with nothing due. */
export function registeredReceipt(order: Order, card: Card, begun: string | null): Receipt {
  const at = new Date(card.createdAt).toISOString();
  return {
    status: 'registered',
    chargeMerchantUid: order.chargeMerchantUid,
    merchantUid: order.merchantUid,
    cardId: card.cardId,
    subscriptionId: order.purpose === 'change' ? order.subscriptionId : begun,
    planId: order.planId,
    name: order.price?.name ?? '',
    amount: 0,
    currency: order.price?.currency ?? 'KRW',
    chargedAtIssue: false,
    impUid: card.impUid,
    failCode: null,
    failReason: null,
    refundedAmount: 0,
    cardName: card.name,
    cardNumber: card.number,
    receiptUrl: null,
    createdAt: at,
    settledAt: at,
  };
}
