import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { GatewayUnavailable, type WebhookNotice, WebhookRejected } from '../../src/server/index.js';
import { openKit } from './support/kit.js';
import { MINUTE } from './support/payments.js';

/** A kit whose gateway reads out of each webhook what the test says. */
async function openWith(read: () => Promise<WebhookNotice | null>, ...given: Parameters<typeof openKit>) {
  const kit = await openKit(...given);
  kit.gateway.readWebhook = read;
  const post = async (gateway = 'iamport') => {
    const url = `https://shop.example/webhook/${gateway}`;
    return (await kit.billing.fetch(new Request(url, { method: 'POST', body: '{}' }))).status;
  };
  return { ...kit, post };
}

describe('a webhook', () => {
  it('that is not signed as it should be is told of once an hour: anybody can post here', async () => {
    let ahead = 0;
    const clock = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + ahead);
    onTestFinished(() => void vi.restoreAllMocks());
    const { post, emitted } = await openWith(() => Promise.reject(new WebhookRejected('Not of this secret.')));
    for (const minutes of [0, 1, 58]) {
      ahead += minutes * MINUTE;
      expect(await post()).toBe(200);
    }
    const told = { type: 'error', where: 'webhook of iamport', error: new WebhookRejected('Not of this secret.') };
    expect(emitted).toEqual([told]);
    ahead += 2 * MINUTE;
    await post();
    expect(emitted).toEqual([told, told]);
  });

  it('that could not be read for another reason is not answered as if it had been: it has to come again', async () => {
    const { post, emitted } = await openWith(() => Promise.reject(new TypeError('The keys are still loading.')));
    expect(await post()).toBe(500);
    expect(emitted).toMatchObject([{ type: 'error', error: { message: 'The keys are still loading.' } }]);
  });

  it.each([
    ['a number that not every database takes', { merchantUid: 'no\u0000number', billingKey: null }],
    ['a number that is longer than ours', { merchantUid: 'x'.repeat(161), billingKey: null }],
    ['a key that not every database takes', { merchantUid: null, billingKey: 'no\u0000key' }],
    ['a key that is longer than any', { merchantUid: null, billingKey: 'x'.repeat(256) }],
  ])('that names %s has the database asked for nothing', async (_, notice) => {
    const asked: string[] = [];
    const { post } = await openWith(
      async () => notice,
      {},
      (store) => ({
        ...store,
        get: (table, id) => {
          asked.push(table);
          return store.get(table, id);
        },
        find: (table, query) => {
          asked.push(table);
          return store.find(table, query);
        },
      }),
    );
    expect(await post()).toBe(200);
    expect(asked.filter((table) => table !== 'bindings')).toEqual([]);
  });

  /** A kit with an order, and what its gateway is asked for after a webhook that names what a test says. */
  async function openAsked() {
    const kit = await openKit();
    const order = await kit.order();
    const asked: unknown[] = [];
    kit.gateway.findPayments = async (query) => {
      asked.push(query);
      return [];
    };
    const post = async (said: Partial<WebhookNotice>) => {
      kit.gateway.readWebhook = async () => ({ merchantUid: null, billingKey: null, ...said });
      asked.length = 0;
      const webhook = new Request('https://shop.example/webhook/iamport', { method: 'POST', body: '{}' });
      expect((await kit.billing.fetch(webhook)).status).toBe(200);
      return asked;
    };
    return { kit, order, post };
  }

  it('has the gateway asked about what the PG took with the key, by the number of the order or by the key', async () => {
    const { kit, order, post } = await openAsked();
    const { merchantUid } = order;
    kit.registration = { payment: kit.paymentOf({ merchantUid, impUid: 'imp_register', isKeyCharge: false }) };
    await kit.charge(order, { chargedAtIssue: true });
    const about = [expect.objectContaining({ merchantUid, impUid: 'imp_register' })];
    expect(await post({ merchantUid })).toEqual(about);
    expect(await post({ billingKey: order.customerUid })).toEqual(about);
    expect(await post({ billingKey: 'of-somebody-else' })).toEqual([]);
  });

  it('of an order without a registration has nothing asked about another order', async () => {
    const { kit, order, post } = await openAsked();
    kit.gateway.charge = async () => {
      throw new GatewayUnavailable('No answer.', { mayStillRun: true });
    };
    await kit.charge(order).catch(() => {});
    kit.later(60 * MINUTE);
    expect(await post({ merchantUid: order.chargeMerchantUid })).toHaveLength(1);
    const other = await kit.order({ customerId: 'jun' });
    expect(await post({ merchantUid: other.merchantUid })).toEqual([]);
  });

  it('of a gateway that this server has not is told where it goes', async () => {
    const { post } = await openWith(async () => null);
    expect(await post('paypal')).toBe(404);
  });
});
