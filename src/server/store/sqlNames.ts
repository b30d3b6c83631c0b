import type { SqlDriver } from './SqlDriver.js';
import type { ColumnType } from './tables.js';

/** `chargeMerchantUid` is `charge_merchant_uid` in SQL. */
export function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The kit's tables stand beside the host's, in a corner of their own. */
export function tableName(table: string): string {
  return `billing_${columnName(table)}`;
}

interface Dialect {
  readonly types: { readonly [T in ColumnType]: string };
}

export const dialects: { readonly [D in SqlDriver['dialect']]: Dialect } = {
  sqlite: {
    types: { text: 'TEXT', integer: 'INTEGER', number: 'REAL', boolean: 'INTEGER', json: 'TEXT' },
  },
  postgres: {
    // Milliseconds do not fit PostgreSQL's INTEGER, which has 4 bytes.
    types: { text: 'TEXT', integer: 'BIGINT', number: 'DOUBLE PRECISION', boolean: 'BOOLEAN', json: 'TEXT' },
  },
};
