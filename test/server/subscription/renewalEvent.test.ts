import { describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/server/charge/Charge.js';
import { isStillChosen, renewalEvent } from '../../../src/server/subscription/renewalEvent.js';
import { renewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import { out } from '../support/openCharges.js';
import { activeSubscription, basic, day, soldAt } from './samples.js';

const subscription = activeSubscription();
const merchantUid = renewalNumber({ subscriptionId: subscription.id, period: 2, tryNumber: 3 });
const own = { version: 1, merchantUid: null, subscriptionId: subscription.id, cardId: subscription.cardId, period: 2 };
const charge = (changes: Partial<Charge> = {}): Charge => ({
  ...out,
  ...own,
  chargeMerchantUid: merchantUid,
  ...changes,
});
const at = soldAt + 28 * day;

/** What a charge that became so means, after another one or none. */
const meaning = (after: Partial<Charge>, more: Partial<Parameters<typeof renewalEvent>[0]> = {}) =>
  renewalEvent({ before: charge(), after: charge(after), subscription, pg: 'kcp_billing', now: at, ...more });

describe('what becomes of a renewal’s charge means for its subscription', () => {
  it('that a try is out, of what is charged: another plan may have been planned since', () => {
    const opened = { period: 2, tryNumber: 3, merchantUid, cardId: 'card-1', openedAt: at };
    const plan = { ...basic, amount: 8800 };
    expect(meaning({ amount: 8800, taxFree: 300, vat: 700 })).toEqual({
      ...{ type: 'try_opened', at },
      openTry: { ...opened, plan: { ...plan, taxFree: 300, vat: 700 } },
    });
    expect(meaning({ amount: 8800, taxFree: 0, vat: 0 })).toMatchObject({ openTry: { plan: { taxFree: 0, vat: 0 } } });
    expect(meaning({ amount: 8800, taxFree: null, vat: null })).toEqual({
      ...{ type: 'try_opened', at },
      openTry: { ...opened, plan },
    });
  });

  it('that the plan they had is out, where a chosen one costs more than was charged before a backup', () => {
    const plus = { ...basic, planId: 'plus', amount: 14_900 };
    const chosen = { ...subscription, change: { plan: plus, fromPeriod: 2, by: 'customer' } as const };
    const planOf = (amount: number) => meaning({ amount }, { subscription: chosen });
    expect(planOf(9900)).toMatchObject({ openTry: { plan: { planId: 'basic', amount: 9900 } } });
    expect(planOf(14_900)).toMatchObject({ openTry: { plan: { planId: 'plus', amount: 14_900 } } });
  });

  it('that the period is paid, and how much of it was given back since', () => {
    const paid = { type: 'paid', at, period: 2, merchantUid, amount: 9900, refunded: 0 };
    expect(meaning({ status: 'paid' })).toEqual(paid);
    expect(meaning({ status: 'paid' }, { before: null })).toEqual(paid);
    expect(meaning({ status: 'paid' }, { before: charge({ status: 'failed' }) })).toEqual(paid);
    expect(meaning({ status: 'paid', refundedAmount: 4000 })).toEqual({ ...paid, refunded: 4000 });
    // Paid and given back before anybody looked.
    const refunded = { status: 'refunded', refundedAmount: 9900 } as const;
    expect(meaning(refunded)).toEqual({ ...paid, refunded: 9900 });
    expect(meaning(refunded, { before: null })).toEqual({ ...paid, refunded: 9900 });
  });

  it('nothing, where it was paid before: what is given back of it ends no period', () => {
    const before = charge({ status: 'paid' });
    expect(meaning({ status: 'paid', refundedAmount: 4000 }, { before })).toBeNull();
    expect(meaning({ status: 'refunded', refundedAmount: 9900 }, { before })).toBeNull();
  });

  it.each([
    ['lost', 'lost'],
    ['refused', 'refused'],
    ['unavailable', 'refused'],
  ] as const)('that no card was asked, which is no decline: %s', (failCode, reason) => {
    expect(meaning({ status: 'failed', failCode })).toEqual({ type: 'not_made', at, merchantUid, reason });
  });

  it('that it was declined, and whether the same card can ever pay', () => {
    const failed = { status: 'failed', failCode: '8035', failReason: '한도초과' } as const;
    const declined = { type: 'declined', at, merchantUid, reason: '한도초과', canHeal: true };
    expect(meaning(failed)).toEqual(declined);
    expect(meaning({ ...failed, failReason: null })).toEqual({ ...declined, reason: '' });
    expect(meaning({ ...failed, failReason: '도난카드' })).toEqual({ ...declined, reason: '도난카드', canHeal: false });
    expect(meaning({ ...failed, failCode: 'CC43' })).toEqual({ ...declined, canHeal: false });
    expect(meaning({ ...failed, failCode: 'CC43' }, { pg: null })).toEqual(declined);
    // Money was taken, and not what was to be paid: somebody has to look at it first.
    expect(meaning(failed, { tookOther: true })).toEqual({ ...declined, canHeal: false });
    expect(meaning(failed, { tookOther: false })).toEqual(declined);
  });

  it('nothing, where its number is none of a renewal', () => {
    for (const status of ['pending', 'paid', 'failed', 'refunded'] as const) {
      expect(meaning({ status, chargeMerchantUid: 'order1' })).toBeNull();
    }
  });
});

describe('what is about to be sent is still chosen', () => {
  it('while the card, the plan and its price are those of the subscription', () => {
    expect(isStillChosen(subscription, charge())).toBe(true);
    expect(isStillChosen(subscription, charge({ cardId: 'card-2' }))).toBe(false);
    expect(isStillChosen(subscription, charge({ planId: 'plus' }))).toBe(false);
    expect(isStillChosen(subscription, charge({ amount: 8800 }))).toBe(false);
  });

  it('by the plan of its period', () => {
    const plus = { ...basic, planId: 'plus', amount: 14_900 };
    const changing = { ...subscription, change: { plan: plus, fromPeriod: 3, by: 'customer' } as const };
    const dearer = { planId: 'plus', amount: 14_900 };
    expect(isStillChosen(changing, charge())).toBe(true);
    expect(isStillChosen(changing, charge(dearer))).toBe(false);
    expect(isStillChosen(changing, charge({ ...dearer, period: 3 }))).toBe(true);
    expect(isStillChosen(changing, charge({ period: 3 }))).toBe(false);
  });

  it('not where nobody has agreed to what follows a trial', () => {
    const trial = { ...subscription, trial: { amount: 0 }, period: 0, consents: [] };
    expect(isStillChosen(trial, charge({ period: 1 }))).toBe(false);
  });
});
