import type { BillingClient } from '../BillingClient.js';
import { BillingKeyError } from '../errors/BillingKeyError.js';
import { runHostCode } from '../lib/runHostCode.js';
import { type AttemptRecord, isCharged, isUnresolved, type KeyedRecord } from './AttemptRecord.js';
import { askForCharge } from './askForCharge.js';
import { asBillingKeyError, errorOf } from './attemptErrors.js';
import { withChargeLock } from './chargeLock.js';
import { declineCharge, issuedKeyOf } from './issuedRecord.js';
import type { PlaceOptions } from './Place.js';

/**
 * Finds out about charges that may have been made. The customer is told once of all of which nobody knows.
 *
 * @param isOver true once the click was given up: nobody reads any more what it is told
 * @param patienceOnceTold how long the lock of one that the customer was told of is waited for, in ms
 * @returns the attempts that are to be given up, once the customer has really gone on to something else
 * @throws BillingKeyError `already_charged` or `unresolved_charge`
 */
export async function resolveCharges<TData>(
  client: BillingClient,
  records: readonly AttemptRecord[],
  options: PlaceOptions<TData>,
  isOver?: () => boolean,
  patienceOnceTold?: number,
): Promise<string[]> {
  const givenUp: string[] = [];
  let unresolved: BillingKeyError | undefined;
  for (const record of records) {
    try {
      if (await resolveCharge(client, record, options, isOver, patienceOnceTold)) givenUp.push(record.attemptId);
    } catch (cause) {
      const error = asBillingKeyError(cause);
      if (error.code !== 'unresolved_charge') throw error;
      unresolved = error;
    }
  }
  if (unresolved) throw unresolved;
  return givenUp;
}

/**
 * Tells the customer of a charge of which nobody knows whether it was made. The next click goes on in spite of it.
 *
 * @throws BillingKeyError `unresolved_charge`, once
 */
export function tellUnresolved(
  { toldUnresolved }: BillingClient,
  chargeNumber: string,
  isOver: (() => boolean) | undefined,
): void {
  if (toldUnresolved.has(chargeNumber) || isOver?.()) return;
  toldUnresolved.add(chargeNumber);
  throw errorOf('unresolved_charge');
}

/** From the host's server, or, where that can't say, from the customer, who is told and has to click again. */
async function resolveCharge<TData>(
  client: BillingClient,
  record: AttemptRecord,
  options: PlaceOptions<TData>,
  isGivenUp: (() => boolean) | undefined,
  patienceOnceTold: number | undefined,
): Promise<boolean> {
  const { attemptId, chargeNumber } = record;
  // The lock is held as long as another tab has an answer to come.
  const patience = client.toldUnresolved.has(chargeNumber) ? patienceOnceTold : undefined;
  const isOver = await withChargeLock(chargeNumber, client.storage, resolve, patience).catch((cause) => {
    if (cause instanceof BillingKeyError) throw cause;
    // A turn that did not come.
    return undefined;
  });
  if (isOver === undefined) tellUnresolved(client, chargeNumber, isGivenUp);
  return isOver ?? true;

  /**
   * The lock and the server take time, in which another customer may have signed in: their session knows nothing of this charge, and
   * "none" would be believed.
   */
  function assertMine(): void {
    if (!client.isMine(record)) throw errorOf('no_customer');
  }

  /** Undefined where nobody can say. */
  async function resolve(): Promise<boolean | undefined> {
    assertMine();
    const known = client.log.get(attemptId) ?? record;
    if (isCharged(known)) throw errorOf('already_charged');
    if (!isUnresolved(known)) return false;

    let data: TData | null | undefined;
    try {
      if (!options.getCharge) return undefined;
      data = await askForCharge(options, chargeNumber);
    } catch {
      // A server that can't say leaves it to the customer.
      return undefined;
    }
    if (data === null || data === undefined) {
      // Money that the window has taken moved, also where the server does not know of it yet.
      if (known.chargedAtIssue) return undefined;
      assertMine();
      declineCharge(client.log, chargeNumber);
      return true;
    }
    const paid = data;
    client.log.apply(attemptId, { type: 'charged' });
    client.emit({ type: 'late_charge', attemptId });
    const issued = issuedKeyOf(client.gateway, known as KeyedRecord, 'recovery');
    client.whenMine(record, () => runHostCode(() => options.onLateSuccess?.(paid, issued)));
    throw errorOf('already_charged');
  }
}
