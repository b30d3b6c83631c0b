import type { AttemptRecord } from './attempt/AttemptRecord.js';
import type { BillingStatus, CancelReason } from './attempt/AttemptState.js';
import type { BillingKeyErrorCode } from './errors/BillingKeyError.js';
import type { InAppBrowser } from './lib/inAppBrowser.js';

/**
 * What happened, for logs and measurements. Identifiers, times and codes: nothing personal, none of the PG's or the
 * customer's own words. `at` is in ms since 1970.
 */
export type BillingEvent =
  | {
      readonly type: 'status';
      readonly at: number;
      readonly attemptId: string;
      readonly pg: string;
      readonly previous: BillingStatus;
      readonly status: BillingStatus;
      /** On `cancelled`. */
      readonly reason?: CancelReason;
      /** On `failed`. */
      readonly errorCode?: BillingKeyErrorCode;
    }
  /** The SDK is loaded and initialised; `duration` in ms. */
  | { readonly type: 'sdk_ready'; readonly at: number; readonly duration: number }
  | { readonly type: 'sdk_failed'; readonly at: number; readonly errorCode: BillingKeyErrorCode }
  /** An answer of the SDK to an attempt that had ended. A key that it issued is kept for recovery. */
  | { readonly type: 'late_answer'; readonly at: number; readonly attemptId: string; readonly issued: boolean }
  /** A charge without an answer turned out to be made, after the customer had gone on to something else. */
  | { readonly type: 'late_charge'; readonly at: number; readonly attemptId: string }
  /** A return from a PG's page that belongs to no attempt of this browser. */
  | { readonly type: 'unknown_return'; readonly at: number }
  /** A return from a PG's page that no hook, button or `charge` of the provider has taken up. */
  | { readonly type: 'undelivered_return'; readonly at: number; readonly attemptId: string }
  /** A stored attempt without a key was forgotten: it is older than a day, or there were more than 20. */
  | {
      readonly type: 'attempt_dropped';
      readonly at: number;
      readonly attemptId: string;
      readonly status: AttemptRecord['status'];
      readonly orderNumber: string;
      readonly chargeNumber: string;
    }
  /** An attempt begins inside an app's own browser, where popups, storage and returns have limits. */
  | { readonly type: 'in_app_browser'; readonly at: number; readonly attemptId: string; readonly name: InAppBrowser }
  /** The browser's storage refused: attempts are kept in memory, until the page goes. */
  | { readonly type: 'storage_unavailable'; readonly at: number };

/** An event before its time is put on. */
export type NewBillingEvent = BillingEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'at'>
    : never
  : never;
