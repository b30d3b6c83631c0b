import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import {
  type BillingServer,
  type BillingServerEvent,
  type BillingServerOptions,
  createBillingServer,
  iamport,
  type OrderView,
  type Price,
  type Receipt,
  type Store,
  sqliteStore,
} from '../../../src/server/index.js';
import { createFakeIamportServer, type WindowIssue } from '../../../src/testing/server/index.js';
import { listen } from './listen.js';
import { answerProblems, eventProblems, refusalProblems } from './whatMustHold.js';

/** Charged once, but for the one that is a subscription. */
export const PLANS: Readonly<Record<string, Price>> = {
  basic: { name: '모두의 구독 베이직', amount: 9900 },
  plus: { name: '모두의 구독 플러스', amount: 14900 },
  monthly: { name: '모두의 구독 월간', amount: 9900, period: { unit: 'month' } },
};

/** What the routes answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Partial<Receipt> &
    Partial<OrderView> & {
      readonly error?: { readonly code: string; readonly message: string; readonly field?: string };
      readonly charge?: Receipt;
    };
}

export interface ShopOptions extends Partial<BillingServerOptions> {
  /** Whether i'mport's webhooks arrive. @default false */
  readonly webhooks?: boolean | undefined;
  /** Milliseconds. @default 30_000 */
  readonly chargeDeadline?: number | undefined;
  /** @default an SQLite file of its own */
  readonly openStore?: ((now: () => number) => Store) | undefined;
  readonly fake?: Parameters<typeof createFakeIamportServer>[0];
}

let numbers = 0;

/** A shop with the kit, as a host has it, and i'mport simulated over HTTP. The clocks of both are moved together. */
export async function openShop(options: ShopOptions = {}) {
  const { webhooks = false, chargeDeadline = 30_000, openStore, fake, ...changes } = options;
  let ahead = 0;
  const now = () => Date.now() + ahead;
  const events: BillingServerEvent[] = [];
  const problems: string[] = [];
  const simulator = createFakeIamportServer({
    webhookUrl: 'shop:/webhook/iamport',
    postWebhook: async (_, body) => {
      if (!webhooks) return undefined;
      const { status } = await post('/webhook/iamport', body, { user: null });
      return new Response(null, { status });
    },
    ...fake,
  });
  const api = await listen((request) => simulator.fetch(request));
  const url = await temporaryDatabase();
  const servers: BillingServer[] = [];

  /** Another process of the same shop, as far as one process can show it: a server with a store of its own on one database. */
  function start(more: Partial<BillingServerOptions> = {}): BillingServer {
    const server = createBillingServer({
      gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: api.url, chargeDeadline })],
      store: openStore?.(now) ?? sqliteStore({ url, now }),
      price: ({ planId }) => PLANS[planId] ?? null,
      customerOf: (request) => request.headers.get('x-user'),
      onEvent: (event) => {
        events.push(event);
        problems.push(...eventProblems(event));
      },
      mode: 'test',
      tickEvery: null,
      ...changes,
      ...more,
    });
    servers.push(server);
    return watched(server, (error) => problems.push(...refusalProblems(error)));
  }
  const billing = start();
  onTestFinished(async () => {
    simulator.clearFaults();
    for (const server of servers) await server.close();
    await api.close();
    expect(problems).toEqual([]);
  });

  async function send(path: string, init: RequestInit & { user?: string | null } = {}): Promise<Answer> {
    const { user = 'mina', ...request } = init;
    const headers = new Headers(request.headers);
    if (user !== null) headers.set('x-user', user);
    const response = await billing.fetch(
      new Request(`https://shop.example/api/billing${path}`, { ...request, headers }),
    );
    const text = await response.text();
    const body = text === '' ? {} : JSON.parse(text);
    problems.push(...answerProblems(response.status, response.headers, body));
    return { status: response.status, headers: response.headers, body };
  }

  function post(path: string, body: unknown, init: RequestInit & { user?: string | null } = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...(init.headers as Record<string, string> | undefined) };
    return send(path, { method: 'POST', body: JSON.stringify(body), ...init, headers });
  }

  async function order(user = 'mina', planId = 'basic'): Promise<OrderView> {
    const { body } = await post('/orders', { planId }, { user });
    return body as OrderView;
  }

  /** What the payment window does when a customer has entered a card. */
  function register(of: Pick<OrderView, 'merchantUid' | 'customerUid'>, issue: Partial<WindowIssue> = {}): string {
    numbers += 1;
    const imp_uid = `imp_${String(numbers).padStart(12, '0')}`;
    simulator.registerIssued({
      imp_uid,
      merchant_uid: of.merchantUid,
      customer_uid: of.customerUid,
      pg_provider: 'kcp_billing',
      pay_method: 'card',
      name: '모두의 구독 베이직',
      amount: 9900,
      currency: 'KRW',
      card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
      charged: false,
      status: 'paid',
      ...issue,
    });
    return issue.imp_uid ?? imp_uid;
  }

  /** What the page sends after the window. */
  function claim(of: OrderView, impUid: string, more: Readonly<Record<string, unknown>> = {}) {
    const { merchantUid, customerUid, chargeMerchantUid } = of;
    return { merchantUid, customerUid, chargeMerchantUid, impUid, chargedAtIssue: false, ...more };
  }

  return {
    billing,
    simulator,
    events,
    url,
    api,
    start,
    now,
    send,
    post,
    order,
    register,
    claim,
    /** Moves the shop's and i'mport's clocks. */
    async later(milliseconds: number) {
      ahead += milliseconds;
      await simulator.clock.advance(milliseconds);
    },
    /** The whole way of one customer, up to the charge. */
    async buy(user = 'mina', issue: Partial<WindowIssue> = {}) {
      const bought = await order(user);
      const impUid = register(bought, issue);
      return { order: bought, impUid, answer: await post('/charges', claim(bought, impUid), { user }) };
    },
  };
}

/** The same server; what its operations are refused with is looked at. */
function watched(server: BillingServer, refused: (error: unknown) => void): BillingServer {
  return new Proxy(server, {
    get(target, name) {
      const operation: unknown = Reflect.get(target, name);
      if (typeof operation !== 'function') return operation;
      return (...args: unknown[]) => {
        const result: unknown = operation.apply(target, args);
        if (result instanceof Promise) result.catch(refused);
        return result;
      };
    },
  });
}

export type Shop = Awaited<ReturnType<typeof openShop>>;

export async function temporaryDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'billing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'billing.db')}`;
}
