import { randomUUID } from 'node:crypto';
import { addMonths } from './addMonths.js';
import type { IamportClient } from './createIamportClient.js';
import type { RenewalStore, Unplanned } from './createRenewalStore.js';
import { IamportUnavailable } from './IamportUnavailable.js';
import type { Renewal } from './Renewal.js';

const minute = 60_000;
const day = 24 * 60 * minute;
/** Tries for one month, and the time between them. */
const attempts = 3;
const untilRetry = 3 * day;
/** How long after its time a renewal may take to be made. */
const grace = day;

/** Has i'mport charge the months after the first one, and stops it. */
export interface RenewalService {
  /**
   * Goes on with whatever is unfinished: asks about what is overdue, plans the next month of what was paid, has i'mport
   * book it, revokes what has ended. Call it after anything that may be news, and now and then. Never rejects.
   */
  sweep(): Promise<void>;
  /** Asks i'mport what became of a renewal, and writes it down. Nothing happens for a number that is none of ours. */
  look(merchantUid: string): Promise<void>;
  /** Ends all subscriptions of a card, and has i'mport forget the key. Safe to repeat. */
  end(customerUid: string): Promise<void>;
  /** Resolves when no sweep is under way. */
  idle(): Promise<void>;
}

export interface RenewalServiceOptions {
  store: RenewalStore;
  iamport: IamportClient;
  now: () => number;
  log: (line: string) => void;
}

export function createRenewalService({ store, iamport, now, log }: RenewalServiceOptions): RenewalService {
  // One thing at a time: what is being booked has to be booked before it can be taken back.
  let queue: Promise<unknown> = Promise.resolve();

  function next<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  async function sweep(): Promise<void> {
    await each(await store.withStatus('booked'), async (row) => {
      if (row.dueAt <= now()) await settle(row);
    });
    for (const subscription of await store.unplanned(attempts)) await store.plan(nextOf(subscription, now()));
    await each(await store.withStatus('planned'), book);
    await each(await store.unrevoked(), revoke);
  }

  /** One that fails does not keep the others from their turn. */
  async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    for (const item of items) {
      await work(item).catch((error: unknown) => {
        if (!(error instanceof IamportUnavailable)) throw error;
        log(error.message);
      });
    }
  }

  async function book(row: Renewal): Promise<void> {
    const { merchantUid, customerUid, amount, currency, planName: name } = row;
    if ((await store.isEnded(customerUid)) || !(await store.ask(row))) return;
    const at = Math.max(row.dueAt, now() + minute);
    const answer = await iamport.schedule({ customerUid, merchantUid, at, amount, currency, name });
    if (answer.kind === 'refused' && (await store.refuse(merchantUid, answer.message))) return;
    await store.markBooked(merchantUid, at);
  }

  async function settle(row: Renewal): Promise<void> {
    const { merchantUid, customerUid, status } = row;
    const payment = await iamport.findPayment(merchantUid);
    if (payment === null) {
      if (status !== 'booked' || now() < row.dueAt + grace) return;
      // Before it is tried under another number, this one has to be out of the way.
      await iamport.unschedule(customerUid, [merchantUid]);
      return store.settle(merchantUid, 'failed', null, 'It was not made in time.');
    }
    const { impUid } = payment;
    if (payment.status === 'failed' || payment.status === 'cancelled') {
      return store.settle(merchantUid, 'failed', impUid, payment.failReason ?? payment.status);
    }
    // `ready`, or `pending` at PGs that approve later.
    if (payment.status !== 'paid') return;
    const isOurs = payment.amount === row.amount && (payment.customerUid ?? customerUid) === customerUid;
    if (!isOurs) return log(`Payment ${impUid} is not what was booked as ${merchantUid}: settle it by hand.`);
    await store.settle(merchantUid, 'paid', impUid, null);
    if (status === 'ended') {
      log(`Renewal ${merchantUid} was paid (${impUid}) although the subscription has ended: refund it.`);
    }
  }

  async function revoke(customerUid: string): Promise<void> {
    await iamport.unschedule(customerUid);
    await store.endRenewals(customerUid);
    await iamport.revokeKey(customerUid);
    await store.markRevoked(customerUid);
  }

  return {
    sweep: () =>
      next(sweep).catch((error: unknown) => log(`Renewals: ${error instanceof Error ? error.stack : error}`)),
    async look(merchantUid) {
      const row = await store.find(merchantUid);
      if (row !== null) await settle(row);
    },
    async end(customerUid) {
      await store.endCard(customerUid);
      await next(() => revoke(customerUid));
    },
    async idle() {
      await queue;
    },
  };
}

function nextOf({ chargeMerchantUid, beganAt, latest }: Unplanned, now: number) {
  const isRetry = latest?.status === 'failed';
  const period = isRetry ? latest.period : (latest?.period ?? 0) + 1;
  return {
    merchantUid: randomUUID().replaceAll('-', ''),
    chargeMerchantUid,
    period,
    attempt: isRetry ? latest.attempt + 1 : 1,
    dueAt: isRetry ? now + untilRetry : addMonths(beganAt, period),
  };
}
