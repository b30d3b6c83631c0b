import type { InitialCharge } from '../order.js';
import type { AmountRule, PgConfidence, PgRow, ResultChannel } from './PgRow.js';
import { confidenceOf } from './pgConfidence.js';
import { customerNames, type PgName, pgNames } from './pgNames.js';
import { amountRuleOf, chargeChoices } from './pgRules.js';
import { type PgCode, pgTable } from './pgTable.js';

/** A PG as a checkout shows and judges it. */
export interface PgInfo {
  readonly code: PgCode;
  /** What customers call it. Several PGs for cards have the same name. */
  readonly names: PgName;
  /** What your contract and the PortOne console call it; each PG has its own. */
  readonly contractNames: PgName;
  /** Values of `payMethod` it issues keys for; empty: it has no use for the field (the customer chooses in its window). */
  readonly payMethods: readonly string[];
  /** Where its answer comes, as documented. */
  readonly channels: { readonly desktop: ResultChannel; readonly phone: ResultChannel };
  /** What an amount does while the key is issued: one rule, or one for each pay method. */
  readonly amount: AmountRule | { readonly [payMethod: string]: AmountRule };
  /** How far these facts can be relied on. */
  readonly confidence: PgConfidence;
}

/** Which PGs are wanted; all of it has to fit. */
export interface ListPgsOptions {
  /** Only PGs that issue a key for this `payMethod`. Wallets that take none, such as KakaoPay, are then left out. */
  readonly payMethod?: string | undefined;
  /** Only PGs where the first payment can be taken this way. */
  readonly initialCharge?: InitialCharge | undefined;
}

/**
 * The facts about one PG, to name it and to say what choosing it means. Undefined for a code without a row.
 *
 * @example
 * getPg('naverpay').names.ko; // '네이버페이'
 */
export function getPg(code: PgCode): PgInfo;
export function getPg(code: string): PgInfo | undefined;
export function getPg(code: string): PgInfo | undefined {
  return isPgCode(code) ? infoOf(code) : undefined;
}

/**
 * Every PG, or those that fit, in the order of the table: for a checkout that offers a choice.
 *
 * @example
 * listPgs({ payMethod: 'phone', initialCharge: 'at-issue' }).map(({ code }) => code);
 */
export function listPgs({ payMethod, initialCharge }: ListPgsOptions = {}): PgInfo[] {
  return (Object.keys(pgTable) as PgCode[])
    .filter((code) => {
      const row: PgRow = pgTable[code];
      const methods: readonly string[] = pgTable[code].payMethods;
      if (payMethod !== undefined && !methods.includes(payMethod)) return false;
      if (initialCharge === undefined) return true;
      const candidates = payMethod === undefined && methods.length > 0 ? methods : [payMethod];
      return candidates.some((method) => chargeChoices[amountRuleOf(row, method)].includes(initialCharge));
    })
    .map(infoOf);
}

function isPgCode(code: string): code is PgCode {
  return Object.hasOwn(pgTable, code);
}

function infoOf(code: PgCode): PgInfo {
  const row: PgRow = pgTable[code];
  return {
    code,
    names: customerNames[code] ?? pgNames[code],
    contractNames: pgNames[code],
    payMethods: pgTable[code].payMethods,
    channels: { desktop: row.desktop, phone: row.phone },
    amount: row.amount,
    confidence: confidenceOf(code),
  };
}
