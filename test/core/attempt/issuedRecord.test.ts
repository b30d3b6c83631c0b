import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { createAttemptLog } from '../../../src/core/attempt/attemptLog.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { declineCharge, keepLateKey, supersedeOthers } from '../../../src/core/attempt/issuedRecord.js';
import { sampleRecord } from '../support/samples.js';

const start = Date.UTC(2026, 0, 1);
const key = { impUid: 'imp_1' };
const late = { impUid: 'imp_late' };
const issued = { status: 'issued', key } as const;
const charging = { status: 'charging', key, chargeSentAt: start } as const;
const charged = { status: 'settled', end: 'charged', key } as const;
const superseded = { status: 'settled', end: 'superseded' } as const;
const dismissed = { status: 'settled', end: 'dismissed' } as const;
const cancelled = { status: 'settled', end: 'cancelled' } as const;
const failed = { status: 'settled', end: 'failed' } as const;

/** An attempt at the charge that most tests are about, begun as the clock of the test starts. */
function attempt(attemptId: string, change: object = {}): AttemptRecord {
  return sampleRecord(attemptId, { chargeNumber: 'c1', createdAt: start, updatedAt: start, ...change });
}

const silent = { onUnavailable() {}, onDropped() {} };

/** A log that holds these, a second after they were written. */
function logOf(...records: AttemptRecord[]) {
  const log = createAttemptLog(memoryStorage(), silent);
  for (const record of records) log.add(record);
  vi.advanceTimersByTime(1000);
  return log;
}

describe('the records beside one with a key', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('of a declined charge are resolved where they have its number, and no other is', () => {
    const log = logOf(
      attempt('a1', charging),
      attempt('a2', charging),
      attempt('a3', { ...charging, chargeNumber: 'c3' }),
    );
    declineCharge(log, 'c1');
    for (const id of ['a1', 'a2']) expect(log.get(id)).toEqual(attempt(id, { ...issued, updatedAt: start + 1000 }));
    expect(log.get('a3')).toMatchObject(charging);
  });

  describe('keepLateKey', () => {
    it('keeps the key of the only attempt at a charge', () => {
      const record = attempt('a1', cancelled);
      const log = logOf(record);
      keepLateKey(log, record, key);
      expect(log.get('a1')).toEqual({ ...attempt('a1'), status: 'issued', key, updatedAt: start + 1000 });
    });

    it('keeps it where the log has been emptied', () => {
      const log = logOf();
      keepLateKey(log, attempt('a1'), key);
      expect(log.get('a1')).toMatchObject({ status: 'issued', key });
    });

    it.each([
      ['has a key', issued],
      ['is being charged', charging],
      ['is charged', charged],
    ] as const)('sets the late one aside, its key kept, where another attempt %s', (_state, change) => {
      const record = attempt('a1');
      const other = attempt('a2', change);
      const log = logOf(record, other);
      keepLateKey(log, record, late);
      expect(log.get('a1')).toEqual({
        ...record,
        status: 'settled',
        end: 'superseded',
        key: late,
        // It was changed twice at once: each is later than the one before.
        updatedAt: start + 1001,
      });
      expect(log.get('a2')).toEqual(other);
    });

    it('sets the late one aside where a single one of several others has a key', () => {
      const record = attempt('a1');
      const log = logOf(record, attempt('a2', failed), attempt('a3', issued), attempt('a4'));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', key: late });
    });

    it('sets it aside in an emptied log that another attempt has written to since', () => {
      const log = logOf(attempt('a2', issued));
      keepLateKey(log, attempt('a1'), late);
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', key: late });
    });

    it.each([
      ['is open', {}],
      ['was cancelled', cancelled],
      ['failed', failed],
      ['was superseded', superseded],
      ['was dismissed', dismissed],
    ] as const)('keeps the late one to be recovered where another attempt %s', (_state, change) => {
      const record = attempt('a1');
      const other = attempt('a2', change);
      const log = logOf(record, other);
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'issued', key: late });
      expect(log.get('a1')).not.toHaveProperty('end', expect.anything());
      expect(log.get('a2')).toEqual(other);
    });

    it('minds no key of another charge', () => {
      const record = attempt('a1');
      const log = logOf(record, attempt('a2', { ...issued, chargeNumber: 'c2', purchase: 'purchase-2' }));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'issued', key: late });
    });

    it('does not take its own key for that of another', () => {
      const record = attempt('a1', issued);
      const log = logOf(record);
      keepLateKey(log, record, late);
      expect(log.get('a1')).toEqual(record);
    });

    it.each([
      ['being charged', charging],
      ['charged', charged],
      ['dismissed', dismissed],
    ] as const)('leaves one that is %s as it is, whatever another attempt has', (_state, change) => {
      const record = attempt('a1', change);
      const log = logOf(record, attempt('a2', issued));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toEqual(record);
    });

    it('puts up with a storage that forgets it at once', () => {
      const storage = memoryStorage();
      createAttemptLog(storage, silent).add(attempt('a2', issued));
      const forgetful: BillingStorage = { ...storage, set() {} };
      const log = createAttemptLog(forgetful, silent);
      keepLateKey(log, attempt('a1'), late);
      expect(createAttemptLog(forgetful, silent).get('a1')).toBeUndefined();
      // The page itself remembers it.
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', key: late });
    });

    it.each([
      ['of another purchase under another number', { purchase: 'purchase-2' }],
      ['of another customer', { customer: 'another' }],
      ['for another purpose', { purpose: 'change' }],
    ])('minds no key %s', (_, change) => {
      const record = attempt('a1');
      const log = logOf(record, attempt('a2', { ...issued, chargeNumber: 'c2', ...change }));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'issued', key: late });
    });

    it('minds no charge that was made before it began, whatever the clock says', () => {
      const record = attempt('a1', { paidBefore: ['c2'] });
      const log = logOf(record, attempt('a2', { ...charged, chargeNumber: 'c2', updatedAt: start + 86_400_000 }));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'issued', key: late });
    });

    it('minds a charge of which nothing was known when it began, whatever the clock says', () => {
      const record = attempt('a1');
      const log = logOf(record, attempt('a2', { ...charged, chargeNumber: 'c2', updatedAt: start - 86_400_000 }));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', key: late });
    });

    it('minds a key of the same purchase under another number', () => {
      const record = attempt('a1', cancelled);
      const log = logOf(record, attempt('a2', { ...issued, chargeNumber: 'c2' }));
      keepLateKey(log, record, late);
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', key: late });
    });
  });

  describe('supersedeOthers', () => {
    it.each([
      ['with a key', issued],
      ['with a newer key', { ...issued, createdAt: start + 1 }],
      ['being charged', charging],
      ['opened before', { createdAt: start - 1 }],
      ['opened in the same moment', { createdAt: start }],
      ['cancelled', cancelled],
      ['cancelled, though newer', { ...cancelled, createdAt: start + 1 }],
      ['failed', failed],
    ] as const)('sets another attempt aside that is %s, and dates it', (_state, change) => {
      const record = attempt('a1', issued);
      const other = attempt('a2', change);
      const log = logOf(record, other);
      supersedeOthers(log, log.get('a1') as AttemptRecord);
      expect(log.get('a2')).toEqual({ ...other, status: 'settled', end: 'superseded', updatedAt: start + 1000 });
      expect(log.get('a1')).toEqual(record);
    });

    it.each([
      ['charged', charged],
      ['dismissed', dismissed],
      ['a window opened later', { createdAt: start + 1 }],
    ] as const)('leaves another attempt alone that is %s', (_state, change) => {
      const other = attempt('a2', change);
      const log = logOf(attempt('a1', issued), other);
      supersedeOthers(log, log.get('a1') as AttemptRecord);
      expect(log.get('a2')).toEqual(other);
    });

    it('passes over what it leaves alone and goes on to the others', () => {
      const record = attempt('a3', { ...issued, createdAt: start + 2 });
      const log = logOf(
        attempt('a1', { createdAt: start }),
        attempt('a2', { ...charged, createdAt: start + 1 }),
        record,
        attempt('a4', { createdAt: start + 3 }),
        attempt('a5', { ...issued, createdAt: start + 4 }),
      );
      supersedeOthers(log, log.get('a3') as AttemptRecord);
      const endOf = (record: AttemptRecord) => (record.status === 'settled' ? record.end : undefined);
      expect(log.all().map((record) => [record.attemptId, record.status, endOf(record)])).toEqual([
        ['a5', 'settled', 'superseded'],
        ['a4', 'opened', undefined],
        ['a3', 'issued', undefined],
        ['a2', 'settled', 'charged'],
        ['a1', 'settled', 'superseded'],
      ]);
    });

    it('leaves one set aside whose answer comes late', () => {
      const log = logOf(attempt('a1', issued), attempt('a2'));
      supersedeOthers(log, log.get('a1') as AttemptRecord);
      log.apply('a2', { type: 'issued', key: late });
      expect(log.get('a2')).toMatchObject({ status: 'settled', end: 'superseded' });
    });

    it('leaves an attempt at another charge alone', () => {
      const other = attempt('a2', { ...issued, chargeNumber: 'c2', purchase: 'purchase-2' });
      const log = logOf(attempt('a1', issued), other);
      supersedeOthers(log, log.get('a1') as AttemptRecord);
      expect(log.get('a2')).toEqual(other);
    });

    it.each([
      ['charged', charged],
      ['superseded', superseded],
      ['dismissed', dismissed],
      ['cancelled', cancelled],
    ] as const)('does nothing for one that is itself %s', (_end, change) => {
      const record = attempt('a1', change);
      const other = attempt('a2', issued);
      const log = logOf(record, other);
      supersedeOthers(log, log.get('a1') as AttemptRecord);
      expect(log.get('a1')).toEqual(record);
      expect(log.get('a2')).toEqual(other);
    });

    it.each([
      ['under the same number, whatever its purchase', { purchase: 'purchase-2' }],
      ['at the same purchase, whatever its number', { chargeNumber: 'c2' }],
    ])('sets aside another attempt %s', (_, change) => {
      const log = logOf(attempt('a1', issued), attempt('a2', { ...issued, ...change }));
      supersedeOthers(log, log.get('a1') as AttemptRecord);
      expect(log.get('a2')).toMatchObject({ status: 'settled', end: 'superseded' });
    });
  });
});
