import type { Iamport, IamportResponse } from '../iamport/wire.js';
import type { FakeIamportOptions } from './FakeIamportOptions.js';
import type { FakeFailed, FakeIssued, FakeOutcome } from './FakeOutcome.js';
import type { FakeRequest } from './FakeRequest.js';

/** One call of `IMP.init` or `IMP.agency`. */
export interface FakeInitCall {
  readonly userCode: string;
  readonly tierCode: string | undefined;
}

/** One popup that the SDK tried to open. */
export interface FakePopup {
  readonly provider: string;
  readonly blocked: boolean;
  readonly closed: boolean;
}

/** A fake i'mport SDK: what it was told, and the strings to pull. */
export interface FakeIamport {
  /** The object that the page sees as `window.IMP`. */
  readonly IMP: Iamport;
  readonly requests: readonly FakeRequest[];
  readonly initCalls: readonly FakeInitCall[];
  /** What the SDK said through `alert()`. The browser's own is called only where `ui` is on. */
  readonly alerts: readonly string[];
  /** How often the page called `IMP.close()`. */
  readonly closeCalls: number;
  readonly popups: readonly FakePopup[];
  /** Every address the page was sent to. */
  readonly navigations: readonly string[];
  /** Whether the frames have loaded, so that a request opens its window in the same task. */
  readonly ready: boolean;

  /** Puts `window.IMP` on the page. As the real script, it does nothing, and returns false, where one exists already. */
  install(): boolean;
  /** Takes everything away again: the global, the style, the nodes, the class, the timers. */
  uninstall(): void;
  /** An address for a `<script>` tag (or `scriptUrl`) that installs this fake when it loads. Browsers only. */
  scriptUrl(): string;
  /** Changes options from here on. */
  configure(options: FakeIamportOptions): void;
  /** Opens the gate of `framesReadyAfter: 'manual'`. */
  framesReady(): void;

  /** The next request whose window opens, or the oldest open one that this was not asked for yet. */
  nextRequest(): Promise<FakeRequest>;
  /** Settles the open window: the customer registered a card. The callback has been called when it resolves. */
  issue(details?: Omit<FakeIssued, 'type' | 'delay'>): Promise<void>;
  /** Settles the open window: the customer gave up. */
  cancel(details?: Omit<FakeFailed, 'type' | 'delay'>): Promise<void>;
  /** Settles the open window: the PG refused. */
  refuse(details?: Omit<FakeFailed, 'type' | 'delay'>): Promise<void>;
  /** The customer closes the PG's popup; the SDK finds out at its next look (half a second). */
  closePopup(): void;
  /** Settles the open window with an outcome. */
  settle(outcome: FakeOutcome): Promise<void>;
  /** Settles the open window: the callback gets exactly this. */
  answer(response: IamportResponse): Promise<void>;
}
