import { describe, expect, it } from 'vitest';
import { openKit } from './support/kit.js';
import { DAY, HOUR, START } from './support/payments.js';

describe('a registration', () => {
  const taken = { impUid: 'imp_register', isKeyCharge: false };

  it.each([
    ['registration_unknown', 'no registration imp_register. Send', null],
    ['registration_mismatch', 'charged a key: it registered none', { isRegistration: false }],
    ['registration_mismatch', 'Payment imp_register is not the registration', { merchantUid: 'other' }],
    ['registration_mismatch', 'Payment imp_register is not the registration', { customerUid: 'other' }],
    ['registration_failed', 'imp_register failed: 거절. Register', { status: 'failed', failReason: '거절' }],
    ['registration_failed', 'imp_register failed. Register', { status: 'failed' }],
    ['charge_unsettled', 'has not settled registration', { status: 'pending' }],
    ['live_refused', 'issued on a live channel', { sandbox: false }],
    ['order_expired', 'expired before its window was opened', { startedAt: START + DAY + 1 }],
    ['amount_mismatch', 'names an amount, and no receipt. Nothing was charged on top', { isDoubtful: true }],
  ] as const)('is refused with %s: %s', async (code, message, registration) => {
    const shop = await openKit();
    const order = await shop.order();
    shop.registration = registration;
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(shop.calls).toHaveLength(1);
    expect(await shop.store.get('cards', order.customerUid)).toBeNull();
  });

  it('is named by the order where the page has no other name', async () => {
    const shop = await openKit();
    const order = await shop.order();
    shop.registration = null;
    const unknown = await shop.refusal(shop.charge(order, { impUid: undefined }));
    expect(unknown).toMatchObject({ message: expect.stringContaining(`no registration ${order.merchantUid}`) });
    shop.registration = { impUid: null, status: 'failed' };
    const failed = await shop.refusal(shop.charge(order, { impUid: undefined }));
    expect(failed).toMatchObject({ message: expect.stringContaining(`Registration ${order.merchantUid} failed.`) });
  });

  it('of a test channel is refused by a live server', async () => {
    const shop = await openKit({ mode: 'live' });
    const refused = await shop.refusal(shop.charge(await shop.order()));
    expect(refused).toMatchObject({ code: 'sandbox_refused', message: expect.stringContaining('on a test channel') });
  });

  it('is taken at the last moment, and without a name of the customer', async () => {
    const shop = await openKit();
    shop.registration = { startedAt: START + DAY, customerUid: null, billingKey: null };
    const order = await shop.order();
    expect(await shop.charge(order)).toMatchObject({ status: 'paid' });
    expect(await shop.store.get('cards', order.customerUid)).toMatchObject({ billingKey: order.customerUid });
    shop.registration = { startedAt: null, impUid: 'imp_2' };
    expect(await shop.charge(await shop.order(), { impUid: 'imp_2' })).toMatchObject({ status: 'paid' });
  });

  it('is waited for until an hour after its order is over', async () => {
    const shop = await openKit();
    const order = await shop.order();
    shop.registration = { status: 'pending' };
    shop.later(DAY + HOUR);
    expect(await shop.refusal(shop.charge(order))).toMatchObject({ code: 'charge_unsettled', retryAfterSeconds: 5 });
    shop.later(1);
    expect(await shop.refusal(shop.charge(order))).toMatchObject({
      ...{ code: 'registration_failed', message: expect.stringContaining('The window was not finished in time.') },
    });
  });

  it('that took the price is a paid charge, however late', async () => {
    const shop = await openKit();
    const order = await shop.order();
    shop.registration = {
      payment: shop.paymentOf({ ...taken, amount: 10_000, cancelledAmount: 100 }),
      startedAt: START + 9 * DAY,
    };
    const receipt = await shop.charge(order, { chargedAtIssue: true });
    expect(receipt).toMatchObject({ status: 'paid', chargedAtIssue: true, impUid: 'imp_register', amount: 9900 });
    expect(shop.calls).toHaveLength(1);
  });

  it.each([
    ['amount', { amount: 100 }, 'took 100 KRW', {}],
    ['currency', { currency: 'USD' }, 'took 9900 USD', {}],
    ['part that was given back', { cancelledAmount: 900 }, 'took 9000 KRW', {}],
    ['few cents', { amount: 20.01, cancelledAmount: 10.02, currency: 'USD' }, 'took 9.99 USD', {}],
  ])('that took money of another %s is told to the host once', async (_, payment, message, order) => {
    const shop = await openKit();
    const made = await shop.order(order);
    shop.registration = { payment: shop.paymentOf({ ...taken, ...payment }) };
    for (let sent = 0; sent < 2; sent += 1) {
      const refused = await shop.refusal(shop.charge(made));
      const costs = `order ${made.merchantUid} costs 9900 KRW. Nothing was charged on top; refund it`;
      expect(refused).toMatchObject({ code: 'amount_mismatch', message: expect.stringContaining(message) });
      expect(refused).toMatchObject({ message: expect.stringContaining(costs) });
    }
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([
      {
        ...{ type: 'payment_mismatch', eventId: `mismatch:${made.merchantUid}`, customerId: 'mina', createdAt: START },
        data: { merchantUid: made.merchantUid, impUid: 'imp_register' },
      },
    ]);
  });

  it('that took money for a card alone is refused, whatever it took', async () => {
    const shop = await openKit();
    const order = await shop.order({ purpose: 'register' });
    shop.registration = { payment: shop.paymentOf({ ...taken, amount: 0 }) };
    const refused = await shop.refusal(shop.charge(order, { impUid: undefined }));
    expect(refused).toMatchObject({ code: 'amount_mismatch', message: expect.stringContaining('costs 0 KRW') });
    await shop.billing.tick();
    expect(shop.emitted).toMatchObject([{ data: { impUid: null } }]);
  });

  it('that took nothing is no payment, whatever the page says', async () => {
    const shop = await openKit();
    expect(await shop.refusal(shop.charge(await shop.order(), { chargedAtIssue: true }))).toMatchObject({
      ...{ code: 'not_charged_at_issue', field: 'chargedAtIssue' },
      message: expect.stringContaining('registration imp_register took the money; the gateway says it did not'),
    });
  });

  it('is no charge of the kit’s own', async () => {
    const shop = await openKit();
    const receipt = await shop.charge(await shop.order());
    const order = await shop.order();
    shop.registration = { impUid: receipt.impUid };
    expect(await shop.refusal(shop.charge(order, { impUid: receipt.impUid ?? '' }))).toMatchObject({
      ...{ code: 'registration_used', field: 'impUid' },
      message: `Payment ${receipt.impUid} is the charge ${receipt.chargeMerchantUid}.`,
    });
  });

  it('is told to a customer who came back elsewhere', async () => {
    const shop = await openKit();
    const { merchantUid, customerUid, chargeMerchantUid } = await shop.order();
    const get = () => shop.billing.getRegistration({ customerId: 'mina', merchantUid });
    const none = {
      merchantUid,
      customerUid,
      chargeMerchantUid,
      status: 'none',
      impUid: null,
      billingKey: null,
      failReason: null,
    };
    const issued = { ...none, status: 'issued', impUid: 'imp_register', billingKey: customerUid };
    expect(await get()).toEqual(issued);
    shop.registration = { customerUid: null, failReason: 'x' };
    expect(await get()).toEqual({ ...issued, failReason: 'x' });
    for (const registration of [null, { customerUid: 'other' }, { isRegistration: false, failReason: 'x' }]) {
      shop.registration = registration;
      expect(await get()).toEqual(none);
    }
    const other = shop.billing.getRegistration({ customerId: 'jun', merchantUid });
    expect(await shop.refusal(other)).toMatchObject({
      ...{ code: 'order_unknown', field: 'merchantUid', message: `This customer has no order ${merchantUid}.` },
    });
  });
});
