/**
 * A server process that renews subscriptions when it is told to tick. A tick says how far the clock has moved, and may name the
 * window in which this process kills itself; nothing else of the kit is touched.
 */
import { createBillingServer, type Write } from '../../../src/server/index.js';
import { killableGateway, killableStore, serve, window } from './killableProcess.js';

const { FREEZES } = process.env;
let ahead = 0;

function isClaim(writes: readonly Write[]): boolean {
  const [write] = writes;
  return (
    writes.length === 1 &&
    write?.kind === 'update' &&
    write.table === 'subscriptions' &&
    Object.keys(write.set).join() === 'wakeAt'
  );
}

const store = killableStore(
  async ({ commit }, writes) => {
    const begins = writes.some(({ kind, table }) => kind === 'insert' && table === 'tries');
    const settles = !begins && writes.some(({ table }) => table === 'tries');
    if (isClaim(writes)) window('due');
    const done = await commit(writes);
    if (isClaim(writes)) window('claimed');
    if (begins) window('begun');
    if (settles) window('written');
    return done;
  },
  () => Date.now() + ahead,
);

const billing = createBillingServer({
  gateways: [killableGateway()],
  store,
  price: () => ({ name: '모두의 구독', amount: 9900, period: { unit: 'month' } }),
  customerOf: () => null,
  mode: 'test',
  deployment: 'shop',
  tickEvery: null,
});

serve(async (request, response) => {
  ahead = Number(request.headers['x-ahead'] ?? 0);
  await billing.tick().catch((error: unknown) => console.error(error));
  // A host that freezes after its answer: nothing of this process goes on.
  if (FREEZES !== undefined) response.once('finish', () => process.kill(process.pid, 'SIGKILL'));
  response.end('{}');
});
