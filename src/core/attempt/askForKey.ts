import type { BillingClient } from '../BillingClient.js';
import { warnOnce } from '../devWarnings/warnOnce.js';
import { withDeadline } from '../lib/withDeadline.js';
import { type AttemptRecord, isKey, type KeyedRecord } from './AttemptRecord.js';
import { errorOf } from './attemptErrors.js';
import { keepLateKey } from './issuedRecord.js';
import { markTold } from './unresolvedCharge.js';

/**
 * Asks the host's server for the key of an attempt whose window has said nothing, and keeps it.
 *
 * @throws whatever keeps the server from saying
 */
export async function askForKey(client: BillingClient, record: AttemptRecord): Promise<KeyedRecord | undefined> {
  const key = await withDeadline(Promise.resolve(client.getRegistration?.(record.orderNumber)));
  if (isKey(key)) {
    keepLateKey(client.log, record, key);
    return { ...(client.log.get(record.attemptId) ?? record), key };
  }
  if (process.env.NODE_ENV !== 'production' && (key ?? null) !== null) {
    warnOnce(
      'registration',
      'getRegistration answered with what names no key.',
      'The card of that order stays unknown to this page, and its payment is not offered as unfinished.',
      "Answer with the names of the key and texts alone, { impUid } or PortOne V2's { billingKey }, and with null where there is none.",
    );
  }
  return undefined;
}

/**
 * The key of an earlier attempt at the same purchase, whose window may have taken the money without a word.
 *
 * @throws BillingKeyError `unresolved_charge` where nobody knows, once
 */
export async function findTaken(
  client: BillingClient,
  record: AttemptRecord | undefined,
  isOver: () => boolean,
): Promise<KeyedRecord | undefined> {
  if (!record) return undefined;
  try {
    return await askForKey(client, record);
  } catch {
    // A server that can't say leaves it to the customer.
    if (markTold(client, record.chargeNumber, isOver)) throw errorOf('unresolved_charge');
    return undefined;
  }
}
