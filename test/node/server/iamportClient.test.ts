import Iamport from 'iamport';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../examples/checkout/listen.js';
import { createFakeIamportServer, type FakeIamportServerOptions } from '../../../src/testing/server/index.js';
import { issued, order, START } from './fakeServer.js';

const CARD = { card_number: '1234-5678-9012-3456', expiry: '2030-12', birth: '900101', pwd_2digit: '12' };

/** The fake over HTTP, and the client that PortOne's customers use with i'mport. */
async function setup(options: FakeIamportServerOptions = {}, impSecret = 'fake_imp_secret') {
  const server = createFakeIamportServer({ sandbox: false, ...options });
  const listening = await listen(server.fetch);
  onTestFinished(listening.close);
  const client = new Iamport({ impKey: 'fake_imp_key', impSecret });
  for (const resource of [client.payment, client.subscribe, client.subscribe_customer, client.vbank]) {
    resource._host = listening.url;
  }
  return { server, client };
}

describe("the npm package iamport, a client of i'mport's own", () => {
  it('charges a key that the window issued, finds the payment and cancels it', async () => {
    const { server, client } = await setup();
    server.registerIssued(issued());

    expect(await client.subscribe_customer.get({ customer_uid: 'customer1_card1' })).toMatchObject({
      customer_uid: 'customer1_card1',
      sandbox: false,
    });
    const paid = await client.subscribe.again(order());
    expect(paid).toMatchObject({ status: 'paid', amount: 9900, sandbox: false, customer_uid_usage: 'payment' });
    const imp_uid = server.charges()[0]?.imp_uid;
    expect(await client.payment.getByImpUid({ imp_uid })).toEqual(paid);
    expect(await client.payment.getByMerchant({ merchant_uid: 'charge1' })).toEqual(paid);
    expect(await client.payment.cancel({ imp_uid, reason: '환불' })).toMatchObject({ status: 'cancelled' });
  });

  it('books, takes back and deletes', async () => {
    const { server, client } = await setup();
    server.registerIssued(issued());
    const schedule_at = Math.floor(Date.now() / 1000) + 3600;
    const schedules = ['renew1', 'renew2'].map((merchant_uid) => ({ ...order({ merchant_uid }), schedule_at }));
    expect(await client.subscribe.schedule({ customer_uid: 'customer1_card1', schedules })).toMatchObject([
      { merchant_uid: 'renew1', schedule_status: 'scheduled' },
      { merchant_uid: 'renew2', schedule_at },
    ]);
    const one = { customer_uid: 'customer1_card1', merchant_uid: ['renew1'] };
    expect(await client.subscribe.unschedule(one)).toMatchObject([{ merchant_uid: 'renew1' }]);
    await client.subscribe.unschedule({ customer_uid: 'customer1_card1' });
    expect(server.schedules.map(({ schedule_status }) => schedule_status)).toEqual(['revoked', 'revoked']);

    await client.subscribe_customer.delete({ customer_uid: 'customer1_card1' });
    await expect(client.subscribe_customer.get({ customer_uid: 'customer1_card1' })).rejects.toMatchObject({
      code: 'HTTP_404',
    });
  });

  it('issues keys from raw card data, with a payment and without one', async () => {
    const { server, client } = await setup();
    expect(await client.subscribe_customer.create({ customer_uid: 'api_card', ...CARD })).toMatchObject({
      card_number: '1234-56**-****-3456',
    });
    const once = { merchant_uid: 'once1', amount: 5000, name: '한 번', ...CARD };
    expect(await client.subscribe.onetime(once)).toMatchObject({ status: 'paid', customer_uid: null });
    expect(
      await client.subscribe.onetime({ ...once, merchant_uid: 'once2', customer_uid: 'kept', buyer_name: '홍길동' }),
    ).toMatchObject({ status: 'paid', customer_uid: 'kept', customer_uid_usage: 'issue' });
    expect(await client.subscribe_customer.get({ customer_uid: 'kept' })).toMatchObject({ customer_name: '홍길동' });
    expect(server.countCharges()).toBe(2);
  });

  it('prepares an amount', async () => {
    const { client } = await setup();
    await client.payment.prepare({ merchant_uid: 'register1', amount: 9900 });
    expect(await client.payment.getPrepare({ merchant_uid: 'register1' })).toMatchObject({ amount: 9900 });
  });

  it('is told what is wrong, by HTTP status or by code', async () => {
    const { server, client } = await setup();
    server.registerIssued(issued());
    await client.subscribe.again(order());
    await expect(client.subscribe.again(order())).rejects.toMatchObject({
      code: 'IAMPORT_1',
      message: expect.stringContaining('merchant_uid'),
    });
    await expect(client.payment.getByImpUid({ imp_uid: 'imp_0' })).rejects.toMatchObject({ code: 'HTTP_404' });
    await expect(
      client.vbank.create({ merchant_uid: 'v', amount: 1, vbank_code: '004', vbank_due: 1, vbank_holder: 'x' }),
    ).rejects.toMatchObject({ code: 'HTTP_404' });

    const { client: stranger } = await setup({}, 'wrong');
    await expect(stranger.payment.getByImpUid({ imp_uid: 'imp_0' })).rejects.toMatchObject({ code: 'HTTP_401' });
  });

  it('takes a new token when its own was ended, and another one when its own is over', async () => {
    let now = START;
    const { server, client } = await setup({ now: () => now });
    await expect(client.payment.getByImpUid({ imp_uid: 'imp_0' })).rejects.toMatchObject({ code: 'HTTP_404' });
    server.expireTokens();
    await expect(client.payment.getByImpUid({ imp_uid: 'imp_0' })).rejects.toMatchObject({ code: 'HTTP_404' });
    now += 31 * 60_000;
    await expect(client.payment.getByImpUid({ imp_uid: 'imp_0' })).rejects.toMatchObject({ code: 'HTTP_404' });
    expect(server.countCalls('POST /users/getToken')).toBeGreaterThanOrEqual(3);
  });

  it('hides test payments from those who do not ask for them', async () => {
    const { server, client } = await setup({ sandbox: true });
    server.registerIssued(issued());
    const imp_uid = 'imp_000000000001';
    await expect(client.payment.getByImpUid({ imp_uid })).rejects.toMatchObject({ code: 'HTTP_404' });
    expect(await client.payment.getByImpUid({ imp_uid, include_sandbox: true })).toMatchObject({ sandbox: true });
  });
});
