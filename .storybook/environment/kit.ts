import { HttpResponse, http, type RequestHandler } from 'msw';
import { billingApi } from '../../src/index.js';
import { createBillingServer } from '../../src/server/createBillingServer.js';
import { iamport } from '../../src/server/gateway/iamport.js';
import type { Price } from '../../src/server/index.js';
import { memoryStore } from '../../src/server/store/memoryStore.js';
import { createFakeIamportServer, type WindowIssue } from '../../src/testing/server/index.js';

/** Who the customer of a story is: the choices of the toolbar. */
export const customers = {
  twoCards: 'Two cards, one in use',
  wallets: 'Wallets and a phone bill',
  noCard: 'No card yet',
  trial: 'In a free trial',
  ending: 'Cancelled, still usable',
  pastDue: 'Past due: over the limit',
  lostCard: 'Past due: the card is lost',
  consentDue: 'A higher price to agree to',
  loading: 'The server does not answer',
  failing: 'The server is down',
} as const;

export type CustomerName = keyof typeof customers;

export const gatewayUrl = 'https://api.iamport.test';
export const api = billingApi('api/billing');

const plans: Readonly<Record<string, Price>> = {
  basic: { name: '모두의 구독 베이직', amount: 9900, period: { unit: 'month' } },
  weekly: { name: '모두의 구독 주간', amount: 2900, period: { unit: 'week' } },
  trial: { name: '모두의 구독 체험', amount: 0, period: { unit: 'month' }, trial: { days: 14, amountAfter: 9900 } },
};
const own = { customerId: 'mina' };
const { fetch: network } = globalThis;
let numbers = 0;

/** The kit and the simulated i'mport, in the page of the story, with a customer who has a past. */
export async function startKit(name: CustomerName): Promise<RequestHandler[]> {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const simulator = createFakeIamportServer();
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: gatewayUrl })],
    store: memoryStore({ now }),
    price: ({ planId }) => plans[planId] ?? null,
    onEvent: () => {},
    customerOf: () => own.customerId,
    mode: 'test',
    tickEvery: null,
  });

  async function register(
    wish: { planId?: string; purpose?: 'register' },
    issue: Partial<WindowIssue> = {},
  ): Promise<void> {
    const { merchantUid, customerUid } = await billing.createOrder({ ...own, ...wish });
    numbers += 1;
    const impUid = `imp_${String(numbers).padStart(12, '0')}`;
    simulator.registerIssued({
      imp_uid: impUid,
      merchant_uid: merchantUid,
      customer_uid: customerUid,
      pg_provider: 'kcp_billing',
      pay_method: 'card',
      name: '카드',
      amount: 0,
      currency: 'KRW',
      card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
      charged: false,
      status: 'paid',
      ...issue,
    });
    await billing.charge({ ...own, merchantUid, impUid });
    // A second apart, so that the newest is the newest.
    ahead += 1000;
  }

  /** The second period is declined. */
  async function fallBehind(reason: string): Promise<void> {
    const [subscription] = await billing.listSubscriptions(own);
    simulator.decline({ reason });
    ahead = Date.parse(subscription?.nextCharge?.at ?? '') - Date.now();
    await simulator.clock.advance(ahead);
    await billing.tick();
  }

  const handlers = [
    http.all('*/api/billing/*', ({ request }) => {
      if (name === 'loading') return new Promise<Response>(() => {});
      if (name === 'failing')
        return HttpResponse.json({ error: { code: 'not_signed_in', message: '' } }, { status: 401 });
      return billing.fetch(request);
    }),
  ];
  // Its past is made before the service worker knows of it; and what the kit asks i'mport has no need of a network.
  globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    return request.url.startsWith(gatewayUrl) ? simulator.fetch(request) : network(request);
  };
  const shinhan = { card: { number_masked: '4444-44**-****-4444', name: '신한카드', behaviour: 'ok' } } as const;
  if (name === 'wallets') {
    await register(
      { purpose: 'register' },
      { pg_provider: 'kakaopay', card: { number_masked: '', name: '', behaviour: 'ok' } },
    );
    await register(
      { purpose: 'register' },
      { pg_provider: 'naverpay', card: { number_masked: '', name: '', behaviour: 'ok' } },
    );
    await register(
      { purpose: 'register' },
      { pg_provider: 'danal', pay_method: 'phone', card: { number_masked: '', name: '', behaviour: 'ok' } },
    );
  } else if (name !== 'noCard' && name !== 'loading' && name !== 'failing') {
    await register({ planId: name === 'trial' ? 'trial' : name === 'consentDue' ? 'weekly' : 'basic' });
    await register({ purpose: 'register' }, shinhan);
  }
  const [subscription] = await billing.listSubscriptions(own);
  const { subscriptionId = '', nextCharge = null } = subscription ?? {};
  if (name === 'ending') await billing.cancelSubscription({ ...own, subscriptionId });
  if (name === 'pastDue') await fallBehind('한도초과');
  if (name === 'lostCard') await fallBehind('도난카드 (CC43)');
  if (name === 'consentDue') {
    const from = new Date(Date.parse(nextCharge?.at ?? '') - 1000);
    await billing.changePrice({ planId: 'weekly', amount: 3900, from });
  }
  return handlers;
}
