import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeableFor, isAgreed, plannedByHost, riseOf } from '../../../src/server/subscription/consent.js';
import { mailsOf, type NewMail } from '../../../src/server/subscription/mails.js';
import { nextStep, wakeAt } from '../../../src/server/subscription/nextStep.js';
import { chosenFrom, dueByHost } from '../../../src/server/subscription/ownSubscription.js';
import { currentPeriod, startOf } from '../../../src/server/subscription/periods.js';
import { renewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import type { PlannedChange, SoldPlan, Subscription } from '../../../src/server/subscription/Subscription.js';
import { isCharged, type SubscriptionEvent, transition } from '../../../src/server/subscription/transition.js';
import { activeSubscription, basic, day, hour, rules, soldAt, trialOf } from './samples.js';

const sequences = Number(process.env.MODEL_SEQUENCES ?? 20_000);

/** What the gateway does with a charge that is sent to it. */
type Answer = 'paid' | 'declined' | 'hopeless' | 'refused' | 'lost' | 'paid_unseen' | 'declined_unseen';

type Action =
  | { readonly do: 'wait'; readonly hours: number }
  | { readonly do: 'set_back'; readonly hours: number }
  | { readonly do: 'tick'; readonly answers: readonly Answer[] }
  | { readonly do: 'see' }
  | { readonly do: 'pay_elsewhere' }
  | { readonly do: 'restore' }
  | { readonly do: 'cancel' | 'resume' | 'end' | 'agree' | 'drop_change' }
  | { readonly do: 'card'; readonly card: number }
  | { readonly do: 'plan'; readonly plan: number; readonly by: 'customer' | 'host' };

const plans: readonly SoldPlan[] = [
  basic,
  { ...basic, planId: 'plus', amount: 14_900 },
  { ...basic, planId: 'small', amount: 4900 },
  { ...basic, planId: 'yearly', amount: 99_000, period: { unit: 'year', count: 1 } },
  { ...basic, planId: 'weekly', amount: 2900, period: { unit: 'week', count: 1 } },
];

const answers: fc.Arbitrary<Answer> = fc.constantFrom(
  'paid',
  'paid',
  'declined',
  'hopeless',
  'refused',
  'lost',
  'paid_unseen',
  'declined_unseen',
);

const actions: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.constantFrom(1, 24, 72, 200, 744, 744, 744, 2400),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('set_back' as const), hours: fc.constantFrom(1, 24, 800) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('tick' as const),
      answers: fc.array(answers, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'see' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'pay_elsewhere' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restore' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cancel', 'resume', 'resume', 'agree', 'drop_change') as fc.Arbitrary<'cancel'>,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('end', 'agree') as fc.Arbitrary<'end'> }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('card' as const), card: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('plan' as const),
      plan: fc.integer({ min: 0, max: plans.length - 1 }),
      by: fc.constantFrom('customer' as const, 'host' as const),
    }),
  },
);

/** A month and a look at what is due, in between everything else. */
const month: fc.Arbitrary<Action[]> = fc
  .array(answers, { minLength: 1, maxLength: 3 })
  .map((given) => [{ do: 'wait', hours: 744 } as const, { do: 'tick', answers: given } as const]);
const scripts = fc
  .array(
    fc.oneof(
      month,
      actions.map((action) => [action]),
    ),
    { minLength: 5, maxLength: 30 },
  )
  .map((parts) => parts.flat());

interface Payment {
  readonly period: number;
  readonly merchantUid: string;
  readonly amount: number;
  status: 'paid' | 'failed';
  readonly cardId: string;
  readonly canHeal: boolean;
  readonly at: number;
}

function ensure(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken: ${what}.`);
}

/** One subscription, the gateway's own records, and a clock. What the server loses, the gateway keeps. */
class World {
  now = soldAt;
  readonly payments = new Map<string, Payment>();
  /** Charges of a period that were sent by us. */
  readonly taken: Payment[] = [];
  readonly mails: NewMail[] = [];
  wasRestored = false;
  private readonly backups: Subscription[] = [];

  constructor(public subscription: Subscription) {
    this.backups.push(subscription);
  }

  apply(event: SubscriptionEvent): boolean {
    const before = this.subscription;
    const after = transition(before, event, rules);
    this.mails.push(...mailsOf(before, event, after, this.mails.length));
    ensure(this.wasRestored || after.period >= before.period, 'periods only go on');
    this.subscription = after;
    if (this.backups.length < 50) this.backups.push(after);
    return after !== before;
  }

  tick(given: readonly Answer[]): void {
    const queue = [...given];
    for (let rounds = 0; ; rounds += 1) {
      ensure(rounds < 20, 'it comes to rest');
      const step = nextStep(this.subscription, this.now, rules);
      const wake = wakeAt(this.subscription, rules);
      ensure((step === null) === (wake === null || wake > this.now), 'it wakes when there is something to do');
      if (step === null) return;
      const at = this.now;
      switch (step.do) {
        case 'skip':
          ensure(step.through <= currentPeriod(this.subscription, at), 'only what has begun is left out');
          ensure(this.apply({ type: 'skipped', at, through: step.through }), 'a step changes something');
          break;
        case 'end':
          // Before it is given up, what is known here is looked up once more.
          if (this.lookUp()) break;
          this.apply({ type: 'ended', at, reason: step.reason });
          break;
        case 'look_up':
          ensure(this.apply({ type: 'looked_up', at }), 'a step changes something');
          break;
        case 'tell_upcoming':
          ensure(this.apply({ type: 'upcoming_told', at, period: step.period }), 'a step changes something');
          break;
        case 'ask_consent':
          ensure(this.apply({ type: 'consent_asked', at, period: step.period }), 'a step changes something');
          break;
        case 'charge': {
          if (this.lookUp()) break;
          const answer = queue.shift();
          if (answer === undefined) return;
          this.charge(step.period, answer);
          break;
        }
        default:
          step satisfies never;
      }
    }
  }

  /** Asks the gateway for the numbers of the period, the known ones and the next. True when there was news. */
  private lookUp(): boolean {
    const { id, tries, plan, state } = this.subscription;
    if (!isCharged(state)) return false;
    const period = this.subscription.period + 1;
    for (let tryNumber = 1; ; tryNumber += 1) {
      const merchantUid = renewalNumber({ subscriptionId: id, period, tryNumber });
      const payment = this.payments.get(merchantUid);
      if (payment === undefined) {
        if (tryNumber <= tries) continue;
        return false;
      }
      if (tryNumber > tries && this.subscription.openTry === null) {
        // A try that this database does not know: it is taken over as one that is out, and settled.
        this.apply({
          type: 'try_opened',
          at: this.now,
          openTry: {
            period,
            tryNumber,
            merchantUid,
            cardId: payment.cardId,
            plan: { ...plan, amount: payment.amount },
            openedAt: this.now,
          },
        });
        this.settle(payment);
        return true;
      }
      if (payment.status === 'paid') {
        this.settle(payment);
        return true;
      }
    }
  }

  private charge(period: number, answer: Answer): void {
    const { id, tries, cardId, state, openTry } = this.subscription;
    const at = this.now;
    const plan = chargeableFor(this.subscription, period);
    const merchantUid = renewalNumber({ subscriptionId: id, period, tryNumber: tries + 1 });

    // What must hold whenever money is asked for.
    ensure(isCharged(state), 'only what is charged is charged');
    ensure(openTry === null, 'one try at a time');
    ensure(at >= startOf(this.subscription, period), 'nothing is charged early');
    ensure(!this.taken.some((one) => one.period === period && one.status === 'paid'), 'a period is paid once');
    const rise = riseOf(this.subscription, period);
    if (rise !== null && !isAgreed(this.subscription, rise)) {
      const { consents, period: paidThrough } = this.subscription;
      const isAgreedTo = consents.some((one) => one.period === period && one.amount >= plan.amount);
      const isLower = plan.amount < rise.amountAfter;
      ensure(isLower && (paidThrough > 0 || isAgreedTo), 'without consent the higher amount is not charged');
    }
    const last = this.taken.at(-1);
    const isHopeless = last?.status === 'failed' && !last.canHeal && last.cardId === cardId;
    ensure(this.wasRestored || !isHopeless, 'a lost card is not asked again');

    expect(
      this.apply({
        type: 'try_opened',
        at,
        openTry: { period, tryNumber: tries + 1, merchantUid, cardId, plan, openedAt: at },
      }),
    ).toBe(true);
    if (answer === 'refused' || answer === 'lost') {
      this.apply({ type: 'not_made', at, merchantUid, reason: answer });
      // What is lost is sent again at once; the gateway hears of it by then.
      if (answer === 'lost') this.apply({ type: 'not_made', at, merchantUid, reason: 'refused' });
      return;
    }
    const isPaid = answer === 'paid' || answer === 'paid_unseen';
    const payment: Payment = {
      period,
      merchantUid,
      amount: plan.amount,
      status: isPaid ? 'paid' : 'failed',
      cardId,
      canHeal: answer !== 'hopeless',
      at,
    };
    ensure(!this.payments.has(merchantUid), 'each try has a number of its own');
    this.payments.set(merchantUid, payment);
    this.taken.push(payment);
    if (answer === 'paid' || answer === 'declined' || answer === 'hopeless') this.settle(payment);
  }

  private settle({ period, merchantUid, amount, status, canHeal }: Payment): void {
    const at = this.now;
    if (status === 'paid') this.apply({ type: 'paid', at, period, merchantUid, amount });
    else this.apply({ type: 'declined', at, merchantUid, reason: 'declined', canHeal });
  }

  /** The answer that was lost is looked up. */
  see(): void {
    const { openTry } = this.subscription;
    const payment = openTry && this.payments.get(openTry.merchantUid);
    if (payment) this.settle(payment);
    else if (openTry) this.apply({ type: 'not_made', at: this.now, merchantUid: openTry.merchantUid, reason: 'lost' });
  }

  /** As `changePlan` and `changePrice` do. */
  private plan(wanted: SoldPlan, by: 'customer' | 'host'): void {
    const { now: at, subscription } = this;
    const { plan, change, openTry } = subscription;
    const fromPeriod = 1 + Math.max(currentPeriod(subscription, at), subscription.period, openTry?.period ?? 0);
    const planned = plannedByHost(subscription);
    if (by === 'host') {
      const { amount } = wanted;
      const due = dueByHost(subscription, at);
      const sold = due?.plan ?? plan;
      const later = sold.amount === amount ? undefined : ({ plan: { ...sold, amount }, fromPeriod, by } as const);
      const price = due === null ? (later ?? null) : { ...due, displaced: later };
      // A plan that the customer has chosen comes all the same, whatever price the host plans for the one before it.
      const next = change?.by === 'customer' ? { ...change, displaced: price ?? undefined } : price;
      this.apply({ type: 'change_planned', at, change: next, by });
    } else if (wanted.planId !== plan.planId) {
      const from = chosenFrom(subscription, at);
      const chosen: PlannedChange = { plan: wanted, fromPeriod: from, by, displaced: planned ?? undefined };
      this.apply({ type: 'change_planned', at, change: chosen });
    } else if (change?.by === 'customer') {
      const later = planned && { ...planned, fromPeriod: Math.max(planned.fromPeriod, fromPeriod) };
      const ofHost = dueByHost(subscription, at) ?? later;
      const isOut = openTry !== null && openTry.plan.planId !== plan.planId;
      const back: PlannedChange = { plan, fromPeriod, by, displaced: ofHost ?? undefined };
      this.apply({ type: 'change_planned', at, change: isOut ? back : ofHost });
    }
  }

  act(action: Action): void {
    const at = this.now;
    const { subscription } = this;
    switch (action.do) {
      case 'wait':
        this.now += action.hours * hour;
        break;
      case 'set_back':
        this.now = Math.max(soldAt, at - action.hours * hour);
        break;
      case 'tick':
        this.tick(action.answers);
        break;
      case 'see':
        this.see();
        break;
      case 'pay_elsewhere': {
        // Somebody repeats the last declined charge in the console.
        const last = this.taken.at(-1);
        if (last?.status === 'failed') last.status = 'paid';
        break;
      }
      case 'restore':
        this.subscription = this.backups[Math.floor(this.backups.length / 2)] ?? subscription;
        this.wasRestored = true;
        break;
      case 'cancel':
        this.apply({ type: 'cancelled', at });
        break;
      case 'resume':
        this.apply({ type: 'resumed', at });
        break;
      case 'end':
        this.apply({ type: 'ended', at, reason: 'ended_now' });
        break;
      case 'drop_change':
        this.plan(subscription.plan, subscription.change?.by ?? 'host');
        break;
      case 'agree': {
        const period = subscription.period + 1;
        const rise = riseOf(subscription, period);
        if (rise) this.apply({ type: 'consented', at, consent: { period, amount: rise.amountAfter, at } });
        break;
      }
      case 'card':
        this.apply({ type: 'card_changed', at, cardId: `card-${action.card}` });
        break;
      case 'plan':
        this.plan(plans[action.plan] ?? basic, action.by);
        break;
      default:
        action satisfies never;
    }
  }
}

describe('a subscription through any sequence of events, answers and clocks', () => {
  it(`charges every period once, at its price, never early, and always knows what is next (${sequences} sequences)`, {
    timeout: 120_000,
  }, () => {
    const seen = new Set<string>();
    let charges = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(activeSubscription(), trialOf(14), trialOf(14, { consents: [] }), trialOf(45)),
        scripts,
        (start, script) => {
          const world = new World(start);
          for (const action of script) {
            world.act(action);
            seen.add(world.subscription.state.status);
          }
          charges += world.taken.length;

          const paid = world.taken.filter(({ status }) => status === 'paid');
          const periods = paid.map(({ period }) => period);
          // A number is paid once, and a period twice only by somebody else's hand.
          const elsewhere = script.some((action) => action.do === 'pay_elsewhere');
          if (!elsewhere) expect(new Set(periods).size).toBe(periods.length);
          if (!world.wasRestored)
            expect(periods.every((period, n) => n === 0 || period >= (periods[n - 1] ?? 0))).toBe(true);
          // Whatever is told, is told under an id of its own.
          if (!world.wasRestored && !script.some(({ do: what }) => what === 'resume')) {
            const ids = world.mails.map(({ eventId }) => eventId);
            expect(new Set(ids).size).toBe(ids.length);
          }
          // Rows are stored as JSON.
          expect(JSON.parse(JSON.stringify(world.subscription))).toEqual(world.subscription);
          // It goes on: once the answers are in and the clock moves, nothing stands still.
          world.see();
          world.now = Math.max(world.now, soldAt) + 400 * day;
          world.tick(['paid', 'paid', 'paid']);
          expect(nextStep(world.subscription, world.now, rules)).toBeNull();
          if (isCharged(world.subscription.state) && world.subscription.openTry === null) {
            expect(wakeAt(world.subscription, rules)).not.toBeNull();
          }
        },
      ),
      { numRuns: sequences },
    );
    expect([...seen].sort()).toEqual(['active', 'ended', 'ending', 'past_due', 'trialing']);
    expect(charges).toBeGreaterThan(sequences / 2);
  });
});
