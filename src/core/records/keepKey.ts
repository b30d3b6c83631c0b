import type { AttemptEnd, AttemptRecord } from './AttemptRecord.js';
import type { AttemptLog } from './createAttemptLog.js';

/**
 * Keeps the key that an attempt was issued, and tells its `imp_uid`: the first one stands, whatever a replayed return says.
 * An attempt that is charged, given up or replaced meanwhile, in another tab, stays so.
 */
export function keepKey(log: AttemptLog, record: AttemptRecord, saidImpUid: string): string {
  const known = log.get(record.attemptId);
  const impUid = known?.impUid ?? record.impUid ?? saidImpUid;
  const issued = { status: 'issued', end: undefined, impUid } as const;
  // A log that has been emptied has to hear of it again.
  if (!known) log.save({ ...record, ...issued, updatedAt: Date.now() });
  else if (known.status === 'opened' || known.end === 'cancelled' || known.end === 'failed') {
    log.update(record.attemptId, issued);
  }
  return impUid;
}

/**
 * Keeps a key that nobody waits for any more: it is somebody's card, to be recovered, and not charged unasked. Where
 * another attempt at the same charge has one, or is charged, that one stays the one.
 */
export function keepLateKey(log: AttemptLog, record: AttemptRecord, impUid: string): void {
  const { attemptId, chargeMerchantUid } = record;
  const hasKey = ({ status, end }: AttemptRecord) => status === 'issued' || status === 'charging' || end === 'charged';
  const isTaken = log.findByCharge(chargeMerchantUid).some((other) => other.attemptId !== attemptId && hasKey(other));
  keepKey(log, record, impUid);
  if (isTaken && log.get(attemptId)?.status === 'issued')
    log.update(attemptId, { status: 'settled', end: 'superseded' });
}

/** Ends an attempt that was issued no key. Another tab may know better: its key is not taken away. */
export function closeRecord(log: AttemptLog, attemptId: string, end: AttemptEnd): void {
  if (log.get(attemptId)?.status === 'opened') log.update(attemptId, { status: 'settled', end });
}

/** Gives an attempt up, unless it is over already: a list on a screen may be older than what another tab has done. */
export function dismissRecord(log: AttemptLog, attemptId: string): void {
  if (log.get(attemptId)?.status !== 'settled') log.update(attemptId, { status: 'settled', end: 'dismissed' });
}

/**
 * Sets aside the other attempts at the same charge, now that one has a key: offering two would offer the charge twice.
 * One whose answer comes late stays set aside. A window that was opened later may still bring a newer key.
 */
export function supersedeOthers(log: AttemptLog, attemptId: string): void {
  const record = log.get(attemptId);
  if (!record || record.status === 'settled') return;
  for (const other of log.findByCharge(record.chargeMerchantUid)) {
    const isOver = other.end === 'charged' || other.end === 'dismissed';
    const isNewer = other.status === 'opened' && other.createdAt > record.createdAt;
    if (other.attemptId === attemptId || isOver || isNewer) continue;
    log.update(other.attemptId, { status: 'settled', end: 'superseded' });
  }
}
