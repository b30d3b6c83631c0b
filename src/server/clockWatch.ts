import type { Context } from './Context.js';
import { eachRow } from './store/eachRow.js';
import { insert, update, type Write } from './store/Store.js';
import { wakeAt } from './subscription/nextStep.js';
import type { RenewalRules } from './subscription/RenewalRules.js';
import { subscriptionIn } from './subscription/subscriptionRows.js';

const ID = 'clock';
const HOUR = 60 * 60_000;
/** No wait of a table below is longer, but for the dates of orders and subscriptions. */
const DAY = 24 * HOUR;

export interface ClockWatchOptions {
  readonly rules: RenewalRules;
  /** Milliseconds from the end of an order until its key is revoked. */
  readonly unusedKeyLife: number;
}

/**
 * Notices that the database's clock was set back by more than a day. What was put off while it was ahead would wait until the
 * wrong time comes: nothing would be renewed, asked about or revoked for a year. It has its turn now.
 */
export function createClockWatch(
  { store, gateways }: Pick<Context, 'store' | 'gateways'>,
  { rules, unusedKeyLife }: ClockWatchOptions,
): () => Promise<void> {
  async function* late(now: number): AsyncGenerator<Write> {
    const after = { where: {}, from: now + DAY + HOUR } as const;
    const callEndsAt = now + Math.max(...gateways.map(({ chargeLife }) => chargeLife));
    for await (const row of eachRow(store, 'charges', { ...after, by: 'lookAt' })) {
      yield update('charges', row, { lookAt: now, callEndsAt: Math.min(row.callEndsAt, callEndsAt) });
    }
    for await (const row of eachRow(store, 'cards', { ...after, by: 'workAt' })) {
      yield update('cards', row, { workAt: now });
    }
    for await (const row of eachRow(store, 'erasures', { ...after, by: 'workAt' })) {
      yield update('erasures', row, { workAt: now });
    }
    for await (const row of eachRow(store, 'events', { ...after, by: 'deliverAt' })) {
      yield update('events', row, { deliverAt: now });
    }
    for await (const row of eachRow(store, 'orders', { ...after, by: 'checkAt' })) {
      // One that began while the clock was ahead has its life from now on.
      const expiresAt = Math.min(row.expiresAt, now + row.expiresAt - row.createdAt);
      const checkAt = expiresAt + unusedKeyLife;
      if (Number(row.checkAt) > checkAt) yield update('orders', row, { checkAt });
    }
    for await (const row of eachRow(store, 'subscriptions', { ...after, by: 'wakeAt' })) {
      const subscription = subscriptionIn(row);
      const wake = subscription && wakeAt(subscription, rules);
      if (row.wakeAt !== wake) yield update('subscriptions', row, { wakeAt: wake });
    }
  }

  return async () => {
    const [seen, now] = await Promise.all([store.get('bindings', ID), store.now()]);
    if (seen !== null && Math.abs(now - seen.boundAt) < HOUR) return;
    if (seen !== null && now < seen.boundAt - DAY) {
      // One by one: a row that somebody else has changed meanwhile is awake.
      for await (const write of late(now)) await store.commit([write]);
    }
    const row = { bindingId: ID, account: '', deployment: '', boundAt: now };
    await store.commit([seen === null ? insert('bindings', row) : update('bindings', seen, row)]);
  };
}
