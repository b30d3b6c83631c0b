import type { IssueAndPayResponse, IssueResponse } from '../../portone/wire.js';
import type { FakeCardBehaviour } from '../fakeCards.js';

/** A card was registered. */
export interface FakePortOneIssued {
  /** `needsConfirmation`: the channel waits for its server to confirm; the key is `NEEDS_CONFIRMATION` until then. */
  readonly type: 'issued' | 'needsConfirmation';
  /** @default a fresh `billing-key-…` */
  readonly billingKey?: string | undefined;
  /** What the card does when it is charged later; told to the fake server. @default 'ok' */
  readonly card?: Exclude<FakeCardBehaviour, 'refused-at-issue'> | undefined;
  /** Milliseconds from the window's opening to the answer. @default the option `delay` */
  readonly delay?: number | undefined;
}

/** No card was registered, and the promise (or the return address) says so by a `code`. */
export interface FakePortOneFailed {
  /** `cancelled`: the customer gave up. `refused`: the PG said no. `codeBesideKey`: a `code` and a `billingKey` in one answer. */
  readonly type: 'cancelled' | 'refused' | 'codeBesideKey';
  readonly code?: string | undefined;
  /** Shown to customers by the page: may hold anything, markup included. */
  readonly message?: string | undefined;
  readonly pgCode?: string | undefined;
  readonly pgMessage?: string | undefined;
  readonly delay?: number | undefined;
}

/** No window opens, and the promise rejects. */
export interface FakePortOneRejected {
  /** `rejected`: the SDK found something wrong, in an error of its own. `networkError`: in a plain `Error`. */
  readonly type: 'rejected' | 'networkError';
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

/** Nothing is ever heard of it. */
export interface FakePortOneSilent {
  /**
   * `silent`: the window opens and never answers. `popupBlocked`: no window opens either. `issuedUnheard`: the key is issued,
   * as the fake server hears, and the page is not told, as when a customer closes a popup at the wrong moment.
   */
  readonly type: 'silent' | 'popupBlocked' | 'issuedUnheard';
}

/** The promise resolves to `undefined`, which says nothing about the key. */
export interface FakePortOneUndefined {
  readonly type: 'undefined';
  readonly delay?: number | undefined;
}

/** The page is left and comes back at `redirectUrl`, whatever the device. */
export interface FakePortOneRedirect {
  readonly type: 'redirect';
  /** @default 'issued' */
  readonly result?:
    | FakePortOneIssued['type']
    | FakePortOneFailed['type']
    | FakePortOneIssued
    | FakePortOneFailed
    | undefined;
  readonly delay?: number | undefined;
}

/** The promise resolves to exactly this. */
export interface FakePortOneRawAnswer {
  readonly type: 'answer';
  readonly response: Partial<IssueResponse> | Partial<IssueAndPayResponse>;
  readonly delay?: number | undefined;
}

/** How a request ends, with its details. */
export type FakePortOneOutcomeObject =
  | FakePortOneIssued
  | FakePortOneFailed
  | FakePortOneRejected
  | FakePortOneSilent
  | FakePortOneUndefined
  | FakePortOneRedirect
  | FakePortOneRawAnswer;

/** Every outcome that needs no details. */
export const portOneOutcomeNames = [
  'issued',
  'needsConfirmation',
  'cancelled',
  'refused',
  'codeBesideKey',
  'rejected',
  'networkError',
  'silent',
  'popupBlocked',
  'issuedUnheard',
  'undefined',
  'redirect',
] as const satisfies readonly FakePortOneOutcomeObject['type'][];

/** How a request ends: a name, or an object where the details matter. */
export type FakePortOneOutcome = (typeof portOneOutcomeNames)[number] | FakePortOneOutcomeObject;

/** A name is short for an object without details. */
export function outcomeObject(outcome: FakePortOneOutcome): FakePortOneOutcomeObject {
  return typeof outcome === 'string' ? { type: outcome } : outcome;
}
