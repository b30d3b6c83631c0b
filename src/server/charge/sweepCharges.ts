import { type Context, decideAndCommit } from '../Context.js';
import { coalesceNext } from '../coalesce.js';
import { eventWrite, toError } from '../event/events.js';
import { inBatches, visitReachable } from '../outage.js';
import { update } from '../store/Store.js';
import type { Charge } from './Charge.js';
import type { Charges } from './Charges.js';
import type { Investigate } from './chargeInquiry.js';
import type { ChargeLedger } from './chargeLedger.js';
import { told } from './chargeNews.js';
import { isLost, LOOK_FOR_LOST } from './settlement.js';

/** Milliseconds until a charge that could not be settled is looked at again, longer each time. */
const LOOK_AGAIN = [15_000, 30_000, 60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000] as const;
/** Milliseconds after which the host is told of a charge that nobody can settle. */
const OVERDUE = 24 * 60 * 60_000;
const BATCH = 200;

/** Comes back to charges that are not clear, until they are. */
export function createChargeSweep(
  context: Context,
  { ledger, investigate }: { readonly ledger: ChargeLedger; readonly investigate: Investigate },
): Pick<Charges, 'recheck' | 'sweep'> {
  const { store, emit } = context;
  const recheckNext = coalesceNext<void>();

  /**
   * Asks the gateway about a row that nobody else asks about until `lookAt`; when it was reached and the row is settled, nobody
   * has to ask again; false when it was not. `paid` on the gateway's word overrules what is written here, so a lost try is looked for a few times more.
   */
  async function visit(chargeMerchantUid: string, lookAt: number): Promise<boolean> {
    const { reached } = await investigate(chargeMerchantUid);
    if (!reached) return false;
    return decideAndCommit(store, async () => {
      const { row, tries, now } = await ledger.read(chargeMerchantUid);
      if (row.status === 'pending' || row.lookAt !== lookAt) return { result: true, writes: [] };
      const wait = tries.some(isLost) ? LOOK_FOR_LOST[row.looks] : undefined;
      return { result: true, writes: [update('charges', row, { lookAt: wait === undefined ? null : now + wait })] };
    });
  }

  /** Tells of a try that has been open for a day: the gateway says that it has begun, or can't be asked. */
  async function tellOverdue(chargeMerchantUid: string): Promise<void> {
    await decideAndCommit(store, async () => {
      const { row, now } = await ledger.read(chargeMerchantUid);
      const { status, callEndsAt, customerId, tries } = row;
      const eventId = `charge_unsettled:${chargeMerchantUid}:${tries}`;
      const isOverdue = status === 'pending' && now >= callEndsAt + OVERDUE;
      if (!isOverdue || (await store.get('events', eventId)) !== null) return { result: null, writes: [] };
      return {
        result: null,
        writes: [eventWrite({ eventId, type: 'charge_unsettled', customerId, data: told(row), now })],
      };
    });
  }

  /** False: the gateway could not be reached. */
  async function sweepOne(row: Charge, now: number): Promise<boolean> {
    const { chargeMerchantUid, looks } = row;
    const wait = LOOK_AGAIN[Math.min(looks, LOOK_AGAIN.length - 1)] ?? LOOK_AGAIN[0];
    const lookAt = now + wait;
    // Leased first, so that of several processes one asks the gateway.
    if (!(await store.commit([update('charges', row, { lookAt, looks: looks + 1 })]))) return true;
    try {
      const reached = await visit(chargeMerchantUid, lookAt);
      await tellOverdue(chargeMerchantUid);
      return reached;
    } catch (error) {
      emit({ type: 'error', where: `charge ${chargeMerchantUid}`, error: toError(error) });
      return true;
    }
  }

  return {
    recheck: (chargeMerchantUid) =>
      recheckNext(chargeMerchantUid, async () => {
        const lookAt = await decideAndCommit(store, async () => {
          const { row, now } = await ledger.read(chargeMerchantUid);
          const at = now + LOOK_AGAIN[0];
          return { result: at, writes: [update('charges', row, { lookAt: at })] };
        });
        await visit(chargeMerchantUid, lookAt);
      }),

    async sweep() {
      await context.assertBound();
      return inBatches(BATCH, async () => {
        const now = await store.now();
        const due = await store.find('charges', {
          atMost: { field: 'lookAt', value: now },
          order: { by: 'lookAt' },
          limit: BATCH,
        });
        return { due: due.length, goOn: await visitReachable(due, (row) => sweepOne(row, now)) };
      });
    },
  };
}
