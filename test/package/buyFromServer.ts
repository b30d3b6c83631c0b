import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { listen } from '../../examples/checkout/listen.js';
import type { OrderView, Receipt } from '../../src/server/index.js';
import type * as Fakes from '../../src/testing/server/index.js';

/** i'mport's REST API, by the fake of the package that the app has installed. It posts its webhooks to `webhookUrl`. */
export async function startFakeIamport(app: string, webhookUrl: () => string) {
  const path = createRequire(join(app, 'package.json')).resolve('react-billing-key/testing/server');
  const { createFakeIamportServer } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as typeof Fakes;
  // A kit in live mode takes no key of a test channel.
  const fake = createFakeIamportServer({ sandbox: false, webhookUrl });
  return { fake, ...(await listen((request) => fake.fetch(request))) };
}

/** The main job of a server with the kit: order, issue, charge, receipt, cards, webhook. Throws where one goes wrong. */
export async function buyFromServer(url: string, fake: Fakes.FakeIamportServer): Promise<void> {
  async function call<T>(method: 'GET' | 'POST', path: string, body?: object, cookie = 'customer=7'): Promise<T> {
    const response = await fetch(`${url}api/billing/${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer as T;
  }

  await expect(call('POST', 'orders', { planId: 'basic' }, '')).rejects.toThrow('401');
  const order = await call<OrderView>('POST', 'orders', { planId: 'basic' });
  const { merchantUid, customerUid, chargeMerchantUid } = order;
  expect(order).toMatchObject({ name: 'Basic plan', amount: 9900 });

  // Stands for the payment window.
  fake.registerIssued({
    imp_uid: 'imp_1',
    merchant_uid: merchantUid,
    customer_uid: customerUid,
    pg_provider: 'kcp_billing',
    pay_method: 'card',
    name: order.name,
    amount: order.amount,
    currency: 'KRW',
    card: { number_masked: '4242-42**-****-4242', name: 'Test card', behaviour: 'ok' },
    charged: false,
    status: 'paid',
  });

  const claim = { merchantUid, customerUid, chargeMerchantUid, impUid: 'imp_1', chargedAtIssue: false, consents: [] };
  const receipt = await call<Receipt>('POST', 'charges', claim);
  expect(receipt).toMatchObject({ status: 'paid', amount: 9900 });
  expect(await call('POST', 'charges', claim)).toEqual(receipt);
  expect(fake.countCharges({ customerUid })).toBe(1);
  expect(await call('GET', `charges/${chargeMerchantUid}`)).toEqual(receipt);
  expect(await call('GET', 'cards')).toMatchObject([{ cardId: receipt.cardId, number: '4242-42**-****-4242' }]);

  // Money given back in PortOne's console is told by a webhook alone.
  fake.console.cancel({ impUid: receipt.impUid ?? '' });
  await fake.idle();
  expect(fake.webhooks.at(-1)).toMatchObject({ delivered: true });
  await expect
    .poll(() => call('GET', `charges/${chargeMerchantUid}`))
    .toMatchObject({ status: 'refunded', refundedAmount: 9900 });
}
