import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Context } from '../../../src/server/Context.js';
import { createCharges } from '../../../src/server/charge/createCharges.js';
import { GatewayUnavailable } from '../../../src/server/index.js';
import { TURN } from '../../../src/server/outage.js';
import { insert, update } from '../../../src/server/store/Store.js';
import { createRenewals } from '../../../src/server/subscription/createRenewals.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import { subscriptionListeners } from '../../../src/server/subscription/subscriptionListeners.js';
import { openKit } from '../support/kit.js';
import { out } from '../support/openCharges.js';
import { DAY, HOUR, MINUTE, START } from '../support/payments.js';
import { openDue } from './openDue.js';
import { basic, rules } from './samples.js';

describe('a subscription that has come due', () => {
  it('is charged once, and wakes again before its next period', async () => {
    const shop = await openDue();
    await shop.billing.tick();
    await shop.billing.tick();
    expect(shop.charged()).toBe(1);
    expect(await shop.state()).toMatchObject({ period: 2, openTry: null });
    const { wakeAt } = await shop.held();
    // A week before the next charge the customer is told of it.
    expect(wakeAt).toBe(startOf(await shop.state(), 3) - 7 * DAY);
  });

  it('is not looked at before it is due', async () => {
    const shop = await openDue();
    shop.later(-1);
    await shop.billing.tick();
    expect(shop.charged()).toBe(0);
    expect((await shop.held()).version).toBe(1);
  });

  it('is taken by one worker for five minutes while its gateway is asked, and by another one after them', async () => {
    const shop = await openDue();
    const other = await openKit({ store: shop.store });
    const wakes: (number | null)[] = [];
    let asked = 0;
    shop.asking(async () => {
      asked += 1;
      wakes.push((await shop.held()).wakeAt);
      // While it is being asked, another server has its tick.
      if (asked === 1) await other.billing.tick();
      return undefined;
    });
    await shop.billing.tick();
    expect(wakes[0]).toBe(shop.dueAt + 5 * MINUTE);
    expect(shop.charged()).toBe(1);
    expect(other.calls).toEqual([]);
    expect(shop.types()).not.toContain('error');
  });

  it('is left to the worker that was faster', async () => {
    const shop = await openDue();
    const { find } = shop.store;
    shop.store.find = async (table, query) => {
      const rows = await find(table, query);
      // Between the question and the lease somebody else has it.
      if (table === 'subscriptions' && query.atMost !== undefined) {
        const row = await shop.held();
        if (row.version === 1) await shop.store.commit([update('subscriptions', row, { wakeAt: shop.dueAt + MINUTE })]);
      }
      return rows;
    };
    await shop.billing.tick();
    expect(shop.charged()).toBe(0);
    expect(await shop.held()).toMatchObject({ version: 2, wakeAt: shop.dueAt + MINUTE });
    expect(shop.emitted).toEqual([]);
  });

  it('is told of without being taken: nobody else has to wait', async () => {
    const shop = await openDue({ upcomingTold: 1 });
    shop.later(-3 * DAY);
    await shop.billing.tick();
    expect(await shop.state()).toMatchObject({ upcomingTold: 2, period: 1 });
    expect(await shop.held()).toMatchObject({ version: 2, wakeAt: shop.dueAt });
    expect(shop.charged()).toBe(0);
  });

  it('and is not, by the rules that the host has by now, wakes when it will be', async () => {
    const shop = await openDue({ upcomingTold: 1 });
    shop.later(-20 * DAY);
    // It was written by a server that told customers earlier.
    await shop.store.commit([update('subscriptions', await shop.held(), { wakeAt: shop.dueAt - 21 * DAY })]);
    await shop.billing.tick();
    expect(await shop.held()).toMatchObject({ version: 3, wakeAt: shop.dueAt - 7 * DAY });
    await shop.billing.tick();
    expect((await shop.held()).version).toBe(3);
    expect(shop.types()).toEqual([]);
  });

  it('is asked about a price that rises without being taken', async () => {
    const plan = { ...basic, amount: 12_900 };
    const shop = await openDue({ change: { plan, fromPeriod: 2, by: 'host' } });
    shop.later(-DAY);
    await shop.billing.tick();
    expect(await shop.state()).toMatchObject({ consentAsked: 2, period: 1 });
    expect(await shop.held()).toMatchObject({ version: 2, wakeAt: shop.dueAt });
    expect(shop.types()).toEqual(['consent_due']);
  });

  it('waits for a call that may still arrive: its gateway is asked once a tick', async () => {
    const shop = await openDue();
    const lost = { ...out, merchantUid: null, subscriptionId: shop.subscription.id, period: 2, amount: 8800 };
    const lookAt = shop.dueAt + DAY;
    const row = {
      ...lost,
      chargeMerchantUid: `${shop.subscription.id}p2t1`,
      status: 'failed',
      failCode: 'lost',
      lookAt,
    };
    await shop.store.commit([insert('charges', row as never)]);
    let asked = 0;
    shop.asking(() => {
      asked += 1;
      return undefined;
    });
    await shop.billing.tick();
    expect(shop.charged()).toBe(0);
    expect(asked).toBe(1);
    expect(await shop.held()).toMatchObject({ wakeAt: shop.dueAt + 5 * MINUTE });
  });

  it('is past due where its card is gone, unless it has another one by now', async () => {
    const shop = await openDue();
    const other = await shop.billing.importCard({ customerId: 'mina', billingKey: 'key2' });
    const gone = await shop.store.get('cards', shop.cardId);
    await shop.store.commit([update('cards', gone as never, { status: 'revoked' })]);
    const own = { customerId: 'mina', subscriptionId: shop.subscription.id };
    shop.asking(async () => {
      await shop.billing.changeSubscriptionCard({ ...own, cardId: other.cardId });
      return undefined;
    });
    await shop.billing.tick();
    expect(await shop.state()).toMatchObject({ state: { status: 'active' }, cardId: other.cardId });
    await shop.billing.tick();
    expect(shop.types()).not.toContain('error');
    expect(shop.calls).toMatchObject([expect.anything(), { charge: { billingKey: 'key2' } }]);
  });

  it('is past due where its card is gone', async () => {
    const shop = await openDue();
    await shop.store.commit([
      update('cards', (await shop.store.get('cards', shop.cardId)) as never, { status: 'revoked' }),
    ]);
    await shop.billing.tick();
    expect(await shop.state()).toMatchObject({
      state: { status: 'past_due', nextTryAt: null, decline: { canHeal: false, cardId: shop.cardId, reason: '' } },
    });
    expect(shop.charged()).toBe(0);
  });

  it('is left out, where nobody charged it for a whole period, up to what the gateway knows', async () => {
    const shop = await openDue();
    const { subscription } = shop;
    // Three periods have passed; the third of them was charged by a server whose database is lost.
    shop.later(startOf(subscription, 5) + HOUR - shop.dueAt);
    const paid = `${subscription.id}p4t1`;
    shop.asking((merchantUid) =>
      merchantUid === paid ? [shop.paymentOf({ merchantUid, billingKey: 'key1', tag: `${merchantUid}:1` })] : [],
    );
    await shop.billing.tick();
    expect((await shop.store.get('charges', paid))?.status).toBe('paid');
    expect(await shop.state()).toMatchObject({ period: 5, state: { status: 'active' } });
    const skipped = shop.emitted.flatMap((event) => (event.type === 'periods_skipped' ? [event.data] : []));
    expect(skipped).toMatchObject([{ from: 2, through: 3 }]);
    expect(shop.charged()).toBe(1);
  });

  it('is not left out where the gateway has it paid after all', async () => {
    const shop = await openDue();
    shop.later(startOf(shop.subscription, 3) + HOUR - shop.dueAt);
    const paid = `${shop.subscription.id}p2t1`;
    shop.asking((merchantUid) =>
      merchantUid === paid ? [shop.paymentOf({ merchantUid, billingKey: 'key1', tag: `${merchantUid}:1` })] : [],
    );
    await shop.billing.tick();
    expect(shop.types()).not.toContain('periods_skipped');
    expect(await shop.state()).toMatchObject({ period: 3, state: { status: 'active' } });
    expect(shop.charged()).toBe(1);
  });

  it('ends without a question where it was cancelled, and after one where it was not paid', async () => {
    const asked: string[] = [];
    const end = { endsAt: START, cancelledAt: START } as const;
    const cancelled = await openDue({ state: { status: 'ending', ...end } });
    cancelled.asking((merchantUid) => void asked.push(merchantUid));
    // Before its next period begins nothing can have been paid.
    cancelled.later(START - cancelled.dueAt);
    await cancelled.billing.tick();
    expect(await cancelled.state()).toMatchObject({ state: { status: 'ended', reason: 'cancelled' } });
    expect(asked).toEqual([]);
    expect((await cancelled.held()).version).toBe(2);

    const decline = { tryNumber: 1, cardId: 'gone', at: START, reason: '', canHeal: false };
    const pastDue = { status: 'past_due', since: START, nextTryAt: null, deadlineAt: START, decline } as const;
    for (const isPaid of [true, false]) {
      const unpaid = await openDue({ state: pastDue });
      // By now another period has begun, which is charged where the one before it was paid.
      const now = startOf(unpaid.subscription, 3) + HOUR;
      const wakes: (number | null)[] = [];
      unpaid.later(now - unpaid.dueAt);
      unpaid.asking(async (merchantUid) => {
        asked.push(merchantUid);
        wakes.push((await unpaid.held()).wakeAt);
        if (!isPaid || !merchantUid.endsWith('p2t1')) return [];
        return [unpaid.paymentOf({ merchantUid, billingKey: 'key1', tag: `${merchantUid}:1` })];
      });
      await unpaid.billing.tick();
      const { status } = (await unpaid.state()).state;
      expect(status).toBe(isPaid ? 'active' : 'ended');
      expect(unpaid.charged()).toBe(isPaid ? 1 : 0);
      expect(wakes[0]).toBe(now + 5 * MINUTE);
    }
    expect(asked).not.toEqual([]);
  });

  it('and was ended is looked up once: what was paid of it since is told of', async () => {
    const ended = { status: 'ended', endedAt: START, reason: 'ended_now', isUnsure: true } as const;
    const shop = await openDue({ state: ended });
    shop.later(startOf(shop.subscription, 4) + HOUR - shop.dueAt);
    const asked: string[] = [];
    shop.asking((merchantUid) => {
      asked.push(merchantUid.slice(shop.subscription.id.length));
      if (!/p[23]t1$/.test(merchantUid)) return [];
      const impUid = `imp_${merchantUid}`;
      return [shop.paymentOf({ merchantUid, impUid, billingKey: 'key1', tag: `${merchantUid}:1` })];
    });
    await shop.billing.tick();
    const due = shop.emitted.flatMap((event) => (event.type === 'refund_due' ? [event.data.merchantUid] : []));
    expect(due).toEqual([2, 3].map((period) => `${shop.subscription.id}p${period}t1`));
    // The period whose time it is may be paid as well; the one after it can't be.
    expect(asked).toContain('p4t1');
    expect(asked).not.toContain('p5t1');
    expect(asked).not.toContain('p1t1');
    expect(await shop.state()).toMatchObject({ state: { status: 'ended', isUnsure: false } });
    const questions = asked.length;
    shop.later(DAY);
    await shop.billing.tick();
    expect(asked).toHaveLength(questions);
  });
});

describe('a subscription that something is wrong with', () => {
  const second = { id: 'sub00000000000000000000beef', customerId: 'jun' };

  it('at a gateway that does not answer is taken up again when its lease is over, and not before', async () => {
    const shop = await openDue();
    shop.down = new GatewayUnavailable('It does not answer.', { mayStillRun: false });
    await shop.billing.tick();
    await shop.billing.tick();
    expect(shop.emitted).toEqual([
      { type: 'gateway_unavailable', gateway: 'renewals', message: 'It does not answer.' },
    ]);
    expect(await shop.held()).toMatchObject({ wakeAt: shop.dueAt + 5 * MINUTE });
    shop.down = null;
    shop.later(5 * MINUTE);
    await shop.billing.tick();
    expect(shop.charged()).toBe(1);
  });

  it('by itself is told, waits an hour, and stands in nobody’s way', async () => {
    const shop = await openDue();
    await shop.add(second);
    const broken = shop.subscription.id;
    shop.asking((merchantUid) => {
      if (merchantUid.startsWith(broken)) throw new TypeError('It is broken.');
      return undefined;
    });
    await shop.billing.tick();
    expect(shop.emitted.filter(({ type }) => type === 'error')).toMatchObject([
      { where: `subscription ${broken}`, error: { message: 'It is broken.' } },
    ]);
    expect(await shop.held()).toMatchObject({ wakeAt: shop.dueAt + HOUR });
    expect(await shop.state(second.id)).toMatchObject({ period: 2 });
    shop.asking(() => undefined);
    shop.later(HOUR);
    await shop.billing.tick();
    expect(await shop.state()).toMatchObject({ period: 2 });
  });

  it('that somebody else has changed meanwhile is decided anew, and nobody is told of an error', async () => {
    const shop = await openDue();
    const other = await shop.billing.importCard({ customerId: 'mina', billingKey: 'key2' });
    let changes = 1;
    shop.asking(async () => {
      if (changes === 0) return undefined;
      changes -= 1;
      const own = { customerId: 'mina', subscriptionId: shop.subscription.id };
      await shop.billing.changeSubscriptionCard({ ...own, cardId: other.cardId });
      return undefined;
    });
    await shop.billing.tick();
    await shop.billing.tick();
    expect(shop.types()).not.toContain('error');
    const cards = shop.calls.flatMap((call) =>
      'charge' in (call as object) ? [(call as { charge: { billingKey: string } }).charge.billingKey] : [],
    );
    expect(cards).toEqual(['key2']);
  });

  it('as one of a gateway that the host has taken away is told, and waits an hour', async () => {
    const shop = await openDue();
    const card = await shop.store.get('cards', shop.cardId);
    await shop.store.commit([update('cards', card as never, { account: 'iamport:former' })]);
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([{ type: 'error', error: { code: 'invalid_configuration' } }]);
    expect(await shop.held()).toMatchObject({ wakeAt: shop.dueAt + HOUR });
  });

  it('as with the host’s own function is told with its code', async () => {
    const buyer = () => Promise.reject(new Error('Who pays?'));
    const shop = await openDue({}, { buyer });
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([{ type: 'error', error: { message: 'Who pays?' } }]);
    expect(shop.charged()).toBe(0);
  });
});

describe('many that have come due', () => {
  const idOf = (number: number) => `sub${String(number).padStart(24, '0')}`;

  it('are charged four at a time, the one that waits longest first', async () => {
    const shop = await openDue();
    for (let number = 0; number < 9; number += 1) {
      const [id, customerId] = [idOf(number), `customer${number}`];
      await shop.add({ id, customerId });
      const row = await shop.held(id);
      await shop.store.commit([update('subscriptions', row, { wakeAt: shop.dueAt - number })]);
    }
    let [atOnce, most] = [0, 0];
    const order: string[] = [];
    shop.asking(async (merchantUid) => {
      order.push(merchantUid.slice(0, idOf(0).length));
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      return undefined;
    });
    await shop.billing.tick();
    expect(most).toBe(4);
    expect(shop.charged()).toBe(10);
    expect([...new Set(order)].slice(0, 4)).toEqual([8, 7, 6, 5].map(idOf));
  });

  it('are all charged in one tick, however many batches they are', async () => {
    const shop = await openDue();
    for (let number = 0; number < 119; number += 1) {
      await shop.add({ id: idOf(number), customerId: `customer${number}` });
    }
    await shop.billing.tick();
    expect(shop.charged()).toBe(120);
  });

  it('let other work have its turn after a minute', async () => {
    const shop = await openDue();
    for (let number = 0; number < 119; number += 1) {
      await shop.add({ id: idOf(number), customerId: `customer${number}` });
    }
    const { store, gateway, emitted } = shop;
    const context: Context = {
      ...{ store, gateways: [gateway], mode: 'test', assertBound: async () => undefined },
      emit: (event) => void emitted.push(event),
    };
    const { onCharge } = subscriptionListeners(context, { rules, productGroupOf: () => 'default' });
    const charges = createCharges(context, { listeners: [onCharge] });
    let at = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => at);
    vi.spyOn(Date, 'now').mockImplementation(() => at);
    onTestFinished(() => void vi.restoreAllMocks());
    const buyer = () => {
      // Fifty of them take a minute.
      at += TURN / 50;
      return null;
    };
    const renewals = createRenewals(context, { charges, rules, buyer });
    expect(await renewals.sweep()).toBe(false);
    expect(shop.charged()).toBe(100);
    expect(await renewals.sweep()).toBe(true);
    expect(shop.charged()).toBe(120);
  });

  it('keep no tick from its end where none of them can be done', async () => {
    const shop = await openDue();
    for (let number = 0; number < 60; number += 1) {
      await shop.add({ id: idOf(number), customerId: `customer${number}` });
    }
    const { commit } = shop.store;
    // Somebody else is faster with each of them, and has not changed any yet.
    shop.store.commit = async (writes) =>
      writes.some(({ table, kind }) => table === 'subscriptions' && kind === 'update') ? false : commit(writes);
    await shop.billing.tick();
    expect(shop.charged()).toBe(0);
    expect(shop.types()).toEqual([]);
  });
});
