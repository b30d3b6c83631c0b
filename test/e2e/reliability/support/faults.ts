import type { Page, Route } from '@playwright/test';
import type { FaultKind } from '../../../../src/testing/server/faults.js';
import { expect, type Shop } from './shop.js';

/** What goes wrong while a key that was issued is charged. */
export interface Fault {
  readonly name: string;
  /** Sets it up. What comes back makes it happen, once the card is sent off. */
  arrange(page: Page, shop: Shop): Promise<() => Promise<void>>;
  /** `by itself`: the charge is repeated without the customer. `retry`: they are told, and press the button. */
  readonly wayOn: 'by itself' | 'retry';
  /** Charges at i'mport when the customer is told; 0 where nobody is told anything. */
  readonly charged: 0 | 1;
}

const chargePath = '**/api/subscriptions/charge';

const byItself = async () => {};

/** Does it to every charge request from here on, until the customer presses the button. */
async function onCharge(page: Page, act: (route: Route) => Promise<void>, times?: number) {
  await page.route(chargePath, act, times === undefined ? {} : { times });
  return byItself;
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
    arrange: (page) => onCharge(page, (route) => route.abort()),
    wayOn: 'retry',
    charged: 0,
  },
  {
    name: 'No answer within a minute',
    async arrange(page, shop) {
      await page.clock.install();
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
    arrange: (page) => onCharge(page, (route) => route.fulfill(broken)),
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
    arrange: (page) =>
      onCharge(page, async (route) => {
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
    async arrange(_, shop) {
      await shop.stopBackend();
      return byItself;
    },
    wayOn: 'retry',
    charged: 0,
  },
];

const again = 'POST /subscribe/payments/again';
const lookUp = 'GET /payments/find/{merchant_uid}';

function atImport(name: string, kind: FaultKind, charged: 0 | 1): Fault {
  return {
    name,
    async arrange(_, shop) {
      shop.simulator.server.failNext({ route: again, kind });
      return byItself;
    },
    wayOn: 'by itself',
    charged,
  };
}

/** Between the backend and i'mport, where the money moves. */
export const backendFaults: readonly Fault[] = [
  atImport('The connection breaks', 'network', 0),
  atImport('HTTP 500', '500', 0),
  atImport('A page in place of JSON', 'malformed', 0),
  atImport('Charged, and no answer within the deadline', 'slow', 1),
  atImport('Charged, then the connection breaks', 'answer-lost-after-commit', 1),
  {
    name: 'No answer within the deadline, and charged after it',
    async arrange(_, shop) {
      const { server } = shop.simulator;
      const fault = server.failNext({ route: again, kind: 'slow', committed: false });
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
  {
    name: 'No access token',
    async arrange(_, shop) {
      shop.simulator.server.expireTokens();
      shop.simulator.server.failNext({ route: 'POST /users/getToken', kind: 'network' });
      return byItself;
    },
    wayOn: 'by itself',
    charged: 0,
  },
  {
    name: 'The registration can’t be looked up',
    async arrange(_, shop) {
      shop.simulator.server.failNext({ route: 'GET /payments/{imp_uid}', kind: '500' });
      return byItself;
    },
    wayOn: 'by itself',
    charged: 0,
  },
  {
    name: 'The backend is restarted while i’mport charges',
    async arrange(_, shop) {
      const fault = shop.simulator.server.failNext({ route: again, kind: 'slow' });
      return async () => {
        await fault.met;
        await shop.restartBackend();
        fault.release();
      };
    },
    wayOn: 'retry',
    charged: 1,
  },
];
