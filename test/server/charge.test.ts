import { describe, expect, it } from 'vitest';
import type { NewCharge } from '../../src/server/charge/Charges.js';
import { assertSame, newRow } from '../../src/server/charge/chargeRows.js';
import { callIamport } from './support/callIamport.js';
import { openShop } from './support/shop.js';

const AGAIN = 'POST /subscribe/payments/again';

describe('an order, its charge and a look at it', () => {
  it('charges what the order costs, once, and says so', async () => {
    const shop = await openShop();
    const { order, answer } = await shop.buy();
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'paid', amount: 9900, currency: 'KRW', cardName: 'BC카드' });
    expect(shop.simulator.countCharges()).toBe(1);
    const looked = await shop.send(`/charges/${order.chargeMerchantUid}`);
    expect(looked.body).toEqual(answer.body);
    expect(looked.headers.get('cache-control')).toBe('no-store');
  });

  it('answers the same numbers with the same receipt', async () => {
    const shop = await openShop();
    const { order, impUid, answer } = await shop.buy();
    const again = await Promise.all([1, 2, 3, 4].map(() => shop.post('/charges', shop.claim(order, impUid))));
    for (const one of again) expect(one.body).toEqual(answer.body);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('charges once when ten requests come at the same moment, to two servers', async () => {
    const shop = await openShop();
    const other = shop.start();
    const order = await shop.order();
    const claim = { ...shop.claim(order, shop.register(order)), customerId: 'mina' };
    const servers = [shop.billing, other];
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) => servers[index % 2]?.charge(claim)),
    );
    expect(answers.some(({ status }) => status === 'fulfilled')).toBe(true);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'charge_unsettled' });
    }
    expect(shop.simulator.countCharges()).toBe(1);
    expect(await other.charge(claim)).toMatchObject({ status: 'paid' });
  });

  it('says that a card was declined, and charges it when it is tried again', async () => {
    const shop = await openShop();
    shop.simulator.decline({ reason: '한도초과 (8035)' });
    const { order, impUid, answer } = await shop.buy();
    expect(answer.status).toBe(402);
    expect(answer.body.error?.code).toBe('charge_declined');
    expect(answer.body.charge).toMatchObject({ status: 'failed', failReason: '한도초과 (8035)', failCode: '8035' });
    const again = await shop.post('/charges', shop.claim(order, impUid));
    expect(again.body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('finds a charge whose answer was lost', async () => {
    const shop = await openShop();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    const { answer } = await shop.buy();
    expect(answer.body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('tries again only when a lost call can no longer arrive', async () => {
    const shop = await openShop();
    shop.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'network' });
    const { order, impUid, answer } = await shop.buy();
    expect(answer.status).toBe(503);
    expect(answer.body.error?.code).toBe('charge_unsettled');
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect((await shop.post('/charges', shop.claim(order, impUid))).status).toBe(503);
    expect(shop.simulator.countCalls('POST /subscribe/payments/again')).toBe(1);
    await shop.later(60_001);
    expect((await shop.post('/charges', shop.claim(order, impUid))).body).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it('tells the host of each charge', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    await shop.billing.tick();
    const told = shop.events.filter((event) => event.type === 'charge_paid');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ customerId: 'mina', data: { chargeMerchantUid: order.chargeMerchantUid } });
  });
});

describe('two clicks at once', () => {
  it('are both answered when the first one’s charge is declined', async () => {
    const shop = await openShop();
    const other = shop.start();
    const order = await shop.order();
    const claim = { ...shop.claim(order, shop.register(order)), customerId: 'mina' };
    shop.simulator.decline();
    // The second click has verified the registration, and writes when the first one has the row and was declined.
    const held = shop.simulator.failNext({ route: 'GET /payments/{imp_uid}', kind: 'slow' });
    const second = other.charge(claim);
    await held.met;
    expect(await shop.billing.charge(claim)).toMatchObject({ status: 'failed' });
    held.release();
    expect(await second).toMatchObject({ status: 'paid' });
    expect(shop.simulator.countCharges()).toBe(1);
  });
});

describe('a number that an earlier order of the same purchase lends', () => {
  it('charges the card of the later one, under which the subscription begins', async () => {
    const shop = await openShop();
    shop.simulator.decline();
    const first = await shop.buy('mina');
    const second = await shop.order();
    const { chargeMerchantUid } = first.order;
    const claim = shop.claim(second, shop.register(second), { chargeMerchantUid });
    expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid', chargeMerchantUid });
    expect((await shop.post('/charges', claim)).body).toMatchObject({ status: 'paid', chargeMerchantUid });
    expect(shop.simulator.countCharges()).toBe(1);
    expect((await shop.send('/charges')).body).toMatchObject([{ cardId: second.customerUid }]);
  });

  it.each([
    ['that was declined', true],
    ['that nobody has charged', false],
  ])('%s is paid by what the PG took with the later one’s key, and its refund is seen', async (_, isDeclined) => {
    const shop = await openShop({ webhooks: true });
    const lender = await shop.order('mina', 'monthly');
    const sent = shop.claim(lender, shop.register(lender));
    if (isDeclined) {
      shop.simulator.decline();
      expect((await shop.post('/charges', sent)).status).toBe(402);
    }
    const second = await shop.order('mina', 'monthly');
    const impUid = shop.register(second, { charged: true });
    const { chargeMerchantUid } = lender;
    const claim = shop.claim(second, impUid, { chargeMerchantUid, chargedAtIssue: true });
    const paid = await shop.post('/charges', claim);
    expect(paid.body).toMatchObject({ status: 'paid', chargedAtIssue: true, impUid, chargeMerchantUid });
    expect((await shop.post('/charges', claim)).body).toEqual(paid.body);
    // The earlier order is paid too: its page, which may try again, charges nothing.
    expect((await shop.post('/charges', { merchantUid: lender.merchantUid })).body).toEqual(paid.body);
    expect(shop.simulator.countCharges()).toBe(1);
    const [subscription] = await shop.billing.listSubscriptions({ customerId: 'mina' });
    expect(subscription).toMatchObject({ status: 'active', cardId: second.customerUid });
    shop.simulator.console.cancel({ impUid });
    await shop.simulator.idle();
    expect((await shop.send('/charges')).body).toMatchObject([{ status: 'refunded' }]);
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'refunded')).toHaveLength(1);
  });

  it('and that turns out paid after all is one payment too many, which the host is told', async () => {
    const shop = await openShop({ chargeDeadline: 1000 });
    const lender = await shop.order();
    shop.simulator.decline({ reason: '한도초과' });
    expect((await shop.post('/charges', shop.claim(lender, shop.register(lender)))).status).toBe(402);
    const second = await shop.order();
    const { chargeMerchantUid } = lender;
    const claim = shop.claim(second, shop.register(second, { charged: true }), { chargeMerchantUid });
    const paid = await shop.post('/charges', claim);
    expect(paid.body).toMatchObject({ status: 'paid', chargedAtIssue: true });
    // Somebody repeats the declined one in the console.
    const again = { customer_uid: lender.customerUid, merchant_uid: chargeMerchantUid, amount: 9900, name: 'again' };
    const { imp_uid: impUid } = await callIamport(shop, AGAIN, again);
    await shop.later(6 * 60_000);
    await shop.billing.tick();
    const told = shop.events.filter(({ type }) => type === 'payment_mismatch');
    expect(told).toMatchObject([{ data: { chargeMerchantUid, impUid } }]);
    expect((await shop.send('/charges')).body).toEqual([paid.body]);
  });

  it('is paid once when two processes hear of it at once', async () => {
    const shop = await openShop();
    const servers = [shop.billing, shop.start()];
    const lender = await shop.order();
    shop.simulator.decline();
    await shop.post('/charges', shop.claim(lender, shop.register(lender)));
    const second = await shop.order();
    const { chargeMerchantUid } = lender;
    const claim = shop.claim(second, shop.register(second, { charged: true }), { chargeMerchantUid });
    const receipts = await Promise.all(
      [...servers, ...servers].map((server, n) =>
        server.charge({ customerId: 'mina', ...claim, chargedAtIssue: n < 2 ? true : undefined }),
      ),
    );
    expect(receipts.map(({ status }) => status)).toEqual(Array(4).fill('paid'));
    await shop.billing.tick();
    expect(shop.events.filter(({ type }) => type === 'charge_paid')).toHaveLength(1);
    expect(shop.events.filter(({ type }) => type === 'payment_mismatch')).toEqual([]);
  });

  it.each([
    ['the earlier number, then its own', 'lent', 'own', 'ok'],
    ['its own number, then the earlier one', 'own', 'lent', 'ok'],
    ['what the PG took, then the earlier number', 'taken', 'lent', 'ok'],
    ['the earlier number, whose answer was lost, then its own', 'lent', 'own', 'answer-lost-after-commit'],
    ['its own number, of which nobody knew for a while, then the earlier one', 'own', 'lent', 'network'],
  ] as const)('is no second one: a registration is charged once, under %s', async (_, first, then, answer) => {
    const shop = await openShop({ chargeDeadline: 1000 });
    const lender = await shop.order();
    const second = await shop.order();
    const impUid = shop.register(second, { charged: first === 'taken' });
    const claimOf = (which: 'lent' | 'own' | 'taken') =>
      shop.claim(second, impUid, {
        chargeMerchantUid: (which === 'lent' ? lender : second).chargeMerchantUid,
        chargedAtIssue: which === 'taken',
      });
    if (answer !== 'ok') {
      shop.simulator.failNext({ route: AGAIN, kind: answer });
      shop.simulator.failNext({ route: 'GET /payments/findAll/{merchant_uid}', kind: 'network' });
    }
    expect((await shop.post('/charges', claimOf(first))).status).toBe(answer === 'ok' ? 200 : 503);
    await shop.later(2000);
    await shop.post('/charges', claimOf(then));
    const after = await shop.post('/charges', claimOf(then));
    const { chargeMerchantUid } = claimOf(first);
    expect(after).toMatchObject({ status: 200, body: { status: 'paid', chargeMerchantUid } });
    // Another browser knows the order alone.
    expect((await shop.post('/charges', { merchantUid: second.merchantUid })).body).toEqual(after.body);
    expect(shop.simulator.countCharges()).toBe(1);
  });

  it.each([true, false])(
    'and its own, sent to two servers at once, are one charge (its card was declined before: %s)',
    async (isKnown) => {
      const shop = await openShop();
      const lender = await shop.order();
      const second = await shop.order();
      const impUid = shop.register(second);
      if (isKnown) {
        shop.simulator.decline();
        expect((await shop.post('/charges', shop.claim(second, impUid))).status).toBe(402);
      }
      const { chargeMerchantUid } = lender;
      const own = { customerId: 'mina', ...shop.claim(second, impUid) };
      const send = () =>
        Promise.allSettled([shop.start().charge({ ...own, chargeMerchantUid }), shop.start().charge(own)]);
      await send();
      const [one, other] = await send();
      expect(one).toMatchObject({ status: 'fulfilled', value: { status: 'paid' } });
      expect(other).toEqual(one);
      expect(shop.simulator.countCharges()).toBe(1);
    },
  );

  it('while its charge is out is not paid by what the PG took: the host is told', async () => {
    const shop = await openShop({ chargeDeadline: 1000 });
    const lender = await shop.order();
    const held = shop.simulator.failNext({ route: AGAIN, kind: 'slow', committed: 'begun' });
    expect((await shop.post('/charges', shop.claim(lender, shop.register(lender)))).status).toBe(503);
    const second = await shop.order();
    const { chargeMerchantUid } = lender;
    const claim = shop.claim(second, shop.register(second, { charged: true }), { chargeMerchantUid });
    // Nobody knows yet what became of the first one, so the second payment is one to be looked at.
    expect((await shop.post('/charges', claim)).body.error?.code).toBe('registration_used');
    held.release();
    await expect.poll(() => shop.simulator.countCharges({ merchantUid: chargeMerchantUid })).toBe(1);
    await shop.later(60_000);
    await shop.billing.tick();
    expect((await shop.send(`/charges/${chargeMerchantUid}`)).body).toMatchObject({ status: 'paid' });
    expect(shop.events.filter(({ type }) => type === 'payment_mismatch')).toHaveLength(1);
  });
});

describe('what the PG took while it issued the key', () => {
  const issue = { pg_provider: 'danal', pay_method: 'phone', charged: true };

  it('for a number that has a payment of its own is told to the host once, and is not the charge', async () => {
    const shop = await openShop();
    const first = await shop.buy();
    const { chargeMerchantUid } = first.order;
    const order = await shop.order();
    const impUid = shop.register(order, issue);
    const claim = shop.claim(order, impUid, { chargeMerchantUid, chargedAtIssue: true });
    for (let sent = 0; sent < 2; sent += 1) {
      const { status, body } = await shop.post('/charges', claim);
      expect(status).toBe(409);
      expect(body.error).toMatchObject({ code: 'registration_used', field: 'impUid' });
      expect(body.error?.message).toContain(`${impUid} took the money for ${chargeMerchantUid}`);
      expect(body.error?.message).toContain(`(${first.answer.body.impUid})`);
    }
    await shop.billing.tick();
    const told = shop.events.filter(({ type }) => type === 'payment_mismatch');
    expect(told).toMatchObject([{ customerId: 'mina', data: { chargeMerchantUid, impUid } }]);
    expect((await shop.send(`/charges/${chargeMerchantUid}`)).body).toEqual(first.answer.body);
  });

  it('is one charge when it is sent to two servers at once', async () => {
    const shop = await openShop();
    const other = shop.start();
    const order = await shop.order();
    const impUid = shop.register(order, issue);
    const claim = { ...shop.claim(order, impUid), chargedAtIssue: true, customerId: 'mina' };
    const [one, two] = await Promise.all([shop.billing.charge(claim), other.charge(claim)]);
    expect(one).toMatchObject({ status: 'paid', impUid, chargedAtIssue: true });
    expect(two).toEqual(one);
  });
});

describe('the number of a charge', () => {
  const card = { customerId: 'mina', cardId: 'card1', gateway: 'iamport', account: 'key', name: null, number: null };
  const price = { name: '베이직', amount: 9900, currency: 'KRW', planId: 'basic', subscriptionId: 'sub1' };
  const wanted = { ...price, chargeMerchantUid: 'charge1', card } as NewCharge;
  const row = newRow(wanted, 0, 0);

  it('stands for the same with another card', () => {
    assertSame(row, { ...wanted, card: { ...wanted.card, cardId: 'card2' } });
  });

  it.each([
    ['customerId', { card: { ...wanted.card, customerId: 'jun' } }],
    ['amount', { amount: 9901 }],
    ['amount', { currency: 'USD' }],
    ['planId', { planId: 'plus' }],
    ['planId', { planId: undefined }],
    ['subscriptionId', { subscriptionId: 'sub2' }],
    ['subscriptionId', { subscriptionId: undefined }],
  ] satisfies [string, Partial<NewCharge>][])('stands for one %s', (field, changes) => {
    const same = () => assertSame(row, { ...wanted, ...changes });
    expect(same).toThrow(`charge1 was first used with another ${field}`);
    expect(same).toThrow(expect.objectContaining({ code: 'order_mismatch', field }));
  });
});
