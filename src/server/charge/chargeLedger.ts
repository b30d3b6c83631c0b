import { type Context, decideAndCommit } from '../Context.js';
import type { StoredEventType } from '../event/BillingServerEvent.js';
import type { Payment } from '../gateway/Gateway.js';
import { update, type Write } from '../store/Store.js';
import type { Charge, Try } from './Charge.js';
import { type AlsoWritten, mismatchWrites, told } from './chargeNews.js';
import { isLost, LOOK_FOR_LOST, settlementOf } from './settlement.js';

/** A try that the gateway has no record of, and what that means. */
export interface EndedTry {
  readonly number: number;
  readonly status: 'lost' | 'refused';
  readonly failCode: string;
  readonly failReason: string;
}

/** What is written down of charges: rows and their tries, changed by comparing and setting. It asks no gateway. */
export interface ChargeLedger {
  read(chargeMerchantUid: string): Promise<{ readonly row: Charge; readonly tries: Try[]; readonly now: number }>;
  /** Writes what the gateway says about a number, as far as it is news. `answerTo`: the try whose call was answered so. */
  record(chargeMerchantUid: string, payments: readonly Payment[], answerTo: number | null): Promise<Charge>;
  /** Settles the latest try as one that took no money, unless it was settled meanwhile. */
  endTry(chargeMerchantUid: string, ended: EndedTry): Promise<Charge>;
  /** The latest try's call has never left this machine: nobody has to wait until it can't arrive any more. */
  endCall(chargeMerchantUid: string, number: number): Promise<void>;
}

export function createChargeLedger({ store, mode }: Context, alsoWritten: AlsoWritten): ChargeLedger {
  async function read(chargeMerchantUid: string): Promise<{ row: Charge; tries: Try[]; now: number }> {
    const [row, tries, now] = await Promise.all([
      store.get('charges', chargeMerchantUid),
      store.find('tries', { where: { chargeMerchantUid }, order: { by: 'number' }, limit: 1000 }),
      store.now(),
    ]);
    if (row === null) throw new Error(`The row of charge ${chargeMerchantUid} is gone from the store.`);
    return { row, tries, now };
  }

  /**
   * The keys that a charge may have been made with: those of its tries, and one that no card here has. A server charged that
   * one under this number, and its card is younger than the backup that this database is.
   */
  async function chargedKeys(row: Charge, tries: readonly Try[], payments: readonly Payment[]): Promise<string[]> {
    const cardIds = [...new Set([row.cardId, ...tries.map(({ cardId }) => cardId)])];
    const cards = await Promise.all(cardIds.map((cardId) => store.get('cards', cardId)));
    const keys = cards.flatMap((card) => (card === null ? [] : [card.billingKey]));
    // The cards of a customer who was erased are gone, and nothing is granted to them.
    if (cards[0] === null) return keys;
    for (const { billingKey } of payments) {
      // Stryker disable next-line ConditionalExpression,LogicalOperator: a key that is known has a card, so that it is not added below either; here it spares asking the store.
      if (billingKey === null || keys.includes(billingKey)) continue;
      if ((await store.find('cards', { where: { billingKey }, limit: 1 })).length === 0) keys.push(billingKey);
    }
    return keys;
  }

  /** Payments that a charge has no use for, each told of once. */
  async function strangerWrites(row: Charge, strangers: readonly Payment[], now: number): Promise<Write[]> {
    const writes: Write[] = [];
    for (const { impUid, amount, currency } of strangers) {
      const data = { ...told(row), amount, currency };
      writes.push(...(await mismatchWrites(store, { impUid, customerId: row.customerId, data, now })));
    }
    return writes;
  }

  return {
    read,

    record: (chargeMerchantUid, payments, answerTo) =>
      decideAndCommit(store, async () => {
        const { row, tries, now } = await read(chargeMerchantUid);
        const billingKeys = await chargedKeys(row, tries, payments);
        const sandbox = mode === 'test';
        const settled = settlementOf({ charge: row, tries, payments, answerTo, billingKeys, sandbox, now });
        const { charge: set, tried: triedSet, news, tookOther, strangers } = settled;
        const after: Charge = set === null ? row : { ...row, ...set, version: row.version + 1 };
        return {
          result: after,
          writes: [
            ...(set === null ? [] : [update('charges', row, set)]),
            ...tries.flatMap((one) => (one.number === triedSet?.number ? [update('tries', one, triedSet.set)] : [])),
            ...(set === null
              ? []
              : await alsoWritten({ before: row, after, now, tookOther, news: news && NEWS[news] })),
            ...(await strangerWrites(after, strangers, now)),
          ],
        };
      }),

    endTry: (chargeMerchantUid, { number, status, failCode, failReason }) =>
      decideAndCommit(store, async () => {
        const { row, tries, now } = await read(chargeMerchantUid);
        const tried = tries.find((one) => one.number === number);
        if (row.status !== 'pending' || tried?.number !== row.tries) return { result: row, writes: [] };
        const set = {
          status: 'failed' as const,
          failCode,
          failReason,
          settledAt: now,
          callEndsAt: 0,
          lookAt: status === 'lost' || tries.some(isLost) ? now + LOOK_FOR_LOST[0] : null,
          looks: 0,
        };
        const after: Charge = { ...row, ...set, version: row.version + 1 };
        // A charge that could not even be asked about is no news. It is asked about again.
        const news = failCode === 'unavailable' ? null : 'charge_failed';
        return {
          result: after,
          writes: [
            update('charges', row, set),
            update('tries', tried, { status, failCode, failReason, endedAt: now }),
            ...(await alsoWritten({ before: row, after, now, news })),
          ],
        };
      }),

    endCall: (chargeMerchantUid, number) =>
      decideAndCommit(store, async () => {
        const { row, now } = await read(chargeMerchantUid);
        const isOurs = row.status === 'pending' && row.tries === number;
        return { result: undefined, writes: isOurs ? [update('charges', row, { callEndsAt: now, lookAt: now })] : [] };
      }),
  };
}

const NEWS = {
  paid: 'charge_paid',
  recovered: 'charge_recovered',
  failed: 'charge_failed',
  refunded: 'refunded',
  mismatch: 'payment_mismatch',
} as const satisfies Record<string, StoredEventType>;
