/** What the server processes have in common: an account and a database from their environment, and an end on command. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Gateway, iamport, postgresStore, type Store, sqliteStore } from '../../../src/server/index.js';
import type { RenewalWindow } from './renewalWindows.js';
import { KILL_AT, type KillWindow } from './windows.js';

const { DATABASE_URL = '', IAMPORT_URL = '', CHARGE_DEADLINE = '600', KILL_LOG = '' } = process.env;
const dieAt = new AsyncLocalStorage<string | undefined>();

/** Kills this process when the request under way has named this window. */
export function window(name: KillWindow | RenewalWindow): void {
  if (dieAt.getStore() !== name) return;
  appendFileSync(KILL_LOG, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** The gateway to i'mport, which may die with its answer. */
export function killableGateway(): Gateway {
  const gateway = iamport({
    apiKey: 'fake_imp_key',
    apiSecret: 'fake_imp_secret',
    apiUrl: IAMPORT_URL,
    chargeDeadline: Number(CHARGE_DEADLINE),
  });
  return {
    ...gateway,
    async charge(request) {
      const answer = await gateway.charge(request);
      window('answered');
      return answer;
    },
  };
}

/** The database, with `commit` in place of its own. */
export function killableStore(
  commit: (store: Store, writes: Parameters<Store['commit']>[0]) => Promise<boolean>,
  now?: () => number,
): Store {
  const store = DATABASE_URL.startsWith('postgres:')
    ? postgresStore({ url: DATABASE_URL, now })
    : sqliteStore({ url: DATABASE_URL, now });
  return { ...store, commit: (writes) => commit(store, writes) };
}

/** Listens, and tells the test where. Each request may name the window in which this process dies. */
export function serve(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>): void {
  const server = createServer((request, response) => {
    dieAt.run(request.headers[KILL_AT]?.toString(), () => handle(request, response));
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
  });
  process.on('disconnect', () => process.exit());
}
