import { describe, expect, it } from 'vitest';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';

const AGAIN = 'POST /subscribe/payments/again';
const phoneBill = { pg_provider: 'danal', pay_method: 'phone', charged: true };

describe('a PG that takes the money while it issues the key', () => {
  it('is verified, recorded, and never charged again', async () => {
    const { register, charge, get, simulator } = await checkoutWorld();
    const issue = register(phoneBill);
    const first = await charge({ chargedAtIssue: true, pg: 'danal' });
    expect(first).toMatchObject({ httpStatus: 200, status: 'paid', chargedAtIssue: true, impUid: issue.imp_uid });
    expect(await charge({ chargedAtIssue: true, pg: 'danal' })).toEqual(first);
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({ charges: [{ amount: 9900 }] });
    expect(simulator.countCalls(AGAIN)).toBe(0);
    expect(simulator.countCharges({ customerUid: CUSTOMER })).toBe(1);
  });

  it('is not charged again when the page says it took nothing', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register({ pg_provider: 'kakaopay', charged: true });
    expect(await charge({ chargedAtIssue: false })).toMatchObject({ status: 'paid', chargedAtIssue: true });
    expect(simulator.countCharges()).toBe(1);
  });

  it('is believed against what is known about the PG, when its record carries an approval', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register({ pg_provider: 'kcp_billing', charged: true });
    expect(await charge({ chargedAtIssue: false })).toMatchObject({ status: 'paid', chargedAtIssue: true });
    expect(simulator.countCharges()).toBe(1);
  });

  it('is recorded once, under whatever order numbers and however many requests', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register(phoneBill);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        charge({ chargedAtIssue: true, chargeMerchantUid: `charge${index % 2}` }),
      ),
    );
    const codes = new Set(answers.map(({ httpStatus, error }) => error?.code ?? httpStatus));
    expect(codes).toEqual(new Set([200, 'issue_already_used']));
    expect(simulator.countCharges()).toBe(1);
  });

  it('is not passed over when it is the second card that paid for one order', async () => {
    const { register, charge } = await checkoutWorld();
    register(phoneBill);
    await charge({ chargedAtIssue: true });
    register({ ...phoneBill, imp_uid: 'imp_2', merchant_uid: 'register2' });
    expect(await charge({ chargedAtIssue: true, impUid: 'imp_2', merchantUid: 'register2' })).toMatchObject({
      httpStatus: 409,
      error: { code: 'order_conflict', field: 'impUid', message: expect.stringContaining('Refund') },
    });
  });

  it('is not charged on top when it took another amount than the plan’s', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    register({ ...phoneBill, amount: 100 });
    for (const chargedAtIssue of [true, false]) {
      expect(await charge({ chargedAtIssue })).toMatchObject({ httpStatus: 409, error: { code: 'amount_mismatch' } });
    }
    expect(simulator.countCharges()).toBe(1);
  });
});

describe('a page that says the money was taken when it was not', () => {
  it.each(['as-sent', 'zero'])('gets nothing, whatever amount the record shows (%s)', async (amount) => {
    const { register, charge, get, simulator } = await checkoutWorld();
    register({ amount: amount === 'zero' ? 0 : 9900 });
    expect(await charge({ chargedAtIssue: true })).toMatchObject({
      httpStatus: 409,
      error: { code: 'not_charged_at_issue' },
    });
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({ status: 'none', charges: [] });
    expect(simulator.countCharges()).toBe(0);
    // The customer is not stuck: the key is there, and the truth can be sent.
    expect(await charge({ chargedAtIssue: false })).toMatchObject({ status: 'paid', chargedAtIssue: false });
  });

  it('gets nothing for a registration that was refunded', async () => {
    const { register, charge, simulator } = await checkoutWorld();
    const issue = register(phoneBill);
    issue.status = 'cancelled';
    issue.cancel_amount = 9900;
    expect(await charge({ chargedAtIssue: true })).toMatchObject({ httpStatus: 409, error: { code: 'issue_failed' } });
    expect(simulator.countCalls(AGAIN)).toBe(0);
  });
});

describe('a PG that only shows the amount', () => {
  it.each(['kcp_billing', 'html5_inicis', 'kicc', 'payco', 'naverpay', 'tosspayments'])(
    '%s is charged, though the record of the issue carries the amount',
    async (pg_provider) => {
      const { register, charge, simulator } = await checkoutWorld();
      register({ pg_provider });
      expect(await charge()).toMatchObject({ status: 'paid', chargedAtIssue: false });
      expect(simulator.countCharges()).toBe(1);
    },
  );
});
