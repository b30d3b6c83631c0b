import { describe, expect, it } from 'vitest';
import type { BillingOrder } from '../../../src/iamport/order.js';
import type { CustomPg } from '../../../src/iamport/pg/customPg.js';
import { customPg } from '../../../src/iamport/pg/customPg.js';
import type { Device } from '../../../src/iamport/pg/PgRow.js';
import { pgProblems } from '../../../src/iamport/pg/pgProblems.js';
import { type PgCode, pgTable } from '../../../src/iamport/pg/pgTable.js';
import { validOrder, validOrders, withField } from './validOrders.js';

const codes = Object.keys(pgTable) as PgCode[];
const devices: readonly Device[] = ['desktop', 'phone'];

/** What a caller without types can write. */
const untyped = (value: unknown) => value as never;

describe('pgProblems()', () => {
  it('is tried with an order for every PG', () => {
    expect(new Set(validOrders.map(([pg]) => pg))).toEqual(new Set(codes));
  });

  it.each(validOrders)('%s has nothing against %o', (pg, order) => {
    for (const device of devices) expect(pgProblems(pg, order, device)).toEqual([]);
  });

  describe('what a PG demands', () => {
    const demands = validOrders.flatMap(([pg, order, required]) => required.map((field) => ({ pg, order, field })));

    it.each(demands)('$pg misses $field', ({ pg, order, field }) => {
      for (const nothing of [undefined, null, '', '  ']) {
        expect(pgProblems(pg, withField(order, field, nothing), 'phone')).toContainEqual({ field, rule: 'required' });
      }
    });

    it('names the field of a buyer who is not there at all', () => {
      const order = validOrder('naverpay', { buyer: undefined });
      expect(pgProblems('naverpay', order, 'desktop')).toEqual([{ field: 'buyer.tel', rule: 'required' }]);
    });

    it('demands each parameter of a bypass that is not there at all', () => {
      const fields = pgProblems('kcp_quick', validOrder('kcp_quick', { bypass: undefined }), 'desktop');
      expect(fields).toEqual([
        { field: 'bypass.kcpQuick.actionType', rule: 'required' },
        { field: 'bypass.kcpQuick.encryptedCI', rule: 'required' },
        { field: 'bypass.kcpQuick.memberID', rule: 'required' },
      ]);
    });

    it('takes a phone number only as a string', () => {
      const order = validOrder('smilepay', { buyer: untyped({ tel: 1_000_000_000 }) });
      expect(pgProblems('smilepay', order, 'desktop')).toEqual([{ field: 'buyer.tel', rule: 'not-a-string' }]);
    });

    it('demands nothing that only another pay method needs', () => {
      expect(pgProblems('mobilians_v2', validOrder('mobilians_v2', { payMethod: 'phone' }), 'desktop')).toEqual([]);
      expect(pgProblems('welcome', validOrder('welcome', { payMethod: 'card' }), 'desktop')).toEqual([]);
    });
  });

  describe('payMethod', () => {
    const foreign: readonly (readonly [PgCode, string, string | undefined])[] = [
      ['kcp_billing', 'phone', 'card'],
      ['danal', 'card', 'phone'],
      ['chai', 'card', 'trans'],
      ['settle_acc', 'card', 'trans'],
      ['welcome', 'vbank', 'card, phone'],
      ['nice_v2', 'card', 'kakaopay, naverpay_card, naverpay_point'],
      ['tosspay_v2', 'tosspay_money', 'tosspay'],
      ['toss_brandpay', 'card', 'toss_brandpay'],
      ['galaxia', 'constructor', 'card, phone'],
      ['mobilians_v2', 'toString', 'card, phone'],
    ];

    it.each(foreign)('%s does not take %s', (pg, payMethod, limit) => {
      const order = validOrder(pg, {});
      expect(pgProblems(pg, { ...order, payMethod }, 'desktop')).toContainEqual({
        field: 'payMethod',
        rule: 'not-allowed',
        limit,
      });
    });

    it.each(['kakaopay', 'naverpay', 'payletter_global'] as const)('%s takes none', (pg) => {
      expect(pgProblems(pg, { ...validOrder(pg), payMethod: 'card' }, 'desktop')).toEqual([
        { field: 'payMethod', rule: 'not-allowed' },
      ]);
    });

    it('is filled in where there is only one, and what that one needs is still demanded', () => {
      expect(pgProblems('mobilians', { ...validOrder('mobilians'), digital: undefined }, 'desktop')).toEqual([
        { field: 'digital', rule: 'required' },
      ]);
    });
  });

  describe('money', () => {
    const alwaysCharged: readonly (readonly [PgCode, string | undefined])[] = [
      ['danal', undefined],
      ['mobilians', undefined],
      ['mobilians_v2', 'phone'],
      ['paymentwall', undefined],
      ['welcome', 'phone'],
      ['galaxia', 'phone'],
      ['payletter_global', undefined],
    ];

    it.each(alwaysCharged)('%s (%s) gives no key for 0', (pg, payMethod) => {
      const order = validOrder(pg, payMethod ? { payMethod } : {});
      expect(pgProblems(pg, { ...order, amount: 0 }, 'desktop')).toEqual([{ field: 'amount', rule: 'not-positive' }]);
    });

    it.each(alwaysCharged)('%s (%s) can’t leave the first charge to the backend', (pg, payMethod) => {
      const order = validOrder(pg, payMethod ? { payMethod } : {});
      expect(pgProblems(pg, { ...order, initialCharge: 'by-backend' }, 'desktop')).toEqual([
        { field: 'initialCharge', rule: 'not-allowed', limit: 'at-issue' },
      ]);
      expect(pgProblems(pg, { ...order, initialCharge: 'at-issue' }, 'desktop')).toEqual([]);
    });

    it.each(['danal_tpay', 'jtnet', 'kakaopay', 'settle_acc', 'mobilians_v2'] as const)(
      '%s leaves the choice',
      (pg) => {
        for (const initialCharge of ['by-backend', 'at-issue'] as const) {
          expect(pgProblems(pg, validOrder(pg, { initialCharge }), 'desktop')).toEqual([]);
        }
        expect(pgProblems(pg, validOrder(pg, { initialCharge: untyped('now') }), 'desktop')).toEqual([
          { field: 'initialCharge', rule: 'not-allowed', limit: 'by-backend, at-issue' },
        ]);
      },
    );

    const cannotCharge = [
      'kcp_billing',
      'html5_inicis',
      'kicc',
      'payco',
      'chai',
      'naverpay',
      'tosspayments',
      'smartro_v2',
      'welcome',
      'tosspay_v2',
      'toss_brandpay',
      'paypal_v2',
      'nice_v2',
      'galaxia',
      'smilepay',
      'kcp_quick',
    ] as const;

    it.each(cannotCharge)('%s can’t charge while issuing', (pg) => {
      expect(pgProblems(pg, validOrder(pg, { initialCharge: 'at-issue' }), 'desktop')).toEqual([
        { field: 'initialCharge', rule: 'not-allowed', limit: 'by-backend' },
      ]);
      expect(pgProblems(pg, validOrder(pg, { amount: 0 }), 'desktop')).toEqual([]);
    });

    it.each([
      ['naverpay', 10],
      ['mobilians_v2', 100],
    ] as const)('%s takes no amount below %i', (pg, minimum) => {
      expect(pgProblems(pg, validOrder(pg, { amount: minimum - 1 }), 'desktop')).toEqual([
        { field: 'amount', rule: 'too-small', limit: minimum },
      ]);
      expect(pgProblems(pg, validOrder(pg, { amount: minimum }), 'desktop')).toEqual([]);
    });
  });

  describe('limits of single PGs', () => {
    const limits: readonly (readonly [PgCode, Partial<BillingOrder>, object])[] = [
      ['smartro_v2', { customerId: 'x'.repeat(21) }, { field: 'customerId', rule: 'too-long', limit: 20 }],
      ['galaxia', { customerId: 'x'.repeat(21) }, { field: 'customerId', rule: 'too-long', limit: 20 }],
      ['tosspay_v2', { customerId: 'x'.repeat(51) }, { field: 'customerId', rule: 'too-long', limit: 50 }],
      ['toss_brandpay', { customerId: 'x' }, { field: 'customerId', rule: 'too-short', limit: 2 }],
      ['smartro_v2', { customerId: '  ' }, { field: 'customerId', rule: 'required' }],
      ['toss_brandpay', { customerId: untyped(null) }, { field: 'customerId', rule: 'required' }],
      ['toss_brandpay', { customerId: '' }, { field: 'customerId', rule: 'required' }],
      ['toss_brandpay', { customerId: 'kim#1' }, { field: 'customerId', rule: 'other-characters', limit: '-_=.@' }],
      ['toss_brandpay', { customerId: 'x'.repeat(51) }, { field: 'customerId', rule: 'too-long', limit: 50 }],
      [
        'mobilians_v2',
        { customerId: `${'가'.repeat(10)}x` },
        { field: 'customerId', rule: 'too-many-bytes', limit: 20 },
      ],
      ['mobilians_v2', { merchantUid: 'abc' }, { field: 'merchantUid', rule: 'too-short', limit: 4 }],
      ['mobilians_v2', { chargeMerchantUid: 'abc' }, { field: 'chargeMerchantUid', rule: 'too-short', limit: 4 }],
      ['smartro_v2', { merchantUid: 'order-1' }, { field: 'merchantUid', rule: 'not-alphanumeric' }],
      ['smartro_v2', { chargeMerchantUid: '주문1' }, { field: 'chargeMerchantUid', rule: 'not-alphanumeric' }],
      ['payletter_global', { merchantUid: 'order_1' }, { field: 'merchantUid', rule: 'not-alphanumeric' }],
      ['nice_v2', { name: '가'.repeat(21) }, { field: 'name', rule: 'too-many-bytes', limit: 40 }],
      ['nice_v2', { name: 'A+B' }, { field: 'name', rule: 'forbidden-characters', limit: '%&|$-+=[]' }],
      ['smartro_v2', { currency: 'USD' }, { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
      ['welcome', { currency: 'USD' }, { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
      ['galaxia', { currency: 'USD' }, { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
      ['payletter_global', { currency: 'EUR' }, { field: 'currency', rule: 'not-allowed', limit: 'KRW, USD, JPY' }],
      ['naverpay', { naverProductCount: 0 }, { field: 'naverProductCount', rule: 'not-positive' }],
      ['naverpay', { naverProductCount: untyped('1') }, { field: 'naverProductCount', rule: 'not-a-number' }],
      [
        'kcp_quick',
        { bypass: { kcpQuick: { actionType: 'Pay', encryptedCI: 'x', memberID: 'y' } } },
        { field: 'bypass.kcpQuick.actionType', rule: 'not-allowed', limit: 'Register, RegisterAutoPay' },
      ],
      [
        'kcp_quick',
        { bypass: { kcpQuick: { actionType: 'Register', encryptedCI: 'x', memberID: 'm'.repeat(17) } } },
        { field: 'bypass.kcpQuick.memberID', rule: 'too-long', limit: 16 },
      ],
    ];

    it('has nothing to say about the length of what is no text', () => {
      const order = { ...validOrder('mobilians_v2', { payMethod: 'card' }), customerId: 7 } as unknown as BillingOrder;
      expect(pgProblems('mobilians_v2', order, 'desktop')).toEqual([{ field: 'customerId', rule: 'not-a-string' }]);
    });

    it.each(limits)('%s refuses %o', (pg, changes, problem) => {
      expect(pgProblems(pg, validOrder(pg, changes), 'desktop')).toEqual([problem]);
    });

    const accepted: readonly (readonly [PgCode, Partial<BillingOrder>])[] = [
      ['smartro_v2', { customerId: 'x'.repeat(20), merchantUid: 'Order1', currency: 'KRW' }],
      ['mobilians_v2', { customerId: 'x'.repeat(20), merchantUid: 'a-b_' }],
      ['toss_brandpay', { customerId: 'Kim-1_=.@' }],
      ['nice_v2', { name: `plan_(1)${'x'.repeat(32)}` }],
      ['nice_v2', { name: '가'.repeat(20) }],
      ['payletter_global', { currency: 'JPY' }],
      ['kcp_billing', { customerId: 'x'.repeat(60), merchantUid: 'order-1', name: 'A+B', currency: 'USD' }],
    ];

    it.each(accepted)('%s accepts %o', (pg, changes) => {
      expect(pgProblems(pg, validOrder(pg, changes), 'desktop')).toEqual([]);
    });
  });

  describe('redirectUrl', () => {
    const leaves: readonly (readonly [PgCode, readonly Device[]])[] = [
      ['kcp_billing', ['phone']],
      ['html5_inicis', ['phone']],
      ['kakaopay', ['phone']],
      ['naverpay', ['phone']],
      ['chai', ['desktop', 'phone']],
      ['danal', []],
      ['payco', []],
      ['paypal_v2', []],
    ];

    it.each(leaves)('%s needs one on: %o', (pg, on) => {
      for (const device of devices) {
        const problems = pgProblems(pg, validOrder(pg, { redirectUrl: undefined }), device);
        expect(problems).toEqual(on.includes(device) ? [{ field: 'redirectUrl', rule: 'required' }] : []);
      }
    });

    it('follows the switch of naverpay', () => {
      const order = validOrder('naverpay', { redirectUrl: undefined });
      expect(pgProblems('naverpay', { ...order, naverPopupMode: true }, 'phone')).toEqual([]);
      expect(pgProblems('naverpay', { ...order, naverPopupMode: false }, 'desktop')).toHaveLength(1);
    });
  });

  describe('a PG that is not in the table', () => {
    it.each(['nope', '', 'constructor', 'KCP_BILLING', 'kcp_billing.A52CY'])('is unknown: %o', (code) => {
      expect(pgProblems(untyped(code), validOrder('kcp_billing'), 'desktop')).toEqual([
        { field: 'pg', rule: 'unknown-pg' },
      ]);
    });

    it.each([undefined, null, {}, { code: '' }, customPg({ code: '' })])('is missing: %o', (pg) => {
      expect(pgProblems(untyped(pg) as CustomPg, validOrder('kcp_billing'), 'desktop')).toEqual([
        { field: 'pg', rule: 'required' },
      ]);
    });

    it('is checked by its own description', () => {
      const pg = customPg({ code: 'ksnet_v3', payMethods: ['card'], amount: 'always-charged' });
      const order = { ...validOrder('kcp_billing'), payMethod: 'phone', amount: 0 };
      expect(pgProblems(pg, order, 'desktop')).toContainEqual({
        field: 'payMethod',
        rule: 'not-allowed',
        limit: 'card',
      });
      expect(pgProblems(pg, order, 'desktop')).toContainEqual({ field: 'amount', rule: 'not-positive' });
    });
  });
});
