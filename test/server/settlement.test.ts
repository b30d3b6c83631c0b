import { describe, expect, it } from 'vitest';
import type { Charge, Try } from '../../src/server/charge/Charge.js';
import { newRow, newTry } from '../../src/server/charge/chargeRows.js';
import { type Evidence, settlementOf } from '../../src/server/charge/settlement.js';
import type { Payment } from '../../src/server/gateway/Gateway.js';
import { paymentOf as anyPayment, declined as declinedPayment } from './support/payments.js';

const now = 1_800_000_000_000;

function chargeOf(changes: Partial<Charge> = {}): Charge {
  const card = {
    customerId: 'mina',
    cardId: 'card1',
    gateway: 'iamport',
    account: 'iamport:key',
    name: 'BC카드',
    number: '5365-****',
    billingKey: 'key1',
  };
  const wanted = {
    chargeMerchantUid: 'charge1',
    merchantUid: 'register1',
    name: '베이직',
    amount: 9900,
    currency: 'KRW',
  };
  const charge = newRow({ ...wanted, card } as Parameters<typeof newRow>[0], now - 5000, now + 60_000);
  return { ...charge, looks: 2, ...changes };
}

function tryOf(number: number, changes: Partial<Try> = {}): Try {
  return { ...newTry(chargeOf({ tries: number }), now - 5000), ...changes };
}

/** The card that a payment names, which may be another than the charge's. */
const shown = { cardName: '국민카드', cardNumber: '4000-****' };
const paymentOf = (changes: Partial<Payment> = {}) => anyPayment({ ...shown, ...changes });
const declinedOf = (changes: Partial<Payment> = {}) => declinedPayment({ ...shown, ...changes });

/** What a charge of one try learns from these payments. */
function settle(payments: readonly Payment[], evidence: Partial<Evidence> = {}) {
  const charge = evidence.charge ?? chargeOf();
  const tries = Array.from({ length: charge.tries }, (_, n) => tryOf(n + 1));
  const known = { tries, answerTo: null, billingKeys: ['key1', 'key2'], sandbox: true, now };
  return settlementOf({ ...known, ...evidence, charge, payments });
}

const nothing = { charge: null, tried: null, news: null, strangers: [] };
/** What was said of a try that seemed to have failed is not said of money. */
const unfailed = { failCode: null, failReason: null };
const clear = { settledAt: now, callEndsAt: 0, lookAt: null, looks: 0 };
const paid = {
  charge: {
    impUid: 'imp_1',
    ...shown,
    receiptUrl: 'https://receipt.example/1',
    status: 'paid',
    ...unfailed,
    refundedAmount: 0,
    ...clear,
  },
  tried: { number: 1, set: { status: 'paid', impUid: 'imp_1', endedAt: now } },
  news: 'paid',
  strangers: [],
};
const declined = {
  charge: {
    impUid: 'imp_1',
    ...shown,
    receiptUrl: null,
    status: 'failed',
    failCode: '8035',
    failReason: '한도초과',
    ...clear,
  },
  tried: {
    number: 1,
    set: { status: 'declined', impUid: 'imp_1', failCode: '8035', failReason: '한도초과', endedAt: now },
  },
  news: 'failed',
  strangers: [],
};

describe('a payment that was ordered', () => {
  it('pays the charge and its try', () => {
    expect(settle([paymentOf()])).toEqual(paid);
  });

  it('pays it where the gateway does not say which key, and with another card that a try charged', () => {
    expect(settle([paymentOf({ billingKey: null })])).toEqual(paid);
    expect(settle([paymentOf({ billingKey: 'key2' })])).toEqual(paid);
  });

  it('overrules a failure, which is news of its own', () => {
    expect(settle([paymentOf()], { charge: chargeOf({ status: 'failed', failCode: 'lost' }) }).news).toBe('recovered');
    expect(settle([paymentOf()], { charge: chargeOf({ status: 'failed', failCode: 'mismatch' }) })).toEqual({
      ...paid,
      news: 'recovered',
    });
  });

  it('is found behind declined, pending and foreign ones', () => {
    const others = [
      declinedOf({ impUid: 'imp_9' }),
      paymentOf({ impUid: 'imp_8', status: 'pending' }),
      paymentOf({ impUid: 'imp_7', amount: 1 }),
    ];
    expect(settle([...others, paymentOf()])).toEqual({ ...paid, strangers: [others[2]] });
  });

  it('says nothing new twice, and never takes back a refund', () => {
    const known = { status: 'paid', impUid: 'imp_1' } as const;
    expect(settle([paymentOf()], { charge: chargeOf(known) })).toEqual(nothing);
    expect(settle([paymentOf()], { charge: chargeOf({ ...known, status: 'refunded' }) })).toEqual(nothing);
  });

  it('is the one that is known, where two took the money: the other one is told of', () => {
    const second = paymentOf({ impUid: 'imp_2', tag: 'charge1:2' });
    const charge = chargeOf({ status: 'paid', impUid: 'imp_1', tries: 2 });
    expect(settle([second, paymentOf()], { charge })).toEqual({ ...nothing, strangers: [second] });
    expect(settle([second, paymentOf()], { charge: chargeOf({ tries: 2 }) })).toMatchObject({
      charge: { impUid: 'imp_2' },
      tried: { number: 2 },
      strangers: [{ impUid: 'imp_1' }],
    });
  });

  it('takes the place of one that the charge was paid with, and that is gone or given back', () => {
    const charge = chargeOf({ status: 'paid', impUid: 'imp_0' });
    expect(settle([paymentOf()], { charge })).toEqual(paid);
    expect(settle([paymentOf({ impUid: 'imp_0', status: 'cancelled' }), paymentOf()], { charge })).toEqual(paid);
  });

  it('is believed under a number that was written down as declined', () => {
    const charge = chargeOf({ status: 'failed', failCode: '8035', impUid: 'imp_1' });
    expect(settle([paymentOf()], { charge })).toEqual({ ...paid, news: 'recovered' });
  });

  it('is of no try where no try made it', () => {
    expect(settle([paymentOf({ tag: 'charge1:9' })])).toEqual({ ...paid, tried: null });
  });

  it('is given back where the gateway says paid, and that all of it was cancelled', () => {
    for (const cancelledAmount of [9900, 10_000]) {
      expect(settle([paymentOf({ cancelledAmount })])).toMatchObject({
        charge: { status: 'refunded', refundedAmount: cancelledAmount },
        tried: { number: 1, set: { status: 'paid' } },
        news: 'refunded',
      });
    }
  });

  it('of nothing is not given back, though nothing is cancelled of it', () => {
    expect(settle([paymentOf({ amount: 0 })], { charge: chargeOf({ amount: 0 }) })).toEqual(paid);
  });

  it('is refunded in part, more each time and never less', () => {
    const known = { status: 'paid', impUid: 'imp_1', refundedAmount: 1000 } as const;
    const refund = (cancelledAmount: number) => settle([paymentOf({ cancelledAmount })], { charge: chargeOf(known) });
    expect(refund(3000)).toEqual({
      charge: { refundedAmount: 3000, lookAt: null, looks: 0 },
      tried: null,
      news: 'refunded',
      strangers: [],
    });
    expect(refund(1000)).toEqual(nothing);
    expect(refund(500)).toEqual(nothing);
    expect(settle([paymentOf({ cancelledAmount: 400 })]).charge).toMatchObject({ status: 'paid', refundedAmount: 400 });
  });
});

describe('money that was given back', () => {
  const back = (changes: Partial<Payment> = {}) =>
    paymentOf({ status: 'cancelled', cancelledAmount: 9900, ...changes });

  it('is a refund of the charge and of its try, also when nobody had seen it paid', () => {
    expect(settle([back()])).toEqual({
      charge: {
        impUid: 'imp_1',
        ...shown,
        receiptUrl: 'https://receipt.example/1',
        status: 'refunded',
        ...unfailed,
        refundedAmount: 9900,
        settledAt: now,
        lookAt: null,
        looks: 0,
      },
      tried: { number: 1, set: { status: 'paid', impUid: 'imp_1', endedAt: now } },
      news: 'refunded',
      strangers: [],
    });
  });

  it('is all of it where the gateway names no sum, and keeps when it was settled', () => {
    const charge = chargeOf({ status: 'paid', impUid: 'imp_1', settledAt: now - 1000 });
    expect(settle([back({ cancelledAmount: 0 })], { charge }).charge).toMatchObject({
      status: 'refunded',
      refundedAmount: 9900,
      settledAt: now - 1000,
    });
    expect(settle([back({ cancelledAmount: 9000 })], { charge }).charge).toEqual({
      refundedAmount: 9000,
      lookAt: null,
      looks: 0,
    });
  });

  it('is no news twice, and none of a payment that was not ordered', () => {
    expect(settle([back()], { charge: chargeOf({ status: 'refunded', impUid: 'imp_1' }) })).toEqual(nothing);
    expect(settle([back({ amount: 5 })])).toEqual(nothing);
  });

  it('leaves a charge paid that another payment pays', () => {
    expect(settle([back({ impUid: 'imp_2' }), paymentOf()])).toEqual(paid);
  });

  it('is of no try where no try made it', () => {
    expect(settle([back({ tag: 'charge1:9' })])).toMatchObject({ tried: null, news: 'refunded' });
  });

  it('says more than a card that a later try found declined', () => {
    const later = declinedOf({ impUid: 'imp_2', tag: 'charge1:2' });
    expect(settle([later, back()], { charge: chargeOf({ tries: 2 }) })).toMatchObject({
      charge: { status: 'refunded', impUid: 'imp_1' },
      tried: { number: 1 },
    });
  });
});

describe('money that was not ordered', () => {
  it.each([
    ['another amount', { amount: 100 }],
    ['another currency', { currency: 'USD' }],
    ['another number', { merchantUid: 'charge2' }],
    ['a live channel', { sandbox: false }],
    ['somebody else’s key', { billingKey: 'key3' }],
    ['a window in a browser', { isKeyCharge: false }],
  ] satisfies [string, Partial<Payment>][])('by %s grants nothing, and somebody has to look', (_, changes) => {
    const payment = paymentOf(changes);
    expect(settle([payment])).toEqual({
      charge: {
        status: 'failed',
        impUid: 'imp_1',
        failCode: 'mismatch',
        failReason: `Payment imp_1 is not what was ordered: ${payment.amount} ${payment.currency}.`,
        ...clear,
      },
      tried: { number: 1, set: { status: 'refused', endedAt: now } },
      news: 'mismatch',
      // What a window took says nothing of the card that was to be charged.
      tookOther: payment.isKeyCharge,
      strangers: [],
    });
  });

  it('is of the card that was to be charged where it answers that charge', () => {
    const other = paymentOf({ amount: 100, isKeyCharge: false });
    expect(settle([other], { answerTo: 1 })).toMatchObject({ news: 'mismatch', tookOther: true });
  });

  it('is told of once, and changes nothing that is settled with money', () => {
    const wrong = paymentOf({ impUid: 'imp_7', amount: 1 });
    expect(settle([wrong], { charge: chargeOf({ status: 'failed', failCode: 'mismatch' }) })).toEqual(nothing);
    for (const status of ['paid', 'refunded'] as const) {
      const charge = chargeOf({ status, impUid: 'imp_1' });
      expect(settle([wrong], { charge })).toEqual({ ...nothing, strangers: [wrong] });
    }
  });

  it('is of no try that carries another tag', () => {
    expect(settle([paymentOf({ amount: 1, tag: 'charge1:9' })])).toMatchObject({ tried: null, news: 'mismatch' });
  });
});

describe('a card that was declined', () => {
  it('settles the charge and its try', () => {
    expect(settle([declinedOf()])).toEqual(declined);
    expect(settle([declinedOf({ failReason: null })]).charge).toMatchObject({ failReason: 'The card was declined.' });
  });

  it('settles a try that was given up for lost, and nothing that was refused or settled before', () => {
    const lost = { charge: chargeOf({ status: 'failed', failCode: 'lost' }), tries: [tryOf(1, { status: 'lost' })] };
    expect(settle([declinedOf()], lost)).toEqual(declined);
    const refused = { charge: chargeOf({ status: 'failed', failCode: 'refused' }) };
    expect(settle([declinedOf()], { ...refused, tries: [tryOf(1, { status: 'refused' })] })).toEqual(nothing);
    // What was paid after it had been given up for lost still says so, and stays paid.
    for (const failCode of [null, 'lost']) {
      const charge = chargeOf({ status: 'paid', failCode, impUid: 'imp_2' });
      expect(settle([declinedOf()], { charge })).toMatchObject({ charge: null, news: null });
    }
  });

  it('of an earlier try leaves the latest one open', () => {
    const charge = chargeOf({ tries: 2 });
    expect(settle([declinedOf()], { charge })).toEqual({ ...nothing, tried: declined.tried });
    const tries = [tryOf(1, { status: 'declined' }), tryOf(2)];
    expect(settle([declinedOf()], { charge, tries })).toEqual(nothing);
    expect(settle([declinedOf({ tag: 'charge1:2' })], { charge, tries }).tried).toEqual({
      ...declined.tried,
      number: 2,
    });
  });

  it('is the latest try’s, where the earlier one was declined too', () => {
    const second = declinedOf({ impUid: 'imp_2', tag: 'charge1:2' });
    for (const payments of [
      [second, declinedOf()],
      [declinedOf(), second],
    ]) {
      expect(settle(payments, { charge: chargeOf({ tries: 2 }) })).toMatchObject({
        charge: { impUid: 'imp_2', status: 'failed' },
        tried: { number: 2 },
      });
    }
  });

  it('in a window of a browser says nothing', () => {
    expect(settle([declinedOf({ isKeyCharge: false })])).toEqual(nothing);
  });

  it('is no try’s of ours where its tag is of none', () => {
    expect(settle([declinedOf({ tag: 'charge1:9' })])).toEqual(nothing);
  });
});

describe('which try a payment is of', () => {
  const charge = chargeOf({ tries: 2 });
  const tryIn = (payment: Payment, evidence: Partial<Evidence> = {}) =>
    settle([payment], { charge, ...evidence }).tried?.number ?? null;

  it('is said by the call it answered, before anything else', () => {
    expect(tryIn(paymentOf({ tag: 'charge1:2' }), { answerTo: 1 })).toBe(1);
    expect(tryIn(declinedOf({ isKeyCharge: false, tag: null }), { answerTo: 2 })).toBe(2);
  });

  it('is said by the payment’s number, then by its tag', () => {
    const tries = [tryOf(1, { impUid: 'imp_1' }), tryOf(2)];
    expect(tryIn(paymentOf({ tag: 'charge1:2' }), { tries })).toBe(1);
    expect(tryIn(paymentOf({ tag: 'charge1:1' }))).toBe(1);
  });

  it('without a tag is the latest one, unless that one is known by another number', () => {
    expect(tryIn(paymentOf({ tag: null }))).toBe(2);
    expect(tryIn(paymentOf({ tag: null }), { tries: [tryOf(1), tryOf(2, { impUid: 'imp_2' })] })).toBeNull();
    expect(tryIn(paymentOf({ tag: null }), { tries: [tryOf(1)] })).toBeNull();
  });
});

describe('a number that a gateway gives to two tries', () => {
  const charge = chargeOf({ tries: 2 });
  const tries = [tryOf(1, { status: 'declined', impUid: 'imp_1' }), tryOf(2)];

  it('stays with the one that had it first, and the other one is settled without', () => {
    expect(settle([declinedOf()], { charge, tries, answerTo: 2 })).toEqual({
      ...declined,
      tried: { number: 2, set: { status: 'declined', failCode: '8035', failReason: '한도초과', endedAt: now } },
    });
    expect(settle([paymentOf()], { charge, tries, answerTo: 2 })).toEqual({
      ...paid,
      tried: { number: 2, set: { status: 'paid', endedAt: now } },
    });
  });

  it('is none where one try names it twice, or the other one has another', () => {
    const own = { number: 2, set: { status: 'paid', impUid: 'imp_2', endedAt: now } };
    const second = paymentOf({ impUid: 'imp_2', tag: 'charge1:2' });
    expect(settle([second], { charge, tries }).tried).toEqual(own);
    const known = [tryOf(1), tryOf(2, { impUid: 'imp_2' })];
    expect(settle([second], { charge, tries: known }).tried).toEqual(own);
  });
});

describe('what the PG took while it issued the key', () => {
  const charge = chargeOf({ chargedAtIssue: true, status: 'paid', tries: 0, impUid: 'imp_1' });
  const taken = (changes: Partial<Payment> = {}) =>
    paymentOf({ merchantUid: 'register1', isKeyCharge: false, tag: null, ...changes });

  it('is known by its own number, whichever order’s registration it was taken with', () => {
    expect(settle([taken({ status: 'cancelled' })], { charge })).toMatchObject({
      charge: { status: 'refunded', refundedAmount: 9900 },
      tried: null,
    });
    expect(settle([taken({ status: 'cancelled', merchantUid: 'register2' })], { charge })).toMatchObject({
      charge: { status: 'refunded' },
    });
    expect(settle([taken({ status: 'cancelled', impUid: 'imp_2' })], { charge })).toEqual(nothing);
  });
});

it('nothing, or what is begun and not settled, changes nothing', () => {
  expect(settle([])).toEqual(nothing);
  expect(settle([paymentOf({ status: 'pending' })])).toEqual(nothing);
});
