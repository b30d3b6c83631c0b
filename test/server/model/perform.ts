import type { SubscriptionView } from '../../../src/server/index.js';
import { readRenewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import { soldPlan } from '../../../src/server/subscription/startSubscription.js';
import type { Command, Customer, Own } from './commands.js';
import type { SentCharge, Shop } from './createShop.js';
import { adopt, buy, claimOf } from './purchases.js';

const hour = 3_600_000;

/** What a sequence remembers beside the shop. */
export interface Memory {
  backup: number | undefined;
  /** Since when something at i'mport has gone wrong. */
  faultySince: number | undefined;
}

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % Math.max(list.length, 1)];
}

function isOf({ number }: SentCharge, subscriptionId: string): boolean {
  return readRenewalNumber(number)?.subscriptionId === subscriptionId;
}

/** Begins one command. What it asks of a server may take longer than the next command. */
export async function perform(shop: Shop, memory: Memory, command: Command): Promise<void> {
  const { fakes, processes, clock, track } = shop;
  switch (command.do) {
    case 'subscribe': {
      const { plan, ...purchase } = command;
      void track('subscribe', buy(shop, { ...purchase, wish: { planId: plan } }));
      return;
    }
    case 'sellElsewhere': {
      const { customer, api, plan: planId, inDays, isBooked } = command;
      const price = shop.priceOf(planId);
      const plan = price && soldPlan(planId, price);
      const nextChargeAt = new Date(clock.now() + inDays * 24 * hour);
      if (plan) await shop.sellElsewhere({ customer, api, plan, nextChargeAt }, isBooked);
      return;
    }
    case 'import': {
      const former = pick([...shop.formers].reverse(), command.which);
      if (former) void track('import', adopt(shop, former, command.server));
      return;
    }
    case 'sendAgain': {
      const one = pick([...shop.bought].reverse(), command.which);
      if (one) void track('sendAgain', shop.server(command.server).charge(claimOf(one, true)));
      return;
    }
    case 'addCard': {
      const { customer, api, server } = command;
      const subscription = command.isReplacement ? await current(shop, command) : undefined;
      const wish = subscription
        ? ({ purpose: 'change', subscriptionId: subscription.subscriptionId } as const)
        : ({ purpose: 'register' } as const);
      void track('addCard', buy(shop, { customer, api, wish, server, isTwice: false, isTaken: false, agrees: true }));
      return;
    }
    case 'removeCard': {
      const card = await cardOf(shop, command.customer, command.which);
      if (card) void track('removeCard', removeCard(shop, command.customer, card, command.server));
      return;
    }
    case 'changeCard': {
      const subscription = await current(shop, command);
      const cardId = await cardOf(shop, command.customer, command.which);
      if (!subscription || !cardId) return;
      const own = { customerId: command.customer, subscriptionId: subscription.subscriptionId };
      void track('changeCard', shop.server(command.server).changeSubscriptionCard({ ...own, cardId }));
      return;
    }
    case 'cancel':
    case 'end':
    case 'resume':
    case 'consent': {
      const subscription = await current(shop, command);
      if (subscription) void track(command.do, change(shop, command.customer, subscription, command));
      return;
    }
    case 'changePlan': {
      const subscription = await current(shop, command);
      if (!subscription) return;
      const own = { customerId: command.customer, subscriptionId: subscription.subscriptionId };
      shop.wanted.add(`${own.subscriptionId} ${command.plan}`);
      void track('changePlan', shop.server(command.server).changePlan({ ...own, planId: command.plan }));
      return;
    }
    case 'payNow': {
      const subscription = await current(shop, command);
      const cardId = command.which === 0 ? undefined : await cardOf(shop, command.customer, command.which);
      if (!subscription) return;
      const own = { customerId: command.customer, subscriptionId: subscription.subscriptionId };
      void track('payNow', shop.server(command.server).payNow({ ...own, cardId }));
      return;
    }
    case 'changePrice': {
      const { plan: planId, inDays } = command;
      const amount = planId === 'dollars' ? command.amount / 1000 : command.amount;
      shop.amounts[planId] = amount;
      shop.hostPrices.add(amount);
      const from = new Date(clock.now() + inDays * 24 * hour);
      void track('changePrice', shop.server(0).changePrice({ planId, amount, from }));
      return;
    }
    case 'decline':
      fakes[command.api].decline(command.times, command.isHopeless);
      return;
    case 'fault': {
      fakes[command.api].fail(command.call, command.kind, command.times, command.committed);
      memory.faultySince ??= clock.now();
      return;
    }
    case 'recover':
      recover(shop, memory);
      return;
    case 'wait':
      await wait(shop, memory, command.hours * hour);
      return;
    case 'due':
      await wait(shop, memory, await untilDue(shop));
      return perform(shop, memory, { ...command, do: 'tick' });
    case 'tick':
      void track('tick', shop.server(command.server).tick());
      if (command.isBoth) void track('tick', shop.server(command.server + 1).tick());
      return;
    case 'die':
      shop.die(command.server);
      return;
    case 'setClock':
      for (const which of command.isBoth ? [0, 1] : [command.server]) shop.setClock(which, command.minutes);
      return;
    case 'backup':
      memory.backup = processes.mark();
      return;
    case 'restore':
      if (memory.backup !== undefined) await shop.restore(memory.backup);
      return;
    case 'refund': {
      const all = Object.values(fakes).flatMap((fake) => fake.paid().map(({ number }) => ({ fake, number })));
      const one = pick([...all].reverse(), command.which);
      if (one) void track('refund', one.fake.refund(one.number, command.isPart));
      return;
    }
    case 'approve': {
      // Whatever was settled otherwise is looked at again when a webhook tells of it, and by nobody else.
      const number = shop.webhooksArrive() ? fakes.v1.approve(command.which) : undefined;
      if (number !== undefined) shop.approved.add(number);
      await clock.settle();
      return;
    }
    case 'deleteKey': {
      const key = pick([...shop.cards.keys()].reverse(), command.which);
      for (const fake of Object.values(fakes)) if (key) void track('deleteKey', fake.deleteKey(key));
      return;
    }
    case 'webhooks':
      shop.setWebhooks(command.arrive);
      return;
    case 'erase':
      void track('erase', erase(shop, command.customer, command.server));
      return;
    default:
      command satisfies never;
  }
}

/** What i'mport holds, it does or drops within some hours: a server can't wait for a call for ever. */
async function wait(shop: Shop, memory: Memory, milliseconds: number): Promise<void> {
  const { clock } = shop;
  const { faultySince = clock.now() } = memory;
  const left = faultySince + 6 * hour - clock.now();
  if (memory.faultySince !== undefined && milliseconds > left) {
    await clock.advance(Math.max(left, 0));
    recover(shop, memory);
    await clock.advance(milliseconds - Math.max(left, 0));
  } else await clock.advance(milliseconds);
}

function recover({ fakes }: Shop, memory: Memory): void {
  memory.faultySince = undefined;
  for (const fake of Object.values(fakes)) fake.clearFaults();
}

/** The subscription that the customer would do something with: one that has not ended, by the database itself. */
async function current(shop: Shop, { customer, product }: Own): Promise<SubscriptionView | undefined> {
  const all = await shop.reader().listSubscriptions({ customerId: customer });
  const open = all.filter(({ status }) => status !== 'ended');
  return pick(open, product) ?? all[0];
}

async function cardOf(shop: Shop, customerId: Customer, which: number): Promise<string | undefined> {
  return pick(await shop.reader().listCards({ customerId }), which)?.cardId;
}

async function removeCard(shop: Shop, customerId: Customer, cardId: string, server: number): Promise<void> {
  await shop.server(server).removeCard({ customerId, cardId });
  const where = { cardId, status: 'pending' } as const;
  if ((await shop.processes.store.find('charges', { where, limit: 1 })).length > 0) return;
  shop.ban(`card ${cardId} was removed`, (charge) => charge.cardId === cardId);
}

async function change(
  shop: Shop,
  customerId: Customer,
  { subscriptionId, consent }: SubscriptionView,
  { do: what, server }: Extract<Command, { do: 'cancel' | 'end' | 'resume' | 'consent' }>,
): Promise<void> {
  const own = { customerId, subscriptionId };
  const billing = shop.server(server);
  const resumes = shop.resumes.get(subscriptionId) ?? 0;
  switch (what) {
    case 'cancel':
    case 'end': {
      const view = await (what === 'cancel' ? billing.cancelSubscription(own) : billing.endSubscription(own));
      // What is out may still be sent once more; and a customer may have thought better of it meanwhile.
      if (view.isCharging || (what === 'cancel' && (shop.resumes.get(subscriptionId) ?? 0) !== resumes)) return;
      shop.ban(`${what} of ${subscriptionId}`, (charge) => isOf(charge, subscriptionId));
      return;
    }
    case 'resume':
      shop.resumes.set(subscriptionId, resumes + 1);
      for (const ban of shop.bans) if (ban.why === `cancel of ${subscriptionId}`) ban.isLifted = true;
      await billing.resumeSubscription(own);
      return;
    case 'consent':
      if (!consent) return;
      shop.agree(subscriptionId, consent.amountAfter);
      await billing.consentToRise({ ...own, amount: consent.amountAfter });
      return;
    default:
      what satisfies never;
  }
}

async function erase(shop: Shop, customerId: Customer, server: number): Promise<void> {
  // What is imported after an erasure is charged again.
  const cards = (
    await shop.processes.store.find('cards', { where: { customerId }, order: { by: 'createdAt' }, limit: 100 })
  ).map((one) => one.cardId);
  await shop.server(server).eraseCustomer({ customerId });
  for (const cardId of cards) {
    const where = { cardId, status: 'pending' } as const;
    if ((await shop.processes.store.find('charges', { where, limit: 1 })).length > 0) continue;
    shop.ban(`the customer of card ${cardId} was erased`, (charge) => charge.cardId === cardId);
  }
}

/** Milliseconds until something is due next; an hour where nothing is. */
export async function untilDue({ processes, clock }: Shop): Promise<number> {
  const after = clock.now() + 1;
  const [subscriptions, charges] = await Promise.all([
    processes.store.find('subscriptions', {
      atLeast: { field: 'wakeAt', value: after },
      order: { by: 'wakeAt' },
      limit: 1,
    }),
    processes.store.find('charges', { atLeast: { field: 'lookAt', value: after }, order: { by: 'lookAt' }, limit: 1 }),
  ]);
  const due = [subscriptions[0]?.wakeAt, charges[0]?.lookAt].filter((at) => typeof at === 'number');
  return due.length === 0 ? hour : Math.min(...due) - clock.now();
}
