import type { Page, Route } from '@playwright/test';
import type { FaultKind } from '../../../../src/testing/server/faults.js';
import type { Generation, SimulatedServer } from './gateways.js';
import { expect, type Shop } from './shop.js';

/** What goes wrong while a key that was issued is charged. */
export interface Fault {
  readonly name: string;
  /** Sets it up. What comes back makes it happen, once the card is sent off. */
  arrange(page: Page, shop: Shop): Promise<() => Promise<void>>;
  /** `by itself`: the charge is repeated without the customer. `retry`: they are told, and press the button. */
  readonly wayOn: 'by itself' | 'retry';
  /** The page goes on repeating it: the fault ends after the customer has pressed. */
  readonly isRepeated?: boolean | undefined;
  /** Charges at i'mport when the customer is told; 0 where nobody is told anything. */
  readonly charged: 0 | 1;
}

const chargePath = '**/api/billing/charges';

const byItself = async () => {};

/** Does it to every charge request from here on, until the customer presses the button. */
async function onCharge(page: Page, act: (route: Route) => Promise<void>, times?: number) {
  await page.route(chargePath, act, times === undefined ? {} : { times });
  return byItself;
}

/** Playwright may come upon a frame of the SDK that is being made. A page that is loaded anew has the clock from its start. */
const installClock = (page: Page) => page.clock.install().catch(() => page.reload());

/** The same for what the page repeats by itself, for as long as a charge may take: then the customer is told. */
async function untilTold(page: Page, act: (route: Route) => Promise<void>) {
  await installClock(page);
  const sent = page.waitForRequest(chargePath, { timeout: 0 });
  await page.route(chargePath, act);
  return async () => {
    await sent;
    await page.clock.fastForward(61_000);
  };
}

async function commit(route: Route): Promise<void> {
  await route.fetch();
}

const html = { status: 200, contentType: 'text/html', body: '<!doctype html><title>Gateway</title>' };
const broken = { status: 500, contentType: 'text/plain', body: 'Internal Server Error' };
const conflict = {
  status: 409,
  contentType: 'application/json',
  body: JSON.stringify({ error: { code: 'order_conflict', message: '<img src=x onerror="window.hit = 1">' } }),
};

/** Between the page and its backend. */
export const pageFaults: readonly Fault[] = [
  {
    name: 'The connection breaks once',
    arrange: (page) => onCharge(page, (route) => route.abort(), 1),
    wayOn: 'by itself',
    charged: 0,
  },
  {
    name: 'The connection breaks every time',
    isRepeated: true,
    arrange: (page) => untilTold(page, (route) => route.abort()),
    wayOn: 'retry',
    charged: 0,
  },
  {
    name: 'No answer within a minute',
    async arrange(page, shop) {
      await installClock(page);
      await onCharge(page, (route) => route.continue({ url: shop.nowhere.url }));
      const lost = shop.nowhere.arrival();
      return async () => {
        await lost;
        await page.clock.fastForward(61_000);
      };
    },
    wayOn: 'retry',
    charged: 0,
  },
  {
    name: 'HTTP 500 from a gateway',
    isRepeated: true,
    arrange: (page) => untilTold(page, (route) => route.fulfill(broken)),
    wayOn: 'retry',
    charged: 0,
  },
  {
    name: 'HTTP 409',
    arrange: (page) => onCharge(page, (route) => route.fulfill(conflict)),
    wayOn: 'retry',
    charged: 0,
  },
  {
    name: 'HTTP 200 with a page in place of JSON',
    arrange: (page) => onCharge(page, (route) => route.fulfill(html)),
    wayOn: 'retry',
    charged: 0,
  },
  {
    name: 'Charged, then the connection breaks',
    arrange: (page) =>
      onCharge(
        page,
        async (route) => {
          await commit(route);
          await route.abort();
        },
        1,
      ),
    wayOn: 'by itself',
    charged: 1,
  },
  {
    name: 'Charged, then HTTP 500',
    isRepeated: true,
    arrange: (page) =>
      untilTold(page, async (route) => {
        await commit(route);
        await route.fulfill(broken);
      }),
    wayOn: 'retry',
    charged: 1,
  },
  {
    name: 'Charged, then a page in place of JSON',
    arrange: (page) =>
      onCharge(page, async (route) => {
        await commit(route);
        await route.fulfill(html);
      }),
    wayOn: 'retry',
    charged: 1,
  },
  {
    name: 'The backend is down, and comes back',
    async arrange(page, shop) {
      // The order was made before it went.
      return untilTold(page, async (route) => {
        await shop.stopBackend();
        await route.continue();
      });
    },
    wayOn: 'retry',
    charged: 0,
  },
];

function whenCharging(name: string, kind: FaultKind, charged: 0 | 1): Fault {
  return {
    name,
    async arrange(_, shop) {
      shop.server.failNext({ route: shop.generation.charge, kind });
      return byItself;
    },
    wayOn: 'by itself',
    charged,
  };
}

/** Between the backend and i'mport, or PortOne, where the money moves. */
export const backendFaults = ({ who, lookUp, token }: Generation): readonly Fault[] => [
  whenCharging('The connection breaks', 'network', 0),
  whenCharging('HTTP 500', '500', 0),
  whenCharging('A page in place of JSON', 'malformed', 0),
  whenCharging('Charged, and no answer within the deadline', 'slow', 1),
  whenCharging('Charged, then the connection breaks', 'answer-lost-after-commit', 1),
  {
    name: 'No answer within the deadline, and charged after it',
    async arrange(_, shop) {
      const { server, generation } = shop;
      const fault = server.failNext({ route: generation.charge, kind: 'slow', committed: false });
      const lookUps = server.countCalls(lookUp);
      return async () => {
        await fault.met;
        // The backend looks the charge up once it has hung up: only then does i'mport get round to it.
        await expect.poll(() => server.countCalls(lookUp)).toBeGreaterThan(lookUps);
        fault.release();
      };
    },
    wayOn: 'by itself',
    charged: 0,
  },
  ...(token === undefined ? [] : [withoutToken(token)]),
  {
    name: 'The registration can’t be looked up',
    async arrange(_, shop) {
      shop.server.failNext({ route: shop.generation.registration, kind: '500' });
      return byItself;
    },
    wayOn: 'by itself',
    charged: 0,
  },
  {
    name: `The backend is restarted while ${who} charges`,
    async arrange(_, shop) {
      const fault = shop.server.failNext({ route: shop.generation.charge, kind: 'slow' });
      return async () => {
        await fault.met;
        await shop.restartBackend();
        fault.release();
      };
    },
    wayOn: 'by itself',
    charged: 1,
  },
];

function withoutToken(route: string): Fault {
  return {
    name: 'No access token',
    async arrange(_, { server }) {
      (server as SimulatedServer & { expireTokens(): void }).expireTokens();
      server.failNext({ route, kind: 'network' });
      return byItself;
    },
    wayOn: 'by itself',
    charged: 0,
  };
}
