import type { Context } from '../Context.js';
import { inTurn } from '../coalesce.js';
import { BillingServerError } from '../errors.js';
import type { Gateway } from '../gateway/Gateway.js';
import { inHostTime } from '../hostTime.js';
import { invalidField, randomUid } from '../identifiers.js';
import type { JsonObject } from '../json.js';
import { insert } from '../store/Store.js';
import type { Term } from './Consent.js';
import type { Order, Price } from './Order.js';
import type { OrderRequest, OrderView } from './Orders.js';
import { askPrice } from './readPrice.js';
import { readOrderRequest } from './readRequests.js';
import { readTerms } from './readTerms.js';

/** What the host sells. Null: there is no such plan. */
export type PriceOf = (request: {
  readonly planId: string;
  readonly metadata: JsonObject | null;
  readonly customerId: string;
}) => Price | null | Promise<Price | null>;

/** The terms that an order is made under. */
export type TermsOf = (request: {
  readonly planId: string | null;
  readonly customerId: string;
}) => readonly Term[] | Promise<readonly Term[]>;

export interface OrdersOptions {
  readonly price: PriceOf;
  readonly terms?: TermsOf | readonly Term[] | undefined;
  /** Milliseconds in which the window has to be opened. */
  readonly orderLife: number;
  /** Milliseconds after which a key that nobody charged is revoked. */
  readonly unusedKeyLife: number;
  /** How many orders one customer may have made in an hour. */
  readonly ordersAnHour: number;
  /** Throws when the order could begin nothing: a second subscription, a trial that was had. It must only read. */
  readonly assertCanBegin?: ((order: Order) => Promise<void>) | undefined;
}

const HOUR = 60 * 60_000;

export interface Orders {
  /** Reserves numbers, price and terms for one customer, before a window opens. */
  create(request: OrderRequest): Promise<Order>;
}

/** What an order is of, before it has its numbers and times. */
type Sold = Omit<
  Order,
  | 'merchantUid'
  | 'version'
  | 'customerUid'
  | 'chargeMerchantUid'
  | 'status'
  | 'impUid'
  | 'createdAt'
  | 'expiresAt'
  | 'checkAt'
>;

export function createOrders({ store, gateways, assertBound }: Context, options: OrdersOptions): Orders {
  const oneByOne = inTurn<Order>();

  async function priceOf(request: OrderRequest): Promise<Order['price']> {
    const { purpose = 'subscribe', planId, metadata = null, customerId } = request;
    if (purpose !== 'subscribe') return null;
    if (planId === undefined) throw invalidField('planId', 'is missing; it says what is bought');
    const price = await askPrice(options.price, { planId, metadata, customerId });
    if (price !== null) return price;
    throw new BillingServerError('plan_unknown', `planId ${planId} names no plan that is for sale.`, {
      field: 'planId',
    });
  }

  async function assertNotTooMany(customerId: string, now: number): Promise<void> {
    const { ordersAnHour } = options;
    if (ordersAnHour === Number.POSITIVE_INFINITY) return;
    const latest = await store.find('orders', {
      where: { customerId },
      atLeast: { field: 'createdAt', value: now - HOUR },
      // Nothing later than now counts: a clock that was ahead may have written such times, and they would count until then.
      atMost: { field: 'createdAt', value: now },
      order: { by: 'createdAt', descending: true },
      limit: ordersAnHour,
    });
    const oldest = latest[ordersAnHour - 1];
    if (oldest === undefined) return;
    throw new BillingServerError(
      'too_many_attempts',
      `This customer has begun ${ordersAnHour} registrations within an hour, as somebody does who tries stolen cards.`,
      { retryAfterSeconds: Math.max(1, Math.ceil((oldest.createdAt + HOUR - now) / 1000)) },
    );
  }

  /** Writes an order down, unless there are too many. */
  async function reserve(sold: Sold): Promise<Order> {
    const { customerId } = sold;
    const [now, erased] = await Promise.all([store.now(), store.get('erasures', customerId)]);
    if (erased !== null) {
      throw new BillingServerError(
        'customer_erased',
        'This customer was erased, or is being erased: nothing new is begun.',
      );
    }
    await assertNotTooMany(customerId, now);
    const order: Order = {
      ...sold,
      merchantUid: randomUid(),
      version: 1,
      customerUid: randomUid(),
      chargeMerchantUid: randomUid(),
      status: 'reserved',
      impUid: null,
      createdAt: now,
      expiresAt: now + options.orderLife,
      checkAt: now + options.orderLife + options.unusedKeyLife,
    };
    await options.assertCanBegin?.(order);
    if (await store.commit([insert('orders', order)])) return order;
    throw new BillingServerError(
      'store_conflict',
      'The numbers of this order are taken, which 128 random bits never are.',
    );
  }

  return {
    async create(asked) {
      await assertBound();
      const request = readOrderRequest({ ...asked });
      const { customerId, purpose = 'subscribe', planId = null, metadata = null } = request;
      const { name: gateway, account } = pickGateway(gateways, request.gateway);
      const price = await priceOf(request);
      const { terms: given = [] } = options;
      const terms = readTerms(
        typeof given === 'function' ? await inHostTime('terms', () => given({ planId, customerId })) : given,
      );
      const { subscriptionId = null, replacesCardId = null } = request;
      const sold = { customerId, gateway, account, purpose, planId, metadata, price, terms };
      // One at a time: of many at one moment, each would be counted before the others are written.
      return oneByOne(customerId, () => reserve({ ...sold, subscriptionId, replacesCardId }));
    },
  };
}

function pickGateway(gateways: readonly Gateway[], name: string | undefined): Gateway {
  const found = name === undefined ? gateways[0] : gateways.find((gateway) => gateway.name === name);
  if (found !== undefined) return found;
  throw invalidField('gateway', `is ${JSON.stringify(name)}; there are ${gateways.map((one) => one.name).join(', ')}`);
}

/** What the page is told of an order. */
export function orderView(order: Order): OrderView {
  const { merchantUid, customerUid, chargeMerchantUid, purpose, planId, metadata, price, terms, gateway, expiresAt } =
    order;
  return {
    merchantUid,
    customerUid,
    chargeMerchantUid,
    purpose,
    planId,
    metadata,
    // Some windows show a name, and none takes an empty one.
    name: price?.name ?? '카드 등록',
    amount: price?.amount ?? 0,
    currency: price?.currency ?? 'KRW',
    period: price?.period ?? null,
    trial: price?.trial ?? null,
    terms,
    gateway,
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
