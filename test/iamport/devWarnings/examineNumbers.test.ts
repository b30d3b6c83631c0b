import { describe, expect, it, vi } from 'vitest';
import { examineNumbers } from '../../../src/iamport/devWarnings/examineNumbers.js';
import type { BillingOrder } from '../../../src/iamport/order.js';
import { orderOf, sampleRecord } from '../../core/support/samples.js';
import { warnings } from '../../core/support/warnings.js';

const said = warnings();
const now = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;
const names = { merchantUid: 'order-one', chargeMerchantUid: 'charge-one', customerUid: 'card-one' };
const charged = { status: 'settled', end: 'charged' };

function examine(change: Partial<BillingOrder> & { isChargedAtIssue?: boolean }, ...others: object[]): string[] {
  vi.useFakeTimers({ toFake: ['Date'], now });
  const { isChargedAtIssue = false, ...order } = change;
  const earlier = others.map((other) => sampleRecord('a0', { orderNumber: 'm0', card: 'c0', ...other }));
  examineNumbers(orderOf({ ...names, ...order }), isChargedAtIssue, earlier);
  return said();
}

describe('the numbers of an order', () => {
  it.each([
    ['merchantUid', `order_${now}`],
    ['merchantUid', `${now - day + 1}`],
    ['merchantUid', `mid-${Math.floor(now / 1000)}`],
    ['chargeMerchantUid', `${now + day - 1}`],
  ] as const)('%s %s is made of the clock', (field, uid) => {
    expect(examine({ [field]: uid })).toEqual([
      `${field} "${uid}" is made of the clock. Two customers in the same moment share it: i'mport refuses the second, or ` +
        `takes one's payment for the other's. Leave ${field} out (a random one is made), or use createUid() or an order ` +
        "number of your server's.",
    ]);
  });

  it.each([
    `order_${now - day}`,
    `order_${now + day}`,
    `order_${now}_1`,
    '1234567890',
    '9999999999999',
    'order-2026-01',
  ])('%s is not', (merchantUid) => {
    expect(examine({ merchantUid })).toEqual([]);
  });

  it('an order number was an earlier attempt’s', () => {
    const again =
      'merchantUid "order-one" was an earlier attempt\'s. i\'mport refuses an order number that was paid, and a return from ' +
      "the PG's page can't be told from the earlier one's. Use another one for every attempt, or leave merchantUid out.";
    expect(examine({}, { orderNumber: 'other' })).toEqual([]);
    expect(examine({ isChargedAtIssue: true }, { orderNumber: 'order-one' })).toEqual([]);
    expect(examine({}, { orderNumber: 'other' }, { orderNumber: 'order-one' })).toEqual([again]);
  });

  it.each([
    ['an e-mail address', 'kim@example.com'],
    ['a phone number', '010-1234-5678'],
    ['a phone number', '+82 1012345678'],
    ['a phone number', '01612345678'],
  ])('customerUid is %s', (what, customerUid) => {
    expect(examine({ customerUid })).toEqual([
      `customerUid is ${what}. It names one card and not a person: a second card of the same customer would replace the ` +
        'first, and what names a person ends up in logs, webhooks and addresses. Use a random name for each card, as ' +
        'createUid() makes, and keep it on your server beside the customer.',
    ]);
  });

  it.each(['kim', 'member-7-card-1', '7', '0212345678', 'a@b', 'kim @example.com'])(
    '%s names nobody',
    (customerUid) => {
      expect(examine({ customerUid })).toEqual([]);
    },
  );

  it('customerUid has a card already', () => {
    expect(examine({}, { card: 'card-one' }, { card: 'card-two', ...charged })).toEqual([]);
    expect(examine({}, { card: 'x' }, { card: 'card-one', ...charged })).toEqual([
      'customerUid "card-one" has a card already, which was charged from this browser. The card that is registered now ' +
        'takes its place without a word; the key of the old one stays alive at the PG. To add a card, use another ' +
        'customerUid. To change the card, this is the way, and there is nothing to do.',
    ]);
  });

  it('each thing is said once a page', () => {
    examine({ customerUid: 'a@b.kr' }, { orderNumber: 'order-one' }, { card: 'a@b.kr', ...charged });
    expect(said()).toHaveLength(3);
    examine({ merchantUid: `${now}` });
    expect(said()).toHaveLength(4);
    examine(
      { customerUid: 'c@d.kr', merchantUid: `x${now}`, chargeMerchantUid: 'order-two' },
      { orderNumber: `x${now}` },
    );
    examine({}, { card: 'card-one', ...charged });
    expect(said()).toHaveLength(4);
  });
});
