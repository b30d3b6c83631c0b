import { describe, expect, it } from 'vitest';
import { mailsOf } from '../../../src/server/subscription/mails.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import type { PastDue, Subscription } from '../../../src/server/subscription/Subscription.js';
import { type SubscriptionEvent, transition } from '../../../src/server/subscription/transition.js';
import { activeSubscription, basic, day, rules, seoul, soldAt, trialOf, tryOf } from './samples.js';

const active = activeSubscription();
const [due, next] = [startOf(active, 2), startOf(active, 3)];
const at = due + 1000;
const out: Subscription = { ...active, openTry: tryOf(active, due) };
const number = `${active.id}p2t1`;
const decline = { tryNumber: 1, cardId: 'card-1', at: due, reason: '한도초과', canHeal: true };
const pastDue: PastDue = { status: 'past_due', since: due, nextTryAt: due, deadlineAt: due + 14 * day, decline };
const own = { subscriptionId: active.id, planId: 'basic', planName: '베이직' };

/** What is told when this happens: the type, under which id, and what it says of its own. */
function told(before: Subscription, event: SubscriptionEvent, revision = 7) {
  const mails = mailsOf(before, event, transition(before, event, rules), revision);
  return mails.map(({ eventId, type, data, ...rest }) => {
    expect(data).toMatchObject({ subscriptionId: before.id });
    expect(rest).toEqual({ customerId: 'customer-1', createdAt: event.at, deliverAt: event.at, deliveries: 0 });
    expect(eventId.startsWith(`${before.id}:${type}:`)).toBe(true);
    const { subscriptionId: _, planId: __, planName: ___, ...said } = data;
    return [type, eventId.slice(`${before.id}:${type}:`.length), said];
  });
}

const paid = (more: Partial<SubscriptionEvent & { type: 'paid' }> = {}): SubscriptionEvent & { type: 'paid' } => ({
  ...{ type: 'paid', at, period: 2, merchantUid: number, amount: 9900 },
  ...more,
});
const money = { period: 2, merchantUid: number, amount: 9900, currency: 'KRW' };

describe('a payment of the next period', () => {
  it('is told with the day on which the next one is due', () => {
    expect(told(out, paid())).toEqual([['renewed', '2', { ...money, nextDueAt: next }]]);
    expect(mailsOf(out, paid(), transition(out, paid(), rules), 1)[0]?.data).toMatchObject(own);
    const recovered = { ...active, tries: 1, state: pastDue };
    expect(told(recovered, paid())).toEqual([['recovered', '2', { ...money, nextDueAt: next }]]);
  });

  it('says until when it can be used, where it was cancelled meanwhile', () => {
    const ending = { ...out, state: { status: 'ending', endsAt: next, cancelledAt: due } } as const;
    expect(told(ending, paid())).toEqual([['renewed', '2', { ...money, endsAt: next }]]);
  });

  it('of more than was due leaves the host money to give back, but not what was given back', () => {
    const more = { ...money, amount: 14_900 };
    expect(told(out, paid({ amount: 14_900 }))).toEqual([
      ['renewed', '2', { ...more, nextDueAt: next }],
      ['refund_due', number, { ...more, expected: 9900 }],
    ]);
    expect(told(out, paid({ amount: 14_900, refunded: 4000 }))[1]).toEqual([
      ...['refund_due', number],
      { ...money, amount: 10_900, expected: 9900 },
    ]);
    expect(told(out, paid({ amount: 14_900, refunded: 5000 }))).toHaveLength(1);
  });

  it('of the try that is out is due at what that one was for, and of another number at the plan', () => {
    const dearer = { ...basic, amount: 14_900 };
    const tried = { ...active, openTry: tryOf(active, due, { plan: dearer }) };
    expect(told(tried, paid({ amount: 14_900 }))).toHaveLength(1);
    const other = `${active.id}p2t2`;
    expect(told(tried, paid({ amount: 14_900, merchantUid: other }))[1]).toMatchObject([
      'refund_due',
      other,
      { expected: 9900 },
    ]);
    const cents = { ...active, plan: { ...basic, amount: 9.2, currency: 'USD' } };
    expect(told(cents, paid({ amount: 9.3, refunded: 0.2 }))).toHaveLength(1);
    expect(told(cents, paid({ amount: 9.3 }))[1]).toMatchObject(['refund_due', number, { amount: 9.3, expected: 9.2 }]);
  });

  it('that comes after the end, or for a period that was paid, is to be given back; told again, it is not', () => {
    const ended = { ...active, state: { status: 'ended', endedAt: due, reason: 'cancelled' } } as const;
    const back = [['refund_due', number, { ...money, expected: 0 }]];
    expect(told(ended, paid())).toEqual(back);
    const renewed = { ...active, period: 2, paidBy: 'another' };
    expect(told(renewed, paid())).toEqual(back);
    expect(told(renewed, paid({ refunded: 9900 }))).toEqual([]);
    expect(told({ ...renewed, paidBy: number }, paid())).toEqual([]);
    expect(told({ ...renewed, period: 3 }, paid())).toEqual(back);
  });
});

describe('a try without money', () => {
  const declined = (more: object = {}) =>
    ({ type: 'declined', at, merchantUid: number, reason: '한도초과', canHeal: true, ...more }) as const;

  it('is told with what was to be paid, and when it is tried again', () => {
    const plan = { ...basic, amount: 8800 };
    const tried = { ...active, openTry: tryOf(active, due, { plan, tryNumber: 3 }) };
    expect(told(tried, declined())).toEqual([
      [
        'declined',
        '2:3',
        {
          ...{ period: 2, tryNumber: 3, amount: 8800, currency: 'KRW', reason: '한도초과', canHeal: true },
          // A day after the first decline, within the hours.
          ...{ nextTryAt: seoul('2026-03-01T10:00:01'), deadlineAt: at + 14 * day },
        },
      ],
    ]);
    expect(told(out, declined({ canHeal: false }))).toMatchObject([
      ['declined', '2:1', { canHeal: false, nextTryAt: null }],
    ]);
  });

  it('is nothing where another number was asked about, or no card was asked', () => {
    expect(told(out, declined({ merchantUid: 'another' }))).toEqual([]);
    expect(told(active, declined())).toEqual([]);
    expect(told(out, { type: 'not_made', at, merchantUid: number, reason: 'lost' })).toEqual([]);
  });

  it('is the end of what was cancelled', () => {
    const ending = { ...out, state: { status: 'ending', endsAt: next, cancelledAt: due } } as const;
    expect(told(ending, declined())).toEqual([['ended', 'once', { reason: 'cancelled' }]]);
  });

  it('is told where its card is gone, of each card', () => {
    const gone = { type: 'card_gone', at, cardId: 'card-1', reason: '' } as const;
    const data = {
      period: 2,
      tryNumber: 0,
      amount: 9900,
      currency: 'KRW',
      reason: '',
      canHeal: false,
      nextTryAt: null,
    };
    expect(told(active, gone)).toEqual([['declined', '2:gone:7', { ...data, deadlineAt: at + 14 * day }]]);
    expect(told(active, gone, 8)).toMatchObject([['declined', '2:gone:8', {}]]);
    expect(told(active, { ...gone, cardId: 'another' })).toEqual([]);
  });
});

describe('what is told beforehand', () => {
  it('is the next charge', () => {
    const event = { type: 'upcoming_told', at: due - 7 * day, period: 2 } as const;
    const data = { period: 2, amount: 9900, currency: 'KRW', dueAt: due };
    expect(told(active, event)).toEqual([['renewal_upcoming', '2', data]]);
    const dearer = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' } as const;
    // Nobody has agreed to it.
    expect(told({ ...active, change: dearer }, event)).toEqual([['renewal_upcoming', '2', data]]);
    expect(told({ ...active, upcomingTold: 2 }, event)).toEqual([]);
  });

  it('is what the customer has to agree to, each time that it is asked', () => {
    const event = { type: 'consent_asked', at: due - 7 * day, period: 2 } as const;
    const change = { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' } as const;
    const amounts = { period: 2, amountBefore: 9900, amountAfter: 12_900, currency: 'KRW' };
    expect(told({ ...active, change }, event)).toEqual([
      ['consent_due', '2:7', { ...amounts, startsAt: due, consentFrom: due - 30 * day }],
    ]);
    expect(told(active, event)).toEqual([]);
    const trial = trialOf(60);
    const first = { type: 'consent_asked', at: soldAt + 40 * day, period: 1 } as const;
    expect(told(trial, first)).toMatchObject([['consent_due', '1:7', { amountBefore: 0, amountAfter: 9900 }]]);
  });
});

describe('what is told of the end', () => {
  it('is until when it can be used, and then that it is over, once', () => {
    const cancelled = { type: 'cancelled', at: due - day } as const;
    expect(told(active, cancelled)).toEqual([['ending', '7', { endsAt: due }]]);
    const ending = transition(active, cancelled, rules);
    expect(told(ending, cancelled)).toEqual([]);
    const end = { type: 'ended', at, reason: 'cancelled' } as const;
    expect(told(ending, end)).toEqual([['ended', 'once', { reason: 'cancelled' }]]);
    const over = transition(ending, end, rules);
    expect(told(over, end)).toEqual([]);
    expect(told(over, { type: 'looked_up', at })).toEqual([]);
    expect(told({ ...active, state: pastDue }, cancelled)).toEqual([['ended', 'once', { reason: 'cancelled' }]]);
    expect(told(active, { ...end, reason: 'unpaid' })).toEqual([['ended', 'once', { reason: 'unpaid' }]]);
  });

  it('is nothing where it is resumed, or changed', () => {
    const ending = transition(active, { type: 'cancelled', at: due - day }, rules);
    expect(told(ending, { type: 'resumed', at: due - day })).toEqual([]);
    expect(told(active, { type: 'card_changed', at, cardId: 'card-2' })).toEqual([]);
  });

  it('are the periods that nobody charged', () => {
    const later = startOf(active, 5) + day;
    expect(told(active, { type: 'skipped', at: later, through: 4 })).toEqual([
      ['periods_skipped', '4', { from: 2, through: 4 }],
    ]);
    expect(told(out, { type: 'skipped', at: later, through: 4 })).toEqual([]);
  });
});
