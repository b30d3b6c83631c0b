import { freePort } from './freePort.js';
import { databaseOf, type IamportConfig } from './readConfig.js';
import { type Backend, type BackendOptions, startBackend } from './server/startBackend.js';
import { type Simulator, startSimulator } from './simulator/startSimulator.js';
import { startWeb } from './startWeb.js';

export interface CheckoutOptions {
  /** A real account. @default the simulator */
  config?: IamportConfig | null | undefined;
  /** Of the page; 0 takes any free one. @default 5173, or the next one that is free */
  port?: number | undefined;
  /** `file:…` or `postgres://…` @default a file in examples/checkout/.data */
  databaseUrl?: string | undefined;
  /** Serve the page. Without it there are only the backend and the simulator. @default true */
  web?: boolean | undefined;
  /** The folder of the page. @default ./web */
  folder?: string | undefined;
  /** Serve the page's sources, and reload it when one changes; else it is built once. @default true */
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
  /** Moves the clocks of the backend and of the simulator on, in milliseconds, and has the backend do what has come due. */
  advance(milliseconds: number): Promise<void>;
  stopBackend(): Promise<void>;
  /** Starts it again on the same port and database, having stopped it when it was running. */
  restartBackend(): Promise<void>;
  close(): Promise<void>;
}

/** Starts simulator, backend and page in this process. */
export async function startCheckout(options: CheckoutOptions = {}): Promise<Checkout> {
  const webhookUrl = (): string => `${backendUrl}/api/billing/webhook/iamport`;
  const simulator = options.config ? null : await startSimulator(webhookUrl);
  const config = options.config ?? simulator?.config;
  if (config === undefined) throw new Error('There is neither an account nor a simulator.');
  const databaseUrl = options.databaseUrl ?? databaseOf(config);

  let ahead = 0;
  const now = options.backend?.now ?? (simulator ? () => Date.now() + ahead : undefined);
  async function advance(milliseconds: number): Promise<void> {
    ahead += milliseconds;
    await simulator?.server.clock.advance(milliseconds);
    await backend?.tick();
  }
  const decline = (customerUid: string) => simulator?.server.decline({ customerUid, reason: '한도초과' });
  const controls = simulator ? { advance, decline } : undefined;
  const start = (port: number) => startBackend({ ...options.backend, config, databaseUrl, port, now, controls });
  let backend: Backend | null = await start(0);
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
      const web = await startWeb({ port, backendUrl, watch: options.watch ?? true, folder: options.folder });
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
    advance,
    stopBackend,
    async restartBackend() {
      await stopBackend();
      backend = await start(backendPort);
    },
    close,
  };
}
