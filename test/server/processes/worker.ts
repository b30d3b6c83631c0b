/**
 * A server process of a shop, as a host would run it: the kit behind `node:http`. A request may name the window in which this
 * process kills itself; nothing else of the kit is touched.
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
  toNodeHandler,
  type Write,
} from '../../../src/server/index.js';
import { KILL_AT, type KillWindow } from './windows.js';

const { DATABASE_URL = '', IAMPORT_URL = '', CHARGE_DEADLINE = '500', KILL_LOG = '', WITHOUT_LOCK } = process.env;
const dieAt = new AsyncLocalStorage<KillWindow | null>();

function window(name: KillWindow): void {
  if (dieAt.getStore() !== name) return;
  appendFileSync(KILL_LOG, `${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

function kindOf(writes: readonly Write[]): 'order' | 'begin' | 'claim' | 'settle' | 'other' {
  if (writes.some((write) => write.kind === 'insert' && write.table === 'tries')) return 'begin';
  if (writes.some((write) => write.kind === 'insert' && write.table === 'orders')) return 'order';
  for (const write of writes) {
    if (write.kind !== 'update' || write.table !== 'charges') continue;
    return write.set.status === undefined ? 'claim' : 'settle';
  }
  return 'other';
}

function killable(store: Store): Store {
  return {
    ...store,
    async commit(writes) {
      const kind = kindOf(writes);
      if (kind === 'begin') window('verified');
      if (kind === 'settle') window('asked');
      const done = await (WITHOUT_LOCK === undefined ? store.commit(writes) : commitWithoutLock(store, writes));
      if (kind === 'order') window('order');
      if (kind === 'begin') window('begun');
      if (kind === 'settle') window('written');
      if (kind === 'claim') window('told');
      if (kind === 'claim') window('claimed');
      return done;
    },
  };
}

/** What a store without its lock does: whatever version somebody read, the row is changed. */
async function commitWithoutLock(store: Store, writes: readonly Write[]): Promise<boolean> {
  for (;;) {
    const forced: Write[] = [];
    for (const write of writes) {
      const id = write.kind === 'insert' ? Object.values(write.row)[0] : write.id;
      const row = await store.get(write.table, String(id));
      if (write.kind === 'insert') {
        if (row === null) forced.push(write);
      } else if (row !== null) {
        forced.push({ ...write, version: row.version } as Write);
      }
    }
    if (forced.length === 0 || (await store.commit(forced))) return true;
  }
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
    DATABASE_URL.startsWith('postgres:') ? postgresStore({ url: DATABASE_URL }) : sqliteStore({ url: DATABASE_URL }),
  ),
  price: ({ planId }) => (planId === 'basic' ? { name: '모두의 구독', amount: 9900 } : null),
  customerOf: (request) => request.headers.get('x-user'),
  mode: 'test',
  tickEvery: null,
});

const handle = toNodeHandler(billing.fetch);
const server = createServer((request, response) => {
  const at = (request.headers[KILL_AT] ?? null) as KillWindow | null;
  dieAt.run(at, async () => {
    if (request.url !== '/tick') return handle(request, response);
    await billing.tick();
    response.end('{}');
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('disconnect', () => process.exit());
