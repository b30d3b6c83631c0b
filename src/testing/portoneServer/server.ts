import type { FakeClock } from '../server/clock.js';
import type { Fault, FaultHandle } from '../server/faults.js';
import type { CardBehaviour } from '../server/issued.js';
import type { BillingKeyInfo, Payment, PaymentSchedule } from './records.js';
import type { PortOneRouteName } from './routes/index.js';
import type { PostPortOneWebhook, SentPortOneWebhook } from './webhooks.js';
import type { PortOneWindowIssue } from './windowIssue.js';

/** Options of `createFakePortOneServer`. */
export interface FakePortOneServerOptions {
  /** The V2 API secret of the store. @default 'fake_portone_api_secret' */
  apiSecret?: string | undefined;
  /** The store. A call that names another is refused. @default 'store-00000000-0000-4000-8000-000000000000' */
  storeId?: string | undefined;
  /** The Base64 secret that webhooks are signed with, with or without `whsec_` before it. @default a fixed one */
  webhookSecret?: string | undefined;
  /** The merchant's webhook address; a call's own `noticeUrls` go before it. @default no webhooks */
  webhookUrl?: string | undefined;
  /** Posts a webhook. @default a POST with `fetch` */
  postWebhook?: PostPortOneWebhook | undefined;
  /** Where the clock takes its time from, in milliseconds. @default Date.now */
  now?: (() => number) | undefined;
  /**
   * Milliseconds from a window's end until `POST /billing-keys/confirm` comes too late. PortOne says that the PGs differ, and
   * names no figure.
   * @default never too late
   */
  confirmWithin?: number | undefined;
  /** Whether a charge must bring what its PG demands: who pays, a `productType`, a `locale`. @default true */
  pgDemands?: boolean | undefined;
  /**
   * Milliseconds that each call takes, of real time: half of them on the way in, half on the way out. A function is asked
   * at each call. @default 0
   */
  latency?: number | ((call: RecordedPortOneCall) => number) | undefined;
}

/** A call the server got. */
export interface RecordedPortOneCall {
  route: PortOneRouteName;
  /** The values of the braces in the route. */
  path: Readonly<Record<string, string>>;
  /** Of `Idempotency-Key`, with its quotes. */
  idempotencyKey: string | null;
  /** Milliseconds, on the server's clock. */
  at: number;
  /** Null while it is under way, and for ever when the connection broke. */
  status: number | null;
  /** Whether the server is done with it, answered or not. */
  done: boolean;
}

/** Which payments to count. */
export interface PortOneChargeFilter {
  billingKey?: string | undefined;
  paymentId?: string | undefined;
}

/** Which charges to decline. */
export interface PortOneDecline {
  /** @default any key */
  billingKey?: string | undefined;
  /** @default '8004' */
  pgCode?: string | undefined;
  pgMessage?: string | undefined;
  /** @default 1 */
  times?: number | undefined;
}

/** What `createFakePortOneServer` makes. */
export interface FakePortOneServer {
  /** Answers one request. Rejects, as `fetch` does, when a fault breaks the connection. */
  fetch(request: Request): Promise<Response>;
  readonly clock: FakeClock;
  readonly storeId: string;
  readonly webhookSecret: string;
  /** The billing keys, deleted ones too. */
  readonly keys: ReadonlyMap<string, BillingKeyInfo>;
  /** Every payment by its `paymentId`: the last try. */
  readonly payments: ReadonlyMap<string, Payment>;
  /** Every try to pay, oldest first. */
  readonly tries: readonly Payment[];
  readonly schedules: readonly PaymentSchedule[];
  readonly webhooks: readonly SentPortOneWebhook[];
  readonly calls: readonly RecordedPortOneCall[];
  /** What the payment window reports to `POST /_window/issued`, for tests without one. */
  registerIssued(issue: PortOneWindowIssue): void;
  /** Declines the next charges: HTTP 502, `PG_PROVIDER`. */
  decline(decline?: PortOneDecline): void;
  /** Changes what a registered card does when it is charged. */
  setCardBehaviour(billingKey: string, behaviour: CardBehaviour): void;
  /** The customer changes the card behind a key at the PG, as in Toss's app: the key stays, and `BillingKey.Updated` is sent. */
  updateCard(billingKey: string, card: { name: string; number: string; behaviour?: CardBehaviour | undefined }): void;
  /** Posts a webhook again, under the id it had. */
  resendWebhook(webhook: SentPortOneWebhook): void;
  /** Makes the next call of a route go wrong. */
  failNext(fault: Fault<RecordedPortOneCall>): FaultHandle;
  /** Takes back all faults and lets held answers go. */
  clearFaults(): void;
  /** Makes every access token given out so far answer 401. The API secret itself stays good. */
  expireTokens(): void;
  /** The payments that moved money, whether by a charge or while the key was issued. */
  charges(filter?: PortOneChargeFilter): Payment[];
  /** How many payments moved money. */
  countCharges(filter?: PortOneChargeFilter): number;
  countCalls(route: PortOneRouteName): number;
  /** Resolves when no webhook is on its way. */
  idle(): Promise<void>;
}
