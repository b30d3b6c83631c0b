import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/records/BillingStorage.js';
import { createAttemptLog } from '../../../src/core/records/createAttemptLog.js';
import {
  closeRecord,
  dismissRecord,
  keepKey,
  keepLateKey,
  supersedeOthers,
} from '../../../src/core/records/keepKey.js';
import { sampleRecord } from '../support/samples.js';

const start = Date.UTC(2026, 0, 1);
const issued = { status: 'issued', impUid: 'imp_1' } as const;
const charging = { status: 'charging', impUid: 'imp_1' } as const;
const charged = { status: 'settled', end: 'charged', impUid: 'imp_1' } as const;
const superseded = { status: 'settled', end: 'superseded' } as const;
const dismissed = { status: 'settled', end: 'dismissed' } as const;
const cancelled = { status: 'settled', end: 'cancelled' } as const;
const failed = { status: 'settled', end: 'failed' } as const;

/** An attempt at the charge that most tests are about, begun as the clock of the test starts. */
function attempt(attemptId: string, change: Partial<AttemptRecord> = {}): AttemptRecord {
  return sampleRecord(attemptId, { chargeMerchantUid: 'c1', createdAt: start, updatedAt: start, ...change });
}

/** A log that holds these, a second after they were written. */
function logOf(...records: AttemptRecord[]) {
  const log = createAttemptLog(memoryStorage(), () => {});
  for (const record of records) log.save(record);
  vi.advanceTimersByTime(1000);
  return log;
}

describe('keepKey.ts', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  describe('keepKey', () => {
    it('keeps the key of a window that was waited for, and dates it', () => {
      const record = attempt('a1');
      const log = logOf(record);
      expect(keepKey(log, record, 'imp_1')).toBe('imp_1');
      expect(log.get('a1')).toEqual({ ...record, status: 'issued', impUid: 'imp_1', updatedAt: start + 1000 });
    });

    it('lets the first imp_uid stand, and changes nothing, when a return is replayed', () => {
      const record = attempt('a1', issued);
      const log = logOf(record);
      expect(keepKey(log, attempt('a1'), 'imp_2')).toBe('imp_1');
      expect(log.get('a1')).toEqual(record);
    });

    it('goes by the log where the caller heard of another imp_uid', () => {
      const log = logOf(attempt('a1', issued));
      expect(keepKey(log, attempt('a1', { status: 'issued', impUid: 'imp_2' }), 'imp_3')).toBe('imp_1');
      expect(log.get('a1')?.impUid).toBe('imp_1');
    });

    it('goes by the imp_uid the caller knew before the one that is said now', () => {
      const log = logOf(attempt('a1'));
      expect(keepKey(log, attempt('a1', issued), 'imp_2')).toBe('imp_1');
      expect(log.get('a1')).toMatchObject({ status: 'issued', impUid: 'imp_1' });
    });

    it('leaves a charge that is under way as it is', () => {
      const record = attempt('a1', charging);
      const log = logOf(record);
      expect(keepKey(log, attempt('a1'), 'imp_2')).toBe('imp_1');
      expect(log.get('a1')).toEqual(record);
    });

    it.each([
      ['charged', charged],
      ['dismissed', dismissed],
      ['superseded', superseded],
    ] as const)('leaves one that was %s in another tab as it is', (_end, change) => {
      const record = attempt('a1', { impUid: 'imp_1', ...change });
      const log = logOf(record);
      expect(keepKey(log, attempt('a1'), 'imp_2')).toBe('imp_1');
      expect(log.get('a1')).toEqual(record);
    });

    it('tells the key of one that was given up before it had any, and leaves it given up', () => {
      const record = attempt('a1', dismissed);
      const log = logOf(record);
      expect(keepKey(log, attempt('a1'), 'imp_1')).toBe('imp_1');
      expect(log.get('a1')).toEqual(record);
    });

    it.each([
      ['cancelled', cancelled],
      ['failed', failed],
    ] as const)('opens one again that was taken for %s', (_end, change) => {
      const record = attempt('a1', change);
      const log = logOf(record);
      expect(keepKey(log, record, 'imp_1')).toBe('imp_1');
      expect(log.get('a1')).toEqual({ ...attempt('a1'), status: 'issued', impUid: 'imp_1', updatedAt: start + 1000 });
    });

    it('tells a log that has been emptied of the attempt again, whatever the caller thought of it', () => {
      const record = attempt('a1', { ...cancelled, metadata: { plan: 'basic' } });
      const log = logOf();
      expect(keepKey(log, record, 'imp_1')).toBe('imp_1');
      expect(log.get('a1')).toEqual({
        ...attempt('a1', { metadata: { plan: 'basic' } }),
        status: 'issued',
        impUid: 'imp_1',
        updatedAt: start + 1000,
      });
    });

    it('tells an emptied log of the imp_uid that the caller knew', () => {
      const log = logOf();
      expect(keepKey(log, attempt('a1', issued), 'imp_2')).toBe('imp_1');
      expect(log.get('a1')?.impUid).toBe('imp_1');
    });
  });

  describe('keepLateKey', () => {
    it('keeps the key of the only attempt at a charge', () => {
      const record = attempt('a1', cancelled);
      const log = logOf(record);
      keepLateKey(log, record, 'imp_1');
      expect(log.get('a1')).toEqual({ ...attempt('a1'), status: 'issued', impUid: 'imp_1', updatedAt: start + 1000 });
    });

    it('keeps it where the log has been emptied', () => {
      const log = logOf();
      keepLateKey(log, attempt('a1'), 'imp_1');
      expect(log.get('a1')).toMatchObject({ status: 'issued', impUid: 'imp_1' });
    });

    it.each([
      ['has a key', issued],
      ['is being charged', charging],
      ['is charged', charged],
    ] as const)('sets the late one aside, its key kept, where another attempt %s', (_state, change) => {
      const record = attempt('a1');
      const other = attempt('a2', change);
      const log = logOf(record, other);
      keepLateKey(log, record, 'imp_late');
      expect(log.get('a1')).toEqual({
        ...record,
        status: 'settled',
        end: 'superseded',
        impUid: 'imp_late',
        updatedAt: start + 1000,
      });
      expect(log.get('a2')).toEqual(other);
    });

    it('sets the late one aside where a single one of several others has a key', () => {
      const record = attempt('a1');
      const log = logOf(record, attempt('a2', failed), attempt('a3', issued), attempt('a4'));
      keepLateKey(log, record, 'imp_late');
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', impUid: 'imp_late' });
    });

    it('sets it aside in an emptied log that another attempt has written to since', () => {
      const log = logOf(attempt('a2', issued));
      keepLateKey(log, attempt('a1'), 'imp_late');
      expect(log.get('a1')).toMatchObject({ status: 'settled', end: 'superseded', impUid: 'imp_late' });
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
      keepLateKey(log, record, 'imp_late');
      expect(log.get('a1')).toMatchObject({ status: 'issued', impUid: 'imp_late' });
      expect(log.get('a1')?.end).toBeUndefined();
      expect(log.get('a2')).toEqual(other);
    });

    it('minds no key of another charge', () => {
      const record = attempt('a1');
      const log = logOf(record, attempt('a2', { ...issued, chargeMerchantUid: 'c2' }));
      keepLateKey(log, record, 'imp_late');
      expect(log.get('a1')).toMatchObject({ status: 'issued', impUid: 'imp_late' });
    });

    it('does not take its own key for that of another', () => {
      const record = attempt('a1', issued);
      const log = logOf(record);
      keepLateKey(log, record, 'imp_2');
      expect(log.get('a1')).toEqual(record);
    });

    it.each([
      ['being charged', charging],
      ['charged', charged],
      ['dismissed', dismissed],
    ] as const)('leaves one that is %s as it is, whatever another attempt has', (_state, change) => {
      const record = attempt('a1', change);
      const log = logOf(record, attempt('a2', issued));
      keepLateKey(log, record, 'imp_late');
      expect(log.get('a1')).toEqual(record);
    });

    it('puts up with a storage that forgets it at once', () => {
      const storage = memoryStorage();
      createAttemptLog(storage, () => {}).save(attempt('a2', issued));
      const forgetful: BillingStorage = { ...storage, set() {} };
      const log = createAttemptLog(forgetful, () => {});
      expect(() => keepLateKey(log, attempt('a1'), 'imp_late')).not.toThrow();
      expect(log.get('a1')).toBeUndefined();
    });
  });

  describe('closeRecord', () => {
    it.each(['cancelled', 'failed'] as const)('ends a window without a key as %s, and dates it', (end) => {
      const log = logOf(attempt('a1'));
      closeRecord(log, 'a1', end);
      expect(log.get('a1')).toEqual({ ...attempt('a1'), status: 'settled', end, updatedAt: start + 1000 });
    });

    it.each([
      ['has a key', issued],
      ['is being charged', charging],
      ['is charged', charged],
      ['was dismissed', dismissed],
      ['failed', failed],
    ] as const)('leaves one alone that %s', (_state, change) => {
      const record = attempt('a1', change);
      const log = logOf(record);
      closeRecord(log, 'a1', 'cancelled');
      expect(log.get('a1')).toEqual(record);
    });

    it('makes no record of an attempt that is unknown', () => {
      const log = logOf();
      closeRecord(log, 'a1', 'cancelled');
      expect(log.get('a1')).toBeUndefined();
    });
  });

  describe('dismissRecord', () => {
    it.each([
      ['is open', {}],
      ['has a key', issued],
      ['is being charged', charging],
    ] as const)('gives one up that %s, and dates it', (_state, change) => {
      const record = attempt('a1', change);
      const log = logOf(record);
      dismissRecord(log, 'a1');
      expect(log.get('a1')).toEqual({ ...record, status: 'settled', end: 'dismissed', updatedAt: start + 1000 });
    });

    it.each([
      ['charged', charged],
      ['superseded', superseded],
      ['cancelled', cancelled],
    ] as const)('leaves one that was %s in another tab as it is', (_end, change) => {
      const record = attempt('a1', change);
      const log = logOf(record);
      dismissRecord(log, 'a1');
      expect(log.get('a1')).toEqual(record);
    });

    it('makes no record of an attempt that is unknown', () => {
      const log = logOf();
      dismissRecord(log, 'a1');
      expect(log.get('a1')).toBeUndefined();
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
      supersedeOthers(log, 'a1');
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
      supersedeOthers(log, 'a1');
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
      supersedeOthers(log, 'a3');
      expect(log.findByCharge('c1').map(({ attemptId, status, end }) => [attemptId, status, end])).toEqual([
        ['a5', 'settled', 'superseded'],
        ['a4', 'opened', undefined],
        ['a3', 'issued', undefined],
        ['a2', 'settled', 'charged'],
        ['a1', 'settled', 'superseded'],
      ]);
    });

    it('leaves one set aside whose answer comes late', () => {
      const log = logOf(attempt('a1', issued), attempt('a2'));
      supersedeOthers(log, 'a1');
      expect(keepKey(log, attempt('a2'), 'imp_late')).toBe('imp_late');
      expect(log.get('a2')).toMatchObject({ status: 'settled', end: 'superseded' });
    });

    it('leaves an attempt at another charge alone', () => {
      const other = attempt('a2', { ...issued, chargeMerchantUid: 'c2' });
      const log = logOf(attempt('a1', issued), other);
      supersedeOthers(log, 'a1');
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
      supersedeOthers(log, 'a1');
      expect(log.get('a1')).toEqual(record);
      expect(log.get('a2')).toEqual(other);
    });

    it('does nothing for one that is unknown', () => {
      const other = attempt('a2', issued);
      const log = logOf(other);
      supersedeOthers(log, 'a1');
      expect(log.get('a2')).toEqual(other);
    });
  });
});
