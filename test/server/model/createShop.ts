import { vi } from 'vitest';
import type { BillingServer, BillingServerEvent, Price } from '../../../src/server/index.js';
import type { Order } from '../../../src/server/order/Order.js';
import { subscriptionIdOf } from '../../../src/server/subscription/renewalNumber.js';
import { createFakeIamportServer, type RecordedCall } from '../../../src/testing/server/index.js';
import { eventProblems, refusalProblems } from '../support/whatMustHold.js';
import type { Clock } from './clock.js';
import type { Customer, PlanId } from './commands.js';
import { createProcesses } from './createProcesses.js';

/** What a window was opened for, and what it gave. */
export interface Bought {
  readonly customer: Customer;
  readonly order: Order;
  readonly impUid: string;
  readonly subscriptionId: string;
}

/** A promise that a customer was given: from then on no such call is made. It is forgotten with a database that is put back. */
interface Ban {
  readonly why: string;
  readonly isBroken: (call: RecordedCall) => boolean;
  readonly from: number;
  readonly mark: number;
  isLifted: boolean;
}

const charge = 'POST /subscribe/payments/again';

/** A shop with two servers on one database, its customers, and i'mport. */
export function createShop(clock: Clock) {
  let webhooksArrive = true;
  let wasRestored = false;
  let serial = 0;
  const violations: string[] = [];
  const events: BillingServerEvent[] = [];
  const bought: Bought[] = [];
  const bans: Ban[] = [];
  /** By subscription: what its customer has agreed to pay for a period. */
  const agreed = new Map<string, Set<number>>();
  /** Prices that the host has asked for: a lower one needs no consent. */
  const hostPrices = new Set<number>();
  /** By subscription: how often its customer has asked to take a cancellation back. */
  const resumes = new Map<string, number>();
  const cardOwners = new Map<string, Customer>();
  const amounts: Record<PlanId, number> = { basic: 9900, plus: 14_900, yearly: 99_000, trial: 8900, once: 5000 };

  const simulator = createFakeIamportServer({
    now: clock.now,
    webhookUrl: 'https://shop.test/webhook',
    postWebhook: async (_, body) => {
      if (!webhooksArrive) return undefined;
      const work = server(0).receiveWebhook({
        gateway: 'iamport',
        headers: new Headers({ 'content-type': 'application/json' }),
        body: JSON.stringify(body),
      });
      track('webhook', work);
      await work;
      return new Response(null, { status: 200 });
    },
  });
  const processes = createProcesses({
    simulator,
    now: clock.now,
    price: ({ planId }) => priceOf(planId as PlanId),
    onEvent(event) {
      events.push(event);
      violations.push(...eventProblems(event));
      if (event.type === 'error') violations.push(`an error at ${event.where}: ${event.error.stack}`);
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
      default:
        return { name, amount: amounts[planId], period: { unit: 'month' } };
    }
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
    simulator,
    processes,
    violations,
    events,
    bought,
    bans,
    agreed,
    hostPrices,
    resumes,
    cardOwners,
    amounts,
    priceOf,
    server,
    reader: () => reader.billing,
    wasRestored: () => wasRestored,
    track,
    /** What the payment window does when a customer has entered a card. */
    async register(customer: Customer, order: Order): Promise<Bought> {
      serial += 1;
      const impUid = `imp_${String(serial).padStart(12, '0')}`;
      cardOwners.set(order.customerUid, customer);
      simulator.registerIssued({
        imp_uid: impUid,
        merchant_uid: order.merchantUid,
        customer_uid: order.customerUid,
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name: order.price?.name ?? 'A card',
        amount: order.price?.amount ?? 0,
        currency: 'KRW',
        card: { number_masked: `5365-10**-****-${1000 + serial}`, name: 'BC카드', behaviour: 'ok' },
        charged: false,
        status: 'paid',
      });
      const made = { customer, order, impUid, subscriptionId: await subscriptionIdOf(order.chargeMerchantUid) };
      bought.push(made);
      agree(made.subscriptionId, order.price);
      return made;
    },
    agree,
    /** No charge that `isBroken` is about is sent from now on. */
    ban(why: string, isBroken: Ban['isBroken']): Ban {
      const isOfCharge = (call: RecordedCall) => call.route === charge && isBroken(call);
      const ban = { why, isBroken: isOfCharge, from: simulator.calls.length, mark: processes.mark(), isLifted: false };
      bans.push(ban);
      return ban;
    },
    die(which: number) {
      const process = servers[which % 2];
      if (process) processes.kill(process);
      servers[which % 2] = processes.start();
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

export type Shop = ReturnType<typeof createShop>;
