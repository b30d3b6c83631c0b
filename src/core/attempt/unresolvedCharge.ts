import type { BillingClient } from '../BillingClient.js';
import { runHostCode } from '../lib/runHostCode.js';
import { type AttemptRecord, isCharged, isUnresolved, type KeyedRecord } from './AttemptRecord.js';
import { askForCharge } from './askForCharge.js';
import { errorOf } from './attemptErrors.js';
import { withChargeLock } from './chargeLock.js';
import { declineCharge, issuedKeyOf } from './issuedRecord.js';
import type { PlaceOptions } from './Place.js';
import { noteSeen } from './pageLock.js';

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
  let isTellingDue = false;
  for (const record of records) {
    const { attemptId, chargeNumber } = record;
    // The lock is held as long as another tab has an answer to come.
    const patience = client.toldUnresolved.has(chargeNumber) ? patienceOnceTold : undefined;
    const ask = () => askAbout(client, record, options, isOver);
    const known = await withChargeLock(chargeNumber, client.storage, ask, patience, () => undefined);
    if (known === undefined && markTold(client, chargeNumber, isOver)) isTellingDue = true;
    else if (known !== false) givenUp.push(attemptId);
  }
  if (isTellingDue) throw errorOf('unresolved_charge');
  return givenUp;
}

/**
 * Marks a charge of which nobody knows whether it was made as one that the customer was told of: the next click goes on in spite of it.
 *
 * @returns true once for each, when the caller has to tell; false where the click is over by now, and nobody would read it
 */
export function markTold(
  { toldUnresolved }: BillingClient,
  chargeNumber: string,
  isOver: (() => boolean) | undefined,
): boolean {
  if (toldUnresolved.has(chargeNumber) || isOver?.()) return false;
  toldUnresolved.add(chargeNumber);
  return true;
}

/**
 * Asks the host's server about a charge. True where it was not made, false where another tab has settled it, undefined where nobody can say.
 *
 * @throws BillingKeyError `already_charged`
 */
async function askAbout<TData>(
  client: BillingClient,
  record: AttemptRecord,
  options: PlaceOptions<TData>,
  isOver: (() => boolean) | undefined,
): Promise<boolean | undefined> {
  const { attemptId, chargeNumber } = record;
  // The lock and the server take time, in which another customer may have signed in: their session knows nothing of this charge, and
  // "none" would be believed.
  const assertMine = () => {
    if (!client.isMine(record)) throw errorOf('no_customer');
  };
  assertMine();
  const known = client.log.get(attemptId) ?? record;
  if (isCharged(known)) {
    // A customer who reads this is not told again by the next click.
    if (isOver?.() === false) noteSeen(known);
    throw errorOf('already_charged');
  }
  if (!isUnresolved(known)) return false;
  if (!options.getCharge) return undefined;

  let data: TData | null | undefined;
  try {
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
