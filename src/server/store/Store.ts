import { type Rows, type TableName, tables } from './tables.js';

/**
 * Where the kit keeps what it knows: rows in tables, changed by comparing and setting. SQLite, PostgreSQL and memory are built
 * in; a store on Prisma, Drizzle or DynamoDB is these calls, and `storeConformance` says whether it is one.
 *
 * Every row has a `version`, its fencing number: 1 when it is inserted, one more with each change. Who read version 7 changes
 * the row only while it is still version 7, so that of two workers one goes on and the other one reads again.
 */
export interface Store {
  /** The database's own clock, in milliseconds since 1970. Processes whose clocks differ agree on it. */
  now(): Promise<number>;
  /** Null when there is no such row. Reads what has been committed, by whichever process. */
  get<T extends TableName>(table: T, id: string): Promise<Rows[T] | null>;
  /** The rows that fit, in the order asked for. Never more than `limit`. */
  find<T extends TableName>(table: T, query: Query<Rows[T]>): Promise<Rows[T][]>;
  /**
   * Makes all the writes or none of them, durably, before it resolves. False, and nothing is written, when one of them met
   * another version than it names, a row that is gone, or a unique value that is taken: read again and decide anew.
   */
  commit(writes: readonly Write[]): Promise<boolean>;
  /** Creates or updates the tables. Called once before anything else, by any number of processes at the same moment. */
  open(): Promise<void>;
  /**
   * Names this database, the same in every process that shares it and another one for a copy beside it. Null when the store
   * can't tell: then only a `deployment` keeps a copy from charging.
   */
  identity(): Promise<string | null>;
  close(): Promise<void>;
}

/** Which rows are asked for. The kit only asks what the table's `indexes` answer. */
export interface Query<Row> {
  /** Fields and the value each must have; a list fits any of its values. */
  readonly where?: { readonly [Field in keyof Row]?: Row[Field] | readonly Row[Field][] } | undefined;
  /** Only rows whose field is a number of at least this; null never fits. */
  readonly atLeast?: Bound<Row> | undefined;
  /** Only rows whose field is a number of at most this; null never fits. */
  readonly atMost?: Bound<Row> | undefined;
  /** @default the table's key, ascending */
  readonly order?: { readonly by: keyof Row & string; readonly descending?: boolean | undefined } | undefined;
  readonly limit: number;
}

/** One end of a range. */
export interface Bound<Row> {
  readonly field: keyof Row & string;
  readonly value: number;
}

/** One change of one row. */
export type Write = { readonly [T in TableName]: WriteTo<T> }[TableName];

type WriteTo<T extends TableName> =
  /** Refused when the key or a unique value is taken. */
  | { readonly kind: 'insert'; readonly table: T; readonly row: Rows[T] }
  /** Refused when the row has another version. The store writes `version + 1`. */
  | {
      readonly kind: 'update';
      readonly table: T;
      readonly id: string;
      readonly version: number;
      readonly set: Partial<Rows[T]>;
    }
  /** Refused when the row has another version. */
  | { readonly kind: 'delete'; readonly table: T; readonly id: string; readonly version: number };

/** A row as it is made: the store begins counting at version 1. */
export type NewRow<T extends TableName> = Omit<Rows[T], 'version'>;

/** A row to be written for the first time. */
export function insert<T extends TableName>(table: T, row: NewRow<T>): Write {
  return { kind: 'insert', table, row: { ...row, version: 1 } } as unknown as Write;
}

/** A change of a row that was read, refused if somebody changed it since. */
export function update<T extends TableName>(table: T, row: Rows[T], set: Partial<NewRow<T>>): Write {
  // A whole row may be given as what to set; counting its versions is the store's.
  const { version: _, ...changes } = set as Partial<Rows[T]>;
  return { kind: 'update', table, id: keyOf(table, row), version: row.version, set: changes } as unknown as Write;
}

/** Changes nothing of a row that was read, and refuses the commit if somebody else did: it is still what was decided by. */
export function hold<T extends TableName>(table: T, row: Rows[T]): Write {
  return update(table, row, {});
}

/** Takes a row away that was read, unless somebody changed it since. */
export function remove<T extends TableName>(table: T, row: Rows[T]): Write {
  return { kind: 'delete', table, id: keyOf(table, row), version: row.version } as unknown as Write;
}

function keyOf<T extends TableName>(table: T, row: Rows[T]): string {
  return (row as unknown as Readonly<Record<string, string>>)[tables[table].key] ?? '';
}
