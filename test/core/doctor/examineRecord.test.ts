import { describe, expect, it, vi } from 'vitest';
import { examineRecord } from '../../../src/core/doctor/examineRecord.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { warnings } from '../support/warnings.js';

const said = warnings();
const now = Date.UTC(2026, 0, 15, 12);
const day = 86_400_000;

function recordOf(change: Partial<AttemptRecord>): AttemptRecord {
  return {
    attemptId: 'a1',
    merchantUid: 'order-one',
    chargeMerchantUid: 'charge-one',
    customerUid: 'card-one',
    ...change,
  } as AttemptRecord;
}

function examine(change: Partial<AttemptRecord>, ...others: Partial<AttemptRecord>[]): string[] {
  vi.useFakeTimers({ toFake: ['Date'], now });
  examineRecord(
    recordOf(change),
    others.map((other) => recordOf({ attemptId: 'a0', merchantUid: 'm0', customerUid: 'c0', ...other })),
  );
  return said();
}

describe('the names of an attempt', () => {
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
    expect(examine({}, { merchantUid: 'other' })).toEqual([]);
    expect(examine({ chargedAtIssue: true, supersedes: 'a0' }, { merchantUid: 'order-one' })).toEqual([]);
    expect(examine({}, { merchantUid: 'other' }, { merchantUid: 'order-one' })).toEqual([again]);
  });

  it.each<Partial<AttemptRecord>>([
    { chargedAtIssue: true, supersedes: 'another' },
    { chargedAtIssue: false, supersedes: 'a0' },
    { supersedes: undefined },
  ])('and is not one that has to be kept: %o', (change) => {
    expect(examine(change, { merchantUid: 'order-one' })).toHaveLength(1);
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
    expect(examine({}, { customerUid: 'card-one' }, { customerUid: 'card-two', end: 'charged' })).toEqual([]);
    expect(examine({}, { customerUid: 'x' }, { customerUid: 'card-one', end: 'charged' })).toEqual([
      'customerUid "card-one" has a card already, which was charged from this browser. The card that is registered now ' +
        'takes its place without a word; the key of the old one stays alive at the PG. To add a card, use another ' +
        'customerUid. To change the card, this is the way, and there is nothing to do.',
    ]);
  });

  it('each thing is said once a page', () => {
    examine({ customerUid: 'a@b.kr' }, { merchantUid: 'order-one' }, { customerUid: 'a@b.kr', end: 'charged' });
    expect(said()).toHaveLength(3);
    examine({ merchantUid: `${now}` });
    expect(said()).toHaveLength(4);
    examine(
      { customerUid: 'c@d.kr', merchantUid: `x${now}`, chargeMerchantUid: 'order-two' },
      { merchantUid: `x${now}` },
    );
    examine({}, { customerUid: 'card-one', end: 'charged' });
    expect(said()).toHaveLength(4);
  });
});
