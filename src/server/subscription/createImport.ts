import { type Context, gatewayOf } from '../Context.js';
import type { Card } from '../card/Card.js';
import { type WithdrawnBookings, withdrawBookings } from '../card/withdrawBookings.js';
import { BillingServerError } from '../errors.js';
import { optionalObject } from '../fields.js';
import type { Booking } from '../gateway/Gateway.js';
import { throwUnavailable } from '../gateway/unavailable.js';
import { invalidField, readCustomerId, readIdentifier } from '../identifiers.js';
import { readPrice } from '../order/readPrice.js';
import { eachRow } from '../store/eachRow.js';
import { hold, remove } from '../store/Store.js';
import { type Anchor, addDays, anchorAt, dateOf } from './calendar.js';
import { FURTHEST, startOf } from './periods.js';
import type { RenewalRules } from './RenewalRules.js';
import { subscriptionIdOf } from './renewalNumber.js';
import type { SoldPlan, Subscription } from './Subscription.js';
import type { ImportSubscriptionRequest, Subscriptions } from './Subscriptions.js';
import { subscriptionView } from './SubscriptionView.js';
import { soldPlan } from './startSubscription.js';
import { exists } from './subscriptionListeners.js';
import { holderOf, insertSubscription, slotOf, subscriptionIn } from './subscriptionRows.js';

export interface ImportOptions {
  readonly rules: RenewalRules;
  readonly productGroupOf: (planId: string) => string;
}

export function createImport(
  context: Context,
  { rules, productGroupOf }: ImportOptions,
): Pick<Subscriptions, 'importSubscription'> {
  const { store, assertBound } = context;

  /** Takes the bookings of a card back. All of them, or nothing is adopted: what is booked would be charged twice. */
  async function withdraw(card: Card, now: number, since: number): Promise<WithdrawnBookings> {
    const { billingKey, cardId } = card;
    const found = await withdrawBookings(gatewayOf(context, card), { billingKey, now, since }).catch(throwUnavailable);
    if (found.left.length === 0) return found;
    const bookings = found.left.map(({ merchantUid }) => merchantUid);
    throw new BillingServerError(
      'booking_refused',
      `The gateway still has bookings of card ${cardId}: ${bookings.join(', ')}. Nothing was adopted, so that nothing is charged twice. Try again, or withdraw them in the console.`,
      { details: { bookings }, retryAfterSeconds: 60 },
    );
  }

  /** What was adopted under the host's reference, on whichever day it was due. */
  async function importedAs(startedBy: string, customerId: string): Promise<Subscription | null> {
    for await (const row of eachRow(store, 'subscriptions', { where: { customerId }, by: 'createdAt' })) {
      if (row.startedBy === startedBy) return subscriptionIn(row);
    }
    return null;
  }

  function imported(request: ImportSubscriptionRequest, plan: SoldPlan, id: string, now: number): Subscription {
    const { startedAt, cardId } = request;
    const { timeZone } = rules;
    return {
      id,
      customerId: request.customerId,
      productGroup: productGroupOf(plan.planId),
      cardId,
      plan,
      timeZone,
      startedAt: startedAt?.getTime() ?? now,
      trial: null,
      anchor: anchorOf(request, timeZone),
      state: { status: 'active' },
      period: 1,
      paidBy: null,
      tries: 0,
      openTry: null,
      holdUntil: null,
      refusals: 0,
      change: null,
      consents: [],
      upcomingTold: 1,
      consentAsked: 1,
    };
  }

  return {
    async importSubscription(request) {
      await assertBound();
      const plan = readImport(request);
      const { customerId, reference, nextChargeAt } = request;
      anchorOf(request, rules.timeZone);
      const card = await store.get('cards', request.cardId);
      if (card === null || card.customerId !== customerId) throw cardUnknown(request.cardId);
      // What was erased had numbers and told of itself: what comes after it is another one.
      const erased = await store.get('erasures', customerId);
      // With the key, for another shop on the same account may call its customers and subscriptions alike.
      const parts = [customerId, reference, card.billingKey, ...(erased === null ? [] : [erased.requestedAt])];
      // As a list, so that no two customers and references read the same.
      const importId = await subscriptionIdOf(`imported ${JSON.stringify(parts)}`);
      const before = await importedAs(importId, customerId);
      if (before !== null) return { subscription: subscriptionView(before), withdrawn: [], carriedOut: [] };
      // With the day, for in a fresh database the numbers of periods that another one has charged would be counted anew.
      const id = await subscriptionIdOf(`${importId} ${dateOf(nextChargeAt.getTime(), rules.timeZone)}`);
      const productGroup = productGroupOf(plan.planId);
      const slot = slotOf({ productGroup, customerId });
      const holder = await holderOf(store, slot);
      if (holder !== null && !holder.makesRoom) throw exists(holder.row);
      if (card.status !== 'active') throw cardUnknown(card.cardId);
      const now = await store.now();
      if (Math.abs(nextChargeAt.getTime() - now) > FURTHEST) {
        throw invalidField('nextChargeAt', `is ${nextChargeAt.toISOString()}: is it in milliseconds?`);
      }
      // What is due already may have been paid by a booking since.
      const { withdrawn, paid } = await withdraw(card, now, nextChargeAt.getTime());
      const fresh = imported(request, plan, id, now);
      const own = paid.filter(({ merchantUid }) => request.bookings?.includes(merchantUid) ?? true);
      const subscription = { ...fresh, ...paidBy(fresh, own) };
      const writes = [
        ...(holder === null ? [] : [remove('subscriptions', holder.row)]),
        insertSubscription(subscription, { startedBy: importId, rules }),
        hold('cards', card),
      ];
      if (!(await store.commit(writes))) {
        throw new BillingServerError(
          'store_conflict',
          'Somebody else has changed this customer. Send the same again.',
          { retryAfterSeconds: 1 },
        );
      }
      return {
        subscription: subscriptionView(subscription),
        withdrawn: withdrawn.map(({ merchantUid }) => merchantUid),
        carriedOut: paid.map(({ merchantUid }) => merchantUid),
      };
    },
  };
}

function cardUnknown(cardId: string): BillingServerError {
  return new BillingServerError(
    'card_unknown',
    `This customer has no card ${cardId}: adopt it with importCard first.`,
    { field: 'cardId' },
  );
}

/** A booking that was carried out has paid the period whose beginning it is nearest to. */
function paidBy(subscription: Subscription, paid: readonly Booking[]): Partial<Subscription> {
  let result: Partial<Subscription> = {};
  for (const { at, merchantUid } of paid) {
    let period = 1;
    while (startOf(subscription, period + 1) - at <= at - startOf(subscription, period)) period += 1;
    if (period > (result.period ?? subscription.period)) result = { period, paidBy: merchantUid };
  }
  return result;
}

/**
 * Where the periods are counted from. A day that was sold and is not that of the next charge would make the first period too
 * short or too long, as one that was read in another time zone does.
 */
function anchorOf({ nextChargeAt, anchorDay }: ImportSubscriptionRequest, timeZone: string): Anchor {
  const at = nextChargeAt.getTime();
  const anchor = anchorAt(at, 2, timeZone);
  const isLastDay = anchorAt(addDays(at, 1, timeZone), 2, timeZone).day === 1;
  if (anchorDay === undefined || anchorDay === anchor.day) return anchor;
  if (anchorDay > anchor.day && isLastDay) return { ...anchor, day: anchorDay };
  throw invalidField(
    'anchorDay',
    `is ${anchorDay}, and nextChargeAt is on day ${anchor.day} in ${timeZone}: it may differ only on the last day of a month that has no such day`,
  );
}

/** Checks what is imported, and gives the plan that is sold from now on. */
function readImport({
  customerId,
  cardId,
  plan,
  nextChargeAt,
  startedAt,
  anchorDay,
  bookings,
  reference,
}: ImportSubscriptionRequest): SoldPlan {
  readCustomerId(customerId);
  readIdentifier('cardId', cardId, 80);
  if (typeof reference !== 'string' || reference === '')
    throw invalidField('reference', 'is missing; it must be a text');
  if (typeof plan?.planId !== 'string' || plan.planId === '')
    throw invalidField('plan.planId', 'is missing; it must be a text');
  const price = readPrice(plan);
  for (const [field, date] of [
    ['nextChargeAt', nextChargeAt],
    ['startedAt', startedAt ?? new Date()],
  ] as const) {
    if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw invalidField(field, 'must be a Date');
  }
  if (anchorDay !== undefined && !(Number.isInteger(anchorDay) && anchorDay >= 1 && anchorDay <= 31)) {
    throw invalidField('anchorDay', 'must be a day of the month, 1 to 31');
  }
  if (bookings !== undefined && !(Array.isArray(bookings) && bookings.every((one) => typeof one === 'string'))) {
    throw invalidField('bookings', 'must be a list of order numbers');
  }
  const sold = soldPlan(plan.planId, price, optionalObject({ ...plan }, 'metadata'));
  if (sold === null) throw invalidField('plan', 'must have a period and cost something');
  return sold;
}
