import { describe, expect, it } from 'vitest';
import { mailsOf } from '../../../src/server/subscription/mails.js';
import { startOf } from '../../../src/server/subscription/periods.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { type SubscriptionEvent, transition } from '../../../src/server/subscription/transition.js';
import { activeSubscription, basic, day, rules, seoul, trialOf, tryOf } from './samples.js';

const due = seoul('2026-02-28T10:00:00');

/** Lets events happen, and collects what is told. */
function happen(start: Subscription, ...events: SubscriptionEvent[]) {
  const mails: string[] = [];
  const end = events.reduce((before, event) => {
    const next = transition(before, event, rules);
    mails.push(...mailsOf(before, event, next, mails.length).map(({ type }) => type));
    return next;
  }, start);
  return { subscription: end, state: end.state, mails };
}

const opened = (subscription: Subscription, at = due): SubscriptionEvent => ({
  type: 'try_opened',
  at,
  openTry: tryOf(subscription, at),
});

function resultOf(
  subscription: Subscription,
  kind: 'paid' | 'declined' | 'hopeless' | 'refused' | 'lost',
  at = due + 1000,
) {
  const { merchantUid } = tryOf(subscription, at);
  const { period } = subscription;
  const event: SubscriptionEvent =
    kind === 'paid'
      ? { type: 'paid', at, period: period + 1, merchantUid, amount: subscription.plan.amount }
      : kind === 'declined' || kind === 'hopeless'
        ? { type: 'declined', at, merchantUid, reason: '한도초과', canHeal: kind === 'declined' }
        : { type: 'not_made', at, merchantUid, reason: kind };
  return event;
}

const active = activeSubscription();

describe('a renewal', () => {
  it('is paid: the next period begins, and is told of', () => {
    const { subscription, state, mails } = happen(active, opened(active), resultOf(active, 'paid'));
    expect(state).toEqual({ status: 'active' });
    expect(subscription).toMatchObject({ period: 2, tries: 0, openTry: null });
    expect(mails).toEqual(['renewed']);
  });

  it('is declined: past due, tried again on the next day, given up after 14', () => {
    const { subscription, state, mails } = happen(active, opened(active), resultOf(active, 'declined'));
    expect(state).toEqual({
      status: 'past_due',
      since: due + 1000,
      nextTryAt: due + 1000 + day,
      deadlineAt: due + 1000 + 14 * day,
      decline: { tryNumber: 1, cardId: 'card-1', at: due + 1000, reason: '한도초과', canHeal: true },
    });
    expect(subscription).toMatchObject({ period: 1, tries: 1 });
    expect(mails).toEqual(['declined']);
  });

  it('of a lost card is not tried again until the card changes', () => {
    const declined = happen(active, opened(active), resultOf(active, 'hopeless'));
    expect(declined.state).toMatchObject({ nextTryAt: null, decline: { canHeal: false } });
    const changed = happen(declined.subscription, { type: 'card_changed', at: due + day, cardId: 'card-2' });
    expect(changed.state).toMatchObject({ nextTryAt: due + day });
    const back = happen(changed.subscription, { type: 'card_changed', at: due + day, cardId: 'card-1' });
    expect(back.state).toMatchObject({ nextTryAt: null });
  });

  it('that the gateway refuses is no decline: the state stays, and the same number is sent again later', () => {
    const { subscription, mails } = happen(active, opened(active), resultOf(active, 'refused'));
    expect(subscription).toEqual({ ...active, refusals: 1, holdUntil: due + 1000 + 60_000 });
    expect(tryOf(subscription, due).merchantUid).toBe(tryOf(active, due).merchantUid);
    expect(mails).toEqual([]);
  });

  it('that never arrived is sent again at once, under the same number', () => {
    expect(happen(active, opened(active), resultOf(active, 'lost')).subscription).toEqual(active);
  });

  it('is recovered by a later try, and by the payment of an earlier number', () => {
    const declined = happen(active, opened(active), resultOf(active, 'declined')).subscription;
    const second = happen(declined, opened(declined, due + day), resultOf(declined, 'paid', due + day));
    expect(second).toMatchObject({ state: { status: 'active' }, mails: ['recovered'] });
    const first = happen(declined, resultOf(active, 'paid', due + day));
    expect(first).toMatchObject({ state: { status: 'active' }, mails: ['recovered'], subscription: { period: 2 } });
  });

  it('that somebody else paid while a try is out settles once, and what is paid twice is to be refunded', () => {
    const declined = happen(active, opened(active), resultOf(active, 'declined')).subscription;
    const { subscription, state, mails } = happen(
      declined,
      opened(declined, due + day),
      resultOf(active, 'paid', due + day + 1),
      resultOf(declined, 'paid', due + day + 2),
    );
    expect(state).toEqual({ status: 'active' });
    expect(subscription).toMatchObject({ period: 2, openTry: null });
    expect(mails).toEqual(['recovered', 'refund_due']);
  });

  it('is sent one at a time, in states that are charged, and never under an earlier number', () => {
    const out = transition(active, opened(active), rules);
    expect(transition(out, opened(active), rules)).toBe(out);
    const declined = happen(active, opened(active), resultOf(active, 'declined')).subscription;
    expect(transition(declined, opened(active), rules)).toBe(declined);
    const ending = happen(active, { type: 'cancelled', at: due }).subscription;
    expect(transition(ending, opened(active), rules)).toBe(ending);
  });

  it('ignores the slow answer of an earlier try', () => {
    const declined = happen(active, opened(active), resultOf(active, 'declined')).subscription;
    const second = transition(declined, opened(declined, due + day), rules);
    expect(transition(second, resultOf(active, 'declined', due + day + 1), rules)).toBe(second);
  });

  it('tells once of a payment that is told twice', () => {
    const paid = resultOf(active, 'paid');
    expect(happen(active, opened(active), paid, paid).mails).toEqual(['renewed']);
  });
});

/**
 * Ending, resuming, changing card and plan before, during and after the charge of a period: what the customer is charged and
 * what is shown agree in each.
 */
describe('at the very moment of a renewal', () => {
  const plus = { ...basic, planId: 'plus', amount: 14_900 };
  const asks = {
    cancel: { type: 'cancelled', at: due },
    end: { type: 'ended', at: due, reason: 'ended_now' },
    card: { type: 'card_changed', at: due, cardId: 'card-2' },
    plan: { type: 'change_planned', at: due, change: { plan: plus, fromPeriod: 3, by: 'customer' } },
  } as const satisfies Record<string, SubscriptionEvent>;
  const endOf = (period: number) => startOf(active, period + 1);

  const before = (ask: keyof typeof asks) => happen(active, asks[ask]);
  const during = (ask: keyof typeof asks, result: Parameters<typeof resultOf>[1]) =>
    happen(active, opened(active), asks[ask], resultOf(active, result));
  const afterwards = (ask: keyof typeof asks, result: Parameters<typeof resultOf>[1]) =>
    happen(active, opened(active), resultOf(active, result), asks[ask]);

  it.each([
    // ask, when, what becomes of the charge, the period paid, the state, the mails
    ['cancel', 'before', null, 1, { status: 'ending', endsAt: endOf(1) }, ['ending']],
    ['cancel', 'during', 'paid', 2, { status: 'ending', endsAt: endOf(2) }, ['ending', 'renewed']],
    ['cancel', 'during', 'declined', 1, { status: 'ended', reason: 'cancelled' }, ['ending', 'ended']],
    ['cancel', 'during', 'refused', 1, { status: 'ended', reason: 'cancelled' }, ['ending', 'ended']],
    ['cancel', 'during', 'lost', 1, { status: 'ended', reason: 'cancelled' }, ['ending', 'ended']],
    ['cancel', 'after', 'paid', 2, { status: 'ending', endsAt: endOf(2) }, ['renewed', 'ending']],
    ['cancel', 'after', 'declined', 1, { status: 'ended', reason: 'cancelled' }, ['declined', 'ended']],
    ['end', 'before', null, 1, { status: 'ended', reason: 'ended_now' }, ['ended']],
    ['end', 'during', 'paid', 1, { status: 'ended', reason: 'ended_now' }, ['ended', 'refund_due']],
    ['end', 'during', 'declined', 1, { status: 'ended', reason: 'ended_now' }, ['ended']],
    ['end', 'during', 'lost', 1, { status: 'ended', reason: 'ended_now' }, ['ended']],
    ['end', 'after', 'paid', 2, { status: 'ended', reason: 'ended_now' }, ['renewed', 'ended']],
    ['end', 'after', 'declined', 1, { status: 'ended', reason: 'ended_now' }, ['declined', 'ended']],
    ['card', 'before', null, 1, { status: 'active' }, []],
    ['card', 'during', 'paid', 2, { status: 'active' }, ['renewed']],
    ['card', 'during', 'declined', 1, { status: 'past_due', nextTryAt: due + 1000 }, ['declined']],
    ['card', 'during', 'hopeless', 1, { status: 'past_due', nextTryAt: due + 1000 }, ['declined']],
    ['card', 'after', 'paid', 2, { status: 'active' }, ['renewed']],
    ['card', 'after', 'declined', 1, { status: 'past_due', nextTryAt: due }, ['declined']],
    ['card', 'after', 'hopeless', 1, { status: 'past_due', nextTryAt: due }, ['declined']],
    ['plan', 'before', null, 1, { status: 'active' }, []],
    ['plan', 'during', 'paid', 2, { status: 'active' }, ['renewed']],
    ['plan', 'during', 'declined', 1, { status: 'past_due' }, ['declined']],
    ['plan', 'after', 'paid', 2, { status: 'active' }, ['renewed']],
  ] as const)('%s %s the charge (%s)', (ask, when, result, period, state, mails) => {
    const seen = result === null ? before(ask) : when === 'during' ? during(ask, result) : afterwards(ask, result);
    expect(seen.state).toMatchObject(state);
    expect(seen.subscription).toMatchObject({
      period,
      openTry: null,
      cardId: ask === 'card' ? 'card-2' : 'card-1',
      // What is being charged keeps its price: the plan changes with the period after.
      plan: basic,
    });
    expect(seen.mails).toEqual(mails);
  });

  it('resuming goes on where it stopped', () => {
    const { subscription } = happen(active, asks.cancel, { type: 'resumed', at: due - 1 });
    expect(subscription).toEqual(active);
    const out = happen(active, opened(active), asks.cancel, { type: 'resumed', at: due + 1 });
    expect(out.state).toEqual({ status: 'active' });
    expect(transition(out.subscription, resultOf(active, 'paid'), rules)).toMatchObject({ period: 2 });
  });

  it('nothing is resumed once the last period is over', () => {
    const ending = transition(active, asks.cancel, rules);
    expect(transition(ending, { type: 'resumed', at: due }, rules)).toBe(ending);
  });
});

describe('a trial', () => {
  const trial = trialOf(14);
  const endsAt = startOf(trial, 1);

  it('turns paid with its first charge', () => {
    const { subscription, mails } = happen(trial, opened(trial, endsAt), resultOf(trial, 'paid', endsAt));
    expect(subscription).toMatchObject({ period: 1, state: { status: 'active' }, consents: [] });
    expect(mails).toEqual(['renewed']);
  });

  it('that is cancelled can be used to its end and resumed', () => {
    const ending = happen(trial, { type: 'cancelled', at: endsAt - day });
    expect(ending.state).toEqual({ status: 'ending', endsAt, cancelledAt: endsAt - day });
    expect(happen(ending.subscription, { type: 'resumed', at: endsAt - 1 }).subscription).toEqual(trial);
  });
});

describe('a change', () => {
  const plus = { ...basic, planId: 'plus', amount: 14_900 };
  const yearly = { ...basic, planId: 'yearly', amount: 99_000, period: { unit: 'year', count: 1 } } as const;

  it('of the plan counts from its period on', () => {
    const planned = happen(active, {
      type: 'change_planned',
      at: due - day,
      change: { plan: plus, fromPeriod: 2, by: 'customer' },
    }).subscription;
    const openTry = tryOf(planned, due, { plan: plus });
    const { subscription } = happen(planned, { type: 'try_opened', at: due, openTry }, resultOf(planned, 'paid'));
    expect(subscription).toMatchObject({ plan: plus, change: null, anchor: active.anchor });
  });

  it('of the length is counted from the period that begins with it, on the same day of the month', () => {
    const planned = happen(active, {
      type: 'change_planned',
      at: due - day,
      change: { plan: yearly, fromPeriod: 2, by: 'customer' },
    }).subscription;
    const next = seoul('2027-02-28T10:00:00');
    expect(startOf(planned, 3)).toBe(next);
    const openTry = tryOf(planned, due, { plan: yearly });
    const { subscription } = happen(planned, { type: 'try_opened', at: due, openTry }, resultOf(planned, 'paid'));
    expect(subscription).toMatchObject({ plan: yearly, anchor: { at: due, period: 2, day: 31 } });
    expect(startOf(subscription, 3)).toBe(next);
    expect(startOf(subscription, 4)).toBe(seoul('2028-02-29T10:00:00'));
  });

  it('of the chosen plan is had, also at a price that a restored backup does not know', () => {
    const yearly = { ...basic, planId: 'yearly', amount: 99_000, period: { unit: 'year', count: 1 } } as const;
    const cheaper = { ...yearly, amount: 89_000 };
    const subscription = activeSubscription({ change: { plan: yearly, fromPeriod: 2, by: 'customer' } });
    const openTry = tryOf(subscription, due, { plan: cheaper });
    const { subscription: paid } = happen(
      { ...subscription, openTry },
      {
        ...{ type: 'paid', at: due, period: 2, merchantUid: openTry.merchantUid, amount: 89_000 },
      },
    );
    expect(paid).toMatchObject({ plan: cheaper, change: null, period: 2 });
    expect(startOf(paid, 3)).toBe(seoul('2027-02-28T10:00:00'));
  });

  it('of the price that nobody agreed to keeps the old price, and is asked about for the period after', () => {
    const planned = happen(active, {
      type: 'change_planned',
      at: due - 40 * day,
      change: { plan: { ...basic, amount: 12_900 }, fromPeriod: 2, by: 'host' },
    }).subscription;
    const { subscription } = happen(planned, opened(planned), resultOf(planned, 'paid'));
    expect(subscription).toMatchObject({ plan: basic, change: { fromPeriod: 3, plan: { amount: 12_900 } } });
  });
});

describe('what is late, double or of another period', () => {
  const declined = happen(active, opened(active), resultOf(active, 'declined')).subscription;
  const paid = happen(active, opened(active), resultOf(active, 'paid')).subscription;
  const ended = transition(active, { type: 'ended', at: due, reason: 'ended_now' }, rules);
  const consent = { period: 3, amount: 9900, at: due };

  it.each<[string, Subscription, SubscriptionEvent]>([
    ['a try of the period after the next', active, { type: 'try_opened', at: due, openTry: tryOf(paid, due) }],
    ['a payment of a paid period', paid, { type: 'paid', at: due, period: 2, merchantUid: 'x', amount: 9900 }],
    ['a payment of an earlier period', paid, { type: 'paid', at: due, period: 1, merchantUid: 'x', amount: 9900 }],
    ['an announcement made before', active, { type: 'upcoming_told', at: due, period: 1 }],
    ['a question asked before', active, { type: 'consent_asked', at: due, period: 1 }],
    ['consent after the end', ended, { type: 'consented', at: due, consent }],
    ['the same card', active, { type: 'card_changed', at: due, cardId: 'card-1' }],
    ['another card after the end', ended, { type: 'card_changed', at: due, cardId: 'card-2' }],
    ['a plan after the end', ended, { type: 'change_planned', at: due, change: null }],
    ['an outage that left out nothing', active, { type: 'skipped', at: due + 99 * day, through: 1 }],
    ['an outage that is not over yet', active, { type: 'skipped', at: due, through: 3 }],
    [
      'an outage while a try is out',
      transition(active, opened(active), rules),
      { type: 'skipped', at: due, through: 2 },
    ],
  ])('%s changes nothing', (_, subscription, event) => {
    expect(transition(subscription, event, rules)).toBe(subscription);
  });

  it('a decline of a period that somebody else has paid only closes its try', () => {
    const { subscription, state } = happen(
      declined,
      opened(declined, due + day),
      resultOf(active, 'paid', due + day + 1),
      resultOf(declined, 'declined', due + day + 2),
    );
    expect(state).toEqual({ status: 'active' });
    expect(subscription).toMatchObject({ period: 2, openTry: null, tries: 0 });
  });

  it('a second decline counts from the first', () => {
    const { subscription, state } = happen(
      declined,
      opened(declined, due + day),
      resultOf(declined, 'declined', due + day + 1000),
    );
    expect(subscription.tries).toBe(2);
    expect(state).toMatchObject({ since: due + 1000, deadlineAt: due + 1000 + 14 * day, decline: { tryNumber: 2 } });
  });

  it('a paid period uses up what was agreed to for it, and no more', () => {
    const agreed = { ...active, consents: [{ ...consent, period: 2 }, consent] };
    expect(transition(agreed, resultOf(active, 'paid'), rules).consents).toEqual([consent]);
  });
});

describe('a customer who wants to pay now', () => {
  const pay = { type: 'pay_requested', at: due + 2000 } as const;
  const declined = happen(active, opened(active), resultOf(active, 'declined')).subscription;

  it('is charged at once', () => {
    const held = { ...declined, holdUntil: due + 5 * day };
    expect(transition(held, pay, rules)).toEqual({
      ...held,
      holdUntil: null,
      state: { ...declined.state, nextTryAt: due + 2000 },
    });
  });

  it('is not charged a second time, nor for nothing, nor with a card that cannot pay', () => {
    const out = transition(declined, opened(declined, due + day), rules);
    const hopeless = happen(active, opened(active), resultOf(active, 'hopeless')).subscription;
    for (const subscription of [out, active, hopeless]) expect(transition(subscription, pay, rules)).toBe(subscription);
  });
});

describe('a card whose key is gone', () => {
  const gone = { type: 'card_gone', at: due, cardId: 'card-1', reason: 'no key' } as const;

  it('is past due without a try, until another card is there', () => {
    const { state } = transition(active, gone, rules);
    expect(state).toEqual({
      status: 'past_due',
      since: due,
      nextTryAt: null,
      deadlineAt: due + 14 * day,
      decline: { tryNumber: 0, cardId: 'card-1', at: due, reason: 'no key', canHeal: false },
    });
  });

  it('matters neither while a try is out, nor when another card has taken its place, nor when nothing is charged', () => {
    const out = transition(active, opened(active), rules);
    const ending = transition(active, { type: 'cancelled', at: due }, rules);
    const changed = { ...active, cardId: 'card-2' };
    for (const subscription of [out, ending, changed]) expect(transition(subscription, gone, rules)).toBe(subscription);
  });
});

describe('a planned change', () => {
  const plus = { ...basic, planId: 'plus', amount: 14_900 };
  const later = activeSubscription({ consentAsked: 5 });
  const plan = (subscription: Subscription, by: 'customer' | 'host', fromPeriod = 3, changed = plus) =>
    transition(subscription, { type: 'change_planned', at: due, change: { plan: changed, fromPeriod, by } }, rules);

  it('of the customer’s is agreed to with it', () => {
    expect(plan(later, 'customer')).toEqual({
      ...later,
      change: { plan: plus, fromPeriod: 3, by: 'customer' },
      consents: [{ period: 3, amount: 14_900, planId: 'plus', at: due }],
    });
  });

  it('of the host’s is asked about, again if need be', () => {
    expect(plan(later, 'host')).toEqual({
      ...later,
      change: { plan: plus, fromPeriod: 3, by: 'host' },
      consentAsked: 2,
    });
    expect(plan(active, 'host')).toMatchObject({ consentAsked: 1 });
  });

  it('of the host’s beside a plan that the customer chose is neither agreed to nor asked about', () => {
    const change = { plan: plus, fromPeriod: 3, by: 'customer' } as const;
    const changed = transition(later, { type: 'change_planned', at: due, change, by: 'host' }, rules);
    expect(changed).toEqual({ ...later, change });
  });

  it('can be taken back', () => {
    const planned = plan(active, 'host');
    expect(transition(planned, { type: 'change_planned', at: due, change: null }, rules)).toEqual(active);
  });

  it('waits for its period, and is left alone until then', () => {
    const planned = plan(active, 'customer', 4);
    expect(transition(planned, resultOf(active, 'paid'), rules)).toMatchObject({ plan: basic, change: planned.change });
  });

  it('is there once its period is paid, by whatever number', () => {
    const planned = plan(active, 'customer', 2);
    const paid = { type: 'paid', at: due, period: 2, merchantUid: 'elsewhere', amount: 14_900 } as const;
    expect(transition(planned, paid, rules)).toMatchObject({ plan: plus, change: null });
  });

  it.each([
    ['price', plus],
    ['plan of the same price', { ...basic, planId: 'other' }],
  ])('that came while the old one was being charged waits for the period after: a %s', (_, changed) => {
    const planned = plan(transition(active, opened(active), rules), 'customer', 2, changed);
    expect(transition(planned, resultOf(active, 'paid'), rules)).toMatchObject({
      plan: basic,
      change: { plan: changed, fromPeriod: 3 },
    });
  });

  it.each([
    [2, 4],
    [3, 4],
    [5, 5],
  ])('from period %d on, over an outage through period 3, is from period %d on', (fromPeriod, from) => {
    const planned = plan(active, 'host', fromPeriod);
    const left = transition(planned, { type: 'skipped', at: startOf(active, 4), through: 3 }, rules);
    expect(left).toMatchObject({ period: 3, change: { fromPeriod: from } });
  });
});
