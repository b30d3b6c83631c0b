import type { Bound, Query, Store } from './Store.js';
import { type Rows, type TableName, tables } from './tables.js';

/** What `memoryStore()` takes. */
export interface MemoryStoreOptions {
  /** Milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

type AnyRow = Readonly<Record<string, unknown>> & { readonly version: number };

/**
 * A store in this process's memory, for tests: everything is gone when it ends, so it must never hold real money. It refuses
 * a question that no index of the table answers, since a database would read the whole table for it.
 *
 * @example
 * const billing = createBillingServer({ store: memoryStore(), … });
 */
export function memoryStore({ now = Date.now }: MemoryStoreOptions = {}): Store {
  const held = new Map<TableName, Map<string, AnyRow>>();

  function rowsOf(table: TableName): Map<string, AnyRow> {
    const rows = held.get(table) ?? new Map<string, AnyRow>();
    held.set(table, rows);
    return rows;
  }

  function isTaken(table: TableName, id: string, row: AnyRow): boolean {
    return tables[table].unique.some((field) =>
      [...rowsOf(table)].some(([other, held]) => other !== id && row[field] !== null && held[field] === row[field]),
    );
  }

  return {
    now: async () => now(),
    open: async () => undefined,
    close: async () => undefined,
    identity: async () => null,

    async get(table, id) {
      return copy(rowsOf(table).get(id) ?? null) as Rows[typeof table] | null;
    },

    async find(table, query) {
      assertIndexed(table, query as Query<AnyRow>);
      const { order, limit } = query;
      const by = order?.by ?? tables[table].key;
      const sign = order?.descending ? -1 : 1;
      const found = [...rowsOf(table).values()]
        .filter((row) => fits(row, query as Query<AnyRow>))
        .sort((a, b) => sign * (compare(a[by], b[by]) || compare(a[tables[table].key], b[tables[table].key])));
      return copy(found.slice(0, limit)) as unknown as Rows[typeof table][];
    },

    async commit(writes) {
      const before = new Map([...held].map(([table, rows]) => [table, new Map(rows)]));
      for (const write of writes) {
        const rows = rowsOf(write.table);
        const id = write.kind === 'insert' ? keyOf(write.table, write.row as unknown as AnyRow) : write.id;
        const row = rows.get(id);
        const isMet = write.kind === 'insert' ? row === undefined : row?.version === write.version;
        const next = (
          write.kind === 'insert' ? write.row : write.kind === 'update' ? { ...row, ...write.set } : null
        ) as AnyRow | null;
        if (!isMet || (next !== null && isTaken(write.table, id, next))) {
          held.clear();
          for (const [table, kept] of before) held.set(table, kept);
          return false;
        }
        if (next === null) rows.delete(id);
        else rows.set(id, copy({ ...next, version: write.kind === 'update' ? write.version + 1 : 1 }));
      }
      return true;
    },
  };
}

function keyOf(table: TableName, row: AnyRow): string {
  return String(row[tables[table].key]);
}

/** Rows go in and out as text would: nobody changes one by holding on to it. */
function copy<T>(value: T): T {
  return structuredClone(value);
}

function fits(row: AnyRow, { where = {}, atLeast, atMost }: Query<AnyRow>): boolean {
  return (
    Object.entries(where).every(([field, wanted]) =>
      wanted === undefined ? true : Array.isArray(wanted) ? wanted.includes(row[field]) : row[field] === wanted,
    ) &&
    isWithin(row, atLeast, (value, bound) => value >= bound) &&
    isWithin(row, atMost, (value, bound) => value <= bound)
  );
}

function isWithin(
  row: AnyRow,
  bound: Bound<AnyRow> | undefined,
  holds: (value: number, bound: number) => boolean,
): boolean {
  if (bound === undefined) return true;
  const value = row[bound.field];
  return typeof value === 'number' && holds(value, bound.value);
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  return (a as string | number) < (b as string | number) ? -1 : 1;
}

function assertIndexed(table: TableName, { where = {}, atLeast, atMost, order }: Query<AnyRow>): void {
  const { key, unique, indexes } = tables[table];
  const equal = Object.keys(where).filter((field) => where[field] !== undefined);
  const ranged = [atLeast?.field, atMost?.field, order?.by].filter((field) => field !== undefined && field !== key);
  const known: readonly (readonly string[])[] = [[key], ...unique.map((field) => [field]), ...indexes];
  const isKnown = known.some((index) => {
    const first = index.slice(0, equal.length);
    return equal.every((field) => first.includes(field)) && ranged.every((field) => field === index[equal.length]);
  });
  if (isKnown && equal.length + ranged.length > 0) return;
  throw new Error(
    `No index of the table ${table} answers a question by ${[...equal, ...ranged].join(', ') || 'nothing'}. Add one to its indexes, or ask otherwise.`,
  );
}
