import type { IssueAndPayRequest, IssueAndPayResponse, IssueResponse, PortOneSdk } from '../../portone/wire.js';
import type { FakePopup } from '../FakeIamport.js';
import type { FakePortOneOptions } from './FakePortOneOptions.js';
import type { FakePortOneFailed, FakePortOneIssued, FakePortOneOutcome } from './FakePortOneOutcome.js';
import type { FakePortOneRequest } from './FakePortOneRequest.js';

/** What the page sees as `window.PortOne`. What has nothing to do with billing keys is there, and rejects. */
export interface FakePortOneSdk extends PortOneSdk {
  requestIssueBillingKeyAndPay(request: IssueAndPayRequest): Promise<IssueAndPayResponse>;
  requestPayment(request: unknown): Promise<never>;
  requestIdentityVerification(request: unknown): Promise<never>;
  loadPaymentUI(request: unknown, callbacks: unknown): Promise<never>;
  updateLoadPaymentUIRequest(request: unknown): Promise<never>;
}

/** A fake of PortOne's V2 SDK: what it was told, and the strings to pull. */
export interface FakePortOne {
  /** The object that the page sees as `window.PortOne`. */
  readonly PortOne: FakePortOneSdk;
  readonly requests: readonly FakePortOneRequest[];
  readonly popups: readonly FakePopup[];
  /** Every address the page was sent to. */
  readonly navigations: readonly string[];

  /** Puts `window.PortOne` on the page. Does nothing, and returns false, where one exists already. */
  install(): boolean;
  /** Takes everything away again: the global, the nodes, the timers. */
  uninstall(): void;
  /** An address for a `<script>` tag that installs this fake when it loads. Browsers only. */
  scriptUrl(): string;
  /** Changes options from here on. */
  configure(options: FakePortOneOptions): void;

  /** The next request whose window opens, or the oldest open one that this was not asked for yet. */
  nextRequest(): Promise<FakePortOneRequest>;
  /** Settles the open window: the customer registered a card. */
  issue(details?: Omit<FakePortOneIssued, 'type' | 'delay'>): Promise<void>;
  /** Settles the open window: the customer gave up. */
  cancel(details?: Omit<FakePortOneFailed, 'type' | 'delay'>): Promise<void>;
  /** Settles the open window: the PG refused. */
  refuse(details?: Omit<FakePortOneFailed, 'type' | 'delay'>): Promise<void>;
  /** Settles the open window with an outcome. */
  settle(outcome: FakePortOneOutcome): Promise<void>;
  /** Settles the open window: the promise resolves to exactly this. */
  answer(response: Partial<IssueResponse> | Partial<IssueAndPayResponse>): Promise<void>;
}
