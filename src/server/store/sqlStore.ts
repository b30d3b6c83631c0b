import { migrate } from './migrations.js';
import type { SqlDriver, SqlValue, Step } from './SqlDriver.js';
import type { Query, Store, Write } from './Store.js';
import { columnName, tableName } from './sqlNames.js';
import { type ColumnType, type Rows, type TableName, tables } from './tables.js';

export interface SqlStoreOptions {
  readonly driver: SqlDriver;
  /** Another clock than the database's own, in milliseconds. For tests. */
  readonly now?: (() => number) | undefined;
}

type AnyRow = Readonly<Record<string, unknown>>;

/** The store of both SQL databases: each row a row, each change compared by `version`. */
export function sqlStore({ driver, now }: SqlStoreOptions): Store {
  async function select(table: TableName, where: string, params: readonly SqlValue[]): Promise<AnyRow[]> {
    const rows = await driver.read({ sql: `SELECT * FROM ${tableName(table)} ${where}`, params });
    return rows.map((row) => readRow(table, row));
  }

  return {
    now: async () => now?.() ?? driver.now(),

    async get(table, id) {
      const rows = await select(table, `WHERE ${columnName(tables[table].key)} = ?`, [id]);
      return (rows[0] ?? null) as Rows[typeof table] | null;
    },

    async find(table, query) {
      const { where, params } = conditions(table, query as Query<AnyRow>, driver.dialect);
      return (await select(table, where, params)) as unknown as Rows[typeof table][];
    },

    async commit(writes) {
      return writes.length === 0 || driver.commit(writes.map((write) => stepOf(write, driver.dialect)));
    },

    open: () => migrate(driver),
    identity: () => driver.identity(),
    close: () => driver.close(),
  };
}

function stepOf(write: Write, dialect: SqlDriver['dialect']): Step {
  const { table } = write;
  const name = tableName(table);
  const key = columnName(tables[table].key);
  switch (write.kind) {
    case 'insert': {
      const fields = Object.keys(tables[table].columns);
      const params = fields.map((field) => toSql(table, field, (write.row as unknown as AnyRow)[field], dialect));
      const values = fields.map(() => '?').join(', ');
      const sql = `INSERT INTO ${name} (${fields.map(columnName).join(', ')}) VALUES (${values})`;
      // SQLite says that a value is taken by an error, for which nobody has to count rows. PostgreSQL would write it to its log.
      return dialect === 'sqlite'
        ? { sql, params, changesOne: false }
        : { sql: `${sql} ON CONFLICT DO NOTHING`, params, changesOne: true };
    }
    case 'update': {
      const fields = Object.keys(write.set).filter((field) => (write.set as AnyRow)[field] !== undefined);
      const params = fields.map((field) => toSql(table, field, (write.set as AnyRow)[field], dialect));
      const sets = [...fields.map((field) => `${columnName(field)} = ?`), 'version = version + 1'];
      const sql = `UPDATE ${name} SET ${sets.join(', ')} WHERE ${key} = ? AND version = ?`;
      return { sql, params: [...params, write.id, write.version], changesOne: true };
    }
    case 'delete': {
      const sql = `DELETE FROM ${name} WHERE ${key} = ? AND version = ?`;
      return { sql, params: [write.id, write.version], changesOne: true };
    }
  }
}

function conditions(
  table: TableName,
  { where = {}, atLeast, atMost, order, limit }: Query<AnyRow>,
  dialect: SqlDriver['dialect'],
): { where: string; params: SqlValue[] } {
  const parts: string[] = [];
  const params: SqlValue[] = [];
  for (const [field, wanted] of Object.entries(where)) {
    if (wanted === undefined) continue;
    const values = Array.isArray(wanted) ? wanted : [wanted];
    if (values.length === 1 && values[0] === null) {
      parts.push(`${columnName(field)} IS NULL`);
      continue;
    }
    // An empty list fits nothing.
    parts.push(values.length === 0 ? '1 = 0' : `${columnName(field)} IN (${values.map(() => '?').join(', ')})`);
    params.push(...values.map((value) => toSql(table, field, value, dialect)));
  }
  if (atLeast !== undefined) {
    parts.push(`${columnName(atLeast.field)} >= ?`);
    params.push(atLeast.value);
  }
  if (atMost !== undefined) {
    parts.push(`${columnName(atMost.field)} <= ?`);
    params.push(atMost.value);
  }
  const key = columnName(tables[table].key);
  const direction = order?.descending ? 'DESC' : 'ASC';
  const by = order === undefined ? key : columnName(order.by);
  return {
    where: `${parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`} ORDER BY ${by} ${direction}${
      by === key ? '' : `, ${key} ${direction}`
    } LIMIT ${Math.trunc(limit)}`,
    params,
  };
}

function toSql(table: TableName, field: string, value: unknown, dialect: SqlDriver['dialect']): SqlValue {
  if (value === null || value === undefined) return null;
  const type = columnType(table, field);
  if (type === 'json') return JSON.stringify(value);
  if (type === 'boolean') return dialect === 'sqlite' ? (value ? 1 : 0) : Boolean(value);
  return value as string | number;
}

/** `pg` gives 8-byte integers as text, and SQLite booleans as numbers: a row reads the same from both. */
function readRow(table: TableName, row: Readonly<Record<string, unknown>>): AnyRow {
  return Object.fromEntries(
    Object.entries(tables[table].columns).map(([field, type]) => [field, fromSql(type, row[columnName(field)])]),
  );
}

function fromSql(type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'text':
      return String(value);
    case 'integer':
    case 'number':
      return Number(value);
    case 'boolean':
      return value === true || value === 1 || value === 1n;
    case 'json':
      return JSON.parse(String(value));
    default:
      return type satisfies never;
  }
}

function columnType(table: TableName, field: string): ColumnType {
  const type = (tables[table].columns as Readonly<Record<string, ColumnType>>)[field];
  // Never from outside: fields are this package's own, and a misspelt one must not become SQL.
  if (type === undefined) throw new Error(`The table ${table} has no field ${field}.`);
  return type;
}
