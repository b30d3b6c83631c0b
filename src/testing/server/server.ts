import type { CustomerAnnotation, PaymentAnnotation, ScheduleResultAnnotation } from './annotations.js';
import type { FakeClock } from './clock.js';
import type { FakeConsole } from './console.js';
import type { Fault, FaultHandle } from './faults.js';
import type { CardBehaviour, WindowIssue } from './issued.js';
import type { KeyOnlyAmount } from './ledger.js';
import type { RouteName } from './router.js';
import type { HeldWebhooks, PostWebhook, SentWebhook } from './webhooks.js';

/** Options of `createFakeIamportServer`. */
export interface FakeIamportServerOptions {
  /** The account's REST API key. @default 'fake_imp_key' */
  impKey?: string | undefined;
  /** The account's REST API secret. @default 'fake_imp_secret' */
  impSecret?: string | undefined;
  /** Where the clock takes its time from, in milliseconds. @default Date.now */
  now?: (() => number) | undefined;
  /**
   * The merchant's webhook address; a payment's own `notice_url` goes before it. A function is asked at each webhook, for
   * an address that is known later. @default no webhooks
   */
  webhookUrl?: string | (() => string | undefined) | undefined;
  /** How webhooks are encoded, as the console's setting says. Only without `postWebhook`. @default 'json' */
  webhookFormat?: 'json' | 'form' | undefined;
  /**
   * Whether a webhook that is answered with 5xx, or not at all, is sent again: up to five times, a minute apart on the
   * server's clock. PortOne does so on request only. @default false
   */
  webhookRepeats?: boolean | undefined;
  /** Posts a webhook. @default a JSON POST with `fetch` */
  postWebhook?: PostWebhook | undefined;
  /** Payments of a test channel, which `GET /payments/{imp_uid}` hides unless asked for them. @default true */
  sandbox?: boolean | undefined;
  /**
   * What the record of an issue that took no money says under `amount`: the amount the window was opened with, or 0.
   * i'mport's documents say 0 for one PG and nothing for the others, so the default is the one that is easy to mistake
   * for a payment.
   * @default 'as-sent'
   */
  keyOnlyAmount?: KeyOnlyAmount | undefined;
  /** The `customer_uid_usage` of the payment that a window issued a key with: PGs are seen to send null. @default 'issue' */
  issueUsage?: 'issue' | null | undefined;
  /**
   * What a booking charges when its key was replaced or deleted since. i'mport's documents don't say: `current-key` charges
   * the new card, and fails without one; `booked-key` charges the card that the payment was booked with.
   * @default 'current-key'
   */
  bookingsCharge?: 'current-key' | 'booked-key' | undefined;
  /** Whether PortOne's recovery is on: failed bookings are repeated every day until they are paid. @default false */
  recovery?: boolean | undefined;
  /** Whether a charge must bring what its PG demands of the buyer (ksnet, paymentwall, smartro_v2, welcome). @default true */
  pgDemands?: boolean | undefined;
  /** Whether PGs keep their hours: NAVER Pay declines every charge from 2 to 6 in the morning in Korea. @default false */
  pgHours?: boolean | undefined;
  /**
   * Milliseconds that each call takes, of real time: half of them on the way in, half on the way out. A function is asked
   * at each call. @default 0
   */
  latency?: number | ((call: RecordedCall) => number) | undefined;
}

/** A call the server got. */
export interface RecordedCall {
  route: RouteName;
  /** The values of the braces in the route. */
  path: Readonly<Record<string, string>>;
  /** The order number in the path or in the body. */
  merchantUid: string | null;
  /** The key in the path or in the body. */
  customerUid: string | null;
  /** Milliseconds, on the server's clock. */
  at: number;
  /** Null while it is under way, and for ever when the connection broke. */
  status: number | null;
  /** Whether the server is done with it, answered or not. */
  done: boolean;
}

/** Which payments to count. */
export interface ChargeFilter {
  customerUid?: string | undefined;
  merchantUid?: string | undefined;
}

/** Which charges to decline. */
export interface Decline {
  /** @default any customer */
  customerUid?: string | undefined;
  /** The `fail_reason`. */
  reason?: string | undefined;
  /** @default 1 */
  times?: number | undefined;
}

/** What `createFakeIamportServer` makes. */
export interface FakeIamportServer {
  /** Answers one request. Rejects, as `fetch` does, when a fault breaks the connection. */
  fetch(request: Request): Promise<Response>;
  readonly clock: FakeClock;
  /** The billing keys, by `customer_uid`. */
  readonly keys: ReadonlyMap<string, CustomerAnnotation>;
  /** Every payment record by `imp_uid`, oldest first: issues, charges, and the ones that failed. */
  readonly payments: ReadonlyMap<string, PaymentAnnotation>;
  readonly schedules: readonly ScheduleResultAnnotation[];
  readonly webhooks: readonly SentWebhook[];
  readonly calls: readonly RecordedCall[];
  /** What somebody else does in PortOne's console or at the PG. */
  readonly console: FakeConsole;
  /** What the payment window reports to `POST /_window/issued`, for tests without one. */
  registerIssued(issue: WindowIssue): PaymentAnnotation;
  /** Declines the next charges: HTTP 200, `code` 0, `status: 'failed'`. */
  decline(decline?: Decline): void;
  /** Changes what a registered card does when it is charged. */
  setCardBehaviour(customerUid: string, behaviour: CardBehaviour): void;
  /** Makes the next call of a route go wrong. */
  failNext(fault: Fault): FaultHandle;
  /** Takes back all faults and lets held answers go. */
  clearFaults(): void;
  /** Makes every token given out so far answer 401. */
  expireTokens(): void;
  /** The payments that moved money, whether by a charge or while the key was issued. */
  charges(filter?: ChargeFilter): PaymentAnnotation[];
  /** How many payments moved money. */
  countCharges(filter?: ChargeFilter): number;
  countCalls(route: RouteName): number;
  /** Holds back the webhooks from here on, to let them go late, in another order, twice or never. */
  holdWebhooks(): HeldWebhooks;
  /** Resolves when no webhook is on its way. */
  idle(): Promise<void>;
}
