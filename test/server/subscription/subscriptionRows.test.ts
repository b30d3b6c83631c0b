import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../src/server/index.js';
import { insert } from '../../../src/server/store/Store.js';
import { plannedByHost } from '../../../src/server/subscription/consent.js';
import { assertChangeable, firstPeriodAfter } from '../../../src/server/subscription/ownSubscription.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import {
  activateRow,
  cardUsesOf,
  changeRow,
  holderOf,
  insertSubscription,
  productGroupIn,
  slotOf,
  subscriptionEndings,
} from '../../../src/server/subscription/subscriptionRows.js';
import { out } from '../support/openCharges.js';
import { activeSubscription, basic, day, rules, soldAt, tryOf } from './samples.js';

const ended = { status: 'ended', endedAt: soldAt, reason: 'cancelled' } as const;
const active = activeSubscription({ customerId: 'mina' });

async function storeOf(...subscriptions: readonly Subscription[]) {
  const store = memoryStore();
  const writes = subscriptions.map((one) => insertSubscription(one, { startedBy: 'charge0', rules }));
  expect(await store.commit(writes)).toBe(true);
  const row = async (id: string = active.id) => {
    const found = await store.get('subscriptions', id);
    if (found === null) throw new Error('There is no row.');
    return found;
  };
  return { store, row };
}

describe('the place that a customer has in a group of products', () => {
  it('is shared with no other customer or group, and names its group', () => {
    const groups = ['video', 'a:b', 'a', 'a%', 'a%3A', 'a%25:', ':', 'b:'];
    const customers = ['mina', 'b:mina', ':', 'a%3Ab', ''];
    const seen = new Set<string>();
    for (const productGroup of groups) {
      for (const customerId of customers) {
        const slot = slotOf({ productGroup, customerId });
        expect(seen.has(slot)).toBe(false);
        seen.add(slot);
        expect(productGroupIn(slot)).toBe(productGroup);
      }
    }
  });

  it('is held until the end; one whose first charge failed, or was given back, makes room', async () => {
    const { store } = await storeOf(active);
    expect(await holderOf(store, 'default:mina')).toMatchObject({
      row: { subscriptionId: active.id },
      makesRoom: false,
    });
    expect(await holderOf(store, 'default:jun')).toBeNull();
    for (const [status, startedBy, makesRoom] of [
      ['pending', 'charge1', false],
      ['paid', 'charge1', false],
      ['failed', 'charge1', true],
      ['refunded', 'charge1', true],
      ['failed', null, false],
      ['failed', 'unknown', false],
    ] as const) {
      const starting = memoryStore();
      const place = { slot: 'default:mina', trialOf: null, cardId: null, planId: 'basic', wakeAt: null, body: null };
      await starting.commit([
        insert('subscriptions', {
          ...{ ...place, subscriptionId: 'sub1', customerId: 'mina', startedBy, status: 'starting', createdAt: 0 },
        }),
        insert('charges', { ...out, status }),
      ]);
      expect(await holderOf(starting, 'default:mina')).toMatchObject({ makesRoom });
    }
    // It has begun, whatever became of its first charge since.
    const begun = await storeOf(active);
    await begun.store.commit([insert('charges', { ...out, chargeMerchantUid: 'charge0', status: 'refunded' })]);
    expect(await holderOf(begun.store, 'default:mina')).toMatchObject({ makesRoom: false });
  });
});

describe('the row of a subscription', () => {
  it('says what is looked for by', async () => {
    const trial = { trial: { amount: 0 }, productGroup: 'video' };
    const { row } = await storeOf(active, activeSubscription({ ...trial, id: 'sub2', customerId: 'mina' }));
    expect(await row()).toMatchObject({
      ...{ subscriptionId: active.id, customerId: 'mina', slot: 'default:mina', trialOf: null, cardId: 'card-1' },
      ...{ planId: 'basic', startedBy: 'charge0', status: 'active', createdAt: soldAt, body: { id: active.id } },
      ...{ wakeAt: startOf(active, 2) - 7 * day },
    });
    expect(await row('sub2')).toMatchObject({ slot: 'video:mina', trialOf: 'video:mina' });
  });

  it('has no place any more when it has ended, and no card unless that is being charged', async () => {
    const over = activeSubscription({ customerId: 'mina', state: ended, trial: { amount: 0 } });
    const { row } = await storeOf(over, {
      ...over,
      ...{ id: 'sub2', trial: null, openTry: tryOf(active, soldAt) },
    });
    expect(await row()).toMatchObject({
      status: 'ended',
      slot: null,
      cardId: null,
      wakeAt: null,
      trialOf: 'default:mina',
    });
    expect(await row('sub2')).toMatchObject({ slot: null, cardId: 'card-1' });
    const charged = await storeOf({ ...active, openTry: tryOf(active, soldAt) });
    expect(await charged.row()).toMatchObject({ cardId: 'card-1' });
  });

  it('of one that was starting says what has begun, and whether with a trial', async () => {
    for (const [trial, trialOf] of [
      [null, null],
      [{ amount: 0 }, 'default:mina'],
    ] as const) {
      const { store, row } = await storeOf(active);
      await store.commit([activateRow(await row(), { ...active, trial, cardId: 'card-2' }, rules)]);
      expect(await row()).toMatchObject({ trialOf, cardId: 'card-2', startedBy: 'charge0' });
    }
  });

  it('changes with an event, together with what is told of it; and not by one that has no place', async () => {
    const { store, row } = await storeOf(active);
    const before = await row();
    const at = soldAt + day;
    expect(changeRow(before, { type: 'resumed', at }, rules)).toBeNull();
    expect(changeRow({ ...before, body: null }, { type: 'cancelled', at }, rules)).toBeNull();
    const changed = changeRow(before, { type: 'cancelled', at }, rules);
    expect(changed?.after.state.status).toBe('ending');
    await store.commit(changed?.writes ?? []);
    expect(await row()).toMatchObject({ version: 2, status: 'ending', body: { state: { status: 'ending' } } });
    const told = await store.find('events', { where: { customerId: 'mina' }, order: { by: 'createdAt' }, limit: 9 });
    expect(told.map(({ type }) => type)).toEqual(['ending']);
  });
});

it('a card is used by what needs it, oldest first, and by what begins with a charge of it that is out', async () => {
  const others = [3, 1, 2].map((n) => activeSubscription({ id: `sub${n}`, customerId: `c${n}`, startedAt: n }));
  const { store } = await storeOf(...others, activeSubscription({ id: 'sub4', customerId: 'c4', cardId: 'card-2' }));
  const charge = (chargeMerchantUid: string, changes: object) =>
    insert('charges', { ...out, chargeMerchantUid, merchantUid: null, cardId: 'card-1', ...changes } as never);
  await store.commit([
    charge('a', { subscriptionId: 'sub5' }),
    charge('b', { subscriptionId: null }),
    charge('c', { subscriptionId: 'sub6', status: 'paid' }),
    charge('d', { subscriptionId: 'sub2' }),
  ]);
  const usesOf = cardUsesOf(store);
  expect(await usesOf({ cardId: 'card-1' } as never)).toEqual(['sub1', 'sub2', 'sub3', 'sub5']);
  expect(await usesOf({ cardId: 'card-3' } as never)).toEqual([]);
});

it('every subscription of a customer who is erased ends', async () => {
  const music = activeSubscription({ id: 'sub2', customerId: 'mina', productGroup: 'music', startedAt: soldAt + 1 });
  const over = activeSubscription({ id: 'sub3', customerId: 'mina', state: ended });
  const { store, row } = await storeOf(active, music, over, activeSubscription({ id: 'sub4', customerId: 'jun' }));
  await store.commit(await subscriptionEndings(store, rules)({ customerId: 'mina', now: soldAt + day }));
  for (const id of [active.id, 'sub2']) {
    expect((await row(id)).body).toMatchObject({
      state: { status: 'ended', reason: 'ended_now', endedAt: soldAt + day },
    });
  }
  expect((await row('sub3')).version).toBe(1);
  expect((await row('sub4')).status).toBe('active');
});

describe('a change that is planned for a subscription', () => {
  const dearer = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' } as const;
  const plus = { plan: { ...basic, planId: 'plus' }, fromPeriod: 2, by: 'customer' } as const;

  it.each([
    ['nothing', null, null],
    ['a price', dearer, dearer],
    ['a plan of the customer’s', plus, null],
    ['a plan of the customer’s, beside a price', { ...plus, displaced: dearer }, dearer],
    // What was chosen before may be paid by now.
    ['a price of another plan', { ...plus, displaced: { ...dearer, plan: plus.plan } }, null],
    ['a price of another plan by itself', { ...dearer, plan: plus.plan }, null],
  ] as const)('is of the host’s, where it is %s', (_, change, expected) => {
    expect(plannedByHost({ ...active, change })).toEqual(expected);
  });

  it('begins with the first period that begins later, and is not being charged', () => {
    const [second, third] = [startOf(active, 2), startOf(active, 3)];
    expect(firstPeriodAfter(active, soldAt)).toBe(2);
    expect(firstPeriodAfter(active, second - 1)).toBe(2);
    expect(firstPeriodAfter(active, second)).toBe(3);
    expect(firstPeriodAfter(active, third)).toBe(4);
    // It was renewed, and the clock of this server is behind.
    expect(firstPeriodAfter({ ...active, period: 2 }, soldAt)).toBe(3);
    const charged = { ...active, openTry: tryOf(active, second - 1) };
    expect(firstPeriodAfter(charged, second - 1)).toBe(3);
    expect(firstPeriodAfter(charged, third)).toBe(4);
    const trial = { ...active, period: 0, anchor: { ...active.anchor, at: soldAt + 7 * day } };
    expect(firstPeriodAfter(trial, soldAt)).toBe(1);
  });
});

it('a card is changed of a subscription that is the customer’s, has begun and is not over', async () => {
  const { row } = await storeOf(active, activeSubscription({ id: 'sub2', customerId: 'mina', state: ended }));
  const order = (customerId: string, subscriptionId: string) => ({ customerId, subscriptionId }) as never;
  const unknown = (id: string) =>
    expect.objectContaining({
      ...{ code: 'subscription_unknown', field: 'subscriptionId', message: `This customer has no subscription ${id}.` },
    });
  const [running, over] = [await row(), await row('sub2')];
  expect(() => assertChangeable(order('mina', active.id), running)).not.toThrow();
  expect(() => assertChangeable(order('jun', active.id), running)).toThrow(unknown(active.id));
  expect(() => assertChangeable(order('mina', 'sub9'), null)).toThrow(unknown('sub9'));
  expect(() => assertChangeable(order('mina', active.id), { ...running, status: 'starting' })).toThrow(
    unknown(active.id),
  );
  expect(() => assertChangeable(order('mina', 'sub2'), over)).toThrow(
    expect.objectContaining({
      ...{ code: 'subscription_state', field: 'subscriptionId', message: 'Subscription sub2 has ended.' },
    }),
  );
});
