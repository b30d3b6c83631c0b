import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createBillingServer, portone, sqliteStore } from '../../../src/server/index.js';
import { freePort } from '../freePort.js';
import { listen } from '../listen.js';
import { startWeb } from '../startWeb.js';
import type { PortOneConfig, PortOnePage } from './readPortOneConfig.js';
import { type PortOneSimulator, startPortOneSimulator } from './startPortOneSimulator.js';

export interface V2Options {
  /** A real store. @default the simulator */
  config?: PortOneConfig | null | undefined;
  /** Of the page; 0 takes any free one. @default 5173, or the next one that is free */
  port?: number | undefined;
  /** `file:…` @default examples/checkout/.data/v2.db */
  databaseUrl?: string | undefined;
  /** Serve the page's sources, and reload it when one changes; else it is built once. @default true */
  watch?: boolean | undefined;
}

/** The example over PortOne V2, running. */
export interface V2Checkout {
  readonly url: string;
  readonly backendUrl: string;
  /** Null with a real store. */
  readonly simulator: PortOneSimulator | null;
  close(): Promise<void>;
}

const plan = { name: '모두의 구독 베이직', amount: 9900, currency: 'KRW', period: { unit: 'month' as const } };
const dataFolder = fileURLToPath(new URL('../.data', import.meta.url));

/** Starts simulator, backend and page in this process. The backend is the server kit, and nothing else. */
export async function startV2(options: V2Options = {}): Promise<V2Checkout> {
  await mkdir(dataFolder, { recursive: true });
  const simulator = options.config
    ? null
    : await startPortOneSimulator(() => `${backendUrl}/api/billing/webhook/portone`);
  const config = options.config ?? simulator?.config;
  if (config === undefined) throw new Error('There is neither a store nor a simulator.');
  const { storeId, apiSecret, webhookSecret, apiUrl, mode } = config;

  const billing = createBillingServer({
    gateways: [portone({ storeId, apiSecret, webhookSecret, apiUrl })],
    store: sqliteStore({ url: options.databaseUrl ?? `file:${dataFolder}/v2.db` }),
    price: ({ planId }) => (planId === 'basic' ? plan : null),
    // Nobody signs in here: a random name in a cookie, which only the browser that made it knows.
    customerOf: (request) =>
      /(?:^|;\s*)visitor=(\w{16,40})(?:;|$)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null,
    mode,
  });
  const { channelKey, pg, scriptUrl } = config;
  const page: PortOnePage = { storeId, channelKey, pg, scriptUrl };
  const backend = await listen((request) =>
    new URL(request.url).pathname === '/api/config' ? Response.json(page) : billing.fetch(request),
  );
  const { url: backendUrl } = backend;

  async function close(): Promise<void> {
    await backend.close();
    await billing.close();
    await simulator?.close();
  }

  try {
    const web = await startWeb({
      port: options.port ?? (await freePort(5173)),
      backendUrl,
      watch: options.watch ?? true,
      folder: fileURLToPath(new URL('./web', import.meta.url)),
    });
    return {
      url: web.url,
      backendUrl,
      simulator,
      async close() {
        await web.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
