export type { Device } from '../../core/lib/device.js';

/**
 * Where a PG answers, as documented.
 * - `callback`: in the SDK's callback; the page stays.
 * - `redirect`: the page leaves and comes back to `m_redirect_url`.
 * - `either`: the request decides (`naverPopupMode`).
 * - `disputed`: the sources disagree or are silent; the answer may come either way.
 */
export type ResultChannel = 'callback' | 'redirect' | 'either' | 'disputed';

/**
 * What `amount` does while the key is issued.
 * - `display-only`: at most printed in the window.
 * - `charged-if-positive`: taken when above 0; with 0 a key is issued and nothing is taken.
 * - `always-charged`: always taken; there is no key without a payment.
 * - `unknown`: no source says, so it is never sent.
 */
export type AmountRule = 'display-only' | 'charged-if-positive' | 'always-charged' | 'unknown';

/**
 * How far the row can be relied on.
 * - `high`: the sources agree on everything that steers this package.
 * - `medium`: one such fact is disputed, unknown or inferred.
 * - `low`: the PG's key issue is not described in today's documents.
 */
export type PgConfidence = 'high' | 'medium' | 'low';

/** What a field's text has to keep to at one PG. */
export interface TextLimit {
  /** Characters at least. */
  readonly min?: number;
  /** Characters at most. */
  readonly max?: number;
  /** Bytes at most, in an encoding that the PG does not name. */
  readonly bytes?: number;
  /** Letters and digits only. */
  readonly alphanumeric?: true;
  /** Letters, digits and these characters only. */
  readonly alphanumericOr?: string;
  /** Characters that the PG refuses. */
  readonly without?: string;
}

/** The facts about one PG that decide something at run time. Why they are so is said in docs/data/pgFacts.ts. */
export interface PgRow {
  /**
   * Values of `pay_method` that issue a key. One: sent without being asked for. Several: the order has to choose. None: the
   * PG has no use for it, so it is not sent. Absent: not known, anything is passed on.
   */
  readonly payMethods?: readonly string[];
  readonly desktop: ResultChannel;
  readonly phone: ResultChannel;
  /** One rule, or one for each pay method. */
  readonly amount: AmountRule | { readonly [payMethod: string]: AmountRule };
  /** Where the PG's window is a browser popup, which needs the click that asked for it. */
  readonly popup?: 'desktop' | 'always';
  /** The PG's window is opened by `IMP.loadUI(ui, …)`, through a button of its own, and not by `IMP.request_pay`. */
  readonly ui?: string;
  /** Fields of the order without which the PG refuses. */
  readonly requires?: readonly string[];
  /** More of them for one pay method. */
  readonly requiresFor?: { readonly [payMethod: string]: readonly string[] };
  /** The only values a field may have, for a field that is given. */
  readonly allows?: { readonly [field: string]: readonly string[] };
  readonly limits?: { readonly [field: string]: TextLimit };
  /** An amount above 0 has to be at least this much. */
  readonly minAmount?: number;
}
