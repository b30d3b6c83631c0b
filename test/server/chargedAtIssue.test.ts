import { describe, expect, it } from 'vitest';
import type { Payment } from '../../src/server/index.js';
import { update } from '../../src/server/store/Store.js';
import { answered, card, lost, news, type OpenCharges, openCharges, out, wanted } from './support/openCharges.js';
import { declined, MINUTE, paymentOf, START } from './support/payments.js';

describe('what the PG took with the key', () => {
  const taken = paymentOf({ impUid: 'imp_register', merchantUid: 'register1', isKeyCharge: false, tag: null });
  const record = (shop: OpenCharges, changes: Partial<Payment> = {}) =>
    shop.charges.recordTaken({ charge: wanted, payment: { ...taken, ...changes } });

  it('is a paid charge without a try', async () => {
    const shop = await openCharges();
    const paid = {
      ...out,
      ...{ status: 'paid', chargedAtIssue: true, tries: 0, callEndsAt: 0, lookAt: null, settledAt: START },
      ...{ impUid: 'imp_register', receiptUrl: 'https://receipt.example/1' },
    };
    expect(await record(shop)).toEqual(paid);
    expect(await shop.row()).toEqual(paid);
    expect(await shop.tries()).toEqual([]);
    expect(await record(shop)).toEqual(paid);
    expect(await shop.told()).toEqual(['charge_paid']);
    expect(shop.calls).toEqual([]);
    await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    expect(shop.calls).toEqual([{ find: { merchantUid: 'register1', impUid: 'imp_register' } }]);
  });

  it('is asked about under the number of the registration, and also its own where something was tried', async () => {
    const shop = await openCharges();
    shop.answer(answered(declined()));
    await shop.charge();
    shop.later(1000);
    const at = shop.now();
    expect(await record(shop)).toEqual({
      ...out,
      ...{ version: 3, status: 'paid', chargedAtIssue: true, callEndsAt: 0, settledAt: at, createdAt: START },
      ...{ impUid: 'imp_register', receiptUrl: 'https://receipt.example/1', lookAt: at + 5 * MINUTE },
    });
    const calls = shop.calls.length;
    await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    expect(shop.calls.slice(calls)).toEqual([
      { find: { merchantUid: 'register1', impUid: 'imp_register' } },
      { find: { merchantUid: 'charge1', impUid: null } },
    ]);
  });

  it('for a charge that is open, or paid by something else, is to be looked at', async () => {
    const shop = await openCharges();
    shop.answer(lost());
    await shop.charge();
    const refused = {
      code: 'registration_used',
      field: 'impUid',
      message: expect.stringContaining('charge1, which has a payment of its own (pending)'),
    };
    for (let told = 0; told < 2; told += 1) await expect(record(shop)).rejects.toMatchObject(refused);
    expect(await shop.store.get('events', 'payment_mismatch:imp_register')).toMatchObject({
      type: 'payment_mismatch',
      customerId: 'mina',
      data: { ...news, impUid: 'imp_register' },
    });
    expect(await shop.row()).toEqual(out);
  });

  it('for a charge of which another payment is known to be wrong is to be looked at', async () => {
    const shop = await openCharges();
    shop.answer(answered(paymentOf({ amount: 100 })));
    expect(await shop.charge()).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    expect(await shop.charge()).toMatchObject({ status: 'failed', failCode: 'mismatch', tries: 1 });
    await expect(record(shop)).rejects.toMatchObject({ code: 'registration_used' });
  });

  it('beside which something was changed meanwhile is not written down', async () => {
    const shop = await openCharges();
    await shop.store.commit([update('cards', card, { name: '새 카드' })]);
    const recording = shop.charges.recordTaken({
      charge: wanted,
      payment: taken,
      alongside: [update('cards', card, { failures: 1 })],
    });
    await expect(recording).rejects.toMatchObject({ code: 'store_conflict' });
    shop.answer(answered(declined()));
    await shop.charge();
    const again = shop.charges.recordTaken({
      charge: wanted,
      payment: taken,
      alongside: [update('cards', card, { failures: 1 })],
    });
    await expect(again).rejects.toMatchObject({ code: 'store_conflict' });
    expect(await shop.row()).toMatchObject({ status: 'failed' });
  });

  it('for another price than the number stands for is refused', async () => {
    const shop = await openCharges();
    await record(shop);
    const other = shop.charges.recordTaken({ charge: { ...wanted, amount: 1 }, payment: taken });
    await expect(other).rejects.toMatchObject({ code: 'order_mismatch', field: 'amount' });
  });
});
