import { describe, expect, it } from 'vitest';
import { chargeableFor, riseOf } from '../../../src/server/subscription/consent.js';
import { nextChargeAt, nextStep, wakeAt } from '../../../src/server/subscription/nextStep.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import { renewalRules } from '../../../src/server/subscription/RenewalRules.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { transition } from '../../../src/server/subscription/transition.js';
import { activeSubscription, basic, day, hour, rules, seoul, soldAt, trialOf, tryOf } from './samples.js';

const active = activeSubscription();
const due = startOf(active, 2);
const told = activeSubscription({ upcomingTold: 2 });
const step = (subscription: Subscription, at: number, over = rules) => nextStep(subscription, at, over);

describe('a period', () => {
  it('is charged when it begins, and not a millisecond before', () => {
    expect(step(told, due - 1)).toBeNull();
    expect(step(told, due)).toEqual({ do: 'charge', period: 2, tryNumber: 1 });
    expect(wakeAt(told, rules)).toBe(due);
  });

  it('is announced a week before', () => {
    expect(step(active, due - 7 * day - 1)).toBeNull();
    expect(step(active, due - 7 * day)).toEqual({ do: 'tell_upcoming', period: 2 });
    expect(wakeAt(active, rules)).toBe(due - 7 * day);
  });

  it('of a day is announced half a day before', () => {
    const daily = { ...active, plan: { ...basic, period: { unit: 'day', count: 1 } } } as const;
    const tomorrow = startOf(daily, 2);
    expect(step(daily, tomorrow - 12 * hour - 1)).toBeNull();
    expect(step(daily, tomorrow - 12 * hour)).toEqual({ do: 'tell_upcoming', period: 2 });
  });

  it('is not charged while the gateway has the last word', () => {
    const out = transition(told, { type: 'try_opened', at: due, openTry: tryOf(told, due) }, rules);
    expect(step(out, due + 100 * day)).toBeNull();
    expect(wakeAt(out, rules)).toBeNull();
  });

  it('is charged again only after a refusal’s wait', () => {
    const held = activeSubscription({ upcomingTold: 2, holdUntil: due + 60_000 });
    expect(step(held, due + 59_999)).toBeNull();
    expect(step(held, due + 60_000)).toMatchObject({ do: 'charge' });
  });
});

describe('after an outage', () => {
  it('of 100 days the current period is billed and the ones before are left out', () => {
    const now = soldAt + 28 * day + 100 * day;
    expect(step(told, now)).toEqual({ do: 'skip', through: 4 });
    const left = transition(told, { type: 'skipped', at: now, through: 4 }, rules);
    expect(step(left, now)).toEqual({ do: 'charge', period: 5, tryNumber: 1 });
  });

  it('that ends less than a day before the next date waits for it', () => {
    const now = startOf(active, 4) - 23 * hour;
    expect(step(told, now)).toEqual({ do: 'skip', through: 3 });
    const left = transition(told, { type: 'skipped', at: now, through: 3 }, rules);
    expect(step(left, now)).toEqual({ do: 'tell_upcoming', period: 4 });
    const heard = transition(left, { type: 'upcoming_told', at: now, period: 4 }, rules);
    expect(step(heard, now)).toBeNull();
    expect(wakeAt(heard, rules)).toBe(startOf(active, 4));
  });

  it('a day before the next date still bills the current period, and less than a day before leaves it out', () => {
    const next = startOf(told, 3);
    expect(step(told, next - day - 1)).toEqual({ do: 'charge', period: 2, tryNumber: 1 });
    expect(step(told, next - day)).toEqual({ do: 'skip', through: 2 });
  });

  it('a plan that has become yearly is counted by years', () => {
    const yearly = { ...basic, planId: 'yearly', period: { unit: 'year', count: 1 } } as const;
    const changing = { ...told, change: { plan: yearly, fromPeriod: 2, by: 'customer' } } as const;
    expect(step(changing, due + 100 * day)).toEqual({ do: 'charge', period: 2, tryNumber: 1 });
  });

  it('a daily subscription that is looked at once a day is still charged every day', () => {
    const daily = { ...basic, period: { unit: 'day', count: 1 } } as const;
    let subscription: Subscription = { ...told, plan: daily, upcomingTold: 1000 };
    for (let n = 2; n < 30; n += 1) {
      // The cron job runs at eleven in the evening.
      const now = startOf(subscription, n) + 13 * hour;
      expect(step(subscription, now)).toEqual({ do: 'charge', period: n, tryNumber: 1 });
      subscription = { ...subscription, period: n };
    }
  });
});

describe('past due', () => {
  const at = due + 1000;
  const opened = transition(told, { type: 'try_opened', at: due, openTry: tryOf(told, due) }, rules);
  const { merchantUid } = tryOf(told, due);
  const past = transition(opened, { type: 'declined', at, merchantUid, reason: '한도초과', canHeal: true }, rules);
  const hopeless = transition(opened, { type: 'declined', at, merchantUid, reason: '도난', canHeal: false }, rules);

  it('is tried again under the next number', () => {
    expect(step(past, at + day - 1)).toBeNull();
    expect(step(past, at + day)).toEqual({ do: 'charge', period: 2, tryNumber: 2 });
  });

  it('ends after 14 days', () => {
    expect(step(past, at + 14 * day)).toEqual({ do: 'end', reason: 'unpaid' });
  });

  it('wakes at whole milliseconds, whatever part of a day a rule is: a column of a database holds no other', () => {
    const parts = renewalRules({ retryAfterDays: [0.3456789], endAfterDays: 1 / 7, upcomingDays: 1 / 7 });
    const owing = transition(opened, { type: 'declined', at, merchantUid, reason: '한도초과', canHeal: true }, parts);
    const times = [owing, active, { ...owing, state: { ...owing.state, nextTryAt: null } } as Subscription];
    for (const one of times) {
      const wake = wakeAt(one, parts) ?? Number.NaN;
      expect(Number.isInteger(wake)).toBe(true);
      expect(step(one, wake, parts)).not.toBeNull();
    }
  });

  it('waits for a refusal’s time, and for its period', () => {
    expect(step({ ...past, holdUntil: at + 2 * day }, at + 2 * day - 1)).toBeNull();
    expect(step({ ...past, holdUntil: at + 2 * day }, at + 2 * day)).toMatchObject({ do: 'charge' });
    const early = { ...told, state: { ...past.state, nextTryAt: due - 9 * day } } as Subscription;
    expect(step(early, due - 1)).toBeNull();
    expect(step(early, due)).toMatchObject({ do: 'charge', period: 2 });
  });

  it('ends when its period begins and nobody has agreed to pay after the trial', () => {
    const trial = trialOf(14, { consents: [] });
    const begins = startOf(trial, 1);
    const owing = { ...trial, state: { ...past.state, nextTryAt: begins - day } } as Subscription;
    expect(step(owing, begins - 1)).toBeNull();
    expect(step(owing, begins)).toEqual({ do: 'end', reason: 'no_consent' });
  });

  it('without hope is not tried at all', () => {
    expect(step(hopeless, at + 14 * day - 1)).toBeNull();
    expect(wakeAt(hopeless, rules)).toBe(at + 14 * day);
  });

  it('owes one period at a time: the next one takes its place', () => {
    const weekly = { ...basic, period: { unit: 'week', count: 1 } } as const;
    const owing = { ...past, plan: weekly, anchor: { at: due, period: 2, day: 28 } };
    expect(step(owing, due + 7 * day)).toEqual({ do: 'skip', through: 2 });
    const left = transition(owing, { type: 'skipped', at: due + 7 * day, through: 2 }, rules);
    expect(step(left, due + 7 * day)).toEqual({ do: 'charge', period: 3, tryNumber: 1 });
    expect(left.state).toMatchObject({ status: 'past_due', deadlineAt: at + 14 * day });
  });
});

describe('what was cancelled', () => {
  it('ends when what is paid is over', () => {
    const ending = transition(active, { type: 'cancelled', at: soldAt + day }, rules);
    expect(step(ending, due - 1)).toBeNull();
    expect(step(ending, due)).toEqual({ do: 'end', reason: 'cancelled' });
    expect(wakeAt(ending, rules)).toBe(due);
  });
});

describe('nextChargeAt', () => {
  it('is when the next period begins, when what is past due is tried again, or never', () => {
    expect(nextChargeAt(active)).toBe(due);
    const out = transition(told, { type: 'try_opened', at: due, openTry: tryOf(told, due) }, rules);
    const { merchantUid } = tryOf(told, due);
    const past = transition(out, { type: 'declined', at: due, merchantUid, reason: '한도초과', canHeal: true }, rules);
    expect(nextChargeAt(past)).toBe(due + day);
    expect(nextChargeAt(transition(active, { type: 'cancelled', at: soldAt }, rules))).toBeNull();
  });
});

describe('startOf', () => {
  it('counts another length from the period that begins with it, and the ones before by the old one', () => {
    const everyTwo = { ...basic, period: { unit: 'month', count: 2 } } as const;
    const changing = { ...active, change: { plan: everyTwo, fromPeriod: 3, by: 'customer' } } as const;
    expect([2, 3, 4].map((period) => startOf(changing, period))).toEqual([
      startOf(active, 2),
      startOf(active, 3),
      startOf(active, 5),
    ]);
  });
});

describe('consent', () => {
  const rise = { plan: { ...basic, amount: 12_900 }, fromPeriod: 4, by: 'host' } as const;
  const planned = activeSubscription({ change: rise, period: 3, upcomingTold: 4, consentAsked: 3 });
  const from = startOf(planned, 4);

  it('is asked for 30 days before the price rises', () => {
    expect(step(planned, from - 30 * day - 1)).toBeNull();
    expect(step(planned, from - 30 * day)).toEqual({ do: 'ask_consent', period: 4 });
  });

  it.each([
    ['early', from - 30 * day - 1, 12_900, 9900],
    ['in time', from - 30 * day, 12_900, 12_900],
    ['at the last moment', from, 12_900, 12_900],
    ['late', from + 1, 12_900, 9900],
    ['for another amount', from - day, 11_900, 9900],
  ])('given %s', (_, at, amount, charged) => {
    const agreed = transition(planned, { type: 'consented', at, consent: { period: 4, amount, at } }, rules);
    expect(chargeableFor(agreed, 4).amount).toBe(charged);
    expect(step({ ...agreed, consentAsked: 4 }, from)).toMatchObject({ do: 'charge' });
  });

  it('is of one plan and one period', () => {
    const at = from - day;
    for (const consent of [
      { period: 5, amount: 12_900, at },
      { period: 4, amount: 12_900, planId: 'plus', at },
    ]) {
      expect(chargeableFor({ ...planned, consents: [consent] }, 4).amount).toBe(9900);
    }
    expect(
      chargeableFor({ ...planned, consents: [{ period: 4, amount: 12_900, planId: 'basic', at }] }, 4).amount,
    ).toBe(12_900);
  });

  it('counts from the period of the change', () => {
    expect(chargeableFor({ ...planned, change: { ...rise, by: 'customer' } }, 3).amount).toBe(9900);
  });

  it('is needed after a trial for a plan that the customer chose too, above what the trial cost', () => {
    const plus = { ...basic, planId: 'plus', amount: 14_900 };
    const change = { plan: plus, fromPeriod: 1, by: 'customer' } as const;
    const amountsOf = (trial: Subscription['trial']) =>
      riseOf(trialOf(14, { consents: [], change, trial }), 1)?.amountBefore;
    expect([{ amount: 0 }, { amount: 500 }, null].map(amountsOf)).toEqual([0, 500, 0]);
    expect(riseOf(trialOf(14, { consents: [], change, trial: { amount: 14_900 } }), 1)).toBeNull();
  });

  it('that nobody gave ends the subscription when the rules say so', () => {
    const strict = renewalRules({ withoutConsent: 'end' });
    expect(step(planned, from, strict)).toEqual({ do: 'end', reason: 'no_consent' });
  });

  it('is not needed for a lower price, nor for a plan that the customer chose', () => {
    for (const change of [
      { ...rise, plan: { ...basic, amount: 5000 } },
      { ...rise, by: 'customer' },
    ] as const) {
      const asked = { ...planned, change };
      expect(step(asked, from - 1)).toBeNull();
      expect(chargeableFor(asked, 4).amount).toBe(change.plan.amount);
    }
  });
});

describe('a trial', () => {
  it('agreed to when it began turns paid', () => {
    const trial = trialOf(14, { upcomingTold: 1 });
    expect(step(trial, startOf(trial, 1) - 1)).toBeNull();
    expect(step(trial, startOf(trial, 1))).toEqual({ do: 'charge', period: 1, tryNumber: 1 });
  });

  it('without consent ends, and charges nothing', () => {
    const trial = trialOf(14, { consents: [], upcomingTold: 1 });
    expect(step(trial, soldAt)).toEqual({ do: 'ask_consent', period: 1 });
    expect(step({ ...trial, consentAsked: 1 }, startOf(trial, 1))).toEqual({ do: 'end', reason: 'no_consent' });
  });

  it('longer than 30 days asks again: what was agreed to at the beginning is too old by then', () => {
    const trial = trialOf(60, { upcomingTold: 1 });
    expect(step(trial, soldAt + 30 * day - 1)).toBeNull();
    expect(step(trial, soldAt + 30 * day)).toEqual({ do: 'ask_consent', period: 1 });
  });
});

it('a date in the past does not make a clock that was set back charge again', () => {
  const renewed = transition(
    transition(told, { type: 'try_opened', at: due, openTry: tryOf(told, due) }, rules),
    { type: 'paid', at: due, period: 2, merchantUid: tryOf(told, due).merchantUid, amount: 9900 },
    rules,
  );
  for (const back of [hour, day, 40 * day]) expect(step(renewed, due - back)).toBeNull();
  expect(step({ ...renewed, upcomingTold: 3 }, seoul('2026-03-31T10:00:00'))).toMatchObject({ period: 3 });
});
