import { amountLeft } from '../../portone/minorUnits.js';
import { type Context, gatewayOf } from '../Context.js';
import type { CardUses } from '../card/Cards.js';
import { removal } from '../card/createCards.js';
import type { Charge } from '../charge/Charge.js';
import type { Charges } from '../charge/Charges.js';
import { mismatchWrites } from '../charge/chargeNews.js';
import { eventWrite, toError } from '../event/events.js';
import { type Gateway, GatewayUnavailable, type Registration } from '../gateway/Gateway.js';
import { inBatches, visitReachable } from '../outage.js';
import { update, type Write } from '../store/Store.js';
import type { Order } from './Order.js';
import { mismatchEventId, reservedFor } from './verifyRegistration.js';

const BATCH = 100;
/** Milliseconds until an order is looked at again that could not be finished. */
const AGAIN = 60 * 60_000;

export interface SweepOptions {
  readonly usesOf: CardUses;
  /** A declined charge may have been paid since a backup was made that was restored. */
  readonly charges: Pick<Charges, 'look'>;
}

/**
 * Revokes the keys that nobody charged: of orders whose window was closed by the page's death, and of cards whose first
 * charge never succeeded. Resolves to how many orders were due.
 */
export async function sweepOrders(context: Context, options: SweepOptions): Promise<number> {
  const { store, emit } = context;
  /** False: the gateway could not be reached. */
  async function visit(order: Order, now: number): Promise<boolean> {
    // Leased first, so that of several processes one asks.
    if (!(await store.commit([update('orders', order, { checkAt: now + AGAIN })]))) return true;
    const leased = { ...order, checkAt: now + AGAIN, version: order.version + 1 };
    try {
      await close(context, leased, options, now);
    } catch (error) {
      if (error instanceof GatewayUnavailable) {
        emit({ type: 'gateway_unavailable', gateway: order.gateway, message: error.message });
        return false;
      }
      emit({ type: 'error', where: `order ${order.merchantUid}`, error: toError(error) });
    }
    return true;
  }

  return inBatches(BATCH, async () => {
    const now = await store.now();
    const due = await store.find('orders', {
      atMost: { field: 'checkAt', value: now },
      order: { by: 'checkAt' },
      limit: BATCH,
    });
    return { due: due.length, goOn: await visitReachable(due, (order) => visit(order, now)) };
  });
}

async function close(context: Context, order: Order, { usesOf, charges }: SweepOptions, now: number): Promise<void> {
  const { store } = context;
  if (order.status === 'registered') {
    const card = await store.get('cards', order.customerUid);
    const hasCharge = async (status: Charge['status']) =>
      (await store.find('charges', { where: { cardId: order.customerUid, status }, limit: 1 })).length > 0;
    if (await hasCharge('pending')) return;
    const looked = () => charges.look({ chargeMerchantUid: order.chargeMerchantUid, fresh: true });
    const hasPaid =
      (await hasCharge('paid')) ||
      (await hasCharge('refunded')) ||
      ['paid', 'refunded'].includes((await looked())?.status ?? '');
    // Where nothing was due, it was registered for good: nobody has to charge it first.
    const isFree = order.price?.amount === 0;
    const isUsed = card === null || isFree || hasPaid || (await usesOf(card)).length > 0;
    const done = update('orders', order, { checkAt: null });
    const revoking = isUsed || card?.status !== 'active' ? [] : [update('cards', card, removal(now))];
    await store.commit([done, ...revoking]);
    return;
  }
  // Closed first: from here on nothing registers under it, and then its key, if the window left one, is of no use.
  if (!(await store.commit([update('orders', order, { status: 'closed' })]))) return;
  const closed: Order = { ...order, status: 'closed', version: order.version + 1 };
  const gateway = gatewayOf(context, order);
  const registration = await gateway.findRegistration(reservedFor(order));
  const charged = await lostCharge(context, order, gateway);
  if (registration?.billingKey) {
    await gateway.revokeKey({ billingKey: registration.billingKey, reason: '사용하지 않은 카드 등록' });
  }
  const told = await moneyTaken(context, order, registration);
  await store.commit([update('orders', closed, { checkAt: null }), ...told, ...charged]);
}

/** Its charge may have been made, and its row be gone with what a backup that was restored does not have. */
async function lostCharge({ store }: Context, order: Order, gateway: Gateway): Promise<Write[]> {
  const { merchantUid, chargeMerchantUid, customerId } = order;
  if ((await store.get('charges', chargeMerchantUid)) !== null) return [];
  const payments = await gateway.findPayments({ merchantUid: chargeMerchantUid, impUid: null });
  const now = await store.now();
  const writes: Write[] = [];
  for (const { impUid, isKeyCharge, status, amount, cancelledAmount, currency } of payments) {
    if (!isKeyCharge || status !== 'paid' || cancelledAmount >= amount) continue;
    const data = { merchantUid, chargeMerchantUid, amount: amountLeft(amount, cancelledAmount), currency };
    writes.push(...(await mismatchWrites(store, { impUid, customerId, data, now })));
  }
  return writes;
}

/** The PG may have taken money while it issued the key: nothing was granted for it, and somebody has to give it back. */
async function moneyTaken({ store }: Context, order: Order, registration: Registration | null): Promise<Write[]> {
  const { payment = null, isDoubtful = false } = registration ?? {};
  const amount = payment === null ? 0 : amountLeft(payment.amount, payment.cancelledAmount);
  const isTaken = payment?.status === 'paid' && amount > 0;
  const eventId = mismatchEventId(order.merchantUid);
  if ((!isTaken && !isDoubtful) || (await store.get('events', eventId)) !== null) return [];
  const { merchantUid, customerId } = order;
  const impUid = registration?.impUid ?? null;
  const data = { merchantUid, impUid, ...(isTaken ? { amount, currency: payment.currency } : {}) };
  return [eventWrite({ eventId, type: 'payment_mismatch', customerId, data, now: await store.now() })];
}
