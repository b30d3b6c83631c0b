import type { Gateway, KeyReference } from '../Gateway.js';
import type { IssuedKey } from '../IssuedKey.js';
import { type AttemptRecord, hasOpenCharge, isCharged, type KeyedRecord } from './AttemptRecord.js';
import type { AttemptLog } from './attemptLog.js';

/**
 * The key of a record, as the host's code is given it. This page's gateway has no words for the numbers of another generation, which
 * may have left the record here: then the facts and the key are all there is, and no empty number is made up.
 */
export function issuedKeyOf(gateway: Gateway, record: KeyedRecord, via: IssuedKey['via']): IssuedKey {
  return {
    api: record.api,
    attemptId: record.attemptId,
    pg: record.pg,
    payMethod: record.payMethod,
    name: record.name,
    amount: record.amount,
    dueToday: record.dueToday ?? record.amount,
    currency: record.currency,
    chargedAtIssue: record.chargedAtIssue,
    via,
    purpose: record.purpose,
    consents: record.consents ?? [],
    metadata: record.metadata,
    ...(record.api === gateway.api ? gateway.numbersOf(record) : record.key),
  };
}

/**
 * Attempts at the same purchase of the same customer, or under the same order number. One that was paid before this one began is
 * none of them: what the page that began it knew then counts, or what this page has seen. No clock alone decides it, as it may have
 * been set since.
 */
export function atSamePurchase(log: AttemptLog, record: AttemptRecord): AttemptRecord[] {
  const isPaidBefore = (paid: AttemptRecord) =>
    record.paidBefore?.includes(paid.chargeNumber) || log.wasBegunAfter(record, paid);
  return log
    .all()
    .filter(
      (other) =>
        other.attemptId !== record.attemptId &&
        (other.chargeNumber === record.chargeNumber ||
          (other.purchase === record.purchase &&
            other.purpose === record.purpose &&
            other.customer === record.customer &&
            !(isCharged(other) && isPaidBefore(other)))),
    );
}

/**
 * Keeps a key that came after its attempt had ended: it is somebody's card, to be recovered, and not charged unasked. Where
 * another attempt at the same purchase has a key, or is charged, that one stays the one.
 */
export function keepLateKey(log: AttemptLog, record: AttemptRecord, key: KeyReference): void {
  if (!log.get(record.attemptId)) log.add(record);
  const isTaken = atSamePurchase(log, record).some((other) => hasOpenCharge(other) || isCharged(other));
  const kept = log.apply(record.attemptId, { type: 'issued', key });
  if (isTaken && kept?.status === 'issued') log.apply(record.attemptId, { type: 'superseded' });
}

/**
 * Sets aside the other attempts at the same purchase, now that one has a key: offering two would offer the charge twice. A
 * window that was opened later may still bring a newer key.
 */
export function supersedeOthers(log: AttemptLog, record: AttemptRecord): void {
  if (record.status === 'settled') return;
  for (const other of atSamePurchase(log, record)) {
    const isNewer = other.status === 'opened' && other.createdAt > record.createdAt;
    if (!isNewer) log.apply(other.attemptId, { type: 'superseded' });
  }
}

/** The host's server says that no charge was made under a number: whatever was sent under it is resolved. */
export function declineCharge(log: AttemptLog, chargeNumber: string): void {
  for (const record of log.all()) {
    if (record.chargeNumber === chargeNumber) log.apply(record.attemptId, { type: 'declined' });
  }
}
