import type { BillingClient } from '../BillingClient.js';
import type { Preparation } from '../Gateway.js';
import { createUid } from '../lib/createUid.js';
import type { Order } from '../order.js';
import {
  type AttemptRecord,
  isCharged,
  isUnresolved,
  type KeyedRecord,
  keyOf,
  type OpenedRecord,
} from './AttemptRecord.js';
import { mostStored } from './attemptLog.js';
import type { PlaceOptions } from './Place.js';
import { earlierAttempt, purchaseOf } from './purchase.js';

/** An attempt with everything decided, before anything has happened. */
export interface BegunRecord {
  readonly record: OpenedRecord;
  /** An earlier attempt at this purchase whose window has taken the money and whose key is here: no window may open again. */
  readonly paidAlready: KeyedRecord | undefined;
  /** An earlier attempt at this purchase whose window may have taken the money, or still may: it has said nothing. */
  readonly unheard: AttemptRecord | undefined;
}

export interface Beginning {
  readonly attemptId: string;
  readonly order: Order;
  readonly prepared: Preparation;
  /** Every attempt of this browser that is known. */
  readonly all: readonly AttemptRecord[];
  /** Those of the same person at numbers that can be used again, newest first. */
  readonly earlier: readonly AttemptRecord[];
  /** The click, in ms since 1970: the order may have been made since. */
  readonly clickedAt: number;
  /** Numbers that were paid at the click. */
  readonly paid: ReadonlySet<string>;
}

/** What will be stored of an attempt, with the numbers that it shares with an earlier one at the same purchase. */
export function beginRecord(
  client: BillingClient,
  { attemptId, order, prepared, all, earlier: records, clickedAt, paid }: Beginning,
  options: Pick<PlaceOptions<unknown>, 'id' | 'purpose' | 'purchaseKey' | 'terms' | 'agreed'>,
): BegunRecord {
  const { purpose = 'subscribe', terms = [], agreed = [] } = options;
  const purchase = purchaseOf(order, options.purchaseKey);
  const customer = client.customerOf(order);
  const found = earlierAttempt(records, { purchase, purpose });
  const { isPaidAsOrder = false } = prepared;
  const earlier = found?.chargeNumber === prepared.orderNumber && !isPaidAsOrder ? undefined : found;
  // Only a page that speaks the same API can ask for what another attempt has brought, or goes on with it.
  const known = earlier?.api === client.gateway.api ? earlier : undefined;
  const isGivenUp = known?.status === 'settled' && ['dismissed', 'superseded'].includes(known.end);
  const isTakenByWindow = prepared.chargedAtIssue && known?.chargedAtIssue && known.pg === prepared.pg && !isGivenUp;
  // A charge that may be made, or that has been made since the click. A server that priced it otherwise would refuse the number.
  const isLent =
    order.acceptsEarlierNumber &&
    known !== undefined &&
    records.some((one) => one.chargeNumber === known.chargeNumber && (isUnresolved(one) || isCharged(one))) &&
    purchaseOf(known, undefined) === purchaseOf(order, undefined);
  const key = known && keyOf(known);
  // Where the window itself takes the money, an earlier one may have: i'mport refuses a number that was paid.
  const orderNumber = prepared.orderNumber ?? (isTakenByWindow ? known.orderNumber : createUid());
  const lentNumber = (isLent ? undefined : prepared.chargeNumber) ?? earlier?.chargeNumber ?? createUid();
  const consents = terms.filter(({ id }) => agreed.includes(id)).map(({ id, version }) => ({ id, version }));
  const record: OpenedRecord = {
    version: 1,
    status: 'opened',
    api: client.gateway.api,
    attemptId,
    placeId: options.id,
    customer,
    purchase,
    purpose,
    supersedes: earlier?.attemptId,
    paidBefore: all
      .filter((other) => other.purchase === purchase && paid.has(other.chargeNumber))
      .map((other) => other.chargeNumber)
      // The latest ones: no more attempts than these are stored.
      .slice(0, mostStored),
    orderNumber,
    chargeNumber: isPaidAsOrder ? orderNumber : lentNumber,
    card: prepared.card,
    pg: prepared.pg,
    payMethod: prepared.payMethod,
    name: order.name,
    amount: order.amount,
    dueToday: order.dueToday ?? undefined,
    currency: order.currency ?? 'KRW',
    chargedAtIssue: prepared.chargedAtIssue,
    leavesPage: prepared.channel !== 'callback',
    consents,
    // A copy, as a restart would read it: what the host changes later is not what was agreed to.
    metadata: order.metadata && JSON.parse(JSON.stringify(order.metadata)),
    kept: prepared.kept,
    createdAt: clickedAt,
    updatedAt: Date.now(),
  };
  // Nobody can be asked about a window of this page that is over, unless the host's server knows.
  const isAsked = known && (client.getRegistration !== undefined || !client.begunHere.has(known.attemptId));
  const isUnheard = isAsked && known.status === 'opened' && known.chargedAtIssue;
  return {
    record,
    unheard: isUnheard ? known : undefined,
    paidAlready: isTakenByWindow && key ? { ...known, key } : undefined,
  };
}
