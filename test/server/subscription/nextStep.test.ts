import { describe, expect, it } from 'vitest';
import { chargeableFor } from '../../../src/server/subscription/consent.js';
import { nextStep, wakeAt } from '../../../src/server/subscription/nextStep.js';
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
