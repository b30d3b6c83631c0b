import { fileURLToPath } from 'node:url';
import { freePort } from './freePort.js';
import type { Listening } from './server/listen.js';
import type { IamportConfig } from './server/readConfig.js';
import { type BackendOptions, startBackend } from './server/startBackend.js';
import { type Simulator, startSimulator } from './simulator/startSimulator.js';
import { startWeb } from './startWeb.js';

export interface CheckoutOptions {
  /** A real account. @default the simulator */
  config?: IamportConfig | null | undefined;
  /** Of the page; 0 takes any free one. @default 5173, or the next one that is free */
  port?: number | undefined;
  /** `file:…` @default examples/checkout/.data/checkout.db */
  databaseUrl?: string | undefined;
  /** Serve the page. Without it there are only the backend and the simulator. @default true */
  web?: boolean | undefined;
  /** Reload the page when a file changes. @default true */
  watch?: boolean | undefined;
  /** Deadlines, clock and log of the backend. */
  backend?: Pick<BackendOptions, 'chargeDeadline' | 'readDeadline' | 'now' | 'log'> | undefined;
}

/** The example, running. */
export interface Checkout {
  /** The page; the backend when there is no page. */
  url: string;
  backendUrl: string;
  databaseUrl: string;
  /** Null with a real account. */
  simulator: Simulator | null;
  stopBackend(): Promise<void>;
  /** Starts it again on the same port and database, having stopped it when it was running. */
  restartBackend(): Promise<void>;
  close(): Promise<void>;
}

const defaultDatabase = fileURLToPath(new URL('./.data/checkout.db', import.meta.url));

/** Starts simulator, backend and page in this process. */
export async function startCheckout(options: CheckoutOptions = {}): Promise<Checkout> {
  const { databaseUrl = `file:${defaultDatabase}` } = options;
  const webhookUrl = (): string => `${backendUrl}/api/iamport/webhook`;
  const simulator = options.config ? null : await startSimulator(webhookUrl);
  const config = options.config ?? simulator?.config;
  if (config === undefined) throw new Error('There is neither an account nor a simulator.');

  const start = (port: number) => startBackend({ ...options.backend, config, databaseUrl, port });
  let backend: Listening | null = await start(0);
  const { port: backendPort, url: backendUrl } = backend;

  async function stopBackend(): Promise<void> {
    await backend?.close();
    backend = null;
  }

  const closing = [stopBackend, async () => simulator?.close()];
  async function close(): Promise<void> {
    for (const stop of closing.splice(0)) await stop();
  }

  let url = backendUrl;
  if (options.web ?? true) {
    try {
      const port = options.port ?? (await freePort(5173));
      const web = await startWeb({ port, backendUrl, watch: options.watch ?? true });
      closing.unshift(web.close);
      url = web.url;
    } catch (error) {
      await close();
      throw error;
    }
  }

  return {
    url,
    backendUrl,
    databaseUrl,
    simulator,
    stopBackend,
    async restartBackend() {
      await stopBackend();
      backend = await start(backendPort);
    },
    close,
  };
}
