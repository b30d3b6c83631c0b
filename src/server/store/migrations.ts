import { BillingServerError } from '../errors.js';
import type { SqlDriver } from './SqlDriver.js';
import { columnName, dialects, tableName } from './sqlNames.js';
import { type ColumnType, tables } from './tables.js';

/**
 * One step of the tables' history. A step that was published is never changed: add another one. Steps only add, so that the
 * version before goes on working while a deployment rolls, also in a process that starts meanwhile.
 */
export type MigrationStep =
  | { readonly create: string; readonly key: string; readonly columns: Readonly<Record<string, ColumnType>> }
  | { readonly add: Readonly<Record<string, ColumnType>>; readonly to: string }
  | { readonly unique: string; readonly on: string }
  | { readonly index: readonly string[]; readonly on: string };

/** The first version: every table as `tables` describes it. */
const first: readonly MigrationStep[] = Object.entries(tables).flatMap(([name, { key, columns, unique, indexes }]) => [
  { create: name, key, columns },
  ...unique.map((field): MigrationStep => ({ unique: field, on: name })),
  ...indexes.map((index): MigrationStep => ({ index, on: name })),
]);

export const migrations: readonly (readonly MigrationStep[])[] = [first];

/** The migrations as SQL, to be run by hand. `from` is the version that the database has. */
export function printMigrations({
  dialect,
  from = 0,
}: {
  dialect: SqlDriver['dialect'];
  from?: number | undefined;
}): string {
  return migrations
    .map((steps, before) => [
      `-- version ${before + 1}`,
      schemaTable(dialect),
      ...steps.map((step) => stepSql(step, dialect)),
      setVersion(before + 1),
    ])
    .slice(from)
    .flat()
    .map((sql) => (sql.startsWith('--') ? sql : `${sql};`))
    .join('\n');
}

/**
 * Brings the tables to the latest version, step by step. Any number of processes may try at once: each step begins with
 * changing the version that was read, which one of them can; the others wait for it, and read again.
 */
export async function migrate(
  driver: SqlDriver,
  { steps = migrations }: { readonly steps?: readonly (readonly MigrationStep[])[] | undefined } = {},
): Promise<void> {
  for (;;) {
    const version = await versionOf(driver);
    if (version === steps.length || version === steps.length + 1) return;
    if (version === null) {
      await driver.commit([
        { sql: schemaTable(driver.dialect), changesOne: false },
        { sql: 'INSERT INTO billing_schema (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING', changesOne: false },
      ]);
      continue;
    }
    if (version > steps.length) {
      throw new BillingServerError(
        'schema_newer',
        `The tables are of version ${version}, and this release of react-billing-key knows ${steps.length}. A newer release has been here: deploy that one, or point this one at a database of its own.`,
      );
    }
    const next = version + 1;
    await driver.commit([
      { sql: 'UPDATE billing_schema SET version = ? WHERE version = ?', params: [next, version], changesOne: true },
      ...(steps[version] ?? []).map((step) => ({ sql: stepSql(step, driver.dialect), changesOne: false })),
    ]);
  }
}

function schemaTable(dialect: SqlDriver['dialect']): string {
  const { types } = dialects[dialect];
  return `CREATE TABLE IF NOT EXISTS billing_schema (id ${types.integer} PRIMARY KEY, version ${types.integer} NOT NULL)`;
}

function setVersion(version: number): string {
  return `INSERT INTO billing_schema (id, version) VALUES (1, ${version}) ON CONFLICT (id) DO UPDATE SET version = ${version}`;
}

/** Null when there are no tables yet. */
async function versionOf(driver: SqlDriver): Promise<number | null> {
  const exists =
    driver.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'billing_schema'`
      : `SELECT 1 AS name WHERE to_regclass('billing_schema') IS NOT NULL`;
  if ((await driver.read({ sql: exists })).length === 0) return null;
  const [row] = await driver.read({ sql: 'SELECT version FROM billing_schema WHERE id = 1' });
  return row === undefined ? null : Number(row.version);
}

function stepSql(step: MigrationStep, dialect: SqlDriver['dialect']): string {
  const { types } = dialects[dialect];
  if ('create' in step) {
    const columns = Object.entries(step.columns).map(([field, type]) => {
      const constraint = field === step.key ? ' PRIMARY KEY' : field === 'version' ? ' NOT NULL' : '';
      return `  ${columnName(field)} ${types[type]}${constraint}`;
    });
    return `CREATE TABLE IF NOT EXISTS ${tableName(step.create)} (\n${columns.join(',\n')}\n)`;
  }
  if ('add' in step) {
    const columns = Object.entries(step.add).map(([field, type]) => `ADD COLUMN ${columnName(field)} ${types[type]}`);
    // SQLite adds one column a statement; a step of one column reads the same in both.
    return `ALTER TABLE ${tableName(step.to)} ${columns.join(', ')}`;
  }
  const fields = 'unique' in step ? [step.unique] : step.index;
  const name = `${tableName(step.on)}_${fields.map(columnName).join('_')}`;
  const kind = 'unique' in step ? 'UNIQUE INDEX' : 'INDEX';
  return `CREATE ${kind} IF NOT EXISTS ${name} ON ${tableName(step.on)} (${fields.map(columnName).join(', ')})`;
}
