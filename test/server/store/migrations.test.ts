import { createClient } from '@libsql/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { printMigrations, sqliteStore, tables } from '../../../src/server/index.js';
import { migrate, migrations } from '../../../src/server/store/migrations.js';
import { sqliteDriver } from '../../../src/server/store/sqliteStore.js';
import { temporaryDatabase } from '../support/shop.js';

/** What lies in a database of SQLite: the tables and indexes, and which version they are said to have. */
async function schemaOf(url: string) {
  const client = createClient({ url });
  const { rows } = await client.execute('SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name');
  const versions = await client.execute('SELECT * FROM billing_schema');
  client.close();
  return { sql: rows.map(({ sql }) => sql), versions: versions.rows.map((row) => ({ ...row })) };
}

async function openDriver() {
  const url = await temporaryDatabase();
  const driver = sqliteDriver({ url });
  onTestFinished(() => driver.close());
  return { url, driver };
}

describe('migrations', () => {
  it('end where the tables are', () => {
    const made = migrations.flat();
    for (const [name, table] of Object.entries(tables)) {
      const columns = made.flatMap((step) =>
        'create' in step && step.create === name
          ? Object.keys(step.columns)
          : 'add' in step && step.to === name
            ? Object.keys(step.add)
            : [],
      );
      expect(columns.sort(), name).toEqual(Object.keys(table.columns).sort());
      const unique = made.flatMap((step) => ('unique' in step && step.on === name ? [step.unique] : []));
      expect(unique.sort(), name).toEqual([...table.unique].sort());
      const indexes = made.flatMap((step) => ('index' in step && step.on === name ? [step.index.join()] : []));
      expect(indexes.sort(), name).toEqual(table.indexes.map((index) => index.join()).sort());
    }
  });

  it.each(['sqlite', 'postgres'] as const)('are printed as SQL of %s', (dialect) => {
    const sql = printMigrations({ dialect });
    expect(sql).toContain('CREATE TABLE IF NOT EXISTS billing_charges');
    // A later release finds an index by its name.
    expect(sql).toContain(
      'CREATE INDEX IF NOT EXISTS billing_cards_customer_id_created_at ON billing_cards (customer_id, created_at);',
    );
    expect(sql).toContain('CREATE UNIQUE INDEX IF NOT EXISTS billing_cards_default_of ON billing_cards (default_of);');
    expect(printMigrations({ dialect, from: migrations.length })).toBe('');
  });

  it('that are printed and run by hand make what a server makes by itself', async () => {
    const [{ url: byHand, driver }, { url: byItself, driver: own }] = [await openDriver(), await openDriver()];
    const client = createClient({ url: byHand });
    await client.executeMultiple(printMigrations({ dialect: 'sqlite' }));
    client.close();
    await migrate(own);
    expect(await schemaOf(byHand)).toEqual(await schemaOf(byItself));
    expect((await schemaOf(byHand)).versions).toEqual([{ id: 1, version: migrations.length }]);
    // The server finds nothing left to do, and can write.
    await migrate(driver);
    const store = sqliteStore({ url: byHand });
    expect(await store.get('cards', 'nobody')).toBeNull();
    await store.close();
    expect(await schemaOf(byHand)).toEqual(await schemaOf(byItself));
  });

  it('are printed from the version that a database has, as comments say', () => {
    const lines = printMigrations({ dialect: 'sqlite' }).split('\n');
    expect(lines.filter((line) => line.startsWith('--'))).toEqual(
      migrations.map((_, before) => `-- version ${before + 1}`),
    );
    const statements = lines.join('\n').split(';\n');
    expect(statements.every((sql) => /^(-- version \d+\n)?(CREATE|INSERT|ALTER) /.test(sql))).toBe(true);
  });

  it('cut no time, and no amount, in PostgreSQL either', () => {
    const sql = printMigrations({ dialect: 'postgres' });
    // Its INTEGER has 4 bytes, and its REAL 6 digits.
    expect(sql).not.toMatch(/\b(INTEGER|REAL)\b/);
    for (const column of [
      'merchant_uid TEXT PRIMARY KEY',
      'version BIGINT NOT NULL',
      'created_at BIGINT',
      'amount DOUBLE PRECISION',
      'sandbox BOOLEAN',
      'metadata TEXT',
    ]) {
      expect(sql).toMatch(new RegExp(`^  ${column},?$`, 'm'));
    }
  });

  it('add any number of columns at once in PostgreSQL', async () => {
    const sent: string[] = [];
    const { driver } = await openDriver();
    const postgres = {
      ...driver,
      dialect: 'postgres' as const,
      read: async () => [{ version: sent.length === 0 ? 0 : 1 }],
      commit: async (steps: Parameters<typeof driver.commit>[0]) => sent.push(...steps.map(({ sql }) => sql)) > 0,
    };
    await migrate(postgres, { steps: [[{ add: { note: 'text', rank: 'integer' }, to: 'cards' }]] });
    expect(sent.at(-1)).toBe('ALTER TABLE billing_cards ADD COLUMN note TEXT, ADD COLUMN rank BIGINT');
  });

  it('are made once where another process was faster, also where nothing says which version there is', async () => {
    const { url, driver } = await openDriver();
    await driver.commit([
      { sql: 'CREATE TABLE billing_schema (id INTEGER PRIMARY KEY, version INTEGER NOT NULL)', changesOne: false },
    ]);
    const steps = [...migrations, [{ add: { note: 'text' }, to: 'cards' }]] as const;
    const other = sqliteDriver({ url });
    onTestFinished(() => other.close());
    const slow = {
      ...driver,
      async read(statement: Parameters<typeof driver.read>[0]) {
        const rows = await driver.read(statement);
        // Between what this one has read and what it writes.
        if (rows.some(({ version }) => Number(version) === migrations.length)) await migrate(other, { steps });
        return rows;
      },
    };
    await migrate(slow, { steps });
    expect((await schemaOf(url)).versions).toEqual([{ id: 1, version: steps.length }]);
  });

  it('bring a database step by step to the next release, and nothing that is in it is lost', async () => {
    const { url, driver } = await openDriver();
    await migrate(driver);
    const sql = `INSERT INTO billing_cards (card_id, version, billing_key) VALUES ('kept', 1, 'kept')`;
    await driver.commit([{ sql, changesOne: true }]);
    const next = [
      ...migrations,
      [
        { add: { note: 'text' }, to: 'cards' },
        { index: ['note'], on: 'cards' },
      ],
      [{ create: 'notes', key: 'noteId', columns: { noteId: 'text', version: 'integer', isRead: 'boolean' } }],
    ] as const;
    await migrate(driver, { steps: next });
    const card = `SELECT card_id, note FROM billing_cards`;
    expect((await driver.read({ sql: card })).map((row) => ({ ...row }))).toEqual([{ card_id: 'kept', note: null }]);
    expect((await driver.read({ sql: 'SELECT note_id, version, is_read FROM billing_notes' })).length).toBe(0);
    expect((await schemaOf(url)).versions).toEqual([{ id: 1, version: next.length }]);
    // A release goes on with the tables of the one after it, and not with those of a later one.
    await expect(migrate(driver, { steps: next.slice(0, -1) })).resolves.toBeUndefined();
    expect((await schemaOf(url)).versions).toEqual([{ id: 1, version: next.length }]);
    const store = sqliteStore({ url });
    await expect(store.open()).rejects.toMatchObject({
      code: 'schema_newer',
      message: expect.stringMatching(
        `^The tables are of version ${next.length}, and this release .* ${migrations.length}\\.`,
      ),
    });
    await store.close();
  });
});
