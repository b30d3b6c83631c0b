import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/records/BillingStorage.js';
import { createAttemptLog } from '../../../src/core/records/createAttemptLog.js';
import { sampleRecord } from '../support/samples.js';

const prefix = 'react-billing-key/1/';
const hour = 60 * 60 * 1000;
const settled = { status: 'settled', end: 'charged' } as const;
const withKey = { status: 'issued', impUid: 'imp_1' } as const;

function prepare(storage: BillingStorage = memoryStorage()) {
  const onUnavailable = vi.fn();
  return { storage, onUnavailable, log: createAttemptLog(storage, onUnavailable) };
}

function ids(records: readonly AttemptRecord[]): string[] {
  return records.map(({ attemptId }) => attemptId);
}

describe('createAttemptLog', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives back what it was given, to another page over the same storage too', () => {
    const { storage, log } = prepare();
    const record = sampleRecord('a1', { metadata: { plan: 'basic' } });
    log.save(record);
    expect(log.get('a1')).toEqual(record);
    expect(prepare(storage).log.get('a1')).toEqual(record);
    expect(log.get('a2')).toBeUndefined();
  });

  it('changes a record, and dates the change', () => {
    const { log } = prepare();
    log.save(sampleRecord('a1'));
    vi.advanceTimersByTime(1000);
    const changed = log.update('a1', withKey);
    expect(changed).toMatchObject({ ...withKey, updatedAt: Date.now(), createdAt: Date.now() - 1000 });
    expect(log.get('a1')).toEqual(changed);
  });

  it('makes no record out of a change to none', () => {
    const { log, storage } = prepare();
    expect(log.update('a1', settled)).toBeUndefined();
    expect(storage.keys()).toEqual([]);
  });

  it('lists what is not settled, newest first', () => {
    const { log } = prepare();
    for (const [id, status] of [
      ['a1', 'issued'],
      ['a2', 'settled'],
      ['a3', 'opened'],
      ['a4', 'charging'],
    ] as const) {
      vi.advanceTimersByTime(1);
      log.save(sampleRecord(id, { status }));
    }
    expect(ids(log.unsettled())).toEqual(['a4', 'a3', 'a1']);
  });

  it('finds the newest attempt with an order number, settled or not', () => {
    const { log } = prepare();
    log.save(sampleRecord('a1', { merchantUid: 'm1', ...settled }));
    vi.advanceTimersByTime(1);
    log.save(sampleRecord('a2', { merchantUid: 'm1' }));
    expect(log.findByMerchantUid('m1')?.attemptId).toBe('a2');
    expect(log.findByMerchantUid('m')).toBeUndefined();
  });

  it('tells its listeners of each change, until they leave', () => {
    const { log } = prepare();
    const listener = vi.fn();
    const unsubscribe = log.subscribe(listener);
    log.save(sampleRecord('a1'));
    log.update('a1', withKey);
    log.update('unknown', withKey);
    expect(listener).toHaveBeenCalledTimes(2);
    unsubscribe();
    log.update('a1', settled);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  describe('expiry', () => {
    it('forgets an attempt after 24 hours, and clears it away', () => {
      const { log, storage } = prepare();
      log.save(sampleRecord('a1', withKey));
      vi.advanceTimersByTime(24 * hour - 1);
      expect(ids(log.unsettled())).toEqual(['a1']);
      vi.advanceTimersByTime(1);
      expect(log.unsettled()).toEqual([]);
      expect(storage.keys()).toEqual([]);
    });
  });

  describe('limit', () => {
    function fill(log: ReturnType<typeof prepare>['log'], count: number, change: Partial<AttemptRecord>, name: string) {
      for (let n = 0; n < count; n += 1) {
        vi.advanceTimersByTime(1);
        log.save(sampleRecord(`${name}${n}`, change));
      }
    }

    it('keeps twenty, the oldest settled going first', () => {
      const { log, storage } = prepare();
      fill(log, 1, {}, 'open');
      fill(log, 25, settled, 'done');
      expect(storage.keys()).toHaveLength(20);
      expect(log.get('open0')).toBeDefined();
      expect(log.get('done5')).toBeUndefined();
      expect(log.get('done6')).toBeDefined();
      expect(log.get('done24')).toBeDefined();
    });

    it('drops windows nobody answered before it drops a key', () => {
      const { log, storage } = prepare();
      fill(log, 10, withKey, 'key');
      fill(log, 30, {}, 'open');
      expect(storage.keys()).toHaveLength(20);
      expect(ids(log.unsettled()).filter((id) => id.startsWith('key'))).toHaveLength(10);
    });

    it('never drops an issued key, however many there are', () => {
      const { log } = prepare();
      fill(log, 15, withKey, 'key');
      fill(log, 15, { ...withKey, status: 'charging' }, 'sent');
      fill(log, 3, {}, 'open');
      expect(log.unsettled().filter(({ impUid }) => impUid)).toHaveLength(30);
      expect(log.get('open2')).toBeDefined();
    });

    it('counts a record once that is saved again', () => {
      const { log, storage } = prepare();
      fill(log, 20, settled, 'done');
      log.save(sampleRecord('done19', settled));
      expect(storage.keys()).toHaveLength(20);
      expect(log.get('done0')).toBeDefined();
    });
  });

  describe('what others leave in the storage', () => {
    const { attemptId: _, ...nameless } = sampleRecord('x');
    it.each([
      ['no JSON', '{'],
      ['null', 'null'],
      ['text', '"a1"'],
      ['an array', '[]'],
      ['another version', JSON.stringify({ ...sampleRecord('x'), version: 2 })],
      ['no attempt', JSON.stringify(nameless)],
      ['an empty number', JSON.stringify({ ...sampleRecord('x'), merchantUid: '' })],
      ['an amount in text', JSON.stringify({ ...sampleRecord('x'), amount: '9900' })],
      ['no time', JSON.stringify({ ...sampleRecord('x'), createdAt: null })],
      ['an unheard-of status', JSON.stringify({ ...sampleRecord('x'), status: 'paid' })],
    ])('is no record when it is %s', (_name, garbage) => {
      const { log, storage, onUnavailable } = prepare();
      storage.set(`${prefix}x`, garbage);
      log.save(sampleRecord('a1', withKey));
      expect(log.get('x')).toBeUndefined();
      expect(ids(log.unsettled())).toEqual(['a1']);
      expect(onUnavailable).not.toHaveBeenCalled();
    });

    it('is cleared away under our prefix, and left alone elsewhere', () => {
      const { log, storage } = prepare();
      storage.set(`${prefix}x`, '{');
      storage.set('theirs', '{');
      log.unsettled();
      expect(storage.keys()).toEqual(['theirs']);
    });
  });

  describe('a storage that fails', () => {
    it('is replaced by memory once, and told of once', () => {
      const full: BillingStorage = {
        ...memoryStorage(),
        set() {
          throw new DOMException('full', 'QuotaExceededError');
        },
      };
      const { log, onUnavailable } = prepare(full);
      log.save(sampleRecord('a1'));
      log.save(sampleRecord('a2'));
      log.update('a1', withKey);
      expect(onUnavailable).toHaveBeenCalledOnce();
      expect(onUnavailable.mock.calls[0]?.[0]).toMatchObject({ name: 'QuotaExceededError' });
      expect(ids(log.unsettled()).sort()).toEqual(['a1', 'a2']);
      expect(log.get('a1')).toMatchObject(withKey);
    });

    it('hands over what can still be read', () => {
      const storage = memoryStorage();
      prepare(storage).log.save(sampleRecord('old', withKey));
      storage.set('theirs', JSON.stringify(sampleRecord('theirs', withKey)));
      const { log } = prepare({
        ...storage,
        set() {
          throw new Error('full');
        },
      });
      log.update('old', { status: 'charging' });
      expect(log.get('old')).toMatchObject({ status: 'charging', impUid: 'imp_1' });
      expect(ids(log.unsettled())).toEqual(['old']);
    });

    it('may fail at everything', () => {
      const refuse = () => {
        throw new DOMException('denied', 'SecurityError');
      };
      const { log, onUnavailable } = prepare({ get: refuse, set: refuse, remove: refuse, keys: refuse });
      expect(log.unsettled()).toEqual([]);
      log.save(sampleRecord('a1'));
      expect(log.findByMerchantUid('m-a1')).toBeDefined();
      expect(onUnavailable).toHaveBeenCalledOnce();
    });

    it('may fail at one record and hand over the others', () => {
      const storage = memoryStorage();
      const before = prepare(storage).log;
      for (const id of ['a1', 'a2', 'a3']) before.save(sampleRecord(id, withKey));
      const { log } = prepare({
        ...storage,
        get(key) {
          if (key.endsWith('a2')) throw new Error('unreadable');
          return storage.get(key);
        },
      });
      expect(ids(log.unsettled()).sort()).toEqual(['a1', 'a3']);
    });
  });
});
