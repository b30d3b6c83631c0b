import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/server/Context.js';
import { createOutbox, eventWrite, oneDelivery } from '../../src/server/event/events.js';
import { HostTooSlow } from '../../src/server/hostTime.js';
import { type BillingServerEvent, memoryStore } from '../../src/server/index.js';
import { update } from '../../src/server/store/Store.js';
import { overtaken } from './support/overtaken.js';
import { DAY, HOUR, MINUTE, START } from './support/payments.js';

type Told = (event: BillingServerEvent & { readonly eventId: string }) => void | Promise<void>;

/** An outbox over a store in memory, and a host that does with each event what the test wants. */
function openOutbox() {
  let at = START;
  const memory = memoryStore({ now: () => at });
  const { store, overtaking } = overtaken(memory);
  const host: { hears: Told } = { hears: () => undefined };
  const heard: string[] = [];
  const emitted: BillingServerEvent[] = [];
  const outbox = createOutbox({ store, emit: (event) => void emitted.push(event) } as Context, async (event) => {
    const told = event as Parameters<Told>[0];
    heard.push(told.eventId);
    await host.hears(told);
  });
  return Object.assign(host, {
    outbox,
    heard,
    emitted,
    later: (milliseconds: number) => {
      at += milliseconds;
    },
    now: () => at,
    row: (eventId: string) => memory.get('events', eventId),
    /** Another server writes right before this one does the next time. */
    overtake: (work: () => Promise<unknown>) => void overtaking.push(work),
    memory,
    async store(eventId: string, type: 'charge_paid' | 'customer_erased' = 'charge_paid') {
      const event = { eventId, type, customerId: 'mina', data: { chargeMerchantUid: 'charge1' }, now: at };
      await memory.commit([eventWrite(event)]);
    },
  });
}

type Outbox = ReturnType<typeof openOutbox>;

async function storeMany(host: Outbox, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) await host.store(`event${String(made).padStart(3, '0')}`);
}

describe('stored events', () => {
  it('are told in the order they came, once, with what they are of', async () => {
    const host = openOutbox();
    await host.store('event1');
    host.later(-1);
    await host.store('event2');
    host.later(1);
    const told: BillingServerEvent[] = [];
    host.hears = (event) => void told.push(event);
    expect(await host.outbox.deliver()).toBe(2);
    expect(host.heard).toEqual(['event2', 'event1']);
    expect(told[1]).toEqual({
      type: 'charge_paid',
      eventId: 'event1',
      customerId: 'mina',
      data: { chargeMerchantUid: 'charge1' },
      createdAt: START,
    });
    host.later(DAY);
    expect(await host.outbox.deliver()).toBe(0);
    expect(host.heard).toHaveLength(2);
    expect(await host.row('event2')).toMatchObject({ deliverAt: null, deliveries: 1 });
  });

  it('are written down as being told before they are told, and told again when nothing came of it', async () => {
    const host = openOutbox();
    await host.store('event1');
    host.hears = async () => {
      throw 'The host’s queue is full.';
    };
    let deliveries = 0;
    for (const minutes of [1, 2, 3]) {
      deliveries += 1;
      expect(await host.outbox.deliver()).toBe(0);
      expect(await host.row('event1')).toMatchObject({ deliveries, deliverAt: host.now() + minutes * MINUTE });
      host.later(minutes * MINUTE - 1);
      expect(await host.outbox.deliver()).toBe(0);
      expect(host.heard).toHaveLength(deliveries);
      host.later(1);
    }
    expect(host.emitted[0]).toEqual({
      type: 'error',
      where: 'onEvent charge_paid',
      error: new Error('The host’s queue is full.'),
    });
    host.hears = async () => {
      expect(await host.row('event1')).toMatchObject({ deliveries: 4, deliverAt: host.now() + 4 * MINUTE });
    };
    expect(await host.outbox.deliver()).toBe(1);
  });

  it('are told again after an hour at most', async () => {
    const host = openOutbox();
    await host.store('event1');
    const row = await host.row('event1');
    if (row !== null) await host.memory.commit([update('events', row, { deliveries: 100 })]);
    host.hears = async () => {
      throw new Error('The host is down.');
    };
    await host.outbox.deliver();
    expect(await host.row('event1')).toMatchObject({ deliveries: 101, deliverAt: host.now() + HOUR });
  });

  it('are left to another server that is at them', async () => {
    const host = openOutbox();
    await host.store('event1');
    const touch = async () => {
      const row = await host.row('event1');
      if (row !== null) await host.memory.commit([update('events', row, { deliveries: 1 })]);
    };
    host.overtake(touch);
    expect(await host.outbox.deliver()).toBe(0);
    expect(host.heard).toEqual([]);
    // And what it does with one meanwhile stays.
    host.overtake(async () => undefined);
    host.overtake(touch);
    expect(await host.outbox.deliver()).toBe(0);
    expect(host.heard).toEqual(['event1']);
    expect((await host.row('event1'))?.deliverAt).not.toBeNull();
  });

  it('that a customer was forgotten are forgotten, too', async () => {
    const host = openOutbox();
    await host.store('event1', 'customer_erased');
    await host.store('event2');
    expect(await host.outbox.deliver()).toBe(2);
    expect(await host.row('event1')).toBeNull();
    expect(await host.row('event2')).not.toBeNull();
  });

  it('are all told at once, where the host takes some', async () => {
    const host = openOutbox();
    await storeMany(host, 250);
    host.hears = ({ eventId }) => {
      if (eventId === 'event007') throw new Error('Not this one.');
    };
    expect(await host.outbox.deliver()).toBe(249);
    expect(host.heard).toHaveLength(250);
  });

  it('wait for the next time where the host takes none of a hundred', async () => {
    const host = openOutbox();
    await storeMany(host, 150);
    host.hears = () => {
      throw new Error('The host is down.');
    };
    expect(await host.outbox.deliver()).toBe(0);
    expect(host.heard).toHaveLength(100);
    // What fails does not keep the others back.
    host.hears = () => undefined;
    expect(await host.outbox.deliver()).toBe(50);
  });

  it('wait for the next time behind one that takes too long', async () => {
    const host = openOutbox();
    await storeMany(host, 150);
    host.hears = ({ eventId }) => {
      if (eventId === 'event001') throw new HostTooSlow('onEvent has not answered within 30 seconds.');
    };
    expect(await host.outbox.deliver()).toBe(1);
    expect(host.heard).toEqual(['event000', 'event001']);
    expect(await host.outbox.deliver()).toBe(148);
  });

  it('are kept for 90 days after they came, and as long as they are not told', async () => {
    const host = openOutbox();
    await storeMany(host, 250);
    await host.outbox.deliver();
    await host.store('untold');
    host.later(1);
    await host.store('younger');
    await host.outbox.deliver();
    const untold = await host.row('untold');
    if (untold !== null) await host.memory.commit([update('events', untold, { deliverAt: host.now() + 365 * DAY })]);
    host.later(90 * DAY - 2);
    expect(await host.outbox.clear()).toBe(0);
    host.later(1);
    expect(await host.outbox.clear()).toBe(250);
    expect(await host.row('untold')).not.toBeNull();
    expect(await host.row('younger')).not.toBeNull();
  });

  it('that another server removes are left to it', async () => {
    const host = openOutbox();
    await host.store('event1');
    await host.outbox.deliver();
    host.later(90 * DAY);
    host.overtake(async () => {
      const row = await host.row('event1');
      if (row !== null) await host.memory.commit([update('events', row, { deliveries: 2 })]);
    });
    expect(await host.outbox.clear()).toBe(0);
    expect(await host.row('event1')).not.toBeNull();
  });
});

describe('one delivery at a time', () => {
  it('is looked for once more, however many ask meanwhile, and keeps none of them waiting', async () => {
    let calls = 0;
    const ends: (() => void)[] = [];
    const one = oneDelivery(() => {
      calls += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    });
    expect(await one.idle()).toBeNull();
    const first = one.deliver();
    await one.deliver();
    await one.deliver();
    expect(calls).toBe(1);
    let isIdle = false;
    const idle = one.idle().then(() => {
      isIdle = true;
    });
    ends[0]?.();
    await expect.poll(() => calls).toBe(2);
    expect(isIdle).toBe(false);
    ends[1]?.();
    await Promise.all([first, idle]);
    expect(calls).toBe(2);
    const next = one.deliver();
    expect(calls).toBe(3);
    ends[2]?.();
    await next;
    expect(await one.idle()).toBeNull();
    expect(calls).toBe(3);
  });

  it('is over when it breaks: the next one begins anew', async () => {
    let calls = 0;
    const one = oneDelivery(async () => {
      calls += 1;
      if (calls === 1) throw new Error('The store is down.');
    });
    await expect(one.deliver()).rejects.toThrow('The store is down.');
    await one.deliver();
    expect(calls).toBe(2);
  });
});
