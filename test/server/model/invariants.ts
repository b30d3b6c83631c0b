import { currentPeriod } from '../../../src/server/subscription/periods.js';
import { readRenewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { subscriptionIn } from '../../../src/server/subscription/subscriptionRows.js';
import { customers } from './commands.js';
import type { Paid } from './createFakes.js';
import { type Bought, productGroupOf, type Shop } from './createShop.js';

/** What could not be charged at first is tried again by then. */
const twoDays = 2 * 24 * 3_600_000;

/** Payments that took money with a key and have not given it back. */
function paidOf({ fakes }: Shop): Paid[] {
  return Object.values(fakes).flatMap((fake) => fake.paid());
}

/** Order numbers whose money the host was told to give back, or to look at. */
function toldToGiveBack({ events }: Shop): Set<unknown> {
  const told = events.filter(({ type }) => type === 'refund_due' || type === 'payment_mismatch');
  return new Set(
    told.flatMap((event) => ('data' in event ? [event.data.merchantUid, event.data.chargeMerchantUid] : [])),
  );
}

/** What was bought under a number: that of its charge, or of the registration whose window took the money. */
function boughtUnder({ bought }: Shop, number: string): Bought | undefined {
  return bought.find(({ order }) => order.chargeMerchantUid === number || order.merchantUid === number);
}

/** What must hold at every moment; or, when it is over, of what is only told of then. */
export function broken(shop: Shop, isOver = false): string[] {
  const { violations, bans, sent, bought, formers, subscribers, agreed, hostPrices, cards, cardOwners } = shop;
  const found = [...violations];
  for (const { why, isBroken, from, isLifted } of bans) {
    const charge = isLifted ? undefined : sent.slice(from).find(isBroken);
    if (charge) found.push(`${charge.number} was charged to ${charge.cardId}, although: ${why}`);
  }
  for (const { number } of sent) {
    const first = bought.find(({ order }) => order.chargeMerchantUid === number);
    if (first && !first.hasAgreed) found.push(`${number} was charged before its customer agreed to the terms`);
  }
  const givenBack = toldToGiveBack(shop);
  const periods = new Map<string, string>();
  for (const { number, amount, key } of paidOf(shop)) {
    const renewal = readRenewalNumber(number);
    const first = boughtUnder(shop, number);
    const former = formers.find(({ booked }) => booked.has(number));
    const customer = (first ?? former)?.customer ?? subscribers.get(renewal?.subscriptionId ?? '');
    if (!customer) {
      found.push(`${number} was paid, and nobody bought it`);
      continue;
    }
    if (cardOwners.get(cards.get(key ?? '') ?? '') !== customer)
      found.push(`${number} was paid by another customer's card`);
    const booked = former?.booked.get(number);
    if (booked !== undefined) {
      for (const id of former?.subscriptionIds ?? []) paidOnce(`${id} period ${booked}`, number);
      continue;
    }
    const prices = agreed.get(renewal?.subscriptionId ?? first?.subscriptionId ?? '') ?? new Set();
    const isLowered = hostPrices.has(amount) && amount < Math.max(...prices);
    if (first ? amount !== first.order.price?.amount : !prices.has(amount) && !isLowered) {
      found.push(`${number} cost ${amount}, and agreed was ${[...prices].join(', ')}`);
    }
    paidOnce(renewal ? `${renewal.subscriptionId} period ${renewal.period}` : (first?.order.merchantUid ?? ''), number);
  }
  return found;

  function paidOnce(what: string, number: string): void {
    const other = periods.get(what);
    const isLate = shop.approved.has(number) || shop.approved.has(other ?? '');
    if (isLate && (!isOver || shop.wasRestored())) return;
    if (other !== undefined && !givenBack.has(number) && !givenBack.has(other)) {
      found.push(`${what} was paid twice, as ${other} and ${number}`);
    }
    periods.set(what, number);
  }
}

/** The last period that the gateways were asked about. */
function lastLooked(subscription: Subscription): number {
  const { state, period } = subscription;
  return state.status === 'ended' ? currentPeriod(subscription, state.endedAt) : period;
}

/** What must hold once everything is answered and nothing is due: nothing hangs, and every won is known. */
export async function unfinished(shop: Shop): Promise<string[]> {
  const found: string[] = [];
  const { processes, events } = shop;
  const givenBack = toldToGiveBack(shop);
  const told = new Set(
    events
      .filter(({ type }) => ['charge_paid', 'charge_recovered'].includes(type))
      .map((event) => ('data' in event ? event.data.chargeMerchantUid : undefined)),
  );
  for (const { number } of paidOf(shop)) {
    const order = boughtUnder(shop, number)?.order;
    const chargeNumber = order?.chargeMerchantUid ?? number;
    const charge = await processes.store.get('charges', chargeNumber);
    if (shop.formers.some(({ booked }) => booked.has(number))) continue;
    const { subscriptionId, period = 0 } = readRenewalNumber(number) ?? {};
    // A backup may know neither the order nor the subscription that was paid, and looks for no period before it begins: with the
    // plan that it had, that may be months away.
    const row = subscriptionId ? await processes.store.get('subscriptions', subscriptionId) : null;
    const subscription = row && subscriptionIn(row);
    const isKnown = subscriptionId
      ? subscription !== null && (lastLooked(subscription) >= period || !shop.wasRestored())
      : order && (await processes.store.get('orders', order.merchantUid)) !== null;
    if (!isKnown || givenBack.has(number) || (shop.wasRestored() && shop.approved.has(number))) continue;
    const consents =
      order && (await processes.store.find('consents', { where: { merchantUid: order.merchantUid }, limit: 9 }));
    if (charge && consents && !consents.some(({ termId, termVersion }) => termId === 'use' && termVersion === '2'))
      found.push(`${number} was paid, and no consent is kept`);
    if (charge?.status !== 'paid')
      found.push(`${number} was paid, and the server calls it ${charge?.status ?? 'unknown'}`);
    else if (!told.has(chargeNumber)) found.push(`${number} was paid, and the host was not told`);
  }
  for (const customerId of customers) {
    const all = await shop.reader().listSubscriptions({ customerId });
    const open = all.filter(({ status }) => status !== 'ended');
    const products = new Set(open.map(({ planId }) => productGroupOf(planId)));
    if (open.length > products.size) found.push(`${customerId} has ${open.length} subscriptions`);
    for (const { subscriptionId, status, isCharging, paidUntil } of all) {
      if (isCharging) found.push(`${subscriptionId} is being charged for ever`);
      if (status === 'active' && Date.parse(paidUntil) < shop.clock.now() - twoDays)
        found.push(`${subscriptionId} was not renewed`);
    }
    const charges = await shop.reader().listCharges({ customerId });
    for (const { chargeMerchantUid, status } of charges) {
      if (status === 'pending') found.push(`${chargeMerchantUid} is pending for ever`);
    }
    const erasure = await processes.store.get('erasures', customerId);
    if (erasure?.status === 'pending') found.push(`${customerId} is being erased for ever`);
  }
  return found;
}
