import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { listen } from '../../examples/checkout/listen.js';
import type * as Kit from '../../src/server/index.js';
import type * as Fakes from '../../src/testing/server/index.js';

const keys = { apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret' };
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** A built app, with the kit that it has installed under /api/billing, and i'mport's REST API in place of a host of its own. */
export async function serveBlocks(app: string) {
  const entryOf = async <T>(name: string) =>
    (await import(pathToFileURL(createRequire(join(app, 'package.json')).resolve(name)).href)) as T;
  const { createBillingServer, iamport, memoryStore } = await entryOf<typeof Kit>('react-billing-key/server');
  const { createFakeIamportServer } = await entryOf<typeof Fakes>('react-billing-key/testing/server');
  const fake = createFakeIamportServer();
  let ahead = 0;

  const server = await listen(async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/billing/')) return billing.fetch(request);
    if (pathname.startsWith('/iamport/')) return fake.fetch(new Request(request.url.replace('/iamport', ''), request));
    const type = types[extname(pathname)];
    const content = await readFile(join(app, 'dist', type ? pathname : 'index.html'));
    return new Response(content, { headers: { 'content-type': type ?? 'text/html' } });
  });
  const billing = createBillingServer({
    gateways: [iamport({ ...keys, apiUrl: `${server.url}/iamport` })],
    store: memoryStore({ now: () => Date.now() + ahead }),
    price: ({ planId }) =>
      planId === 'basic' ? { name: '베이직 요금제', amount: 9900, period: { unit: 'month' } } : null,
    customerOf: (request) => /customer=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1] ?? null,
    mode: 'test',
    tickEvery: null,
  });

  return {
    ...server,
    fake,
    /** A card that was registered before, with a subscription where a plan is named. */
    async register(
      customerId: string,
      [cardName, last4]: readonly [string, string],
      wish: { planId?: string; purpose?: 'register' },
    ) {
      const order = await billing.createOrder({ customerId, ...wish });
      const impUid = `imp_${order.merchantUid}`;
      fake.registerIssued({
        imp_uid: impUid,
        merchant_uid: order.merchantUid,
        customer_uid: order.customerUid,
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name: order.name,
        amount: 0,
        currency: 'KRW',
        card: { number_masked: `4242-42**-****-${last4}`, name: cardName, behaviour: 'ok' },
        charged: false,
        status: 'paid',
      });
      await billing.charge({ customerId, merchantUid: order.merchantUid, impUid });
    },
    /** The charge of the second period is declined. */
    async fallBehind(customerId: string) {
      const [subscription] = await billing.listSubscriptions({ customerId });
      fake.decline({ reason: '한도초과' });
      ahead = Date.parse(subscription?.nextCharge?.at ?? '') - Date.now();
      await fake.clock.advance(ahead);
      await billing.tick();
    },
  };
}
