import { createBillingClient } from '../../../src/core/createBillingClient.js';
import type { BillingFlow } from '../../../src/core/flow/BillingFlow.js';
import { createBillingFlow } from '../../../src/core/flow/createBillingFlow.js';
import type { IssuedKey } from '../../../src/core/IssuedKey.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/records/BillingStorage.js';
import { type AttemptLog, createAttemptLog } from '../../../src/core/records/createAttemptLog.js';
import { createReturnDesk } from '../../../src/core/returns/createReturnDesk.js';
import { createBackend } from './backend.js';
import { createSdk } from './createSdk.js';
import { createLocks } from './locks.js';
import { currentTab, runIn, type SdkRequest, type StorageHealth, type Tab } from './Tab.js';

export interface WorldOptions {
  readonly isPhone: boolean;
  readonly hasLocks: boolean;
  readonly hasGetCharge: boolean;
}

export const orders = [
  { customerUid: 'card-1', name: 'Basic', amount: 9900 },
  { customerUid: 'card-2', name: 'Premium', amount: 19_900 },
] as const;

const home = 'https://shop.example/checkout?plan=basic';
const agents = { phone: 'Mozilla/5.0 (Linux; Android 15) Mobile', desktop: 'Mozilla/5.0 (X11; Linux x86_64)' };

/** One browser with its tabs, the SDK in each, and the merchant's server. */
export function createWorld(options: WorldOptions) {
  const disk = memoryStorage();
  const backend = createBackend();
  const locks = createLocks();
  const tabs: Tab[] = [];
  const requests: SdkRequest[] = [];
  const violations: string[] = [];
  let swallows = false;

  function storageOf(tab: () => Tab): BillingStorage {
    const asked = <T>(isWrite: boolean, work: () => T): T => {
      const { health } = tab();
      if (health === 'ok' || (health === 'full' && !isWrite)) return work();
      tab().hasFailed = true;
      throw new DOMException('no', 'QuotaExceededError');
    };
    return {
      get: (key) => asked(false, () => disk.get(key)),
      set: (key, value) => asked(true, () => disk.set(key, value)),
      remove: (key) => asked(false, () => disk.remove(key)),
      keys: () => asked(false, () => disk.keys()),
    };
  }

  function openTab(href = home): Tab {
    const self = (): Tab => tab;
    const storage = storageOf(self);
    const dialogs = () =>
      requests.some((request) => request.tab === tab && request.isVisible) ? [{ display: 'block' }] : [];
    const made: Omit<Tab, 'client' | 'desk'> = {
      isAlive: true,
      url: { href },
      window: Object.assign(new EventTarget(), {
        IMP: createSdk({ tab: self, requests, violations, swallows: () => swallows }),
      }),
      navigator: {
        userAgent: options.isPhone ? agents.phone : agents.desktop,
        locks: options.hasLocks ? locks.of(self) : undefined,
      },
      document: Object.assign(new EventTarget(), {
        visibilityState: 'visible',
        hasFocus: () => true,
        querySelector: () => null,
        querySelectorAll: dialogs,
        body: { classList: { remove() {} } },
      }),
      health: 'ok',
      hasFailed: false,
      wasUnreadable: false,
      isInsideCallback: false,
      flows: [],
      events: [],
      known: new Map(),
      open: 0,
    };
    const tab = made as Tab;
    tabs.push(tab);
    runIn(tab, () => {
      tab.client = createBillingClient({ userCode: 'imp1', storage, onEvent: (event) => tab.events.push(event) });
      tab.desk = createReturnDesk(tab.client);
      for (let n = 0; n < 3; n += 1) {
        // The third place belongs to a host that tries again from inside the SDK's own callback, once.
        const again = once(() => flow.issue(orders[0]));
        const retries = n === 2 ? { onCancel: again, onError: again } : {};
        const flow = createBillingFlow<string>(tab.client, { id: `place ${n}`, ...flowOptions(), ...retries });
        flow.subscribe(() => {});
        tab.flows.push(flow);
        tab.desk.register({ flow: flow as BillingFlow<unknown>, owns: ({ ownerId }) => ownerId === `place ${n}` });
      }
      const replace = (url: string) => {
        tab.url.href = url;
      };
      tab.desk.open({ read: () => tab.url.href, replace }, undefined);
      void tab.client.preload();
    });
    return tab;
  }

  /**
   * What the disk says is charged is never sent again, except by a page that can't read the disk; nor, where the server can
   * be asked first, for another card under the same number.
   */
  function charge(key: IssuedKey): Promise<string> {
    const charged = onDisk(disk)
      .findByCharge(key.chargeMerchantUid)
      .filter(({ end }) => end === 'charged');
    const isSent = charged.some(({ attemptId }) => options.hasGetCharge || attemptId === key.attemptId);
    if (isSent && !currentTab()?.hasFailed) violations.push(`${key.chargeMerchantUid} was charged, and is sent again`);
    return backend.charge(key);
  }

  function flowOptions() {
    return {
      pg: 'kcp_billing' as const,
      charge,
      getCharge: options.hasGetCharge ? backend.getCharge : undefined,
    };
  }

  function closeTab(tab: Tab): void {
    tab.isAlive = false;
    for (const request of requests) if (request.tab === tab) request.isVisible = false;
    locks.abandon(tab);
  }

  return {
    disk,
    /** Every attempt that the disk ever had as charged. */
    charged: new Set<string>(),
    backend,
    tabs,
    requests,
    violations,
    openTab,
    closeTab,
    flowOptions,
    living: () => tabs.filter(({ isAlive }) => isAlive),
    setSwallows(next: boolean) {
      swallows = next;
    },
    setHealth(tab: Tab, health: StorageHealth) {
      tab.health = health;
      if (health === 'broken') tab.wasUnreadable = true;
    },
  };
}

/** The log as a page would read it that opens now. */
export function onDisk(disk: BillingStorage): AttemptLog {
  return createAttemptLog(disk, () => {});
}

export type World = ReturnType<typeof createWorld>;

function once(work: () => unknown): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
