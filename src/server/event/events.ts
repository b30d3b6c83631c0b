import type { Context } from '../Context.js';
import { HostTooSlow, inHostTime } from '../hostTime.js';
import { randomUid } from '../identifiers.js';
import type { JsonValue } from '../json.js';
import { inBatches } from '../outage.js';
import { insert, remove, update, type Write } from '../store/Store.js';
import type { BillingServerEvent, StoredEventType } from './BillingServerEvent.js';
import type { StoredEvent } from './StoredEvent.js';

/** What has to be told, to be committed with what it tells of. */
export function eventWrite(event: {
  /** @default a random one; one of its own for what must be told once. */
  readonly eventId?: string | undefined;
  readonly type: StoredEventType;
  readonly customerId: string;
  readonly data: { readonly [field: string]: JsonValue };
  readonly now: number;
}): Write {
  const { eventId = randomUid(), type, customerId, data, now } = event;
  return insert('events', {
    eventId,
    type,
    customerId,
    data,
    createdAt: now,
    deliverAt: now,
    deliveries: 0,
  });
}

/** Milliseconds until an event that somebody took and never marked delivered is handed over again. */
const UNTIL_AGAIN = 60_000;
const BATCH = 100;
/** Milliseconds that an event is kept: long enough to look up what the host was told, and to know what was told once. */
const KEPT = 90 * 24 * 60 * 60_000;

/** Hands stored events to `onEvent`, each until it did not throw. */
export interface Outbox {
  /** Delivers what is due; resolves to how many were delivered. */
  deliver(): Promise<number>;
  /** Removes what was delivered and is old; resolves to how many were removed. */
  clear(): Promise<number>;
}

/**
 * One delivery at a time. A call that comes meanwhile has it look again, and does not wait: `onEvent` may have made it, and
 * would wait for itself.
 */
export function oneDelivery(deliver: () => Promise<unknown>): { deliver(): Promise<void>; idle(): Promise<unknown> } {
  let running: Promise<void> | null = null;
  let again = false;
  async function run(): Promise<void> {
    try {
      do {
        again = false;
        await deliver();
      } while (again);
    } finally {
      running = null;
    }
  }
  return {
    async deliver() {
      again = running !== null;
      if (again) return;
      running = run();
      await running;
    },
    idle: async () => running,
  };
}

export function createOutbox(
  { store, emit }: Pick<Context, 'store' | 'emit'>,
  onEvent: (event: BillingServerEvent) => void | Promise<void>,
): Outbox {
  async function deliverOne(event: StoredEvent, now: number): Promise<'delivered' | 'too_slow' | null> {
    const { eventId, customerId, data, createdAt } = event;
    const deliveries = event.deliveries + 1;
    const lease = { deliverAt: now + UNTIL_AGAIN * Math.min(60, deliveries), deliveries };
    if (!(await store.commit([update('events', event, lease)]))) return null;
    try {
      const told = { type: event.type as StoredEventType, eventId, customerId, data, createdAt };
      await inHostTime('onEvent', async () => onEvent(told));
    } catch (error) {
      emit({ type: 'error', where: `onEvent ${event.type}`, error: toError(error) });
      return error instanceof HostTooSlow ? 'too_slow' : null;
    }
    const leased = { ...event, ...lease, version: event.version + 1 };
    // That somebody was forgotten is told with who it was, and is not kept.
    const isForgotten = event.type === 'customer_erased';
    const done = isForgotten ? remove('events', leased) : update('events', leased, { deliverAt: null });
    return (await store.commit([done])) ? 'delivered' : null;
  }

  return {
    async deliver() {
      let delivered = 0;
      await inBatches(BATCH, async () => {
        const before = delivered;
        const now = await store.now();
        const due = await store.find('events', {
          atMost: { field: 'deliverAt', value: now },
          order: { by: 'deliverAt' },
          limit: BATCH,
        });
        for (const event of due) {
          const outcome = await deliverOne(event, now);
          if (outcome === 'delivered') delivered += 1;
          // The others have their turn with the next tick: what comes before them must not wait for each of a batch.
          if (outcome === 'too_slow') return { due: due.length, goOn: false };
        }
        // Where none was taken, the host is out of order, and need not hear all of them at once.
        return { due: due.length, goOn: delivered > before };
      });
      return delivered;
    },

    async clear() {
      const now = await store.now();
      let removed = 0;
      for (;;) {
        const old = await store.find('events', {
          where: { deliverAt: null },
          atMost: { field: 'createdAt', value: now - KEPT },
          order: { by: 'createdAt' },
          limit: BATCH,
        });
        // None, or another process is at it.
        if (old.length === 0 || !(await store.commit(old.map((event) => remove('events', event))))) return removed;
        removed += old.length;
      }
    },
  };
}

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
