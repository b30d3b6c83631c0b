import type { AttemptRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { createAttemptLog } from '../../../src/core/attempt/attemptLog.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { Place, PlaceOptions } from '../../../src/core/attempt/Place.js';
import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import { createBillingClient } from '../../../src/core/BillingClient.js';
import type { LateKey } from '../../../src/core/index.js';
import { createReturnRouter } from '../../../src/core/returns/returnRouter.js';
import { type Backend, createBackend } from './backend.js';
import type { SdkHealth } from './commands.js';
import { type Counts, countChange } from './counts.js';
import type { Generation, TestKey } from './generations/Generation.js';
import { v1 } from './generations/v1.js';
import { type V2Options, v2 } from './generations/v2.js';
import { createLedger, type Ledger } from './ledger.js';
import { createLocks } from './locks.js';
import { type Customer, orderFor, plans } from './shop.js';
import {
  type Button,
  type Click,
  runIn,
  type SdkRequest,
  type ShownPlace,
  type StorageHealth,
  type Tab,
  type TestPlace,
} from './Tab.js';

export interface BrowserOptions {
  readonly isPhone: boolean;
  /** The page is shown by an app. */
  readonly isInApp: boolean;
  readonly hasLocks: boolean;
  readonly hasGetCharge: boolean;
  /** The host's server can be asked for keys whose return was lost. */
  readonly hasGetRegistration: boolean;
  /** The provider has a `charge` for what no button carries on. */
  readonly hasProviderCharge: boolean;
  /** The host says what a purchase is, beside metadata that change by themselves and orders that its server makes. */
  readonly hasPurchaseKey: boolean;
  /** The host says who is signed in. */
  readonly isScoped: boolean;
  /** Every order is made by the host's server. @default false */
  readonly hasServerOrders?: boolean;
  /** The window takes the first payment. @default false */
  readonly takesAtIssue?: boolean;
  /** The SDK is PortOne V2's, and its channel such a one. @default i'mport's */
  readonly portone?: Omit<V2Options, 'takesAtIssue'> | undefined;
}

/** With keys of the host's own that have the names of a return's. */
export const home =
  'https://shop.example/checkout?plan=basic&success=true&error_msg=hello%20world&code=SPRING&message=hi%20there';
const agents = { phone: 'Mozilla/5.0 (Linux; Android 15) Mobile', desktop: 'Mozilla/5.0 (X11; Linux x86_64)' };

type HostOptions = PlaceOptions<string, TestKey>;

/** One browser with its tabs, the SDK in each, who sits at it, and the merchant's server. */
export function createBrowser(
  options: BrowserOptions,
  counts: Counts,
  backendOf: (ledger: Ledger, generation: Generation) => Backend = createBackend,
) {
  const { takesAtIssue = false, portone } = options;
  const generation = portone ? v2({ takesAtIssue, ...portone }) : v1({ takesAtIssue });
  const disk = memoryStorage();
  const tabs: Tab[] = [];
  const requests: SdkRequest[] = [];
  const violations: string[] = [];
  const locks = createLocks();
  /** What the test knows of each attempt. */
  const clicks = new Map<string, Click>();
  let steps = 0;
  let clearedAt = -1;
  let sdkHealth: SdkHealth = 'ok';
  const step = () => {
    steps += 1;
    return steps;
  };
  const ledger = createLedger({
    step,
    clickOf: (attemptId) => clicks.get(attemptId),
    clearedAt: () => clearedAt,
    isScoped: options.isScoped,
    takesAtIssue,
    areWindowsHeld: options.hasLocks && !options.isPhone,
    hasGetCharge: options.hasGetCharge,
    generation,
  });
  const backend = backendOf(ledger, generation);
  let session: Customer = options.isScoped ? 'kim' : undefined;

  function storageOf(tab: () => Tab): BillingStorage {
    const asked = <T>(isWrite: boolean, work: () => T): T => {
      const { health } = tab();
      if (health === 'ok' || (health === 'full' && !isWrite)) return work();
      tab().hasFailed = true;
      throw new DOMException('no', 'QuotaExceededError');
    };
    return {
      get: (key) => asked(false, () => disk.get(key)),
      set: (key, value) =>
        asked(true, () => {
          countChange(counts, disk.get(key), value);
          disk.set(key, value);
        }),
      remove: (key) => asked(false, () => disk.remove(key)),
      keys: () => asked(false, () => disk.keys()),
    };
  }

  /** A callback of the host's about an attempt: its customer hears of it, and nobody else. */
  function hear(tab: Tab, attemptId: string | undefined, what: string): void {
    const customer = attemptId === undefined ? undefined : clicks.get(attemptId)?.customer;
    if (attemptId !== undefined && clicks.has(attemptId) && customer !== tab.customer) {
      violations.push(`${String(tab.customer)} hears of ${String(customer)}: ${what}`);
    }
  }

  /** What every place of a page has, whatever began its attempts. */
  function hostOptions(tab: Tab, button: Button | undefined): HostOptions {
    const told = (data: string, issued: LateKey<TestKey>) => {
      hear(tab, issued.attemptId, data);
      ledger.tell(data.replace('receipt of ', ''), tab);
    };
    return {
      ...generation.options,
      charge: (issued, onPaused) => backend.charge(issued, button, onPaused),
      getCharge: options.hasGetCharge ? backend.getCharge : undefined,
      onSuccess: told,
      onLateSuccess: told,
      onCancel() {},
      onError(_, issued) {
        hear(tab, issued?.attemptId, 'an error');
      },
    };
  }

  /** A place of the page for a customer, with its buttons: two of them share the first one's id. */
  function makePlace(tab: Tab, customer: Customer, number: number): ShownPlace {
    // The third has no id, and goes with its component.
    const id = number === 2 ? undefined : `place ${number}`;
    const buttons = Array.from({ length: number === 0 ? 2 : 1 }, (): Button => {
      const owner = { options: { ...generation.options } as HostOptions };
      const button = { owner, isMounted: false };
      owner.options = { id, ...hostOptions(tab, button) };
      return button;
    });
    const place: TestPlace = createPlace<string, TestKey>(tab.client, {
      id,
      ...hostOptions(tab, undefined),
    });
    place.subscribe(() => {});
    return { id, customer, place, buttons, unmount: undefined };
  }

  /** What a component does when it comes, and, by `unmount`, when it goes. */
  function mount(tab: Tab, shown: ShownPlace): void {
    const { id, place, buttons } = shown;
    const [plan] = plans;
    const ordered = purchaseOf(
      orderFor(generation, plan, 'plain', undefined),
      options.hasPurchaseKey ? [plan.id] : undefined,
    );
    const leaves = buttons.map((button) => {
      button.isMounted = true;
      const leave = place.mount(button.owner);
      return () => {
        button.isMounted = false;
        leave();
      };
    });
    const deregister = tab.returnRouter.register({
      place: place as unknown as Place<unknown>,
      owns: ({ placeId, purchase }) =>
        id !== undefined || placeId !== undefined ? placeId === id : purchase === ordered,
    });
    shown.unmount = () => {
      shown.unmount = undefined;
      deregister();
      if (id === undefined) place.cancel();
      for (const leave of leaves) leave();
    };
  }

  /** The places of a customer, as the page renders them, if it does. One without an id is new each time. */
  function show(tab: Tab, customer: Customer, isRendered = true): void {
    for (let number = 0; number < 3; number += 1) {
      const id = number === 2 ? undefined : `place ${number}`;
      const known = tab.places.find((shown) => id !== undefined && shown.id === id && shown.customer === customer);
      const shown = known ?? makePlace(tab, customer, number);
      if (!known) tab.places.push(shown);
      if (isRendered) mount(tab, shown);
    }
  }

  /** In the order of a React page: the provider, the components of the customer before, those of the next, their returns. */
  function signIn(tab: Tab, customer: Customer): void {
    session = customer;
    if (tab.customer === customer) return;
    const before = tab.places.filter(({ unmount }) => unmount !== undefined);
    tab.customer = customer;
    runIn(tab, () => {
      const handOut = tab.returnRouter.hold();
      tab.client.setCustomer(customer);
      for (const shown of before) shown.unmount?.();
      show(tab, customer);
      handOut();
    });
  }

  function openTab(href = home, fetched = href, isRendered = true): Tab {
    const self = (): Tab => tab;
    const storage = storageOf(self);
    const dialogs = () =>
      requests.filter((request) => request.tab === tab && request.isVisible).map(({ drawn }) => drawn);
    const url = { href };
    const replace = (next: string) => {
      url.href = next;
    };
    const made: Omit<Tab, 'client' | 'returnRouter'> = {
      isAlive: true,
      customer: session,
      url,
      fetched,
      window: Object.assign(new EventTarget(), {
        location: url,
        history: { state: null, replaceState: (_state: unknown, _title: string, next: string) => replace(next) },
        ...generation.createSdk({ tab: self, requests, violations, health: () => sdkHealth, onRequest }),
      }),
      navigator: {
        userAgent: (options.isPhone ? agents.phone : agents.desktop) + (options.isInApp ? ' KAKAOTALK 10.4.5' : ''),
        locks: options.hasLocks ? locks.of(self) : undefined,
      },
      document: Object.assign(new EventTarget(), {
        visibilityState: 'visible',
        hasFocus: () => true,
        querySelector: () => null,
        querySelectorAll: dialogs,
        body: { classList: { remove() {} }, children: [] },
      }),
      health: 'ok',
      hasFailed: false,
      wasUnreadable: false,
      isInsideCallback: false,
      places: [],
      recoveries: [],
      events: [],
      known: new Map(),
      open: 0,
    };
    const tab = made as Tab;
    tabs.push(tab);
    runIn(tab, () => {
      tab.client = createBillingClient({
        gateway: generation.createGateway(),
        storage,
        customerId: session,
        onEvent(event) {
          tab.events.push(event);
          counts.add(event.type === 'status' ? `event status ${event.status}` : `event ${event.type}`);
        },
        onUnseenOutcome(outcome) {
          const attemptId = 'attemptId' in outcome ? outcome.attemptId : undefined;
          hear(tab, attemptId, 'an unseen outcome');
          if (outcome.status === 'succeeded') ledger.tell(String(outcome.data).replace('receipt of ', ''), tab);
        },
      });
      tab.returnRouter = createReturnRouter(tab.client);
      show(tab, session, isRendered);
      if (options.hasProviderCharge) {
        const place = createPlace<string, TestKey>(tab.client, hostOptions(tab, undefined));
        tab.returnRouter.setFallback(() => place as unknown as Place<unknown>);
      }
      tab.returnRouter.start({
        address: { read: () => url.href, replace },
        getRegistration: options.hasGetRegistration ? backend.getRegistration : undefined,
        onUnknownReturn: undefined,
        onUndeliveredReturn: ({ attemptId }) => hear(tab, attemptId, 'a return that nothing carries on'),
      });
      void tab.client.preload();
    });
    return tab;
  }

  /** A window is somebody's, and for the plan that was clicked. */
  function onRequest({ tab, attemptId, name, amount }: SdkRequest): void {
    const click = clicks.get(attemptId);
    if (click) click.openedAt = step();
    const { plan } = click ?? {};
    if (tab.customer === null) violations.push('a window opens for nobody');
    if (plan && (plan.name !== name || plan.amount !== amount)) {
      violations.push('a window opens for another plan than the one clicked');
    }
  }

  function closeTab(tab: Tab): void {
    tab.isAlive = false;
    for (const request of requests) if (request.tab === tab) request.isVisible = false;
    locks.abandon(tab);
  }

  return {
    options,
    generation,
    counts,
    disk,
    clicks,
    step,
    /** Every attempt that the disk ever had as charged. */
    charged: new Set<string>(),
    ledger,
    backend,
    tabs,
    requests,
    violations,
    openTab,
    closeTab,
    hostOptions,
    signIn,
    mount,
    living: () => tabs.filter(({ isAlive }) => isAlive),
    clearedAt: () => clearedAt,
    /** As a shop does that finds its session gone. */
    clear() {
      clearedAt = step();
      for (const key of disk.keys()) disk.remove(key);
    },
    setSdk(next: SdkHealth) {
      sdkHealth = next;
    },
    setHealth(tab: Tab, health: StorageHealth) {
      tab.health = health;
      if (health === 'broken') tab.wasUnreadable = true;
    },
    setSession(customer: Customer) {
      session = customer;
    },
  };
}

export type Browser = ReturnType<typeof createBrowser>;

/** The records as a page would read them that opens now. */
export function onDisk(disk: BillingStorage): AttemptRecord[] {
  return createAttemptLog(disk, { onUnavailable() {}, onDropped() {} }).all();
}
