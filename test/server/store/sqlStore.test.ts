import { describe, expect, it } from 'vitest';
import type { SqlDriver, SqlValue, Statement, Step } from '../../../src/server/store/SqlDriver.js';
import { insert, remove, update } from '../../../src/server/store/Store.js';
import { sqlStore } from '../../../src/server/store/sqlStore.js';
import { card } from '../support/openCharges.js';

/** A database that notes what it is asked, and answers with these rows. */
function openDatabase(dialect: SqlDriver['dialect'], rows: readonly Readonly<Record<string, unknown>>[] = []) {
  const reads: Statement[] = [];
  const commits: (readonly Step[])[] = [];
  const closed: string[] = [];
  const driver: SqlDriver = {
    dialect,
    now: async () => 7,
    read: async (statement) => {
      reads.push(statement);
      return rows;
    },
    commit: async (steps) => commits.push(steps) > 0,
    identity: async () => 'database',
    close: async () => void closed.push('closed'),
  };
  return { driver, reads, commits, closed, store: sqlStore({ driver }) };
}

/** What was sent for a column of an insert. */
function sent({ sql, params = [] }: Step, column: string): SqlValue | undefined {
  const columns = /\(([^)]*)\) VALUES/.exec(sql)?.[1]?.split(', ') ?? [];
  expect(columns).toHaveLength(params.length);
  return params[columns.indexOf(column)];
}

describe('a row', () => {
  it.each([
    ['PostgreSQL', 'postgres', { version: '2', sandbox: true, created_at: '1700000000000' }],
    ['SQLite', 'sqlite', { version: 2, sandbox: 1, created_at: 1_700_000_000_000 }],
    ['SQLite with large integers', 'sqlite', { version: 2n, sandbox: 1n, created_at: 1_700_000_000_000n }],
  ] as const)('reads the same from %s', async (_, dialect, columns) => {
    const { store, reads } = openDatabase(dialect, [{ card_id: 'card1', name: 'BC카드', ...columns }]);
    expect(await store.get('cards', 'card1')).toMatchObject({
      ...{ cardId: 'card1', version: 2, name: 'BC카드', sandbox: true, createdAt: 1_700_000_000_000 },
      // A column that a release before has not written.
      ...{ number: null, failures: null },
    });
    expect(reads).toEqual([{ sql: 'SELECT * FROM billing_cards WHERE card_id = ?', params: ['card1'] }]);
  });

  it.each([false, 0, 0n])('has a flag that is not set as %s', async (sandbox) => {
    const { store } = openDatabase('sqlite', [{ card_id: 'card1', sandbox }]);
    expect((await store.get('cards', 'card1'))?.sandbox).toBe(false);
  });

  it('has amounts with cents, and JSON', async () => {
    const price = { name: '베이직', amount: 9.99 };
    const order = openDatabase('postgres', [{ price: JSON.stringify(price), metadata: null }]).store;
    expect(await order.get('orders', 'order1')).toMatchObject({ price, metadata: null });
    const charge = openDatabase('postgres', [{ amount: '12.34' }]).store;
    expect((await charge.get('charges', 'charge1'))?.amount).toBe(12.34);
  });
});

describe('what is written', () => {
  it('is taken by one of two at once, which PostgreSQL keeps out of its log', async () => {
    const postgres = openDatabase('postgres');
    await postgres.store.commit([insert('cards', card)]);
    const [[step]] = postgres.commits as [[Step]];
    expect(step.sql).toMatch(/^INSERT INTO billing_cards \(.*\) VALUES \([?, ]+\) ON CONFLICT DO NOTHING$/);
    expect(step.changesOne).toBe(true);
    const sqlite = openDatabase('sqlite');
    await sqlite.store.commit([insert('cards', card)]);
    const [[same]] = sqlite.commits as [[Step]];
    expect(same.sql).toMatch(/ VALUES \([?, ]+\)$/);
    // It says so by an error.
    expect(same.changesOne).toBe(false);
  });

  it.each([
    ['postgres', true, false],
    ['sqlite', 1, 0],
  ] as const)('has flags as %s knows them', async (dialect, set, unset) => {
    for (const [sandbox, expected] of [
      [true, set],
      [false, unset],
    ] as const) {
      const { store, commits } = openDatabase(dialect);
      await store.commit([insert('cards', { ...card, sandbox })]);
      expect(sent((commits as [[Step]])[0][0], 'sandbox')).toBe(expected);
    }
  });

  it('has nothing where a value is missing, and JSON as text', async () => {
    const { store, commits } = openDatabase('postgres');
    const { number: _, ...rest } = card;
    await store.commit([insert('cards', { ...rest, name: null } as never)]);
    const event = { eventId: 'e', customerId: 'mina', type: 'renewed', createdAt: 1, deliverAt: null, deliveries: 0 };
    await store.commit([insert('events', { ...event, data: { seats: 1 } } as never)]);
    const [[first], [second]] = commits as [[Step], [Step]];
    expect([sent(first, 'name'), sent(first, 'number')]).toEqual([null, null]);
    expect([sent(second, 'data'), sent(second, 'deliver_at')]).toEqual(['{"seats":1}', null]);
  });

  it('changes what is named, of the version that was read', async () => {
    const { store, commits } = openDatabase('postgres');
    await store.commit([
      update('cards', card, { failures: 3, name: undefined as never }),
      remove('cards', { ...card, version: 4 }),
    ]);
    expect(commits).toEqual([
      [
        {
          sql: 'UPDATE billing_cards SET failures = ?, version = version + 1 WHERE card_id = ? AND version = ?',
          params: [3, 'card1', 1],
          changesOne: true,
        },
        {
          sql: 'DELETE FROM billing_cards WHERE card_id = ? AND version = ?',
          params: ['card1', 4],
          changesOne: true,
        },
      ],
    ]);
  });

  it('is nothing where nothing is to be written, and never in a field that a table has not', async () => {
    const { store, commits } = openDatabase('sqlite');
    expect(await store.commit([])).toBe(true);
    await expect(store.commit([update('cards', card, { 'name = 1; --': 'x' } as never)])).rejects.toThrow(
      'The table cards has no field name = 1; --.',
    );
    expect(commits).toEqual([]);
  });
});

it('the clock, the name and the end are those of the database, and a test may have a clock of its own', async () => {
  const { driver, store, closed } = openDatabase('sqlite');
  expect(await store.now()).toBe(7);
  expect(await sqlStore({ driver, now: () => 9 }).now()).toBe(9);
  expect(await store.identity()).toBe('database');
  await store.close();
  expect(closed).toEqual(['closed']);
});
