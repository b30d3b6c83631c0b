import { describe, expect, it, vi } from 'vitest';
import { createChargeLedger } from '../../src/server/charge/chargeLedger.js';
import { createCharges } from '../../src/server/charge/createCharges.js';
import type { Payment } from '../../src/server/index.js';
import { insert, update } from '../../src/server/store/Store.js';
import {
  answered,
  card,
  LIFE,
  lost,
  news,
  openCharges,
  out,
  tryOut,
  unreachable,
  wanted,
} from './support/openCharges.js';
import { declined, HOUR, paymentOf, START } from './support/payments.js';

describe('a charge', () => {
  it('is written down with its try before the gateway is called, with all that the gateway has to know', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    let before: unknown;
    shop.during = async () => {
      before = [await shop.row(), await shop.tries()];
    };
    await shop.charge();
    expect(before).toEqual([out, [tryOut]]);
    const { billingKey } = card;
    const { name, amount, currency, taxFree, vat, buyer } = wanted;
    const request = { billingKey, merchantUid: 'charge1', name, amount, currency, taxFree, vat, buyer };
    expect(shop.calls).toEqual([{ charge: { ...request, tag: 'charge1:1' } }]);
  });

  it('needs nothing but a card, a name and an amount', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    const { chargeMerchantUid, name, amount, currency } = wanted;
    await shop.charges.charge({ charge: { chargeMerchantUid, card, name, amount, currency } });
    const none = { merchantUid: null, subscriptionId: null, period: null, planId: null, taxFree: null, vat: null };
    expect(await shop.row()).toMatchObject({ ...none, status: 'paid' });
    expect(shop.calls).toMatchObject([{ charge: { taxFree: null, vat: null, buyer: null } }]);
  });

  it('that is paid is settled with its try, and told', async () => {
    const shop = await openCharges();
    shop.during = async () => shop.later(2000);
    shop.answer(answered(paymentOf()));
    const settledAt = START + 2000;
    const paid = {
      ...out,
      version: 2,
      status: 'paid',
      callEndsAt: 0,
      lookAt: null,
      impUid: 'imp_1',
      receiptUrl: 'https://receipt.example/1',
      settledAt,
    };
    expect(await shop.charge()).toEqual(paid);
    expect(await shop.row()).toEqual(paid);
    expect(await shop.tries()).toEqual([
      { ...tryOut, version: 2, status: 'paid', impUid: 'imp_1', endedAt: settledAt },
    ]);
    const [event] = await shop.store.find('events', {
      where: { customerId: 'mina' },
      limit: 9,
      order: { by: 'createdAt' },
    });
    expect(event).toMatchObject({ type: 'charge_paid', customerId: 'mina', data: news, createdAt: settledAt });
    expect(await shop.charge()).toEqual(paid);
    expect(shop.calls).toHaveLength(1);
  });

  it('that is declined is tried again when it is asked for, with the card that is given then', async () => {
    const shop = await openCharges();
    shop.answer(answered(declined()), answered(paymentOf({ impUid: 'imp_2', tag: 'charge1:2', billingKey: 'key2' })));
    await shop.store.commit([
      insert('cards', {
        ...card,
        ...{ cardId: 'card2', billingKey: 'key2', defaultOf: null, impUid: null, merchantUid: null },
      }),
    ]);
    const failed = await shop.charge();
    expect(failed).toMatchObject({
      status: 'failed',
      failCode: '8035',
      failReason: '한도초과',
      lookAt: null,
      tries: 1,
    });
    expect(await shop.charge({}, { again: false })).toEqual(failed);
    shop.known = [declined()];
    shop.later(1000);
    shop.during = async () => {
      const now = shop.now();
      expect(await shop.row()).toMatchObject({
        ...{ status: 'pending', tries: 2, cardId: 'card2', gateway: 'iamport', account: 'iamport:key', looks: 0 },
        ...{ callEndsAt: now + LIFE, lookAt: now + LIFE, failCode: null, failReason: null, settledAt: null },
      });
      expect((await shop.tries())[1]).toEqual({
        ...tryOut,
        ...{ tryId: 'charge1:2', number: 2, cardId: 'card2', startedAt: now, callEndsAt: now + LIFE },
      });
    };
    const again = await shop.charge({ card: { ...card, cardId: 'card2', billingKey: 'key2' } });
    expect(again).toMatchObject({ status: 'paid', tries: 2, impUid: 'imp_2', failCode: null });
    expect((await shop.tries()).map(({ status, endedAt }) => [status, endedAt])).toEqual([
      ['declined', START],
      ['paid', START + 1000],
    ]);
    expect(await shop.told()).toEqual(['charge_failed', 'charge_paid']);
  });

  it('that is refused took nothing, unless the gateway has it as paid', async () => {
    const shop = await openCharges();
    shop.answer({ kind: 'refused', code: '400', message: 'The number is taken.' });
    const failed = { status: 'failed', failCode: 'refused', failReason: 'The number is taken.' } as const;
    expect(await shop.charge()).toEqual({
      ...out,
      ...failed,
      version: 2,
      callEndsAt: 0,
      lookAt: null,
      settledAt: START,
    });
    const { failCode, failReason } = failed;
    expect(await shop.tries()).toEqual([
      { ...tryOut, version: 2, status: 'refused', failCode, failReason, endedAt: START },
    ]);
    expect(await shop.told()).toEqual(['charge_failed']);
    shop.answer({ kind: 'refused', code: '400', message: 'The number is taken.' });
    shop.during = async () => {
      shop.known = [paymentOf()];
    };
    expect(await shop.charge()).toMatchObject({ status: 'paid', impUid: 'imp_1', failCode: null, failReason: null });
  });

  it('that never left this machine is no news, and can be asked for again at once', async () => {
    const shop = await openCharges();
    shop.answer(unreachable(), answered(paymentOf({ tag: 'charge1:2' })));
    const failReason = 'The gateway could not be asked: nothing was charged.';
    expect(await shop.charge()).toMatchObject({ status: 'failed', failCode: 'unavailable', failReason, lookAt: null });
    expect(await shop.tries()).toMatchObject([{ status: 'refused', failCode: 'unavailable', failReason }]);
    expect(await shop.told()).toEqual([]);
    expect(shop.emitted).toEqual([
      { type: 'gateway_unavailable', gateway: 'iamport', message: 'No address was found.' },
    ]);
    expect(await shop.charge()).toMatchObject({ status: 'paid', tries: 2 });
  });

  it('that never left this machine is known to be over, also where the gateway can’t be asked', async () => {
    const shop = await openCharges();
    shop.down = unreachable();
    shop.answer(unreachable());
    expect(await shop.charge()).toMatchObject({ status: 'pending', callEndsAt: START, lookAt: START });
    expect(shop.emitted).toHaveLength(2);
    shop.down = null;
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1' })).toMatchObject({ status: 'failed' });
  });

  it('whose answer is lost is not made again before its call’s life is over', async () => {
    const shop = await openCharges();
    shop.answer(lost(), answered(paymentOf({ tag: 'charge1:2' })));
    expect(await shop.charge()).toEqual(out);
    expect(shop.emitted).toMatchObject([{ type: 'gateway_unavailable', message: 'The connection broke.' }]);
    shop.later(LIFE - 1);
    expect(await shop.charge()).toEqual(out);
    shop.later(1);
    const before = shop.calls.length;
    expect(await shop.charge()).toMatchObject({ status: 'paid', tries: 2 });
    // The gateway was asked once more what it knows, and then called.
    expect(shop.calls.slice(before)).toMatchObject([
      { find: { merchantUid: 'charge1', impUid: null } },
      { charge: {} },
    ]);
    expect((await shop.tries()).map(({ status }) => status)).toEqual(['lost', 'paid']);
    expect(await shop.told()).toEqual(['charge_failed', 'charge_paid']);
  });

  it('that the gateway has begun waits for its end, however long that takes', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    shop.known = [paymentOf({ status: 'pending' })];
    expect(await shop.charge()).toMatchObject({ status: 'pending' });
    shop.later(HOUR);
    expect(await shop.charge()).toMatchObject({ status: 'pending', tries: 1 });
    // A window that somebody opened under the number is no charge that is begun.
    shop.known = [paymentOf({ status: 'pending', isKeyCharge: false })];
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1' })).toMatchObject({ failCode: 'lost' });
  });

  it('of a worker that slept before its call is left to others', async () => {
    const shop = await openCharges({ chargeLife: -1 });
    shop.answer(answered(paymentOf()));
    expect(await shop.charge()).toMatchObject({ status: 'pending' });
    expect(shop.calls).toEqual([]);
  });

  it.each([
    [0.4, 'paid'],
    [0.6, 'pending'],
  ])('of a worker that slept for %s of its call’s life is %s', async (part, status) => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    const real = Date.now;
    const clock = vi.spyOn(Date, 'now');
    shop.overtake(async () => clock.mockImplementation(() => real() + part * LIFE));
    expect(await shop.charge()).toMatchObject({ status });
    clock.mockRestore();
    expect(shop.calls).toHaveLength(status === 'paid' ? 1 : 0);
  });

  it('beside whose number somebody paid something else is not made again', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf({ amount: 100 })));
    shop.known = [paymentOf({ amount: 100 })];
    const mismatch = await shop.charge();
    expect(mismatch).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    expect(await shop.charge()).toEqual(mismatch);
    expect(shop.calls.filter((call) => 'charge' in (call as object))).toHaveLength(1);
  });

  it('is paid by the card of an earlier try, whose call came late', async () => {
    const shop = await openCharges();
    const second = { ...card, cardId: 'card2', billingKey: 'key2', impUid: null, merchantUid: null, defaultOf: null };
    await shop.store.commit([insert('cards', second)]);
    shop.answer(lost(), answered(declined({ impUid: 'imp_2', tag: 'charge1:2', billingKey: 'key2' })));
    await shop.charge();
    shop.later(LIFE);
    expect(await shop.charge({ card: second })).toMatchObject({ status: 'failed', cardId: 'card2', tries: 2 });
    shop.known = [paymentOf()];
    const look = { chargeMerchantUid: 'charge1', fresh: true };
    expect(await shop.charges.look(look)).toMatchObject({ status: 'paid', impUid: 'imp_1' });
    expect((await shop.tries()).map(({ status }) => status)).toEqual(['paid', 'declined']);
  });

  it('beside which something was changed meanwhile is not made', async () => {
    const shop = await openCharges();
    await shop.store.commit([update('cards', card, { name: '새 카드' })]);
    const charging = shop.charges.charge({ charge: wanted, alongside: [update('cards', card, { failures: 1 })] });
    await expect(charging).rejects.toMatchObject({
      code: 'store_conflict',
      retryAfterSeconds: 1,
      message: expect.stringContaining('charge charge1 was changed by somebody else'),
    });
    expect(await shop.row()).toBeNull();
    expect(shop.calls).toEqual([]);
    shop.answer(answered(declined()));
    await shop.charge();
    const again = shop.charges.charge({ charge: wanted, alongside: [update('cards', card, { failures: 1 })] });
    const calls = shop.calls.length;
    await expect(again).rejects.toMatchObject({ code: 'store_conflict' });
    expect(await shop.tries()).toHaveLength(1);
    expect(shop.calls.length - calls).toBeLessThan(2);
  });

  it('that had failed and is paid by now is not made again, nor is one that was given back', async () => {
    const shop = await openCharges();
    shop.answer(answered(declined()));
    await shop.charge();
    shop.known = [paymentOf()];
    expect(await shop.charge()).toMatchObject({ status: 'paid', tries: 1 });
    shop.known = [paymentOf({ status: 'cancelled', cancelledAmount: 9900 })];
    await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    const calls = shop.calls.length;
    expect(await shop.charge()).toMatchObject({ status: 'refunded' });
    expect(shop.calls).toHaveLength(calls);
    expect(shop.calls.filter((call) => 'charge' in (call as object))).toHaveLength(1);
  });

  it('that another server begins at the same moment is left to it', async () => {
    const shop = await openCharges();
    shop.overtake((store) => store.commit([insert('charges', out), insert('tries', tryOut)]));
    expect(await shop.charge()).toEqual(out);
    expect(shop.calls).toEqual([{ find: { merchantUid: 'charge1', impUid: null } }]);
  });

  it('of which another server has written something meanwhile is decided anew', async () => {
    const shop = await openCharges();
    shop.answer(answered(declined()), answered(paymentOf({ impUid: 'imp_2', tag: 'charge1:2' })));
    const failed = await shop.charge();
    shop.known = [declined()];
    shop.overtake((store) => store.commit([update('charges', failed, { looks: 0 })]));
    expect(await shop.charge()).toMatchObject({ status: 'paid', tries: 2 });
  });

  it('that turns out declined is not tried again by who asked what became of it', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    shop.known = [declined()];
    const known = await shop.charge();
    expect(known).toMatchObject({ status: 'failed', failCode: '8035', tries: 1 });
    expect(shop.calls.filter((call) => 'charge' in (call as object))).toHaveLength(1);
  });

  it('that another server tries again meanwhile, in vain, is not tried a third time unasked', async () => {
    const shop = await openCharges();
    shop.answer(answered(declined()), answered(declined({ impUid: 'imp_2', tag: 'charge1:2' })));
    await shop.charge();
    shop.known = [declined()];
    let isFirst = true;
    shop.meanwhile = async () => {
      if (!isFirst) return;
      isFirst = false;
      // Another process, with the same database and gateway.
      await createCharges(shop.context).charge({ charge: wanted });
      shop.known = [declined({ impUid: 'imp_2', tag: 'charge1:2' }), declined()];
    };
    expect(await shop.charge()).toMatchObject({ status: 'failed', tries: 2 });
    expect(shop.calls.filter((call) => 'charge' in (call as object))).toHaveLength(2);
  });

  it('of another account than there is says what is missing', async () => {
    const shop = await openCharges();
    const elsewhere = shop.charge({ card: { ...card, account: 'iamport:other' } });
    await expect(elsewhere).rejects.toMatchObject({
      code: 'invalid_configuration',
      field: 'gateways',
      message: expect.stringContaining('the account iamport:other at iamport'),
    });
  });

  it('that breaks in the gateway in a way of its own stays open', async () => {
    const shop = await openCharges();
    shop.answer(new TypeError('undefined is not a function'));
    await expect(shop.charge()).rejects.toThrow(TypeError);
    expect(shop.emitted).toEqual([]);
    expect(await shop.row()).toEqual(out);
    shop.down = new TypeError('neither');
    await expect(shop.charges.look({ chargeMerchantUid: 'charge1' })).rejects.toThrow('neither');
  });
});

describe('a look at a charge', () => {
  it('asks the gateway while it is open, and otherwise when it is to be fresh', async () => {
    const shop = await openCharges();
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true })).toBeNull();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    const calls = shop.calls.length;
    shop.known = [paymentOf({ status: 'cancelled', cancelledAmount: 9900 })];
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1' })).toMatchObject({ status: 'paid' });
    expect(shop.calls).toHaveLength(calls);
    const looks = [1, 2].map(() => shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true }));
    expect(await Promise.all(looks)).toMatchObject([{ status: 'refunded' }, { status: 'refunded' }]);
    expect(shop.calls.slice(calls)).toEqual([{ find: { merchantUid: 'charge1', impUid: 'imp_1' } }]);
    expect(await shop.told()).toEqual(['charge_paid', 'refunded']);
  });

  it('is told to who listens, with what was before, as often as something changed', async () => {
    const shop = await openCharges();
    const heard: unknown[] = [];
    const charges = createCharges(shop.context, {
      listeners: [
        async ({ before, after }) => {
          heard.push([before?.status ?? null, after.status, after.tries]);
          return [];
        },
      ],
    });
    shop.answer(answered(declined()), answered(paymentOf({ impUid: 'imp_2', tag: 'charge1:2' })));
    await charges.charge({ charge: wanted });
    shop.known = [declined()];
    await charges.charge({ charge: wanted });
    shop.known = [paymentOf({ impUid: 'imp_2', tag: 'charge1:2' })];
    await charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    expect(heard).toEqual([
      [null, 'pending', 1],
      ['pending', 'failed', 1],
      ['failed', 'pending', 2],
      ['pending', 'paid', 2],
    ]);
    heard.length = 0;
    shop.known = [];
    await charges.adopt({ charge: { ...wanted, chargeMerchantUid: 'charge2', merchantUid: 'register2' } });
    expect(heard).toEqual([
      [null, 'pending', 1],
      ['pending', 'failed', 1],
    ]);
  });

  it('writes nothing where the gateway says nothing new', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    const paid = await shop.charge();
    shop.known = [paymentOf()];
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true })).toEqual(paid);
    expect(await shop.row()).toEqual(paid);
    expect(await shop.tries()).toMatchObject([{ version: 2 }]);
  });

  it('takes a charge over that somebody else has made', async () => {
    const shop = await openCharges();
    shop.known = [paymentOf({ tag: null })];
    expect(await shop.charges.adopt({ charge: wanted })).toMatchObject({ status: 'paid', impUid: 'imp_1', tries: 1 });
    expect(await shop.tries()).toMatchObject([{ number: 1, callEndsAt: START }]);
    shop.known = [];
    const none = { ...wanted, chargeMerchantUid: 'charge2', merchantUid: 'register2' };
    expect(await shop.charges.adopt({ charge: none })).toMatchObject({ status: 'failed', failCode: 'lost' });
  });
});

describe('what is written down of charges', () => {
  it('says which row is gone', async () => {
    const { context } = await openCharges();
    const ledger = createChargeLedger(context, async () => []);
    await expect(ledger.read('charge9')).rejects.toThrow('The row of charge charge9 is gone from the store.');
  });

  it('is left alone by the end of a try that is not the latest one, or that is settled', async () => {
    const shop = await openCharges();
    const ledger = createChargeLedger(shop.context, async () => []);
    const ended = { status: 'lost', failCode: 'lost', failReason: 'x' } as const;
    shop.answer(lost());
    await shop.charge();
    for (const number of [0, 2]) {
      expect(await ledger.endTry('charge1', { ...ended, number })).toEqual(out);
      await ledger.endCall('charge1', number);
    }
    expect(await shop.row()).toEqual(out);
    shop.known = [paymentOf()];
    const paid = await shop.charges.look({ chargeMerchantUid: 'charge1' });
    expect(await ledger.endTry('charge1', { ...ended, number: 1 })).toEqual(paid);
    await ledger.endCall('charge1', 1);
    expect(await shop.row()).toEqual(paid);
  });

  it('is the end of the try that it is of', async () => {
    const shop = await openCharges();
    shop.answer(answered(declined()), lost());
    await shop.charge();
    shop.known = [declined()];
    await shop.charge();
    shop.later(LIFE);
    await shop.charges.sweep();
    expect((await shop.tries()).map(({ status }) => status)).toEqual(['declined', 'lost']);
    const ledger = createChargeLedger(shop.context, async () => []);
    shop.answer(lost());
    const before = await shop.charge();
    expect(before).toMatchObject({ status: 'pending', tries: 3 });
    expect(
      await ledger.endTry('charge1', { number: 1, status: 'refused', failCode: 'refused', failReason: 'x' }),
    ).toEqual(before);
  });

  it('is that a key which no card here has has paid, of a backup, and not somebody else’s key', async () => {
    const open = async (payment: Payment, customerId: string | null) => {
      const shop = await openCharges();
      shop.answer(lost());
      await shop.charge();
      const other = { ...card, cardId: 'card2', billingKey: 'key2', impUid: null, merchantUid: null, defaultOf: null };
      if (customerId !== null) await shop.store.commit([insert('cards', { ...other, customerId })]);
      shop.known = [payment];
      return shop;
    };
    const look = { chargeMerchantUid: 'charge1', fresh: true };
    const young = await open(paymentOf({ billingKey: 'key2' }), null);
    expect(await young.charges.look(look)).toMatchObject({ status: 'paid', impUid: 'imp_1' });
    const theirs = await open(paymentOf({ billingKey: 'key2' }), 'jun');
    expect(await theirs.charges.look(look)).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    const window = await open(paymentOf({ billingKey: 'key2', isKeyCharge: false }), null);
    expect(await window.charges.look(look)).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    const unnamed = await open(paymentOf({ billingKey: null }), null);
    expect(await unnamed.charges.look(look)).toMatchObject({ status: 'paid' });
    // A customer who was erased is granted nothing.
    const erased = await open(paymentOf({ billingKey: 'key2' }), null);
    await erased.store.commit([{ kind: 'delete', table: 'cards', id: 'card1', version: 1 }]);
    expect(await erased.charges.look(look)).toMatchObject({ status: 'failed', failCode: 'mismatch' });
  });

  it('tells of each payment that a charge has no use for once', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    shop.known = [paymentOf(), paymentOf({ impUid: 'imp_2', tag: null })];
    for (let looked = 0; looked < 2; looked += 1)
      await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    expect(await shop.told()).toEqual(['charge_paid', 'payment_mismatch']);
    expect(await shop.store.get('events', 'payment_mismatch:imp_2')).toMatchObject({
      data: { chargeMerchantUid: 'charge1', impUid: 'imp_2', amount: 9900, currency: 'KRW' },
    });
  });

  it('goes on without a card that was erased', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    await shop.store.commit([{ kind: 'delete', table: 'cards', id: 'card1', version: 1 }]);
    shop.later(LIFE);
    expect(await shop.charges.sweep()).toBe(1);
    expect(shop.emitted.filter(({ type }) => type === 'error')).toEqual([]);
    expect(await shop.row()).toMatchObject({ status: 'failed', failCode: 'lost' });
  });
});
