import { BillingKeyError } from '../BillingKeyError.js';
import type { BillingClient } from '../createBillingClient.js';
import { developerText } from '../developerText.js';
import type { IssuedKey } from '../IssuedKey.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import { claimCharge } from '../records/claimCharge.js';
import { timerDelay } from '../timerDelay.js';
import { missingChargeError } from './attemptErrors.js';
import type { BillingFlowOptions } from './BillingFlow.js';

interface ChargeRun<TData> {
  readonly issued: IssuedKey;
  readonly options: BillingFlowOptions<TData>;
  onPaused(isPaused: boolean): void;
  /** The answer of a charge that had been given up as timed out. */
  onLateSuccess(data: TData): void;
}

/**
 * Charges an issued key once: one tab, and one card, at a time, not at all when it is settled, and under the same order number
 * whenever it is repeated.
 *
 * @throws BillingKeyError `charge_failed` or `already_settled`
 */
export function runCharge<TData>(client: BillingClient, run: ChargeRun<TData>): Promise<TData> {
  const { issued, options } = run;
  const { attemptId } = issued;
  const send = options.charge;
  if (!send) return Promise.reject(missingChargeError());

  return claimCharge(issued.chargeMerchantUid, client.storage, async () => {
    const record = client.log.get(attemptId);
    // What another tab has charged is not charged here, but its receipt can be shown.
    if (record?.end !== 'charged') assertOpen(record);
    const known = await askFirst(record);
    if (known !== null && known !== undefined) return settle(known);
    // Again, as another tab may have ended the attempt while the server was asked.
    assertOpen(client.log.get(attemptId));
    return settle(await take(send));
  });

  function assertOpen(record: AttemptRecord | undefined): void {
    if (record?.status !== 'settled') return;
    throw new BillingKeyError('already_settled', developerText?.alreadySettled(attemptId, record.end));
  }

  async function askFirst(record: AttemptRecord | undefined): Promise<TData | null | undefined> {
    if (!options.getCharge || !(record?.chargeSentAt || record?.supersedes)) return undefined;
    try {
      return await withDeadline(Promise.resolve(options.getCharge(issued.chargeMerchantUid)), options, () => false);
    } catch (cause) {
      assertOpen(record);
      throw chargeFailed(cause);
    }
  }

  async function take(charge: NonNullable<typeof send>): Promise<TData> {
    client.log.update(attemptId, { status: 'charging', chargeSentAt: Date.now() });
    try {
      let isPaused = false;
      const onPaused = (paused: boolean) => {
        isPaused = paused;
        run.onPaused(paused);
      };
      // Callers without types may give a value in place of a promise.
      const sent = Promise.resolve(charge(issued, onPaused));
      const given = withDeadline(sent, options, () => isPaused);
      given.catch(() => {
        sent.then((data) => run.onLateSuccess(settle(data))).catch(() => {});
      });
      return await given;
    } catch (cause) {
      throw chargeFailed(cause);
    }
  }

  /** The key stays good: the customer can have it charged again without entering the card. */
  function chargeFailed(cause: unknown): BillingKeyError {
    if (client.log.get(attemptId)?.status === 'charging') client.log.update(attemptId, { status: 'issued' });
    return new BillingKeyError('charge_failed', developerText?.chargeFailed, { cause });
  }

  function settle(data: TData): TData {
    client.log.update(attemptId, { status: 'settled', end: 'charged' });
    return data;
  }
}

/** The work, or a rejection once it has had its time. The time does not run while `isWaiting`. */
function withDeadline<T, TData>(
  work: Promise<T>,
  options: BillingFlowOptions<TData>,
  isWaiting: () => boolean,
): Promise<T> {
  const limit = options.chargeTimeout ?? 60_000;
  if (!Number.isFinite(limit)) return work;
  return new Promise((resolve, reject) => {
    const start = () =>
      setTimeout(() => {
        if (isWaiting()) timer = start();
        else reject(new Error(`No answer within ${limit} ms. It may still have been carried out.`));
      }, timerDelay(limit));
    let timer = start();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
