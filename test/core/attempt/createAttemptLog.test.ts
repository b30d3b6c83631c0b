import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AttemptRecord, RecordEvent } from '../../../src/core/attempt/AttemptRecord.js';
import { type AttemptLog, createAttemptLog } from '../../../src/core/attempt/attemptLog.js';
import { type BillingStorage, memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { keyedRecord, sampleRecord } from '../support/samples.js';

const prefix = 'react-billing-key/1/';
const hour = 60 * 60 * 1000;
const settled = { status: 'settled', end: 'charged' } as const;
const key = { impUid: 'imp_1' };
const withKey = { status: 'issued', key } as const;
const issued: RecordEvent = { type: 'issued', key };

function prepare(storage: BillingStorage = memoryStorage()) {
  const onUnavailable = vi.fn();
  const onDropped = vi.fn();
  return { storage, onUnavailable, onDropped, log: createAttemptLog(storage, { onUnavailable, onDropped }) };
}

/** Adds a record, and waits until room was made for it. */
async function begin(log: AttemptLog, record: AttemptRecord): Promise<void> {
  log.add(record);
  await Promise.resolve();
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
    log.add(record);
    expect(log.get('a1')).toEqual(record);
    expect(prepare(storage).log.get('a1')).toEqual(record);
    expect(log.get('a2')).toBeUndefined();
  });

  it('applies an event to a record, and dates the change', () => {
    const { log, storage } = prepare();
    log.add(sampleRecord('a1'));
    vi.advanceTimersByTime(1000);
    const changed = log.apply('a1', issued);
    expect(changed).toMatchObject({ ...withKey, updatedAt: Date.now(), createdAt: Date.now() - 1000 });
    expect(log.get('a1')).toEqual(changed);
    expect(prepare(storage).log.get('a1')).toEqual(changed);
  });

  it('forgets what is over when much else has ended since, and never what may still be charged, or may have been', async () => {
    const { log, storage } = prepare();
    const isEnded = async (id: string) => {
      await begin(log, sampleRecord(id));
      log.apply(id, { type: 'closed', end: 'cancelled' });
    };
    await isEnded('over');
    log.add(keyedRecord('issued'));
    log.add(keyedRecord('unresolved'));
    log.apply('unresolved', { type: 'sent' });
    log.apply('unresolved', { type: 'superseded' });
    for (let number = 0; number < 150; number += 1) await isEnded(`later${number}`);
    for (const key of storage.keys()) storage.remove(key);
    expect(log.get('over')).toBeUndefined();
    expect(log.get('later149')).toBeDefined();
    expect(log.get('issued')?.status).toBe('issued');
    expect(log.get('unresolved')).toMatchObject({ end: 'superseded' });
  });

  describe('an attempt that was begun after another had been paid', () => {
    /** One that is paid, and that this page has seen as paid. */
    function withPaid() {
      const page = prepare();
      page.log.add(sampleRecord('paid', { createdAt: Date.now() }));
      page.log.apply('paid', issued);
      page.log.apply('paid', { type: 'charged' });
      page.log.all();
      return page;
    }
    const isAfter = (log: AttemptLog, id: string) =>
      log.wasBegunAfter(log.get(id) as AttemptRecord, log.get('paid') as AttemptRecord);

    it('is one that another page adds later', () => {
      const { log, storage } = withPaid();
      vi.advanceTimersByTime(100);
      prepare(storage).log.add(sampleRecord('later', { createdAt: Date.now() }));
      log.all();
      expect(isAfter(log, 'later')).toBe(true);
    });

    it('is none that this page came upon together with the paid one', () => {
      const { storage } = withPaid();
      vi.advanceTimersByTime(1);
      prepare(storage).log.add(sampleRecord('later', { createdAt: Date.now() }));
      const { log } = prepare(storage);
      log.all();
      expect(isAfter(log, 'later')).toBe(false);
    });

    it.each([-1, 0])('is none that a clock dates %i ms after the payment, although it was seen later', (after) => {
      const { log, storage } = withPaid();
      prepare(storage).log.add(sampleRecord('earlier', { createdAt: Date.now() + after }));
      log.all();
      expect(isAfter(log, 'earlier')).toBe(false);
    });

    it('is none where nothing is paid', () => {
      const { log, storage } = prepare();
      log.add(sampleRecord('paid', { createdAt: Date.now() }));
      log.all();
      vi.advanceTimersByTime(1);
      prepare(storage).log.add(sampleRecord('later', { createdAt: Date.now() }));
      log.all();
      expect(isAfter(log, 'later')).toBe(false);
    });
  });

  it('makes no record out of an event of none', () => {
    const { log, storage } = prepare();
    expect(log.apply('a1', { type: 'charged' })).toBeUndefined();
    expect(storage.keys()).toEqual([]);
  });

  it('goes by what another page wrote, and not by what this page remembers', () => {
    const { storage, log } = prepare();
    log.add(keyedRecord('a1'));
    prepare(storage).log.apply('a1', { type: 'charged' });
    expect(log.get('a1')).toMatchObject(settled);
    expect(log.apply('a1', { type: 'sent' })).toMatchObject(settled);
    expect(log.all()).toEqual([expect.objectContaining(settled)]);
  });

  describe('a storage that somebody has emptied gets back the keys that may still be charged', () => {
    const empty = (storage: BillingStorage) => {
      for (const name of storage.keys()) storage.remove(name);
    };

    it.each([
      ['a new attempt', (log: AttemptLog) => log.add(sampleRecord('a9'))],
      ['what becomes of another', (log: AttemptLog) => log.apply('opened', { type: 'closed', end: 'cancelled' })],
    ])('with %s', (_, write) => {
      const { storage, log } = prepare();
      for (const record of [sampleRecord('opened'), keyedRecord('a1'), sampleRecord('over', settled)]) log.add(record);
      empty(storage);
      write(log);
      expect(prepare(storage).log.get('a1')).toEqual(log.get('a1'));
      expect(prepare(storage).log.get('over')).toBeUndefined();
    });

    it('but not over what another tab has made of one', () => {
      const { storage, log } = prepare();
      log.add(keyedRecord('a1'));
      prepare(storage).log.apply('a1', { type: 'charged' });
      log.add(sampleRecord('a2'));
      expect(prepare(storage).log.get('a1')).toMatchObject(settled);
    });
  });

  it('lists all of them, newest first', () => {
    const { log } = prepare();
    for (const record of [
      keyedRecord('a1'),
      sampleRecord('a2', settled),
      sampleRecord('a3'),
      keyedRecord('a4', { status: 'charging', chargeSentAt: 1 }),
    ]) {
      vi.advanceTimersByTime(1);
      log.add({ ...record, createdAt: Date.now() });
    }
    expect(ids(log.all())).toEqual(['a4', 'a3', 'a2', 'a1']);
  });

  it('finds the newest attempt with an order number, settled or not', () => {
    const { log } = prepare();
    log.add(sampleRecord('a1', { orderNumber: 'm1', ...settled }));
    vi.advanceTimersByTime(1);
    log.add(sampleRecord('a2', { orderNumber: 'm1' }));
    expect(log.find('m1')?.attemptId).toBe('a2');
    expect(log.find('m')).toBeUndefined();
  });

  it('tells its listeners of each change, until they leave', () => {
    const { log } = prepare();
    const listener = vi.fn();
    const unsubscribe = log.subscribe(listener);
    log.add(sampleRecord('a1'));
    log.apply('a1', issued);
    log.apply('a1', issued);
    log.apply('unknown', issued);
    expect(listener).toHaveBeenCalledTimes(2);
    unsubscribe();
    log.apply('a1', { type: 'charged' });
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('does not write what has not changed', () => {
    const { log, storage } = prepare();
    log.add(keyedRecord('a1'));
    const set = vi.spyOn(storage, 'set');
    log.apply('a1', issued);
    expect(set).not.toHaveBeenCalled();
  });

  describe('age', () => {
    it.each([
      ['opened', sampleRecord('a1', { createdAt: 0, updatedAt: Date.UTC(2026, 0, 1) })],
      ['settled', sampleRecord('a1', { ...settled, createdAt: 0, updatedAt: Date.UTC(2026, 0, 1) })],
    ])('drops one that is %s after 24 hours, when the next is begun, and says so', async (_, record) => {
      const { log, storage, onDropped } = prepare();
      await begin(log, record);
      vi.advanceTimersByTime(24 * hour);
      await begin(log, sampleRecord('a2'));
      expect(log.get('a1')).toEqual(record);
      expect(onDropped).not.toHaveBeenCalled();
      vi.advanceTimersByTime(1);
      await begin(log, sampleRecord('a3'));
      expect(prepare(storage).log.get('a1')).toBeUndefined();
      // The page that has seen it remembers how it ended.
      expect(log.get('a1')).toEqual(record);
      expect(storage.keys()).not.toContain(`${prefix}a1`);
      expect(onDropped).toHaveBeenCalledExactlyOnceWith(record);
    });

    it.each([keyedRecord('a1'), keyedRecord('a1', { status: 'charging', chargeSentAt: 1 })])(
      'never drops a key, whatever a clock says: $status',
      async (record) => {
        const { log, onDropped } = prepare();
        await begin(log, { ...record, updatedAt: Date.now() });
        vi.setSystemTime(Date.UTC(2036, 0, 1));
        await begin(log, sampleRecord('a2'));
        vi.setSystemTime(Date.UTC(2016, 0, 1));
        await begin(log, sampleRecord('a3'));
        expect(log.get('a1')).toMatchObject({ status: record.status, key: record.key });
        expect(onDropped).not.toHaveBeenCalledWith(expect.objectContaining({ attemptId: 'a1' }));
      },
    );

    it('never drops a charge that nobody has confirmed, nor says so, when its attempt is over', async () => {
      const { log, onDropped, storage } = prepare();
      await begin(log, sampleRecord('a1', { status: 'settled', end: 'dismissed', key, chargeSentAt: 1 }));
      vi.setSystemTime(Date.UTC(2036, 0, 1));
      await begin(log, sampleRecord('a2'));
      expect(onDropped).not.toHaveBeenCalled();
      expect(ids(prepare(storage).log.all())).toContain('a1');
    });

    it('drops nothing when it only reads, whatever the clock says', async () => {
      const { storage, log } = prepare();
      await begin(log, sampleRecord('a1'));
      vi.setSystemTime(Date.UTC(2036, 0, 1));
      const later = prepare(storage);
      expect(ids(later.log.all())).toEqual(['a1']);
      expect(later.log.find('m-a1')).toBeDefined();
      await Promise.resolve();
      expect(later.onDropped).not.toHaveBeenCalled();
    });
  });

  describe('limit', () => {
    async function fill(log: ReturnType<typeof prepare>['log'], count: number, change: object, name: string) {
      for (let n = 0; n < count; n += 1) {
        vi.advanceTimersByTime(1);
        await begin(log, sampleRecord(`${name}${n}`, change));
      }
    }

    it('keeps twenty, the oldest settled going first, and tells of each', async () => {
      const { log, storage, onDropped } = prepare();
      await fill(log, 1, {}, 'open');
      await fill(log, 25, settled, 'done');
      expect(storage.keys()).toHaveLength(20);
      const next = prepare(storage).log;
      expect(next.get('open0')).toBeDefined();
      expect(next.get('done5')).toBeUndefined();
      expect(next.get('done6')).toBeDefined();
      expect(next.get('done24')).toBeDefined();
      expect(onDropped.mock.calls.map(([{ attemptId }]) => attemptId)).toEqual(
        [0, 1, 2, 3, 4, 5].map((n) => `done${n}`),
      );
    });

    it('goes by when an attempt was begun, in whichever order a storage lists them', async () => {
      const { log, onDropped } = prepare();
      const begun = Array.from({ length: 20 }, (_, n) => sampleRecord(`a${n}`, { ...settled, createdAt: 100 - n }));
      for (const record of begun) await begin(log, { ...record, updatedAt: Date.now() });
      await begin(log, sampleRecord('next'));
      expect(onDropped.mock.calls.map(([{ attemptId }]) => attemptId)).toEqual(['a19']);
    });

    it('drops windows nobody answered before it drops a key', async () => {
      const { log, storage } = prepare();
      await fill(log, 10, withKey, 'key');
      await fill(log, 30, {}, 'open');
      expect(storage.keys()).toHaveLength(20);
      expect(ids(prepare(storage).log.all()).filter((id) => id.startsWith('key'))).toHaveLength(10);
    });

    it('never drops an issued key, however many there are', async () => {
      const { log } = prepare();
      await fill(log, 15, withKey, 'key');
      await fill(log, 15, { status: 'charging', key, chargeSentAt: 1 }, 'sent');
      await fill(log, 3, {}, 'open');
      expect(log.all().filter((record) => 'key' in record && record.key)).toHaveLength(30);
      expect(log.get('open2')).toBeDefined();
    });

    it('counts a record once that is changed', async () => {
      const { log, storage } = prepare();
      await fill(log, 20, {}, 'open');
      log.apply('open19', issued);
      expect(storage.keys()).toHaveLength(20);
      expect(log.get('open0')).toBeDefined();
    });
  });

  describe('what others leave in the storage', () => {
    it('is no record, and no fault of the storage', () => {
      const { log, storage, onUnavailable } = prepare();
      storage.set(`${prefix}x`, '{');
      log.add(keyedRecord('a1'));
      expect(log.get('x')).toBeUndefined();
      expect(ids(log.all())).toEqual(['a1']);
      expect(onUnavailable).not.toHaveBeenCalled();
    });

    it('is left alone under other names', () => {
      const { log, storage } = prepare();
      storage.set('theirs', JSON.stringify(sampleRecord('theirs')));
      expect(log.all()).toEqual([]);
      log.add(sampleRecord('a1'));
      expect(storage.keys()).toContain('theirs');
    });
  });

  describe('a storage that somebody empties', () => {
    function clear(storage: BillingStorage) {
      for (const name of storage.keys()) storage.remove(name);
    }

    it('takes nothing from the page that wrote it, nor from one that read it', () => {
      const { storage, log } = prepare();
      log.add(keyedRecord('a1', { chargeSentAt: 1 }));
      const reader = prepare(storage);
      expect(reader.log.all()).toHaveLength(1);
      clear(storage);
      for (const page of [log, reader.log]) {
        expect(page.get('a1')).toMatchObject({ status: 'issued', chargeSentAt: 1 });
        expect(page.find('m-a1')).toBeDefined();
        expect(ids(page.all())).toEqual(['a1']);
      }
      expect(prepare(storage).log.all()).toEqual([]);
    });

    it('gets the record again with its next event', () => {
      const { storage, log } = prepare();
      log.add(sampleRecord('a1'));
      clear(storage);
      log.apply('a1', issued);
      expect(prepare(storage).log.get('a1')).toMatchObject(withKey);
    });

    it('gets the record again also with an event that changes nothing', () => {
      const { storage, log } = prepare();
      log.add(keyedRecord('a1'));
      clear(storage);
      log.apply('a1', issued);
      expect(prepare(storage).log.get('a1')).toMatchObject({ status: 'issued' });
    });

    it('makes no record whole of which only ruins are left', () => {
      const { storage, log } = prepare();
      log.add(keyedRecord('a1'));
      storage.set(`${prefix}a1`, '{"version":1');
      expect(log.get('a1')).toMatchObject({ status: 'issued' });
      expect(ids(log.all())).toEqual(['a1']);
    });
  });

  describe('a storage that fails', () => {
    it('that is full of what may be dropped makes room first, and stays the one that the next page reads', async () => {
      const stored = memoryStorage();
      const isFull = (name: string) => stored.get(name) === null && stored.keys().length >= 20;
      const small: BillingStorage = {
        ...stored,
        set(name, value) {
          if (isFull(name)) throw new DOMException('full', 'QuotaExceededError');
          stored.set(name, value);
        },
      };
      const { log, onUnavailable, onDropped } = prepare(small);
      for (let number = 0; number < 20; number += 1) {
        await begin(log, sampleRecord(`earlier${number}`, { createdAt: Date.now() + number }));
      }
      await begin(log, sampleRecord('latest', { createdAt: Date.now() + 20 }));
      expect(onUnavailable).not.toHaveBeenCalled();
      expect(onDropped).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ attemptId: 'earlier0' }));
      expect(prepare(stored).log.get('latest')).toBeDefined();
    });

    it('is replaced by memory once, and told of once', () => {
      const full: BillingStorage = {
        ...memoryStorage(),
        set() {
          throw new DOMException('full', 'QuotaExceededError');
        },
      };
      const { log, onUnavailable } = prepare(full);
      log.add(sampleRecord('a1'));
      log.add(sampleRecord('a2'));
      log.apply('a1', issued);
      expect(onUnavailable).toHaveBeenCalledOnce();
      expect(ids(log.all()).sort()).toEqual(['a1', 'a2']);
      expect(log.get('a1')).toMatchObject(withKey);
    });

    it('hands over what can still be read', () => {
      const storage = memoryStorage();
      prepare(storage).log.add(sampleRecord('old', withKey));
      storage.set('theirs', JSON.stringify(sampleRecord('theirs', withKey)));
      const { log } = prepare({
        ...storage,
        set() {
          throw new Error('full');
        },
      });
      log.apply('old', { type: 'sent' });
      expect(log.get('old')).toMatchObject({ status: 'charging', key });
      expect(ids(log.all())).toEqual(['old']);
    });

    it('may fail at everything', () => {
      const refuse = () => {
        throw new DOMException('denied', 'SecurityError');
      };
      const { log, onUnavailable } = prepare({ get: refuse, set: refuse, remove: refuse, keys: refuse });
      expect(log.all()).toEqual([]);
      log.add(sampleRecord('a1'));
      expect(log.find('m-a1')).toBeDefined();
      expect(onUnavailable).toHaveBeenCalledOnce();
    });

    it('may answer with promises, which this page can’t wait for', () => {
      const later = async () => [] as never;
      const { log, onUnavailable } = prepare({ get: later as never, set: later, remove: later, keys: later as never });
      expect(log.all()).toEqual([]);
      log.add(sampleRecord('a1'));
      expect(log.find('m-a1')).toBeDefined();
      expect(onUnavailable).toHaveBeenCalledOnce();
    });

    it('may fail at one record and hand over the others', () => {
      const storage = memoryStorage();
      const before = prepare(storage).log;
      for (const id of ['a1', 'a2', 'a3']) before.add(sampleRecord(id, withKey));
      const { log } = prepare({
        ...storage,
        get(name) {
          if (name.endsWith('a2')) throw new Error('unreadable');
          return storage.get(name);
        },
      });
      expect(ids(log.all()).sort()).toEqual(['a1', 'a3']);
    });
  });
});
