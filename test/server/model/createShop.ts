import { vi } from 'vitest';
import type { BillingServer, BillingServerEvent, Price } from '../../../src/server/index.js';
import type { Order } from '../../../src/server/order/Order.js';
import { anchorAt, periodStart } from '../../../src/server/subscription/calendar.js';
import { subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import type { SoldPlan } from '../../../src/server/subscription/Subscription.js';
import { eventProblems, refusalProblems } from '../support/whatMustHold.js';
import type { Clock } from './clock.js';
import type { Api, Customer, PlanId, Rules } from './commands.js';
import { createFakes } from './createFakes.js';
import { createProcesses } from './createProcesses.js';

/** What a window was opened for, and what it gave. */
export interface Bought {
  readonly customer: Customer;
  readonly order: Order;
  /** What the window said: an `impUid`, or a `billingKey`. */
  readonly claim: object;
  readonly subscriptionId: string;
  /** The customer has sent that they agree to the terms. */
  hasAgreed: boolean;
}

/** A subscription that the host has from elsewhere. */
export interface Former {
  readonly customer: Customer;
  readonly api: Api;
  readonly key: string;
  readonly plan: SoldPlan;
  readonly nextChargeAt: Date;
  readonly reference: string;
  /** By order number, the period that a booking pays. */
  readonly booked: Map<string, number>;
  /** Where it was adopted: another one after its customer was erased. */
  readonly subscriptionIds: Set<string>;
}

/** A charge that a server has sent. */
export interface SentCharge {
  readonly number: string;
  readonly cardId: string | undefined;
}

/** A promise that a customer was given: from then on no such call is made. It is forgotten with a database that is put back. */
interface Ban {
  readonly why: string;
  readonly isBroken: (sent: SentCharge) => boolean;
  readonly from: number;
  readonly mark: number;
  isLifted: boolean;
}

/** A shop with two servers on one database, its customers, i'mport, and PortOne V2. */
export function createShop(clock: Clock, rules: Rules) {
  let webhooksArrive = true;
  let wasRestored = false;
  let serial = 0;
  const violations: string[] = [];
  const events: BillingServerEvent[] = [];
  const bought: Bought[] = [];
  const formers: Former[] = [];
  /** Whose a subscription is, or will be once it is paid. */
  const subscribers = new Map<string, Customer>();
  const bans: Ban[] = [];
  /** By subscription: what its customer has agreed to pay for a period. */
  const agreed = new Map<string, Set<number>>();
  /** Prices that the host has asked for: a lower one needs no consent. */
  const hostPrices = new Set<number>();
  /** By subscription: how often its customer has asked to take a cancellation back. */
  const resumes = new Map<string, number>();
  /** Plans that were asked for in place of the one that is had, by the subscription: at the price that the server is told then. */
  const wanted = new Set<string>();
  /** Numbers of declined charges that were approved after all. */
  const approved = new Set<string>();
  const cardOwners = new Map<string, Customer>();
  const amounts: Record<PlanId, number> = {
    basic: 9900,
    plus: 14_900,
    yearly: 99_000,
    trial: 8900,
    once: 5000,
    dollars: 9.9,
  };

  const fakes = createFakes(clock.now, async (gateway, headers, body) => {
    if (!webhooksArrive) return undefined;
    const work = server(0).receiveWebhook({ gateway, headers: new Headers(headers), body });
    track('webhook', work);
    await work;
    return new Response(null, { status: 200 });
  });
  const sent: SentCharge[] = [];
  /** The card of each key, by the key's name at its gateway. */
  const cards = new Map<string, string>();
  const processes = createProcesses({
    fakes,
    onSent: (number, key) => void sent.push({ number, cardId: cards.get(key) }),
    now: clock.now,
    subscriptions: { ...rules, productGroupOf },
    price: ({ planId, customerId }) => quote(customerId, planId as PlanId),
    onEvent(event) {
      events.push(event);
      violations.push(...eventProblems(event));
      // A server whose clock is wrong takes a webhook for a replayed one, and says so.
      const isOfClock = event.type === 'error' && event.error.message.includes('not of these minutes');
      if (event.type === 'error' && !isOfClock) violations.push(`an error at ${event.where}: ${event.error.stack}`);
    },
    onActivity: clock.onActivity,
  });
  vi.stubGlobal('fetch', processes.fetch);
  let servers = [processes.start(), processes.start()];
  /** What looks into the database for the test, and changes nothing. */
  let reader = processes.start();

  function priceOf(planId: PlanId): Price | null {
    const name = planId;
    switch (planId) {
      case 'trial':
        return { name, amount: 0, period: { unit: 'month' }, trial: { days: 14, amountAfter: amounts.trial } };
      case 'yearly':
        return { name, amount: amounts.yearly, period: { unit: 'year' } };
      case 'once':
        return { name, amount: amounts.once };
      case 'dollars':
        return { name, amount: amounts.dollars, currency: 'USD', period: { unit: 'week', count: 2 } };
      default:
        return { name, amount: amounts[planId], period: { unit: 'month' } };
    }
  }

  function quote(customerId: string, planId: PlanId): Price | null {
    const price = priceOf(planId);
    for (const [subscriptionId, customer] of subscribers) {
      if (customer === customerId && wanted.has(`${subscriptionId} ${planId}`)) agree(subscriptionId, price);
    }
    return price;
  }

  function server(which: number): BillingServer {
    return (servers[which % 2] as (typeof servers)[number]).billing;
  }

  /** What is refused is refused well; anything else that is thrown is a fault of the server's. */
  function track<T>(what: string, work: Promise<T>): Promise<T | undefined> {
    return work.then(
      (value) => {
        clock.onActivity();
        return value;
      },
      (error: unknown) => {
        clock.onActivity();
        violations.push(...refusalProblems(error));
        if ((error as Error).name !== 'BillingServerError') violations.push(`${what}: ${(error as Error).stack}`);
        return undefined;
      },
    );
  }

  return {
    timeZone: rules.timeZone,
    fakes,
    sent,
    cards,
    processes,
    violations,
    events,
    bought,
    formers,
    subscribers,
    bans,
    agreed,
    hostPrices,
    resumes,
    wanted,
    priceOf,
    approved,
    cardOwners,
    amounts,
    server,
    reader: () => reader.billing,
    webhooksArrive: () => webhooksArrive,
    wasRestored: () => wasRestored,
    track,
    /** What the payment window does when a customer has entered a card. */
    async register(customer: Customer, api: Api, order: Order, mayTake: boolean): Promise<Bought> {
      const subscriptionId = await subscriptionIdOf(order.chargeMerchantUid);
      serial += 1;
      cardOwners.set(order.customerUid, customer);
      const { merchantUid, customerUid, price } = order;
      const name = price?.name ?? 'A card';
      const { amount = 0, currency = 'KRW' } = price ?? {};
      const isTaken = mayTake && amount > 0;
      const { claim, key } = fakes[api].register({ merchantUid, customerUid, name, amount, currency, isTaken, serial });
      cards.set(key, customerUid);
      const made = { customer, order, claim, subscriptionId, hasAgreed: false };
      bought.push(made);
      subscribers.set(subscriptionId, customer);
      agree(made.subscriptionId, order.price);
      return made;
    },
    /** The host sells a subscription without the kit. */
    async sellElsewhere(
      former: Pick<Former, 'customer' | 'api' | 'plan' | 'nextChargeAt'>,
      isBooked: boolean,
    ): Promise<void> {
      const { customer, api, plan, nextChargeAt } = former;
      const { name, amount, currency } = plan;
      serial += 1;
      const reference = `former${serial}`;
      const window = { merchantUid: reference, customerUid: `key${serial}`, name, amount: 0, currency };
      const { key } = fakes[api].register({ ...window, isTaken: false, serial });
      cardOwners.set(key, customer);
      cards.set(key, key);
      const booked = new Map<string, number>();
      formers.push({ ...former, key, reference, booked, subscriptionIds: new Set() });
      for (const period of isBooked ? [2, 3, 4] : []) {
        const number = `booked${serial}n${period}`;
        booked.set(number, period);
        const anchor = anchorAt(nextChargeAt.getTime(), 2, rules.timeZone);
        const at = periodStart(anchor, plan.period, period, rules.timeZone);
        await fakes[api].book({ number, key, name, amount, currency, at });
      }
    },
    agree,
    /** No charge that `isBroken` is about is sent from now on. */
    ban(why: string, isBroken: Ban['isBroken']): Ban {
      const ban = { why, isBroken, from: sent.length, mark: processes.mark(), isLifted: false };
      bans.push(ban);
      return ban;
    },
    die(which: number) {
      const process = servers[which % 2];
      if (process) processes.kill(process);
      servers[which % 2] = processes.start(process?.ahead);
    },
    setClock(which: number, minutes: number) {
      const process = servers[which % 2];
      if (process) process.ahead = minutes * 60_000;
    },
    async restore(mark: number) {
      await processes.restore(mark);
      wasRestored = true;
      servers = [processes.start(), processes.start()];
      reader = processes.start();
      for (const ban of bans) if (ban.mark > mark) ban.isLifted = true;
    },
    setWebhooks(arrive: boolean) {
      webhooksArrive = arrive;
    },
    clock,
  };

  function agree(subscriptionId: string, price: Price | number | null): void {
    const known = agreed.get(subscriptionId) ?? new Set();
    agreed.set(subscriptionId, known);
    if (typeof price === 'number') known.add(price);
    else if (price !== null) known.add(price.trial?.amountAfter ?? price.amount);
  }
}

/** Which plans are one product: a customer has one subscription to each. */
export function productGroupOf(planId: string): string {
  return planId === 'dollars' ? 'abroad' : 'home';
}

export type Shop = ReturnType<typeof createShop>;
