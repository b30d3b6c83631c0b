import type { KeyReference } from '../Gateway.js';
import type { Consent, IssuedKey, Purpose } from '../IssuedKey.js';
import { tryTo } from '../lib/tryTo.js';
import type { JsonObject } from '../order.js';

/** How an attempt ended. `superseded`: another card took its place. `dismissed`: the customer gave it up. */
export type AttemptEnd = 'charged' | 'cancelled' | 'failed' | 'superseded' | 'dismissed';

/** What every stored attempt has: identifiers and amounts, never the buyer, never the SDK's answer. */
interface AttemptFacts {
  readonly version: 1;
  readonly api: IssuedKey['api'];
  readonly attemptId: string;
  /** The `id` of the place that began it. */
  readonly placeId?: string | undefined;
  /** A hash of the customer's id; undefined where the host names no customer. */
  readonly customer?: string | undefined;
  /** A hash of the `purchaseKey`: two attempts with the same one are the same purchase. */
  readonly purchase: string;
  readonly purpose: Purpose;
  /** An attempt at the same purchase whose charge may have been made: it lends its `chargeNumber`. */
  readonly supersedes?: string | undefined;
  /** Numbers of charges of the same purchase that were paid before this one began: it is a purchase of its own beside them. */
  readonly paidBefore?: readonly string[] | undefined;
  /** Order number of the registration: i'mport's `merchant_uid`, PortOne's `issueId`. */
  readonly orderNumber: string;
  /** Order number of the charge, the same across retries, reloads and tabs. */
  readonly chargeNumber: string;
  /** The host's name for the card: i'mport's `customer_uid`. */
  readonly card?: string | undefined;
  readonly pg: string;
  readonly payMethod?: string | undefined;
  readonly name: string;
  readonly amount: number;
  readonly dueToday?: number | undefined;
  readonly currency: string;
  readonly chargedAtIssue: boolean;
  /** True when the page leaves, or may leave, for the PG's own. */
  readonly leavesPage: boolean;
  readonly consents?: readonly Consent[] | undefined;
  readonly metadata?: JsonObject | undefined;
  /** What the gateway has to know again when the page comes back. */
  readonly kept?: JsonObject | undefined;
  /** ms since 1970 */
  readonly createdAt: number;
  /** ms since 1970 */
  readonly updatedAt: number;
}

/** The window was asked for, and no answer is known. */
export type OpenedRecord = AttemptFacts & { readonly status: 'opened' };

/** A key exists, and its charge is not settled. */
export type IssuedRecord = AttemptFacts & {
  readonly status: 'issued';
  readonly key: KeyReference;
  /** When `charge` was last called, in ms since 1970: its answer is unknown, so that a charge may exist. */
  readonly chargeSentAt?: number | undefined;
};

/** The charge was sent, and its answer is not known. */
export type ChargingRecord = AttemptFacts & {
  readonly status: 'charging';
  readonly key: KeyReference;
  readonly chargeSentAt: number;
};

/** Over. Kept for a day, so that a repeated return is known. */
export type SettledRecord = AttemptFacts & {
  readonly status: 'settled';
  readonly end: AttemptEnd;
  readonly key?: KeyReference | undefined;
  readonly chargeSentAt?: number | undefined;
};

/** What is kept of an attempt between page loads. */
export type AttemptRecord = OpenedRecord | IssuedRecord | ChargingRecord | SettledRecord;

/** A record whose key is known. */
export type KeyedRecord = AttemptRecord & { readonly key: KeyReference };

/** Everything that can happen to a stored attempt. */
export type RecordEvent =
  /** A window, a return or the host's server says that a key was issued. */
  | { readonly type: 'issued'; readonly key: KeyReference }
  /** The window ended without a key. */
  | { readonly type: 'closed'; readonly end: 'cancelled' | 'failed' }
  /** `charge` is about to be called. */
  | { readonly type: 'sent' }
  /** `charge` failed, and nothing says whether money moved. */
  | { readonly type: 'charge-failed' }
  /** The host's server says that no money moved for what was sent. */
  | { readonly type: 'declined' }
  /** The money is taken. This is a fact, and overrules everything. */
  | { readonly type: 'charged' }
  /** Another attempt at the same purchase has a key. */
  | { readonly type: 'superseded' }
  /** The customer gave it up. */
  | { readonly type: 'dismissed' };

/**
 * record × event -> record, the only way in which a stored attempt changes. An event that has no place in the record gives
 * back the very record.
 */
export function transitionRecord(record: AttemptRecord, event: RecordEvent, now: number): AttemptRecord {
  const next = { ...record, updatedAt: now };
  const settledAs = (end: AttemptEnd): AttemptRecord => ({ ...next, status: 'settled', end });
  const isSettled = record.status === 'settled';
  switch (event.type) {
    case 'issued':
      // The first key stands. A window that was given up may still bring one; what is charged or replaced stays so.
      if (isSettled ? record.end !== 'cancelled' && record.end !== 'failed' : record.status !== 'opened') return record;
      return { ...withoutEnd(next), status: 'issued', key: keyOf(record) ?? event.key };
    case 'closed':
      return record.status === 'opened' ? settledAs(event.end) : record;
    case 'sent':
      return hasOpenCharge(record) ? { ...next, key: record.key, status: 'charging', chargeSentAt: now } : record;
    case 'charge-failed':
      return record.status === 'charging' ? { ...record, status: 'issued', updatedAt: now } : record;
    case 'declined':
      if (!isUnresolved(record)) return record;
      return record.status === 'settled'
        ? { ...record, chargeSentAt: undefined, updatedAt: now }
        : { ...record, status: 'issued', chargeSentAt: undefined, updatedAt: now };
    case 'charged':
      return isCharged(record) ? record : settledAs('charged');
    case 'superseded':
      // One that was cancelled too: its window may still answer, and the key must not be offered beside the other.
      return isSettled && (record.end === 'charged' || record.end === 'dismissed') ? record : settledAs('superseded');
    case 'dismissed':
      return isSettled ? record : settledAs('dismissed');
  }
}

function withoutEnd(record: AttemptRecord): AttemptFacts {
  const { end, ...facts } = { end: undefined, ...record };
  return facts;
}

/** True for a key whose charge is not settled: it may be charged. */
export function hasOpenCharge(record: AttemptRecord): record is IssuedRecord | ChargingRecord {
  return record.status === 'issued' || record.status === 'charging';
}

export function isCharged(record: AttemptRecord): boolean {
  return record.status === 'settled' && record.end === 'charged';
}

/**
 * True while a charge may have been made that nobody has confirmed. Also where another card has taken its place, or the customer
 * gave it up: neither says whether money moved.
 */
export function isUnresolved(record: AttemptRecord): record is IssuedRecord | ChargingRecord | SettledRecord {
  return 'chargeSentAt' in record && record.chargeSentAt !== undefined && !isCharged(record);
}

export function keyOf(record: AttemptRecord): KeyReference | undefined {
  return 'key' in record ? record.key : undefined;
}

const texts = ['attemptId', 'purchase', 'orderNumber', 'chargeNumber', 'pg', 'name', 'currency'] as const;
const optionalTexts = ['customer', 'placeId', 'supersedes', 'card', 'payMethod'] as const;
const apis: readonly unknown[] = ['v1', 'v2'] satisfies IssuedKey['api'][];
export const purposes: readonly unknown[] = ['subscribe', 'register', 'change'] satisfies Purpose[];
const ends: readonly unknown[] = ['charged', 'cancelled', 'failed', 'superseded', 'dismissed'] satisfies AttemptEnd[];

/** Reads a record. The storage is open to every script of the origin: what does not look like a record is none. */
export function parseRecord(text: string | null | undefined): AttemptRecord | undefined {
  return tryTo(() => {
    const record = JSON.parse(text ?? '') as AttemptRecord;
    const key = keyOf(record);
    const isWhole =
      record.version === 1 &&
      apis.includes(record.api) &&
      purposes.includes(record.purpose) &&
      texts.every((field) => typeof record[field] === 'string' && record[field] !== '') &&
      // Any other currency would take the page down where the amount is shown: `Intl` throws.
      /^[a-z]{3}$/i.test(record.currency) &&
      optionalTexts.every((field) => record[field] === undefined || typeof record[field] === 'string') &&
      [record.amount, record.dueToday ?? 0, record.createdAt, record.updatedAt].every(Number.isFinite) &&
      [record.metadata, record.kept].every(isObjectOrNone) &&
      isListOrNone(record.consents, (consent) => typeof consent === 'object' && consent !== null) &&
      isListOrNone(record.paidBefore, (number) => typeof number === 'string') &&
      (key === undefined || isKey(key)) &&
      (record.status === 'opened' ||
        (hasOpenCharge(record) && key !== undefined && Number.isFinite(record.chargeSentAt ?? 0)) ||
        (record.status === 'settled' && ends.includes(record.end)));
    return isWhole ? record : undefined;
  });
}

/** True for what can name a key: one text or more, none of them empty. */
export function isKey(key: unknown): key is KeyReference {
  const names = typeof key === 'object' ? Object.values(key ?? {}) : [];
  return names.length > 0 && names.every((name) => typeof name === 'string' && name !== '');
}

function isListOrNone(list: unknown, isWhole: (item: unknown) => boolean): boolean {
  return list === undefined || (Array.isArray(list) && list.every(isWhole));
}

function isObjectOrNone(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value));
}
