import { Hono } from 'hono';
import {
  type BillingServerEvent,
  createBillingServer,
  iamport,
  postgresStore,
  sqliteStore,
} from '../../../src/server/index.js';
import { type Listening, listen } from '../listen.js';
import { type IamportConfig, type PageConfig, pageConfig } from '../readConfig.js';
import { type Plan, planList, plans } from './plans.js';
import { beginSession, customerOf } from './session.js';

export interface BackendOptions {
  config: IamportConfig;
  /** `file:…`, an SQLite file, or `postgres://…`. */
  databaseUrl: string;
  /** @default any free one */
  port?: number | undefined;
  /** Milliseconds a charge may take. @default 30_000 */
  chargeDeadline?: number | undefined;
  /** Milliseconds any other call to i'mport may take. @default 10_000 */
  readDeadline?: number | undefined;
  /** @default the database's clock */
  now?: (() => number) | undefined;
  /** What the test guide of the page may do to the simulator; never with a real account. */
  controls?: TestControls | undefined;
  /** Gets a line about what went wrong on our side. @default console.error */
  log?: ((line: string) => void) | undefined;
}

/** Time and cards, where they are simulated. */
export interface TestControls {
  /** Moves every clock on, in milliseconds. */
  advance(milliseconds: number): Promise<void>;
  /** Has the next charge of a key declined. */
  decline(billingKey: string): void;
}

/** The backend, listening. */
export interface Backend extends Listening {
  /** Does what has come due. */
  tick(): Promise<void>;
}

/** What the page is told before anything else. */
export interface ShopConfig extends PageConfig {
  readonly plans: readonly Plan[];
  readonly customerId: string;
}

/** The backend of the example, listening: the kit, who is asking, and what is sold. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const { config, databaseUrl: url, chargeDeadline, readDeadline, now, controls, log = console.error } = options;
  const { apiKey, apiSecret, apiUrl, mode } = config;
  const store = /^postgres(ql)?:/.test(url) ? postgresStore({ url, now }) : sqliteStore({ url, now });
  const billing = createBillingServer({
    gateways: [iamport({ apiKey, apiSecret, apiUrl, chargeDeadline, readDeadline })],
    store,
    price: ({ planId }) => plans[planId] ?? null,
    customerOf,
    onEvent: (event) => logTrouble(event, log),
    mode,
  });
  // Now, so that a database that can't be reached is said at the start, and not to the first customer.
  await store.open();
  // What a process that stopped in the middle has left.
  void billing.tick().catch((error: Error) => log(`tick: ${error.message}`));

  const app = new Hono();
  app.mount('/api/billing', billing.fetch);

  app.get('/api/config', (c) => {
    let customerId = customerOf(c.req.raw);
    if (customerId === null) {
      const begun = beginSession();
      customerId = begun.customerId;
      c.header('set-cookie', begun.setCookie);
    }
    c.header('cache-control', 'no-store');
    return c.json<ShopConfig>({ ...pageConfig(config), plans: planList, customerId });
  });

  if (controls && config.simulated) {
    app.post('/api/test/clock', async (c) => {
      const { days } = await c.req.json<{ days: unknown }>();
      if (typeof days !== 'number' || !(days > 0 && days < 400)) return c.json({ error: 'days' }, 400);
      await controls.advance(days * 24 * 60 * 60 * 1000);
      return c.json({});
    });
    app.post('/api/test/decline', async (c) => {
      const customerId = customerOf(c.req.raw);
      const cards = customerId === null ? [] : await store.find('cards', { where: { customerId }, limit: 100 });
      for (const { billingKey } of cards) controls.decline(billingKey);
      return c.json({});
    });
  }

  const server = await listen((request) => app.fetch(request), options.port);
  return {
    ...server,
    tick: billing.tick,
    async close() {
      await server.close();
      await billing.close();
    },
  };
}

function logTrouble(event: BillingServerEvent, log: (line: string) => void): void {
  if (event.type === 'error') log(`${event.where}: ${event.error.stack ?? event.error.message}`);
  if (event.type === 'gateway_unavailable') log(event.message);
  if (event.type === 'payment_mismatch') log(`payment_mismatch, to be looked at: ${JSON.stringify(event.data)}`);
}
