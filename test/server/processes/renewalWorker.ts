/**
 * A server process that renews subscriptions when it is told to tick. A tick says how far the clock has moved, and may name the
 * window in which this process kills itself; nothing else of the kit is touched.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import {
  createBillingServer,
  type Gateway,
  iamport,
  postgresStore,
  type Store,
  sqliteStore,
  type Write,
} from '../../../src/server/index.js';
import type { RenewalWindow } from './renewalWindows.js';

const { DATABASE_URL = '', IAMPORT_URL = '', CHARGE_DEADLINE = '600', KILL_LOG = '', FREEZES } = process.env;
const dieAt = new AsyncLocalStorage<RenewalWindow | null>();
let ahead = 0;
const now = () => Date.now() + ahead;

function window(name: RenewalWindow): void {
  if (dieAt.getStore() !== name) return;
  appendFileSync(KILL_LOG, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

function isClaim(writes: readonly Write[]): boolean {
  const [write] = writes;
  return (
    writes.length === 1 &&
    write?.kind === 'update' &&
    write.table === 'subscriptions' &&
    Object.keys(write.set).join() === 'wakeAt'
  );
}

function killable(store: Store): Store {
  return {
    ...store,
    async commit(writes) {
      const begins = writes.some(({ kind, table }) => kind === 'insert' && table === 'tries');
      const settles = !begins && writes.some(({ table }) => table === 'tries');
      if (isClaim(writes)) window('due');
      const done = await store.commit(writes);
      if (isClaim(writes)) window('claimed');
      if (begins) window('begun');
      if (settles) window('written');
      return done;
    },
  };
}

function killableGateway(gateway: Gateway): Gateway {
  return {
    ...gateway,
    async charge(request) {
      const answer = await gateway.charge(request);
      window('answered');
      return answer;
    },
  };
}

const billing = createBillingServer({
  gateways: [
    killableGateway(
      iamport({
        apiKey: 'fake_imp_key',
        apiSecret: 'fake_imp_secret',
        apiUrl: IAMPORT_URL,
        chargeDeadline: Number(CHARGE_DEADLINE),
      }),
    ),
  ],
  store: killable(
    DATABASE_URL.startsWith('postgres:')
      ? postgresStore({ url: DATABASE_URL, now })
      : sqliteStore({ url: DATABASE_URL, now }),
  ),
  price: () => ({ name: '모두의 구독', amount: 9900, period: { unit: 'month' } }),
  customerOf: () => null,
  mode: 'test',
  deployment: 'shop',
  tickEvery: null,
});

const server = createServer((request, response) => {
  const at = (request.headers['x-kill-at'] ?? null) as RenewalWindow | null;
  ahead = Number(request.headers['x-ahead'] ?? 0);
  dieAt.run(at, async () => {
    await billing.tick().catch((error: unknown) => console.error(error));
    // A host that freezes after its answer: nothing of this process goes on.
    if (FREEZES !== undefined) response.once('finish', () => process.kill(process.pid, 'SIGKILL'));
    response.end('{}');
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('disconnect', () => process.exit());
