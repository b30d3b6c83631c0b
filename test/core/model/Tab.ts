import { AsyncLocalStorage } from 'node:async_hooks';
import type { AttemptRecord, KeyedRecord } from '../../../src/core/attempt/AttemptRecord.js';
import type { Place, PlaceOwner } from '../../../src/core/attempt/Place.js';
import type { BillingClient } from '../../../src/core/BillingClient.js';
import type { KeyReference } from '../../../src/core/Gateway.js';
import type { BillingEvent } from '../../../src/core/index.js';
import type { ReturnRouter } from '../../../src/core/returns/returnRouter.js';
import type { TestKey, Word } from './generations/Generation.js';
import type { Customer, Plan } from './shop.js';

export type StorageHealth = 'ok' | 'full' | 'broken';

export type TestPlace = Place<string, TestKey>;

/** A button of the page. */
export interface Button {
  readonly owner: PlaceOwner<string, TestKey>;
  isMounted: boolean;
}

/** A place of the page, with the buttons that show it. */
export interface ShownPlace {
  readonly id: string | undefined;
  readonly customer: Customer;
  readonly place: TestPlace;
  readonly buttons: readonly Button[];
  /** Takes the buttons away. Undefined while they are away. */
  unmount: (() => void) | undefined;
}

/** What the test knows of an attempt, whatever the core has stored of it. */
export interface Click {
  readonly tab: Tab;
  readonly button: Button;
  readonly customer: Customer;
  readonly plan: Plan;
  /** When, in steps of the sequence. */
  readonly at: number;
  /** When the customer last had it charged: with the click itself, or by a retry or a recovery since. */
  decidedAt: number;
  /** When its window opened. */
  openedAt?: number;
  /** The place shows as failed or given up what has been paid since, so that the click means the same purchase. */
  readonly isOfSettled: boolean;
}

/** A request that the SDK of a tab took. */
export interface SdkRequest {
  readonly tab: Tab;
  readonly attemptId: string;
  /** Of its order. */
  readonly number: string;
  /** The host's name for the card, where the generation has one. */
  readonly card: string | undefined;
  readonly name: string;
  readonly amount: number;
  readonly redirectUrl: string;
  /** What names the key that its window issues. */
  readonly key: KeyReference;
  /** What shows the window in the page. */
  readonly drawn: object;
  /** The SDK tells the page what the window says. */
  tell(says: Word): void;
  /** Its window can be seen. */
  isVisible: boolean;
  /** Swallowed by the SDK, or its window is gone without a word: nothing will ever be heard of it. */
  isLost: boolean;
  /** The SDK has no second answer to it. */
  isAnswered?: boolean;
}

/** One page: what its scripts see as globals, and what the core made there. */
export interface Tab {
  isAlive: boolean;
  /** Who is signed in, as far as this page knows. */
  customer: Customer;
  readonly url: { href: string };
  /** The address that the browser fetched, which a router may have moved before the client started. */
  readonly fetched: string;
  readonly window: EventTarget & { readonly location: { readonly href: string } };
  readonly navigator: { readonly userAgent: string; readonly locks: unknown };
  readonly document: unknown;
  health: StorageHealth;
  /** A storage that ever failed has sent the log of this page to memory, which goes with the page. */
  hasFailed: boolean;
  /** Not even reading worked for a while. */
  wasUnreadable: boolean;
  isInsideCallback: boolean;
  client: BillingClient;
  returnRouter: ReturnRouter;
  /** Every place that was ever shown to a customer here. */
  readonly places: ShownPlace[];
  /** Places of charges that were recovered from a list. */
  readonly recoveries: TestPlace[];
  readonly events: BillingEvent[];
  /** Every record that this page ever offered to charge again, as it was then. */
  readonly known: Map<string, KeyedRecord>;
  /** Promises of `issue()` and its kin that have not resolved. */
  open: number;
}

/** What the current customer of a page sees. */
export function shownPlaces(tab: Tab): ShownPlace[] {
  return tab.places.filter(({ customer, unmount }) => customer === tab.customer && unmount !== undefined);
}

export function isKeyed(record: AttemptRecord): record is KeyedRecord {
  return 'key' in record && record.key !== undefined;
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

/** Runs something that no page does. */
export function runOutside<T>(work: () => T): T {
  return context.exit(work);
}

const { performance } = globalThis;

const shared = {
  window: () => currentTab()?.window,
  document: () => currentTab()?.document,
  navigator: () => currentTab()?.navigator,
  location: () => currentTab()?.url,
  getComputedStyle: () => (element: object) => element,
  performance: () => {
    const tab = currentTab();
    return tab ? { now: () => performance.now(), getEntriesByType: () => [{ name: tab.fetched }] } : performance;
  },
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
