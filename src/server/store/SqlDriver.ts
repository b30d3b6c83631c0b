/** A value as a driver takes and gives it. */
export type SqlValue = string | number | bigint | boolean | null;

/** A statement with `?` for each parameter; a PostgreSQL driver writes `$1`, `$2`, … itself. */
export interface Statement {
  readonly sql: string;
  readonly params?: readonly SqlValue[] | undefined;
}

/** A statement of a transaction. */
export interface Step extends Statement {
  /** True when the transaction is off unless this changes exactly one row. */
  readonly changesOne: boolean;
}

/** What SQLite and PostgreSQL do differently. Everything else of the store is one code. */
export interface SqlDriver {
  readonly dialect: 'sqlite' | 'postgres';
  /** The database's clock, in milliseconds. */
  now(): Promise<number>;
  read(statement: Statement): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /**
   * Makes all the steps in one transaction or none of them. False when a step that has to change one row did not, or met a
   * unique value that is taken. What the database broke off because others were at it is tried again.
   */
  commit(steps: readonly Step[]): Promise<boolean>;
  identity(): Promise<string | null>;
  close(): Promise<void>;
}
