import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Checkout } from '../../../examples/checkout/startCheckout.js';
import type { OrderView, Receipt } from '../../../src/server/index.js';

export async function temporaryDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'checkout.db')}`;
}

/** What the example answers. */
export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

/** A browser at the example, with the cookie that it was given. */
export interface Visitor {
  readonly cookie: string;
  readonly customerId: string;
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body?: object): Promise<Answer<T>>;
  /** Orders a plan, registers a card in the window, and gives back what the page then sends. */
  register(planId?: string): Promise<object>;
}

export async function visit({ url, simulator }: Pick<Checkout, 'url' | 'simulator'>): Promise<Visitor> {
  const first = await fetch(`${url}/api/config`);
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { customerId } = (await first.json()) as { customerId: string };

  async function send<T>(path: string, init: RequestInit = {}): Promise<Answer<T>> {
    const headers = { cookie, 'content-type': 'application/json' };
    const response = await fetch(url + path, { ...init, headers });
    return { status: response.status, body: (await response.json()) as T };
  }
  const post = <T>(path: string, body: object = {}) => send<T>(path, { method: 'POST', body: JSON.stringify(body) });

  return {
    cookie,
    customerId,
    get: send,
    post,
    async register(planId = 'basic') {
      const { body: order } = await post<OrderView>('/api/billing/orders', { planId });
      const impUid = `imp_${order.merchantUid.replace(/\D/g, '').padEnd(12, '0').slice(0, 12)}`;
      simulator?.server.registerIssued({
        imp_uid: impUid,
        merchant_uid: order.merchantUid,
        customer_uid: order.customerUid,
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name: order.name,
        amount: order.amount,
        currency: order.currency,
        card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
        charged: false,
        status: 'paid',
      });
      const { merchantUid, customerUid, chargeMerchantUid } = order;
      return { merchantUid, customerUid, chargeMerchantUid, impUid, chargedAtIssue: false };
    },
  };
}

export const charge = (visitor: Visitor, claim: object): Promise<Answer<Receipt>> =>
  visitor.post('/api/billing/charges', claim);
