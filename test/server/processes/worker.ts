/**
 * A server process of a shop, as a host would run it: the kit behind `node:http`. A request may name the window in which this
 * process kills itself; nothing else of the kit is touched.
 */
import { createBillingServer, type Store, toNodeHandler, type Write } from '../../../src/server/index.js';
import { killableGateway, killableStore, serve, window } from './killableProcess.js';

const { WITHOUT_LOCK } = process.env;

function kindOf(writes: readonly Write[]): 'order' | 'begin' | 'claim' | 'settle' | 'other' {
  if (writes.some((write) => write.kind === 'insert' && write.table === 'tries')) return 'begin';
  if (writes.some((write) => write.kind === 'insert' && write.table === 'orders')) return 'order';
  for (const write of writes) {
    if (write.kind !== 'update' || write.table !== 'charges') continue;
    return write.set.status === undefined ? 'claim' : 'settle';
  }
  return 'other';
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

const store = killableStore(async (store, writes) => {
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
});

const billing = createBillingServer({
  gateways: [killableGateway()],
  store,
  price: ({ planId }) => (planId === 'basic' ? { name: '모두의 구독', amount: 9900 } : null),
  customerOf: (request) => request.headers.get('x-user'),
  mode: 'test',
  tickEvery: null,
});

const handle = toNodeHandler(billing.fetch);
serve(async (request, response) => {
  if (request.url !== '/tick') return handle(request, response);
  await billing.tick();
  response.end('{}');
});
