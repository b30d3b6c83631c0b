import type { Context } from '../Context.js';
import type { Charges } from '../charge/Charges.js';
import { BillingServerError } from '../errors.js';
import { toError } from '../event/events.js';
import { GatewayUnavailable } from '../gateway/Gateway.js';
import type { BuyerOf } from '../order/Orders.js';
import { TURN } from '../outage.js';
import { stopwatch } from '../stopwatch.js';
import { update } from '../store/Store.js';
import { nextStep, type Step, wakeAt } from './nextStep.js';
import { createPeriodCharge } from './periodCharge.js';
import { currentPeriod } from './periods.js';
import type { RenewalRules } from './RenewalRules.js';
import type { Subscription } from './Subscription.js';
import type { SubscriptionRow } from './SubscriptionRow.js';
import { changeRow, subscriptionIn } from './subscriptionRows.js';
import type { SubscriptionEvent } from './transition.js';

/** Does for subscriptions what has come due. */
export interface Renewals {
  /**
   * Takes what is due, until nothing is left, another process has it, or others have to have their turn. False: there is more
   * of it.
   */
  sweep(): Promise<boolean>;
  /** Does what is due for one subscription, now. */
  work(subscriptionId: string): Promise<void>;
}

export interface RenewalsOptions {
  readonly charges: Charges;
  readonly rules: RenewalRules;
  readonly buyer?: BuyerOf | undefined;
}

/** Milliseconds that a worker has for one subscription before another one takes it. */
const LEASE = 5 * 60_000;
/** Milliseconds until one is taken up again that something is wrong with. */
const HOUR = 60 * 60_000;
const BATCH = 50;
/** Subscriptions at one time: their charges wait for card networks, and not for each other. */
const AT_ONCE = 4;
/** Steps of one subscription in one go. More than its periods can be need. */
const STEPS = 20;

export function createRenewals(context: Context, { charges, rules, buyer }: RenewalsOptions): Renewals {
  const { store, emit } = context;
  const period = createPeriodCharge(context, { charges, buyer });

  /**
   * Takes a subscription before its gateway is asked, so that of several workers one asks; null when another one was faster.
   * What only writes needs no lease: the row's version says whether it was in time.
   */
  async function lease(row: SubscriptionRow, now: number): Promise<SubscriptionRow | null> {
    const wakeAt = now + LEASE;
    const isTaken = await store.commit([update('subscriptions', row, { wakeAt })]);
    return isTaken ? { ...row, wakeAt, version: row.version + 1 } : null;
  }

  /** Resolves to whether anything was done. */
  async function workOn(found: SubscriptionRow, at: number): Promise<boolean> {
    let row = found;
    let now = at;
    let steps = 0;
    for (; steps < STEPS; steps += 1) {
      const subscription = subscriptionIn(row);
      if (subscription === null) break;
      const step = nextStep(subscription, now, rules);
      if (step === null) {
        // Leased, and nothing is due any more, or it was due by other rules: it wakes when it would have.
        const wake = wakeAt(subscription, rules);
        if (row.wakeAt !== wake) await store.commit([update('subscriptions', row, { wakeAt: wake })]);
        break;
      }
      const isEnd = step.do === 'end' && step.reason === 'cancelled';
      const asksGateway = step.do !== 'tell_upcoming' && step.do !== 'ask_consent' && !isEnd;
      const mine = asksGateway ? await lease(row, now) : row;
      if (mine === null || !(await take({ row: mine, subscription }, step, now))) break;
      const [held, time] = await Promise.all([store.get('subscriptions', subscription.id), store.now()]);
      if (held === null) break;
      row = held;
      now = time;
    }
    return steps > 0;
  }

  async function work(subscriptionId: string): Promise<void> {
    const [row, now] = await Promise.all([store.get('subscriptions', subscriptionId), store.now()]);
    if (row !== null) await workOn(row, now);
  }

  /** Does one step. False: somebody else is at it, or it has to wait. */
  async function take(
    { row, subscription }: { row: SubscriptionRow; subscription: Subscription },
    step: Step,
    now: number,
  ): Promise<boolean> {
    switch (step.do) {
      case 'charge': {
        const outcome = await period.charge(subscription, step);
        if (outcome !== 'card_gone') return outcome === 'done';
        // No PG said why, so that the page finds words of its own.
        return write(row, { type: 'card_gone', at: now, cardId: subscription.cardId, reason: '' });
      }
      case 'end':
        // Whoever cancelled has no next period.
        if (step.reason !== 'cancelled' && (await period.settle(subscription))) return true;
        return write(row, { type: 'ended', at: now, reason: step.reason });
      case 'skip':
        if (await period.settle(subscription)) return true;
        return write(row, {
          type: 'skipped',
          at: now,
          through: await period.lastUnpaid(subscription, step.through),
        });
      case 'look_up':
        await period.settle(subscription);
        for (let paid = subscription.period + 1; paid < currentPeriod(subscription, now); paid += 1) {
          await period.settle({ ...subscription, period: paid, tries: 0 });
        }
        return lookedUp(subscription, now);
      case 'tell_upcoming':
        return write(row, { type: 'upcoming_told', at: now, period: step.period });
      case 'ask_consent':
        return write(row, { type: 'consent_asked', at: now, period: step.period });
    }
  }

  async function lookedUp({ id }: Subscription, now: number): Promise<boolean> {
    const row = await store.get('subscriptions', id);
    return row !== null && write(row, { type: 'looked_up', at: now });
  }

  async function write(row: SubscriptionRow, event: SubscriptionEvent): Promise<boolean> {
    const changed = changeRow(row, event, rules);
    return changed !== null && store.commit(changed.writes);
  }

  /** False when nothing could be done: another worker has it, or the gateway can't be reached. */
  async function workSafely(row: SubscriptionRow, now: number): Promise<boolean> {
    try {
      return await workOn(row, now);
    } catch (error) {
      if (error instanceof GatewayUnavailable) {
        // It keeps its lease, and is taken up again when that is over. Nothing was tried, so that nothing is counted.
        emit({ type: 'gateway_unavailable', gateway: 'renewals', message: error.message });
      } else if (!(error instanceof BillingServerError && error.code === 'store_conflict')) {
        emit({ type: 'error', where: `subscription ${row.subscriptionId}`, error: toError(error) });
        // It must not stand in the way of all others.
        const held = await store.get('subscriptions', row.subscriptionId);
        if (held !== null) await store.commit([update('subscriptions', held, { wakeAt: now + HOUR })]);
      }
      return false;
    }
  }

  return {
    work,

    async sweep() {
      const begun = stopwatch();
      for (;;) {
        const now = await store.now();
        const due = await store.find('subscriptions', {
          atMost: { field: 'wakeAt', value: now },
          order: { by: 'wakeAt' },
          limit: BATCH,
        });
        const queue = [...due];
        let isAnyDone = false;
        const worker = async () => {
          for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
            if (await workSafely(row, now)) isAnyDone = true;
          }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, worker));
        // Fewer than a batch means that this was all. Where none was done, other workers have them, or they have to wait.
        if (due.length < BATCH || !isAnyDone) return true;
        if (begun.elapsed() > TURN) return false;
      }
    },
  };
}
