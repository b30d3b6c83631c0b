import { describe, expect, it } from 'vitest';
import { answered, LIFE, lost, news, openCharges, unreachable } from './support/openCharges.js';
import { DAY, HOUR, MINUTE, paymentOf, START } from './support/payments.js';

describe('a sweep of charges', () => {
  it('looks for a lost one after its life, and then five minutes, an hour and a day later', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    shop.later(LIFE - 1);
    expect(await shop.charges.sweep()).toBe(0);
    shop.later(1);
    expect(await shop.charges.sweep()).toBe(1);
    expect(await shop.row()).toMatchObject({
      ...{ status: 'failed', failCode: 'lost', settledAt: shop.now(), callEndsAt: 0 },
      failReason: 'The gateway has no record of it: nothing was charged.',
    });
    for (const wait of [5 * MINUTE, HOUR, DAY]) {
      expect((await shop.row())?.lookAt).toBe(shop.now() + wait);
      shop.later(wait);
      expect(await shop.charges.sweep()).toBe(1);
    }
    expect((await shop.row())?.lookAt).toBeNull();
    expect(await shop.told()).toEqual(['charge_failed']);
  });

  it('finds a lost one that was paid after all', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    shop.later(LIFE);
    await shop.charges.sweep();
    shop.known = [paymentOf()];
    shop.later(5 * MINUTE);
    await shop.charges.sweep();
    expect(await shop.row()).toMatchObject({
      status: 'paid',
      failCode: null,
      failReason: null,
      impUid: 'imp_1',
      lookAt: null,
    });
    expect(await shop.told()).toEqual(['charge_failed', 'charge_recovered']);
  });

  it('asks a gateway that is down less and less often, and tells of a charge that is open for a day once', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    shop.down = unreachable();
    shop.later(LIFE);
    let looks = 0;
    for (const wait of [15_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, ...Array(26).fill(HOUR)]) {
      const at = shop.now();
      expect(await shop.charges.sweep()).toBe(1);
      looks += 1;
      expect(await shop.row()).toMatchObject({ status: 'pending', lookAt: at + wait, looks });
      const isOverdue = at >= START + LIFE + DAY;
      expect(await shop.told()).toEqual(isOverdue ? ['charge_unsettled'] : []);
      shop.later(wait);
    }
    const eventId = 'charge_unsettled:charge1:1';
    const data = { ...news, impUid: null };
    expect(await shop.store.get('events', eventId)).toMatchObject({
      type: 'charge_unsettled',
      customerId: 'mina',
      data,
    });
  });

  it('tells of one that breaks, and goes on with the others', async () => {
    const shop = await openCharges();
    shop.answer(lost(), lost());
    await shop.charge();
    await shop.charge({ chargeMerchantUid: 'charge2', merchantUid: 'register2' });
    shop.down = new TypeError('undefined is not a function');
    shop.emitted.length = 0;
    shop.later(LIFE);
    expect(await shop.charges.sweep()).toBe(2);
    expect(shop.emitted).toMatchObject([
      { type: 'error', where: 'charge charge1', error: { message: 'undefined is not a function' } },
      { type: 'error', where: 'charge charge2' },
    ]);
  });

  it('leaves a gateway alone that did not answer three times, and visits all that it has begun', async () => {
    const shop = await openCharges();
    for (let made = 0; made < 5; made += 1) {
      shop.answer(lost());
      await shop.charge({
        chargeMerchantUid: `charge${made}`,
        merchantUid: `register${made}`,
        subscriptionId: `sub${made}`,
      });
    }
    shop.later(LIFE);
    const before = shop.calls.length;
    shop.down = unreachable();
    await shop.charges.sweep();
    expect(shop.calls.length - before).toBe(3);
    shop.down = null;
    shop.known = [paymentOf({ status: 'pending' })];
    shop.later(HOUR);
    await shop.charges.sweep();
    expect(shop.calls.length - before).toBe(8);
  });

  it('is made anew for a charge of which a webhook tells', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    shop.down = unreachable();
    await shop.charges.recheck('charge1');
    expect(await shop.row()).toMatchObject({ status: 'paid', lookAt: START + 15_000 });
    shop.down = null;
    shop.known = [paymentOf({ status: 'cancelled', cancelledAmount: 9900 })];
    await shop.charges.recheck('charge1');
    expect(await shop.row()).toMatchObject({ status: 'refunded', refundedAmount: 9900, lookAt: null });
  });
});
