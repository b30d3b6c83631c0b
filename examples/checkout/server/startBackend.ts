import { createApp } from './createApp.js';
import { createChargeService } from './createChargeService.js';
import { createChargeStore } from './createChargeStore.js';
import { createIamportClient } from './createIamportClient.js';
import { createRenewalService } from './createRenewalService.js';
import { createRenewalStore } from './createRenewalStore.js';
import { type Listening, listen } from './listen.js';
import { openDatabase } from './openDatabase.js';
import { type IamportConfig, pageConfig } from './readConfig.js';

export interface BackendOptions {
  config: IamportConfig;
  /** `file:…`, the SQLite file. */
  databaseUrl: string;
  /** @default any free one */
  port?: number | undefined;
  /** Milliseconds a charge may take. @default 30_000 */
  chargeDeadline?: number | undefined;
  /** Milliseconds any other call to i'mport may take. @default 10_000 */
  readDeadline?: number | undefined;
  /** @default Date.now */
  now?: (() => number) | undefined;
  /** @default console.error */
  log?: ((line: string) => void) | undefined;
}

/** Milliseconds. */
const sweepEvery = 60 * 60 * 1000;

/** The backend of the example, listening. */
export async function startBackend(options: BackendOptions): Promise<Listening> {
  const { config, chargeDeadline = 30_000, readDeadline, now = Date.now, log = console.error } = options;
  const database = await openDatabase(options.databaseUrl);
  const store = createChargeStore(database, now);
  const iamport = createIamportClient({ config, chargeDeadline, readDeadline });
  const renewalStore = createRenewalStore(database, now);
  const { isEnded } = renewalStore;
  // What we gave up waiting for may run on over there for a while: nobody charges again before twice the deadline.
  const charges = createChargeService({ store, iamport, now, callLife: 2 * chargeDeadline, isEnded });
  const renewals = createRenewalService({ store: renewalStore, iamport, now, log });
  const app = createApp({ charges, store, renewals, renewalStore, page: pageConfig(config), log });
  const server = await listen((request) => app.fetch(request), options.port);
  // What a process that stopped in the middle has left, and webhooks that never came.
  void renewals.sweep();
  const timer = setInterval(() => void renewals.sweep(), sweepEvery).unref();
  return {
    ...server,
    async close() {
      clearInterval(timer);
      await server.close();
      await renewals.idle();
      database.close();
    },
  };
}
