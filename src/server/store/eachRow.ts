import type { Query, Store } from './Store.js';
import { type Rows, type TableName, tables } from './tables.js';

const PAGE = 200;

/**
 * Every row that fits, in the order of a time, read page by page: what is decided by all of them must not depend on how many
 * there are.
 */
export async function* eachRow<T extends TableName>(
  store: Pick<Store, 'find'>,
  table: T,
  {
    where,
    by,
    descending = false,
    from: first,
  }: {
    readonly where: NonNullable<Query<Rows[T]>['where']>;
    readonly by: keyof Rows[T] & string;
    readonly descending?: boolean | undefined;
    /** Where the time begins. */
    readonly from?: number | undefined;
  },
): AsyncGenerator<Rows[T]> {
  const keyOf = (row: Rows[T]) => row[tables[table].key as keyof Rows[T]];
  let from: number | null = first ?? null;
  let size = PAGE;
  let seen = new Set<unknown>();
  for (;;) {
    const bound = from === null ? {} : { [descending ? 'atMost' : 'atLeast']: { field: by, value: from } };
    const rows: Rows[T][] = await store.find(table, { where, ...bound, order: { by, descending }, limit: size });
    yield* rows.filter((row) => !seen.has(keyOf(row)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    const at = Number(last[by]);
    // Any number of rows may have the same time, as subscriptions that were imported with a date. Then more is read at once.
    size = at === from ? 2 * size : PAGE;
    seen = new Set(rows.map(keyOf));
    from = at;
  }
}
