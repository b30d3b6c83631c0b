import type { AmountRule, PgRow, ResultChannel } from './PgRow.js';
import { cautiousRow } from './pgRules.js';
import type { PgCode } from './pgTable.js';

/** A PG without a row in the table, described by hand. Made by `customPg` only. */
export interface CustomPg {
  readonly code: string;
  readonly row: PgRow;
}

/**
 * What `pg` takes: the code of a PG in the table, or `customPg({ code })` for any other, a code that is only known as
 * `string` included.
 */
export type PgCodeOrCustomPg = PgCode | CustomPg;

/** What you know of a PG. All but `code` has a safe default. */
export interface CustomPgOptions {
  /** i'mport's `pg` code, without the merchant id. */
  readonly code: string;
  /** Values of `payMethod` it takes. @default anything */
  readonly payMethods?: readonly string[] | undefined;
  /** Where it answers on a desktop. @default 'disputed', which is ready for both */
  readonly desktop?: Exclude<ResultChannel, 'either'> | undefined;
  /** Where it answers on a phone. @default 'disputed', which is ready for both */
  readonly phone?: Exclude<ResultChannel, 'either'> | undefined;
  /** What an amount does while the key is issued. @default 'unknown', which opens the window with amount 0 */
  readonly amount?: AmountRule | undefined;
  /** Where its window is a browser popup. @default 'always', which at worst asks for one click more */
  readonly popup?: 'never' | 'desktop' | 'always' | undefined;
}

/**
 * The one way to a PG that this package has no row for, or whose row you know better. Everything left out is taken in the
 * way that loses no answer and takes no money: ready for callback and redirect, amount 0, a popup to be expected.
 *
 * @example
 * const ksnet = customPg({ code: 'ksnet_v3', payMethods: ['card'], phone: 'redirect', amount: 'display-only' });
 */
export function customPg(options: CustomPgOptions): CustomPg {
  const { code, payMethods, popup = cautiousRow.popup } = options;
  const row: PgRow = {
    desktop: options.desktop ?? cautiousRow.desktop,
    phone: options.phone ?? cautiousRow.phone,
    amount: options.amount ?? cautiousRow.amount,
    ...(payMethods && { payMethods }),
    ...(popup !== 'never' && { popup }),
  };
  return { code, row };
}
