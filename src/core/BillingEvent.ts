import type { BillingKeyErrorCode } from './BillingKeyError.js';
import type { BillingStatus, CancelReason } from './flow/FlowState.js';
import type { InAppBrowser } from './inAppBrowser.js';

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
  /** An answer of the SDK that nobody waits for any more. A key it may have issued is kept for recovery. */
  | { readonly type: 'late_answer'; readonly at: number; readonly attemptId: string; readonly issued: boolean }
  /** A return from a PG's page that belongs to no open attempt of this browser. */
  | { readonly type: 'unknown_return'; readonly at: number }
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
