import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BillingOrder, InitialCharge } from '../../../src/iamport/order.js';
import { decidePg } from '../../../src/iamport/pg/decidePg.js';
import type { Device } from '../../../src/iamport/pg/PgRow.js';
import { type PgCode, pgTable } from '../../../src/iamport/pg/pgTable.js';
import { expectedDecisions } from './expectedDecisions.js';

const codes = Object.keys(pgTable) as PgCode[];
const devices: readonly Device[] = ['desktop', 'phone'];
const base: BillingOrder = { customerUid: 'card-1', name: 'Monthly plan', amount: 9900 };

const payments = [
  { name: '9,900 won', key: 'byBackend', amount: 9900, initialCharge: undefined },
  { name: '9,900 won, by the backend', key: 'byBackend', amount: 9900, initialCharge: 'by-backend' },
  { name: '9,900 won, at issue', key: 'atIssue', amount: 9900, initialCharge: 'at-issue' },
  { name: '0 won', key: 'nothing', amount: 0, initialCharge: undefined },
  { name: '0 won, at issue', key: 'nothingAtIssue', amount: 0, initialCharge: 'at-issue' },
] as const;

const cases = expectedDecisions.flatMap((expected) =>
  devices.flatMap((device) => payments.map((payment) => ({ expected, device, payment }))),
);

describe('decidePg()', () => {
  it('has an expectation for every PG of the table', () => {
    expect(new Set(expectedDecisions.map(({ pg }) => pg))).toEqual(new Set(codes));
    expect(codes).toHaveLength(25);
  });

  it.each(cases)('$expected.pg $expected.chosen on a $device: $payment.name', ({ expected, device, payment }) => {
    const order = {
      ...base,
      amount: payment.amount,
      payMethod: expected.chosen,
      initialCharge: payment.initialCharge,
    };

    const [wireAmount, chargedAtIssue] = expected.money[payment.key];
    expect(decidePg(expected.pg, order, device)).toEqual({
      code: expected.pg,
      payMethod: expected.payMethod,
      channel: expected[device],
      opensPopup: expected.popup[device],
      wireAmount,
      chargedAtIssue,
      naverPopupMode: expected.pg === 'naverpay' ? device === 'desktop' : undefined,
      ui: expected.pg === 'paypal_v2' ? 'paypal-rt' : undefined,
    });
  });

  describe('the switch of naverpay', () => {
    it.each(devices)('opens a popup and answers in the callback on a %s when it is on', (device) => {
      expect(decidePg('naverpay', { ...base, naverPopupMode: true }, device)).toMatchObject({
        channel: 'callback',
        opensPopup: true,
        naverPopupMode: true,
      });
    });

    it.each(devices)('leaves the page on a %s when it is off', (device) => {
      expect(decidePg('naverpay', { ...base, naverPopupMode: false }, device)).toMatchObject({
        channel: 'redirect',
        opensPopup: false,
        naverPopupMode: false,
      });
    });

    it('is not sent to any other PG', () => {
      for (const code of codes.filter((code) => code !== 'naverpay')) {
        expect(decidePg(code, { ...base, naverPopupMode: true }, 'phone').naverPopupMode).toBeUndefined();
      }
    });
  });

  it('expects a popup on phones too when the order asks for one', () => {
    expect(decidePg('payco', { ...base, popup: true }, 'phone').opensPopup).toBe(true);
    expect(decidePg('payco', { ...base, popup: false }, 'phone').opensPopup).toBe(false);
  });

  it('fills in the only pay method for one that is empty', () => {
    expect(decidePg('danal', { ...base, payMethod: '' }, 'phone').payMethod).toBe('phone');
  });

  it('takes nothing when the pay method that decides about the money is missing or unheard of', () => {
    for (const code of ['welcome', 'galaxia', 'mobilians_v2'] as const) {
      for (const payMethod of [undefined, 'vbank', 'constructor']) {
        expect(decidePg(code, { ...base, payMethod, initialCharge: 'at-issue' }, 'desktop')).toMatchObject({
          wireAmount: 0,
          chargedAtIssue: false,
        });
      }
    }
  });

  it.each(['nope', '', 'constructor', '__proto__', 'kcp_billing.A52CY'])(
    'is cautious about the unknown code %o',
    (code) => {
      expect(decidePg(code as PgCode, { ...base, initialCharge: 'at-issue' }, 'desktop')).toMatchObject({
        code,
        channel: 'both',
        opensPopup: true,
        wireAmount: 0,
        chargedAtIssue: false,
      });
    },
  );

  it('never sends an amount that would be taken without saying that it was', () => {
    const takes = new Set(expectedDecisions.filter(({ money }) => money.atIssue[1]).map(({ pg }) => pg));
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(...devices),
        fc.record({
          amount: fc.oneof(fc.integer({ min: 0 }), fc.double({ min: 0, noNaN: true })),
          payMethod: fc.constantFrom(undefined, 'card', 'phone', 'trans', 'kakaopay', 'nonsense'),
          initialCharge: fc.constantFrom<InitialCharge | undefined>(undefined, 'by-backend', 'at-issue'),
        }),
        (pg, device, chosen) => {
          const { wireAmount, chargedAtIssue } = decidePg(pg, { ...base, ...chosen }, device);
          expect([0, chosen.amount]).toContain(wireAmount);
          if (chargedAtIssue) {
            expect(takes).toContain(pg);
            expect(wireAmount).toBe(chosen.amount);
          } else if (wireAmount > 0) {
            // Only a PG that shows the amount may be sent one that it does not take.
            expect(
              expectedDecisions.some((row) => row.pg === pg && !row.money.atIssue[1] && row.money.byBackend[0] > 0),
            ).toBe(true);
          }
        },
      ),
    );
  });

  it('leaves the order as it was', () => {
    const order = Object.freeze({ ...base });
    expect(() => decidePg('kcp_billing', order, 'phone')).not.toThrow();
  });
});
