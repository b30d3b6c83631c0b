import type { BillingClient } from '../BillingClient.js';
import { examineSlip } from '../devWarnings/examineSlip.js';
import { BillingKeyError } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import type { IssuedKey } from '../IssuedKey.js';
import { withDeadline } from '../lib/withDeadline.js';
import { type AttemptRecord, isCharged, isUnresolved, type KeyedRecord } from './AttemptRecord.js';
import { askForCharge, assertPaid } from './askForCharge.js';
import { asBillingKeyError, errorOf, settledError } from './attemptErrors.js';
import { withChargeLock } from './chargeLock.js';
import { atSamePurchase, declineCharge } from './issuedRecord.js';
import type { PlaceOptions } from './Place.js';
import { isSamePerson, nameOfPurchase, unresolvedOthers } from './purchase.js';
import { resolveCharges } from './unresolvedCharge.js';

interface ChargeRun<TData> {
  readonly record: KeyedRecord;
  readonly issued: IssuedKey;
  readonly options: PlaceOptions<TData>;
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
  const { log, storage } = client;
  const { issued, options } = run;
  const { attemptId, chargeNumber } = run.record;
  const { charge } = options;
  if (!charge) return Promise.reject(new BillingKeyError('invalid_configuration', developerText?.noCharge));

  return locked(async () => {
    const own = log.get(attemptId) ?? run.record;
    // Another tab, or another card of the same purchase, may have been charged: its receipt can still be shown.
    if (own.status !== 'settled') await resolveOthers(own);
    const paid = [own, ...atSamePurchase(log, own)].find(isCharged);
    if (!paid) assertOpen(own);
    assertMine();
    const isOwn = !paid || paid.chargeNumber === chargeNumber;
    if (isUnresolved(own) || own.supersedes || (paid && isOwn)) {
      const known = await ask(chargeNumber);
      if (known !== null && known !== undefined) return settle(known);
    }
    if (paid) {
      const known = isOwn ? undefined : await ask(paid.chargeNumber);
      // Its key is not offered again: nothing is left to be charged with it.
      log.apply(attemptId, { type: 'superseded' });
      if (known !== null && known !== undefined) return known;
      throw settledError(attemptId, 'charged');
    }
    // Again, as another tab may have ended the attempt while the server was asked.
    assertOpen(log.get(attemptId));
    assertMine();
    return settle(await send(charge));
  });

  /** The host may have given another number to the same purchase in another tab: it is paid once all the same. */
  function locked(work: () => Promise<TData>): Promise<TData> {
    const missed = (cause: unknown): TData => {
      throw errorOf('charge_failed', { cause });
    };
    const withNumber = () => withChargeLock(chargeNumber, storage, work, undefined, missed);
    return withChargeLock(nameOfPurchase(run.record), storage, withNumber, undefined, missed);
  }

  /**
   * The host may have given another number to a charge of the same purchase that was sent since the click, so that nothing was asked
   * about it then. Where it was made, its receipt is found below.
   */
  async function resolveOthers(own: AttemptRecord): Promise<void> {
    const others = unresolvedOthers(log.all(), own).filter(
      (other) => other.purchase === own.purchase && other.purpose === own.purpose && isSamePerson(client, other, own),
    );
    await resolveCharges(client, others, options).catch((cause: unknown) => {
      if (asBillingKeyError(cause).code !== 'already_charged') throw cause;
    });
  }

  function assertOpen(record: AttemptRecord | undefined): void {
    if (record?.status === 'settled') throw settledError(attemptId, record.end);
  }

  /** The lock and the host's server take time, in which another customer may have signed in: their session must not pay. */
  function assertMine(): void {
    if (!client.isMine(run.record)) throw errorOf('no_customer');
  }

  async function ask(number: string): Promise<TData | null | undefined> {
    try {
      return await askForCharge(options, number);
    } catch (cause) {
      assertOpen(log.get(attemptId));
      // Whatever status it has, it is about the question, and says nothing of the charge.
      throw chargeFailed(cause, false);
    }
  }

  async function send(charge: NonNullable<PlaceOptions<TData>['charge']>): Promise<TData> {
    const isOfNumber = (other: AttemptRecord) => other.chargeNumber === chargeNumber;
    // Where there is a getCharge, it has said that none was made before.
    let isRepeated = !options.getCharge && log.all().filter(isOfNumber).some(isUnresolved);
    let isTried = false;
    log.apply(attemptId, { type: 'sent' });
    let isPaused = false;
    let isGivenUp = false;
    const onPaused = (paused: boolean) => {
      isPaused = paused;
      run.onPaused(paused);
      if (paused) return;
      // It has waited, in which the customer may have gone on to something else, or another one may have signed in.
      if (isGivenUp) throw new Error('The charge was given up before it was sent.');
      assertMine();
      isRepeated ||= isTried;
      isTried = true;
    };
    try {
      // Callers without types may give a value in place of a promise.
      const sent = Promise.resolve(charge(issued, onPaused)).then((data) => assertPaid('charge', data));
      const given = withDeadline(sent, options.chargeTimeout, () => isPaused);
      given.catch(() => {
        isGivenUp = true;
        sent.then((data) => run.onLateSuccess(settle(data))).catch(() => {});
      });
      return await given;
    } catch (cause) {
      if (process.env.NODE_ENV !== 'production') examineSlip('charge', cause);
      throw chargeFailed(cause, isDecline(cause, isRepeated));
    }
  }

  /** The key stays good: the customer can have it charged again without entering the card. */
  function chargeFailed(cause: unknown, isDeclined: boolean): BillingKeyError {
    if (isDeclined) declineCharge(log, chargeNumber);
    else log.apply(attemptId, { type: 'charge-failed' });
    return errorOf('charge_failed', { cause });
  }

  function settle(data: TData): TData {
    log.apply(attemptId, { type: 'charged' });
    return data;
  }
}

/** 408, 409, 425 and 429 say that a request was not dealt with, or is being dealt with. */
const undecided: readonly unknown[] = [408, 409, 425, 429];

/** These are about who asks, or where: they say nothing of an earlier try that had no answer. */
const unheard: readonly unknown[] = [401, 403, 404];

/**
 * True when a server has said that no money moved: an error with an HTTP `status` (its own, or its `response`'s) between 400 and
 * 499. Anything else, a lost connection or a 5xx, leaves open whether the charge was made.
 */
function isDecline(error: unknown, isRepeated: boolean): boolean {
  const { status, response } = (error ?? {}) as { status?: unknown; response?: { status?: unknown } };
  const said = status ?? response?.status;
  if (undecided.includes(said) || (isRepeated && unheard.includes(said))) return false;
  return typeof said === 'number' && said >= 400 && said < 500;
}
