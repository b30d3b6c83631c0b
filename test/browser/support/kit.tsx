import type { ReactNode } from 'react';
import { onTestFinished, vi } from 'vitest';
import { type BillingProviderProps, billingApi } from '../../../src/index.js';
import { createBillingServer } from '../../../src/server/createBillingServer.js';
import { iamport } from '../../../src/server/gateway/iamport.js';
import type { OrderView, Price, Receipt, SubscriptionView } from '../../../src/server/index.js';
import { memoryStore } from '../../../src/server/store/memoryStore.js';
import { createFakeIamportServer, type WindowIssue } from '../../../src/testing/server/index.js';
import { installSdk, renderBilling } from './billing.js';

export const plans: Readonly<Record<string, Price>> = {
  monthly: { name: '모두의 구독 월간', amount: 9900, period: { unit: 'month' } },
  audio: { name: '오디오북', amount: 4900, period: { unit: 'month' } },
  weekly: { name: '모두의 구독 주간', amount: 2900, period: { unit: 'week' } },
  trial: { name: '모두의 구독 체험', amount: 0, period: { unit: 'month' }, trial: { days: 14, amountAfter: 9900 } },
};

export const base = '/api/billing';
const gateway = 'https://api.iamport.test';
let numbers = 0;

export const api = billingApi(base);

type Handler = (request: Request) => Promise<Response> | undefined;

/** Whatever the page fetches goes to the kit or to what stands in for the PG’s API, and to nobody else. */
export function answerFetch(to: {
  readonly billing: { fetch(request: Request): Promise<Response> };
  readonly simulator: { fetch(request: Request): Promise<Response> };
  /** Address of the PG’s API. */
  readonly gateway: string;
}) {
  /** What the page asked the kit for, as `POST /cards/x/default`. */
  const calls: string[] = [];
  let meddle: Handler = () => undefined;
  const real = globalThis.fetch.bind(globalThis);
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const request = new Request(input, init);
    if (request.url.startsWith(to.gateway)) return to.simulator.fetch(request);
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(base)) return real(input, init);
    calls.push(`${request.method} ${pathname.slice(base.length)}`);
    return meddle(request) ?? to.billing.fetch(request);
  });
  return {
    calls,
    meddle(next: Handler) {
      meddle = next;
    },
  };
}

/**
 * The kit itself and the simulated i'mport, in the page of the test: whatever is fetched goes to the one or to the other. Nothing of
 * ours is faked.
 */
export function openKit() {
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const simulator = createFakeIamportServer();
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: gateway })],
    store: memoryStore({ now }),
    price: ({ planId }) => plans[planId] ?? null,
    onEvent: () => {},
    customerOf: () => 'mina',
    mode: 'test',
    tickEvery: null,
    subscriptions: { productGroupOf: (planId) => (planId === 'audio' ? 'audio' : 'reading') },
  });
  const page = answerFetch({ billing, simulator, gateway });
  const imp = installSdk({ apiUrl: gateway, outcome: 'issued' });
  onTestFinished(async () => {
    await billing.close();
  });

  function register(order: Pick<OrderView, 'merchantUid' | 'customerUid'>, issue: Partial<WindowIssue>): string {
    numbers += 1;
    const imp_uid = `imp_${String(numbers).padStart(12, '0')}`;
    simulator.registerIssued({
      imp_uid,
      merchant_uid: order.merchantUid,
      customer_uid: order.customerUid,
      pg_provider: 'kcp_billing',
      pay_method: 'card',
      name: '카드',
      amount: 9900,
      currency: 'KRW',
      card: { number_masked: `5365-10**-****-${String(1000 + numbers)}`, name: 'BC카드', behaviour: 'ok' },
      charged: false,
      status: 'paid',
      ...issue,
    });
    return imp_uid;
  }

  const own = { customerId: 'mina' };
  async function buy(planId: string, issue: Partial<WindowIssue> = {}): Promise<Receipt> {
    const order = await billing.createOrder({ ...own, planId });
    const impUid = register(order, issue);
    return billing.charge({ ...own, merchantUid: order.merchantUid, impUid });
  }
  async function subscription(): Promise<SubscriptionView> {
    const [first] = await billing.listSubscriptions(own);
    if (first === undefined) throw new Error('There is no subscription.');
    return first;
  }

  return {
    billing,
    simulator,
    imp,
    calls: page.calls,
    own,
    register,
    buy,
    subscription,
    /** Registers a card without a subscription. */
    async addCard(issue: Partial<WindowIssue> = {}): Promise<string> {
      const order = await billing.createOrder({ ...own, purpose: 'register' });
      const { cardId } = await billing.charge({
        ...own,
        merchantUid: order.merchantUid,
        impUid: register(order, issue),
      });
      return cardId;
    },
    /** Answers some requests of the page in the place of the kit; what it leaves, the kit answers. */
    meddle: page.meddle,
    /** Carries the next request for a path out, and loses its answer. */
    loseAnswer(path: string) {
      let isLost = false;
      page.meddle((request) => {
        if (isLost || !request.url.includes(path)) return undefined;
        isLost = true;
        return billing.fetch(request).then(() => {
          throw new TypeError('Failed to fetch');
        });
      });
    },
    /** Moves both clocks there, and lets the kit do what is due. */
    async until(at: string | number) {
      const by = Math.max(0, (typeof at === 'number' ? at : Date.parse(at)) - now());
      ahead += by;
      await simulator.clock.advance(by);
      await billing.tick();
    },
    render: (children: ReactNode, setup: Partial<BillingProviderProps> = {}) =>
      renderBilling(children, { api, customerId: 'mina', ...setup }),
  };
}
