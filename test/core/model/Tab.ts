import { AsyncLocalStorage } from 'node:async_hooks';
import type { BillingClient } from '../../../src/core/createBillingClient.js';
import type { BillingFlow } from '../../../src/core/flow/BillingFlow.js';
import type { BillingEvent } from '../../../src/core/index.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import type { ReturnDesk } from '../../../src/core/returns/createReturnDesk.js';
import type { Iamport, IamportCallback, IamportRequest } from '../../../src/core/sdk/wire.js';

export type StorageHealth = 'ok' | 'full' | 'broken';

/** A request that the SDK of a tab took. */
export interface SdkRequest {
  readonly tab: Tab;
  readonly attemptId: string;
  readonly params: IamportRequest;
  readonly callback: IamportCallback;
  /** Its window can be seen. */
  isVisible: boolean;
  /** Swallowed by the SDK: nothing will ever be heard of it. */
  readonly isLost: boolean;
}

/** One page: what its scripts see as globals, and what the core made there. */
export interface Tab {
  isAlive: boolean;
  readonly url: { href: string };
  readonly window: EventTarget & { IMP?: Iamport };
  readonly navigator: { readonly userAgent: string; readonly locks: unknown };
  readonly document: unknown;
  health: StorageHealth;
  /** A storage that ever failed has sent the log of this page to memory, which goes with the page. */
  hasFailed: boolean;
  /** Not even reading worked for a while. */
  wasUnreadable: boolean;
  isInsideCallback: boolean;
  client: BillingClient;
  desk: ReturnDesk;
  readonly flows: BillingFlow<string>[];
  readonly events: BillingEvent[];
  /** Every record that this page ever offered to charge again, as it was then. */
  readonly known: Map<string, AttemptRecord>;
  /** Promises of `issue()` and its kin that have not resolved. */
  open: number;
}

const context = new AsyncLocalStorage<Tab>();

/** The page whose script is running: promises and timers stay with the page that made them. */
export function currentTab(): Tab | undefined {
  return context.getStore();
}

/** Runs something as a script of that page, unless the page is gone. */
export function runIn<T>(tab: Tab, work: () => T): T | undefined {
  return tab.isAlive ? context.run(tab, work) : undefined;
}

const shared = {
  window: () => currentTab()?.window,
  document: () => currentTab()?.document,
  navigator: () => currentTab()?.navigator,
  location: () => currentTab()?.url,
  getComputedStyle: () => (element: { display: string }) => element,
};

/** Makes the globals of a browser those of the page whose script is running. */
export function installGlobals(): () => void {
  const before = Object.keys(shared).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, get] of Object.entries(shared)) {
    Object.defineProperty(globalThis, name, { configurable: true, get });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
