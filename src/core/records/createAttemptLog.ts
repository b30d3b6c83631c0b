import { createListeners } from '../createListeners.js';
import { examineRecord } from '../doctor/examineRecord.js';
import type { AttemptRecord } from './AttemptRecord.js';
import { type BillingStorage, memoryStorage } from './BillingStorage.js';

const prefix = 'react-billing-key/1/';
const lifetime = 24 * 60 * 60 * 1000;
const limit = 20;
const statuses: readonly string[] = ['opened', 'issued', 'charging', 'settled'] satisfies AttemptRecord['status'][];

/** The attempts of this browser. No method throws: a storage that fails is replaced by memory, and that is told once. */
export interface AttemptLog {
  save(record: AttemptRecord): void;
  get(attemptId: string): AttemptRecord | undefined;
  /** Not settled yet, newest first. */
  unsettled(): AttemptRecord[];
  findByMerchantUid(merchantUid: string): AttemptRecord | undefined;
  /** Every attempt at a charge, whatever became of it, newest first. */
  findByCharge(chargeMerchantUid: string): AttemptRecord[];
  /** Changes a record that is there, and gives it back as it is now. */
  update(attemptId: string, change: Partial<AttemptRecord>): AttemptRecord | undefined;
  /** Told of every change made in this tab. */
  subscribe(listener: () => void): () => void;
}

export function createAttemptLog(storage: BillingStorage, onUnavailable: (cause: unknown) => void): AttemptLog {
  let current = storage;
  const changes = createListeners();

  function using<T>(work: (store: BillingStorage) => T): T {
    try {
      return work(current);
    } catch (cause) {
      const memory = memoryStorage();
      // What can still be read is carried over: a full storage refuses to write and reads well.
      for (const record of readAll(current)) memory.set(prefix + record.attemptId, JSON.stringify(record));
      current = memory;
      onUnavailable(cause);
      return work(current);
    }
  }

  function all(): AttemptRecord[] {
    return using((store) => {
      const records: AttemptRecord[] = [];
      for (const key of store.keys()) {
        if (!key.startsWith(prefix)) continue;
        const record = parseRecord(store.get(key));
        if (record && Date.now() - record.createdAt < lifetime) records.push(record);
        else store.remove(key);
      }
      return records.sort((a, b) => b.createdAt - a.createdAt);
    });
  }

  function save(record: AttemptRecord): void {
    const others = all().filter(({ attemptId }) => attemptId !== record.attemptId);
    if (process.env.NODE_ENV !== 'production') examineRecord(record, others);
    // The oldest settled ones go first, then windows that nobody answered. A key stays: it is somebody's money.
    const surplus = (['settled', 'opened'] as const).flatMap((expendable) =>
      others.filter(({ status }) => status === expendable).reverse(),
    );
    using((store) => {
      for (const { attemptId } of surplus.slice(0, Math.max(0, others.length + 1 - limit))) {
        store.remove(prefix + attemptId);
      }
      store.set(prefix + record.attemptId, JSON.stringify(record));
    });
    changes.notify();
  }

  function get(attemptId: string): AttemptRecord | undefined {
    return using((store) => parseRecord(store.get(prefix + attemptId)));
  }

  return {
    save,
    get,
    unsettled: () => all().filter(({ status }) => status !== 'settled'),
    findByMerchantUid: (merchantUid) => all().find((record) => record.merchantUid === merchantUid),
    findByCharge: (number) => all().filter(({ chargeMerchantUid }) => chargeMerchantUid === number),
    update(attemptId, change) {
      const record = get(attemptId);
      if (!record) return undefined;
      const next = { ...record, ...change, updatedAt: Date.now() };
      using((store) => store.set(prefix + attemptId, JSON.stringify(next)));
      changes.notify();
      return next;
    },
    subscribe: changes.subscribe,
  };
}

/** What a storage that has failed still gives. */
function readAll(store: BillingStorage): AttemptRecord[] {
  const keys = orElse([], () => store.keys());
  return keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => orElse(undefined, () => parseRecord(store.get(key))))
    .filter((record) => record !== undefined);
}

function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Storage is open to every script of the origin: what does not look like a record is none. */
function parseRecord(text: string | null): AttemptRecord | undefined {
  if (!text) return undefined;
  try {
    const value = JSON.parse(text) as AttemptRecord;
    const isRecord =
      value.version === 1 &&
      statuses.includes(value.status) &&
      [value.attemptId, value.merchantUid, value.chargeMerchantUid, value.customerUid, value.pg].every(
        (field) => typeof field === 'string' && field !== '',
      ) &&
      [value.amount, value.createdAt].every(Number.isFinite);
    return isRecord ? value : undefined;
  } catch {
    return undefined;
  }
}
