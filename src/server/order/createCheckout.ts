import { type Context, decideAndCommit } from '../Context.js';
import type { Charge } from '../charge/Charge.js';
import type { Charges, NewCharge } from '../charge/Charges.js';
import type { DeclineLimit } from '../charge/declineLimit.js';
import { coalesce } from '../coalesce.js';
import { BillingServerError } from '../errors.js';
import { eventWrite } from '../event/events.js';
import { unavailable } from '../gateway/unavailable.js';
import { inHostTime } from '../hostTime.js';
import { subscriptionBegunBy } from '../subscription/startSubscription.js';
import type { Order } from './Order.js';
import type { BuyerOf, IssuedClaim, Receipt } from './Orders.js';
import { createOrderCard, expired, type OrderCardOptions } from './orderCard.js';
import { readClaim } from './readRequests.js';
import { chargeReceipt, registeredReceipt } from './receipts.js';
import { mismatchEventId } from './verifyRegistration.js';

/** How often what goes with a charge is decided anew because somebody else was faster. */
const ROUNDS = 10;
/** What is known of a charge counts before what is thought of one. */
const STATUSES = ['paid', 'refunded', 'pending', 'failed'] as const;

export interface CheckoutOptions extends OrderCardOptions {
  readonly charges: Charges;
  readonly buyer?: BuyerOf | undefined;
  readonly declineLimit: DeclineLimit;
}

/** What happens after the window: the key is verified, its card stored, and what is due is charged. */
export interface Checkout {
  /**
   * Verifies what the page says, and charges what the order costs, once: the same numbers get the same answer. With nothing due
   * the card is registered.
   *
   * @returns the receipt: `paid`, `registered`, `failed` when the card was declined, `refunded`
   * @throws BillingServerError `charge_unsettled` while nobody knows; the others say what was refused, and nothing was charged
   */
  charge(claim: IssuedClaim): Promise<Receipt>;
}

export function createCheckout(context: Context, options: CheckoutOptions): Checkout {
  const { store } = context;
  const { charges, buyer, declineLimit } = options;
  const cardOf = createOrderCard(context, options);
  const settleOnce = coalesce<Receipt>();

  async function ownOrder(claim: IssuedClaim): Promise<Order> {
    const { merchantUid, customerUid = null } = claim;
    const order = await store.get('orders', merchantUid);
    // Another customer's order is as good as unknown: nothing is said about it.
    if (order === null || order.customerId !== claim.customerId) {
      throw new BillingServerError(
        'order_unknown',
        `This customer has no order ${merchantUid}. Orders are made by the server, before the window: POST /orders.`,
        { field: 'merchantUid' },
      );
    }
    if (customerUid !== null && customerUid !== order.customerUid) throw mismatch('customerUid', order);
    return order;
  }

  /** The order whose number the page wants charged: its own, or that of an earlier order of the same purchase that was not settled. */
  async function chargedOrder(order: Order, claim: IssuedClaim): Promise<Order> {
    const { chargeMerchantUid } = claim;
    if (chargeMerchantUid === undefined || chargeMerchantUid === order.chargeMerchantUid) return order;
    const [lender] = await store.find('orders', { where: { chargeMerchantUid }, limit: 1 });
    const isSame =
      lender !== undefined &&
      lender.customerId === order.customerId &&
      // Another gateway does not know what was paid under a number at this one.
      lender.gateway === order.gateway &&
      lender.account === order.account &&
      lender.purpose === order.purpose &&
      lender.planId === order.planId &&
      JSON.stringify([lender.price, lender.metadata]) === JSON.stringify([order.price, order.metadata]);
    if (!isSame) throw mismatch('chargeMerchantUid', order);
    return lender;
  }

  /**
   * The order under whose number this one's card has paid, or may have: a registration is charged once, whatever number it is sent
   * with. Null: it has not, as far as is known.
   */
  async function paidOrder({ customerUid: cardId }: Order): Promise<Order | null> {
    // Numbers of orders come before those of renewals, which begin with `sub`.
    const all = await Promise.all(
      STATUSES.map((status) => store.find('charges', { where: { cardId, status }, limit: 10 })),
    );
    const charge = all.flat().find(({ period, status, failCode }) => {
      return period === null && (status !== 'failed' || failCode === 'lost');
    });
    return charge?.merchantUid ? store.get('orders', charge.merchantUid) : null;
  }

  async function once(claim: IssuedClaim): Promise<Receipt> {
    const order = await ownOrder(claim);
    const wanted = await chargedOrder(order, claim);
    const charged = (await paidOrder(order)) ?? wanted;
    const [before, erasure] = await Promise.all([
      store.get('charges', charged.chargeMerchantUid),
      store.get('erasures', order.customerId),
    ]);
    const isDone = before !== null && (before.status === 'paid' || before.status === 'refunded');
    if (isDone && (claim.impUid === undefined || claim.impUid === order.impUid)) return chargeReceipt(before);
    if (order.status === 'closed') throw expired(order);
    if (erasure !== null) {
      throw new BillingServerError(
        'customer_erased',
        'This customer was erased, or is being erased: nothing is charged.',
      );
    }
    const proceed = () => register(order, charged, claim, before?.status);
    if (isDone) return proceed();
    return declineLimit({ customerId: order.customerId, number: charged.chargeMerchantUid }, proceed);
  }

  /** Has the card of an order, and charges what is due under the number of the one that lends it. */
  async function register(
    order: Order,
    charged: Order,
    claim: IssuedClaim,
    status: Charge['status'] | undefined,
  ): Promise<Receipt> {
    const { price, customerId } = order;
    const { card, writes, taken } = await cardOf(order, claim, status);
    if (price === null || price.amount === 0) {
      if (writes.length > 0 && !(await store.commit(writes))) throw again();
      return registeredReceipt(order, card, await subscriptionBegunBy(order));
    }
    const charge: NewCharge = {
      chargeMerchantUid: charged.chargeMerchantUid,
      card,
      name: price.name,
      amount: price.amount,
      currency: price.currency,
      taxFree: price.taxFree ?? null,
      vat: price.vat ?? null,
      merchantUid: charged.merchantUid,
      subscriptionId: await subscriptionBegunBy(charged),
      planId: order.planId,
      buyer: await inHostTime('buyer', async () => (await buyer?.({ customerId, card })) ?? null),
    };
    const row: Charge =
      taken === null
        ? await charges.charge({ charge, alongside: writes })
        : await charges.recordTaken({ charge, payment: taken, alongside: writes });
    return chargeReceipt(row);
  }

  /** An amount that the PG took and that is not the order's: nobody is told but the host. */
  async function tellMismatch(claim: IssuedClaim): Promise<void> {
    const { customerId, merchantUid, impUid = null } = claim;
    await decideAndCommit(store, async () => {
      const eventId = mismatchEventId(merchantUid);
      if ((await store.get('events', eventId)) !== null) return { result: null, writes: [] };
      const now = await store.now();
      const data = { merchantUid, impUid };
      return { result: null, writes: [eventWrite({ eventId, type: 'payment_mismatch', customerId, data, now })] };
    });
  }

  async function settle(claim: IssuedClaim): Promise<Receipt> {
    for (let round = 1; ; round += 1) {
      try {
        const receipt = await once(claim);
        if (receipt.failCode === 'unavailable') throw unavailable();
        if (receipt.status !== 'pending') return receipt;
        throw unsettled();
      } catch (error) {
        if (!(error instanceof BillingServerError)) throw error;
        if (error.code === 'amount_mismatch') await tellMismatch(claim);
        // Somebody else has changed the order or the card in between: decide anew.
        if (error.code !== 'store_conflict' || round === ROUNDS) throw error;
      }
    }
  }

  return {
    async charge(sent) {
      await context.assertBound();
      const claim = readClaim({ ...sent });
      // The same claim, sent twice at one moment, is one: the gateway is asked about it once.
      return settleOnce(JSON.stringify(claim), () => settle(claim));
    },
  };
}

function mismatch(field: string, order: Order): BillingServerError {
  return new BillingServerError(
    'order_mismatch',
    `${field} is not the one that was reserved for order ${order.merchantUid}. Open the window with the order's own numbers.`,
    { field },
  );
}

function again(): BillingServerError {
  return new BillingServerError('store_conflict', 'The order was changed by somebody else. Send the same again.', {
    retryAfterSeconds: 1,
  });
}

function unsettled(): BillingServerError {
  return new BillingServerError(
    'charge_unsettled',
    'The gateway has not said yet what became of this charge. Send the same again: it is never charged twice.',
    { retryAfterSeconds: 2 },
  );
}
