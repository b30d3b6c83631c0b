import { describe, expect, it } from 'vitest';
import { update } from '../../src/server/store/Store.js';
import { answered, LIFE, lost, news, openCharges, unreachable } from './support/openCharges.js';
import { DAY, HOUR, MINUTE, paymentOf, START } from './support/payments.js';

/** Five charges whose answers were lost, and whose calls’ lives are over. */
async function openFive() {
  const shop = await openCharges();
  for (let made = 1; made <= 5; made += 1) {
    shop.answer(lost());
    const numbers = {
      chargeMerchantUid: `charge${made}`,
      merchantUid: `register${made}`,
      subscriptionId: `sub${made}`,
    };
    await shop.charge(numbers);
  }
  shop.later(LIFE);
  shop.emitted.length = 0;
  shop.calls.length = 0;
  return shop;
}

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
    expect(shop.emitted.filter(({ type }) => type !== 'gateway_unavailable')).toEqual([]);
    const eventId = 'charge_unsettled:charge1:1';
    const data = { ...news, impUid: null };
    expect(await shop.store.get('events', eventId)).toMatchObject({
      type: 'charge_unsettled',
      customerId: 'mina',
      data,
    });
  });

  it('tells of a charge that has been open for a day to the millisecond', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    shop.down = unreachable();
    shop.later(LIFE + DAY);
    await shop.charges.sweep();
    expect(await shop.told()).toEqual(['charge_unsettled']);
  });

  it('comes back to a charge that the gateway has begun, and to none that is settled', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    shop.later(LIFE);
    shop.known = [paymentOf({ status: 'pending' })];
    await shop.charges.sweep();
    expect(await shop.row()).toMatchObject({ status: 'pending', lookAt: shop.now() + 15_000 });
    shop.known = [paymentOf()];
    for (let told = 0; told < 2; told += 1) {
      await shop.charges.recheck('charge1');
      expect(await shop.row()).toMatchObject({ status: 'paid', lookAt: null });
    }
  });

  it('leaves it to another server when that one is to look, where it has said so meanwhile', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    shop.known = [paymentOf()];
    shop.overtake(async () => undefined);
    shop.overtake(async (store) => {
      const row = await store.get('charges', 'charge1');
      if (row !== null) await store.commit([update('charges', row, { lookAt: START + HOUR })]);
    });
    await shop.charges.recheck('charge1');
    expect(await shop.row()).toMatchObject({ status: 'paid', lookAt: START + HOUR });
  });

  it('visits first what is due first', async () => {
    const shop = await openCharges();
    for (const number of [2, 1]) {
      shop.answer(lost());
      const numbers = { merchantUid: `register${number}`, subscriptionId: `sub${number}` };
      await shop.charge({ chargeMerchantUid: `charge${number}`, ...numbers });
      shop.later(1);
    }
    shop.later(LIFE);
    shop.calls.length = 0;
    await shop.charges.sweep();
    expect(shop.calls).toMatchObject([{ find: { merchantUid: 'charge2' } }, { find: { merchantUid: 'charge1' } }]);
  });

  it('visits all that are lost, each time', async () => {
    const shop = await openFive();
    for (const wait of [0, 5 * MINUTE, HOUR]) {
      shop.later(wait);
      shop.calls.length = 0;
      expect(await shop.charges.sweep()).toBe(5);
      expect(shop.calls).toHaveLength(5);
    }
  });

  it('goes on with the others where another server is at some', async () => {
    const shop = await openFive();
    for (const number of [1, 2, 3]) {
      shop.overtake(async (store) => {
        const row = await store.get('charges', `charge${number}`);
        if (row !== null) await store.commit([update('charges', row, { looks: 1 })]);
      });
    }
    await shop.charges.sweep();
    expect(shop.calls).toMatchObject([{ find: { merchantUid: 'charge4' } }, { find: { merchantUid: 'charge5' } }]);
  });

  it('tells of one that breaks, and goes on with the others', async () => {
    const shop = await openFive();
    shop.down = new TypeError('undefined is not a function');
    expect(await shop.charges.sweep()).toBe(5);
    expect(shop.emitted).toMatchObject(
      [1, 2, 3, 4, 5].map((number) => ({
        type: 'error',
        where: `charge charge${number}`,
        error: { message: 'undefined is not a function' },
      })),
    );
  });

  it('leaves a gateway alone that did not answer three times, and visits all that it has begun', async () => {
    const shop = await openFive();
    shop.down = unreachable();
    await shop.charges.sweep();
    expect(shop.calls).toHaveLength(3);
    shop.down = null;
    shop.known = [paymentOf({ status: 'pending' })];
    shop.later(HOUR);
    await shop.charges.sweep();
    expect(shop.calls).toHaveLength(8);
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
