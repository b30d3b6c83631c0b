import type { Page, Route } from '@playwright/test';
import { button, receipt, register, subscribe, typeCard } from './customer.js';
import type { Generation } from './gateways.js';
import { expect, type Shop } from './shop.js';

/** How a customer who comes back goes on. */
export type WayOn =
  /** Presses 「이어서 결제하기」; no card is asked for. */
  | 'one click'
  /** Presses the subscribe button and registers a card. */
  | 'card again'
  /** Nothing: the charge is in the history already. */
  | 'is paid'
  /** Nothing: the page goes on by itself. */
  | 'by itself';

/** A moment of an attempt, at which a page may die. */
export interface Step {
  readonly name: string;
  /** Brings an open page there. What it returns lets go of what was held, once the page is dead. */
  reach(page: Page, shop: Shop): Promise<() => void>;
  readonly wayOn: WayOn;
  /** The page never heard of the key: the server is asked for it. */
  readonly isFound?: boolean | undefined;
  /** Charges at i'mport when the page dies. */
  readonly charged: 0 | 1;
}

const chargePath = '**/api/billing/charges';
const issuedPath = '**/_window/issued';

const nothing = () => {};

/** Waits for what `act` brings about. A click waits for the navigation it begins, which may be the very thing that is held. */
function before(moment: Promise<void>, act: () => Promise<unknown>): Promise<unknown> {
  return Promise.race([moment, act().then(() => moment)]);
}

/** Does so with the first request, and lets those of a page that was reloaded through. A preflight is not the request itself. */
function first(handle: (route: Route) => Promise<unknown>) {
  let isOver = false;
  return async (route: Route) => {
    if (isOver || route.request().method() === 'OPTIONS') return route.continue();
    isOver = true;
    await handle(route);
  };
}

/**
 * Sends a request of the page to where nobody answers. One that is merely held back by the test would be let go by the
 * browser when its page dies.
 */
async function lose(page: Page, shop: Shop, path: string | RegExp, act: () => Promise<unknown>) {
  await page.route(
    path,
    first((route) => route.continue({ url: shop.nowhere.url })),
  );
  await before(shop.nowhere.arrival(), act);
  return nothing;
}

/** Holds back a navigation, which nothing comes of when it is let go with its page. */
async function holdNavigation(page: Page, address: RegExp, act: () => Promise<unknown>) {
  let hold: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  await page.route(address, () => hold());
  await before(held, act);
  return nothing;
}

/** Lets a request of the page through, and keeps the answer from it. */
async function holdAnswer(page: Page, path: string, act: () => Promise<unknown>) {
  let carriedOut: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    carriedOut = resolve;
  });
  await page.route(
    path,
    first(async (route) => {
      await route.fetch();
      carriedOut();
    }),
  );
  await before(done, act);
  return nothing;
}

const beforeTheClick: Step = {
  name: 'Before the click',
  async reach(page) {
    await expect(subscribe(page)).toBeEnabled();
    return nothing;
  },
  wayOn: 'card again',
  charged: 0,
};

const loading: Step = {
  name: 'The SDK is on its way',
  async reach(page, shop) {
    await lose(page, shop, shop.generation.script, () => page.reload({ waitUntil: 'commit' }));
    await subscribe(page).click();
    await expect(button(page)).toHaveAttribute('data-status', 'loading');
    return nothing;
  },
  wayOn: 'card again',
  charged: 0,
};

/** From the issued key on, desktop and phone go the same way. */
function fromTheCharge({ who }: Generation): Step[] {
  return [
    {
      name: 'The charge is on its way to the backend',
      reach: (page, shop) => lose(page, shop, chargePath, () => register(page)),
      wayOn: 'one click',
      charged: 0,
    },
    {
      name: `The backend waits for ${who}, which has charged`,
      async reach(page, shop) {
        const fault = shop.server.failNext({ route: shop.generation.charge, kind: 'slow' });
        // The backend's patience ends before long, and it finds the payment: the page must be dead before it hears of it.
        await page.route(
          chargePath,
          first((route) => route.fetch().catch(nothing)),
        );
        await register(page);
        await fault.met;
        return fault.release;
      },
      wayOn: 'one click',
      charged: 1,
    },
    {
      name: 'Charged, and the answer has not arrived',
      reach: (page) => holdAnswer(page, chargePath, () => register(page)),
      wayOn: 'one click',
      charged: 1,
    },
    {
      name: 'After the receipt',
      async reach(page) {
        await register(page);
        await expect(receipt(page)).toBeVisible();
        return nothing;
      },
      wayOn: 'is paid',
      charged: 1,
    },
  ];
}

async function reachTypedCard(page: Page) {
  await subscribe(page).click();
  await typeCard(page);
  return nothing;
}

export const desktopSteps = (generation: Generation): readonly Step[] => [
  beforeTheClick,
  loading,
  {
    name: 'The window is open',
    async reach(page) {
      await subscribe(page).click();
      await expect(button(page)).toHaveAttribute('data-status', 'window');
      await expect(page.getByRole('radio').first()).toBeVisible();
      return nothing;
    },
    wayOn: 'card again',
    charged: 0,
  },
  {
    name: 'The card is typed',
    reach: reachTypedCard,
    wayOn: 'card again',
    charged: 0,
  },
  {
    name: 'The key is issued, and the page has not heard',
    reach: (page) => holdAnswer(page, issuedPath, () => register(page)),
    wayOn: generation.mayLeaveDesktop ? 'one click' : 'card again',
    isFound: generation.mayLeaveDesktop,
    charged: 0,
  },
  ...fromTheCharge(generation),
];

export const phoneSteps = (generation: Generation): readonly Step[] => [
  beforeTheClick,
  loading,
  {
    name: 'The page is leaving for the PG',
    reach: (page) => holdNavigation(page, generation.pgPage, () => subscribe(page).click({ noWaitAfter: true })),
    wayOn: 'card again',
    charged: 0,
  },
  {
    name: 'On the PG’s page',
    async reach(page) {
      await subscribe(page).click();
      await expect(page.getByRole('radio').first()).toBeVisible();
      return nothing;
    },
    wayOn: 'card again',
    charged: 0,
  },
  {
    name: 'The card is typed there',
    reach: reachTypedCard,
    wayOn: 'card again',
    charged: 0,
  },
  {
    name: 'The key is issued there, and the way back has not begun',
    reach: (page) => holdAnswer(page, issuedPath, () => register(page)),
    wayOn: 'one click',
    isFound: true,
    charged: 0,
  },
  {
    name: 'On the way back',
    reach: (page) => holdNavigation(page, generation.isReturn, () => register(page)),
    wayOn: 'one click',
    isFound: true,
    charged: 0,
  },
  ...fromTheCharge(generation),
];
