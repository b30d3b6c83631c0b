import { type Context, decideAndCommit } from '../Context.js';
import { removal } from '../card/createCards.js';
import { eventWrite, toError } from '../event/events.js';
import type { StoredEvent } from '../event/StoredEvent.js';
import { randomUid, readCustomerId } from '../identifiers.js';
import { inBatches } from '../outage.js';
import { eachRow } from '../store/eachRow.js';
import { hold, insert, remove, update, type Write } from '../store/Store.js';

/** How far the erasure of a customer has come. */
export interface ErasureView {
  readonly status: 'pending' | 'done';
}

/** Forgets customers. */
export interface Erasures {
  /**
   * Ends everything of a customer and forgets who they were: only when every gateway has confirmed that no key and no booking
   * is left. Until then it answers `pending`; it goes on by itself, and can be called again.
   *
   * What the law wants kept (what was charged, when, how much, and what was agreed to) is kept without the customer's id.
   */
  erase(request: { readonly customerId: string }): Promise<ErasureView>;
  /** Goes on with what is pending; resolves to how many were due. */
  sweep(): Promise<number>;
}

export interface ErasureOptions {
  /** What else has to end first: subscriptions. The writes are committed with the customer's cards. */
  readonly endings: readonly ((request: {
    readonly customerId: string;
    readonly now: number;
  }) => Promise<readonly Write[]>)[];
}

const AGAIN = 60_000;
const BATCH = 100;
const PAGE = 500;

export function createErasures(context: Context, { endings }: ErasureOptions): Erasures {
  const { store, emit, assertBound } = context;

  /** What ends everything that a customer has. */
  async function endWrites(customerId: string, now: number): Promise<Write[]> {
    const all = { where: { customerId }, by: 'createdAt' } as const;
    const writes: Write[] = [];
    for await (const card of eachRow(store, 'cards', all)) {
      if (card.status === 'active') writes.push(update('cards', card, removal(now)));
    }
    for (const ending of endings) writes.push(...(await ending({ customerId, now })));
    return writes;
  }

  /** Whether something of a customer is here, who was forgotten before. */
  async function hasRows(customerId: string): Promise<boolean> {
    const query = { where: { customerId }, order: { by: 'createdAt' }, limit: 1 } as const;
    const found = await Promise.all([store.find('cards', query), store.find('orders', query)]);
    return found.some((rows) => rows.length > 0);
  }

  async function begin(customerId: string): Promise<void> {
    await decideAndCommit(store, async () => {
      const held = await store.get('erasures', customerId);
      if (held?.status === 'pending') return { result: null, writes: [] };
      // It is done, and the host asks once more: nothing is left to erase.
      if (held !== null && !(await hasRows(customerId))) return { result: null, writes: [] };
      const now = await store.now();
      const writes = await endWrites(customerId, now);
      // A registration that is being verified right now is decided anew, and then refused.
      for await (const order of eachRow(store, 'orders', { where: { customerId }, by: 'createdAt' })) {
        if (order.status === 'reserved') writes.push(hold('orders', order));
      }
      const row = { customerId, status: 'pending', requestedAt: now, workAt: now, doneAt: null } as const;
      // What was imported since the last time is found, and goes too.
      const asked = held === null ? insert('erasures', row) : update('erasures', held, row);
      return { result: null, writes: [asked, ...writes] };
    });
  }

  /** Ends what has come since: what was imported, or was begun at that very moment. */
  async function endLate(customerId: string, now: number): Promise<void> {
    await decideAndCommit(store, async () => ({ result: null, writes: await endWrites(customerId, now) }));
  }

  async function isOver(customerId: string): Promise<boolean> {
    const all = { where: { customerId }, by: 'createdAt' } as const;
    // A card is revoked once the gateway has confirmed that neither a booking nor the key is left.
    for await (const { status } of eachRow(store, 'cards', all)) if (status !== 'revoked') return false;
    for await (const { status } of eachRow(store, 'charges', all)) if (status === 'pending') return false;
    // One that has ended wakes only while the gateways are to be asked what it has paid.
    for await (const { wakeAt } of eachRow(store, 'subscriptions', all)) if (wakeAt !== null) return false;
    for await (const { status, checkAt } of eachRow(store, 'orders', all)) {
      // A window that is still open may leave a key: the sweep of orders looks when its time is over.
      if (status !== 'registered' && checkAt !== null) return false;
    }
    return true;
  }

  /** Rows that stay lose the customer's id and the card's name; the others go. */
  async function forget(customerId: string): Promise<void> {
    const nobody = `erased:${randomUid()}`;
    // A card of a host's own may be named by an e-mail address, and the PG's words may name it too.
    const cardId = nobody;
    const failReason = null;
    const bare = { customerId: nobody, cardId, failReason, cardName: null, cardNumber: null, receiptUrl: null };
    const page = { where: { customerId }, limit: PAGE };
    const created = { ...page, order: { by: 'createdAt' } } as const;
    const batches: (() => Promise<Write[]>)[] = [
      async () => (await store.find('charges', created)).map((row) => update('charges', row, bare)),
      async () =>
        (await store.find('tries', { ...page, order: { by: 'startedAt' } })).map((row) =>
          update('tries', row, { customerId: nobody, cardId, failReason }),
        ),
      async () =>
        (await store.find('consents', { ...page, order: { by: 'agreedAt' } })).map((row) =>
          update('consents', row, { customerId: nobody }),
        ),
      async () =>
        (await store.find('orders', created)).map((row) =>
          update('orders', row, { customerId: nobody, metadata: null, replacesCardId: null }),
        ),
      async () => (await store.find('cards', created)).map((row) => remove('cards', row)),
      // What the host has not been told yet may be money to give back.
      async () =>
        (await store.find('events', created)).map((row) =>
          row.deliverAt === null
            ? remove('events', row)
            : update('events', row, { customerId: nobody, data: unnamed(row.data, nobody) }),
        ),
      async () => (await store.find('subscriptions', created)).map((row) => remove('subscriptions', row)),
    ];
    for (const batch of batches) {
      for (;;) {
        const writes = await batch();
        if (writes.length === 0) break;
        await store.commit(writes);
      }
    }
  }

  async function step(customerId: string): Promise<ErasureView> {
    const held = await store.get('erasures', customerId);
    if (held === null || held.status === 'done') return { status: 'done' };
    const now = await store.now();
    if (!(await store.commit([update('erasures', held, { workAt: now + AGAIN })]))) return { status: 'pending' };
    await endLate(customerId, now);
    if (!(await isOver(customerId))) return { status: 'pending' };
    await forget(customerId);
    await decideAndCommit(store, async () => {
      const latest = await store.get('erasures', customerId);
      if (latest === null || latest.status === 'done') return { result: null, writes: [] };
      const done = update('erasures', latest, { status: 'done', workAt: null, doneAt: now });
      return { result: null, writes: [done, eventWrite({ type: 'customer_erased', customerId, data: {}, now })] };
    });
    return { status: 'done' };
  }

  return {
    async erase({ customerId: id }) {
      await assertBound();
      const customerId = readCustomerId(id);
      await begin(customerId);
      return step(customerId);
    },

    async sweep() {
      return inBatches(BATCH, async () => {
        const due = await store.find('erasures', {
          atMost: { field: 'workAt', value: await store.now() },
          order: { by: 'workAt' },
          limit: BATCH,
        });
        for (const { customerId } of due) {
          await step(customerId).catch((error: unknown) =>
            emit({ type: 'error', where: 'eraseCustomer', error: toError(error) }),
          );
        }
        return { due: due.length, goOn: true };
      });
    },
  };
}

/** What an event tells, without the card's name and without the PG's words, which may name the card. */
function unnamed(data: StoredEvent['data'], nobody: string): StoredEvent['data'] {
  return {
    ...data,
    ...('cardId' in data ? { cardId: nobody } : {}),
    ...('reason' in data ? { reason: '' } : {}),
  };
}
