import { createListeners } from '../lib/createListeners.js';
import { tryTo } from '../lib/tryTo.js';
import {
  type AttemptRecord,
  hasOpenCharge,
  isCharged,
  isUnresolved,
  parseRecord,
  type RecordEvent,
  transitionRecord,
} from './AttemptRecord.js';
import { type BillingStorage, memoryStorage } from './BillingStorage.js';

const prefix = 'react-billing-key/1/';
const day = 24 * 60 * 60 * 1000;
/** How many attempts the storage keeps, unless more of them hold a key. */
export const mostStored = 20;
const mostOver = 100;

/**
 * The stored attempts of this browser. A page remembers those that it has seen, so that a storage that is emptied by
 * somebody else loses nothing. No method throws: a storage that fails is replaced by memory, and that is told once.
 */
export interface AttemptLog {
  /** Stores a new attempt, and after this task makes room for it. */
  add(record: AttemptRecord): void;
  get(attemptId: string): AttemptRecord | undefined;
  /** Newest first. */
  all(): AttemptRecord[];
  find(orderNumber: string): AttemptRecord | undefined;
  /**
   * True where an attempt was begun after another one had been paid: this page saw it only once it had seen the other one paid, and
   * the clock does not contradict. What is paid is forgotten after a day, or with a storage that is emptied, so that a page which
   * was opened later can't have known of it when it began the attempt.
   */
  wasBegunAfter(record: AttemptRecord, paid: AttemptRecord): boolean;
  /** Applies what happened to an attempt, and gives its record as it is now. */
  apply(attemptId: string, event: RecordEvent): AttemptRecord | undefined;
  /** Puts an attempt back that somebody has taken out of the storage. */
  restore(attemptId: string): void;
  /** Calls `listener` after every change that this page makes. */
  subscribe(listener: () => void): () => void;
}

interface AttemptLogEvents {
  /** The storage refused. From now on attempts are kept in memory, until the page goes. */
  onUnavailable(): void;
  /** An attempt without a key is forgotten, because of its age or because there are too many. */
  onDropped(record: AttemptRecord): void;
}

/** An attempt as this page has seen it. */
interface SeenAttempt {
  readonly record: AttemptRecord;
  /** The reading of the storage at which it was first seen. */
  readonly seenAt: number;
  /** The reading at which it was first seen paid. */
  readonly paidAt: number | undefined;
}

interface ParsedText {
  readonly text: string | null;
  readonly record: AttemptRecord | undefined;
}

export function createAttemptLog(given: BillingStorage, events: AttemptLogEvents): AttemptLog {
  let storage = given;
  const seen = new Map<string, SeenAttempt>();
  /** How often this page has read the storage. */
  let readings = 0;
  /** The texts of the latest reading: a click reads all of them several times, and most stay as they are. */
  let parsed: ReadonlyMap<string, ParsedText> = new Map();
  const changes = createListeners();

  function using<T>(work: (storage: BillingStorage) => T): T {
    try {
      return work(storage);
    } catch {
      // A full storage refuses to write and reads well: what it still gives is remembered first.
      for (const record of readAllOf(tolerant(storage))) remember(record);
      storage = memoryStorage();
      events.onUnavailable();
      return work(storage);
    }
  }

  function remember(record: AttemptRecord): void {
    const known = seen.get(record.attemptId);
    seen.set(record.attemptId, {
      record,
      seenAt: known?.seenAt ?? readings,
      paidAt: known?.paidAt ?? (isCharged(record) ? readings : undefined),
    });
  }

  function write(record: AttemptRecord): void {
    remember(record);
    const set = (store: BillingStorage) => store.set(prefix + record.attemptId, JSON.stringify(record));
    try {
      set(storage);
    } catch {
      // It may be full of what can be dropped: a key in memory alone would be lost with the page.
      dropExpendable(record);
      using(set);
    }
  }

  /** The page itself remembers it: the SDK may answer twice, and a charge that is over must not look like a new one. */
  function drop(record: AttemptRecord): void {
    using((store) => store.remove(prefix + record.attemptId));
    events.onDropped(record);
  }

  function read(attemptId: string): AttemptRecord | undefined {
    return using((store) => parseRecord(store.get(prefix + attemptId)));
  }

  function readAllOf(store: BillingStorage): AttemptRecord[] {
    const keys = store.keys().filter((key) => key.startsWith(prefix));
    parsed = new Map(
      keys.map((key) => {
        const text = store.get(key);
        const known = parsed.get(key);
        return [key, known?.text === text ? known : { text, record: parseRecord(text) }];
      }),
    );
    return [...parsed.values()].flatMap(({ record }) => record ?? []);
  }

  /** What is stored now; the page remembers it from here on. */
  function readStored(): AttemptRecord[] {
    readings += 1;
    const records = using(readAllOf);
    for (const record of records) remember(record);
    return records;
  }

  function all(): AttemptRecord[] {
    readStored();
    return [...seen.values()].map(({ record }) => record).sort((a, b) => b.createdAt - a.createdAt);
  }

  /** A key is somebody's money, and so is a charge that nobody has confirmed: it stays, whatever the clock says and however many there are. */
  function dropExpendable(added: AttemptRecord): void {
    const records = readStored()
      .filter(({ attemptId }) => attemptId !== added.attemptId)
      .sort((a, b) => a.createdAt - b.createdAt);
    const expendable = (['settled', 'opened'] as const).flatMap((status) =>
      records.filter((record) => record.status === status && !isUnresolved(record)),
    );
    const surplus = expendable.slice(0, Math.max(0, records.length + 1 - mostStored));
    const old = expendable.filter(({ updatedAt }) => Date.now() - updatedAt > day);
    for (const record of new Set([...surplus, ...old])) drop(record);
    forget();
  }

  /** A page that is open for weeks need not remember everything that it has seen end. */
  function forget(): void {
    const over = [...seen.values()].filter(({ record }) => record.status === 'settled' && !isUnresolved(record));
    for (const { record } of over.slice(0, -mostOver)) seen.delete(record.attemptId);
  }

  function restore(attemptId: string): void {
    const known = seen.get(attemptId)?.record;
    if (known && !read(attemptId)) write(known);
  }

  /** A storage that somebody has emptied gets back what may still be charged, or may have been: the next page has to know of it. */
  function restoreOpen(): void {
    for (const { record } of [...seen.values()]) {
      if (hasOpenCharge(record) || isUnresolved(record)) restore(record.attemptId);
    }
  }

  return {
    add(record) {
      restoreOpen();
      // What was read until now was known when this one began.
      readings += 1;
      write(record);
      changes.notify();
      // After the click's own task, which opens the window first.
      queueMicrotask(() => dropExpendable(record));
    },
    get: (attemptId) => read(attemptId) ?? seen.get(attemptId)?.record,
    all,
    wasBegunAfter(record, paid) {
      const seenAt = seen.get(record.attemptId)?.seenAt ?? 0;
      const paidAt = seen.get(paid.attemptId)?.paidAt ?? Infinity;
      return seenAt > paidAt && record.createdAt > paid.updatedAt;
    },
    find: (orderNumber) => all().find((record) => record.orderNumber === orderNumber),
    apply(attemptId, event) {
      const stored = read(attemptId);
      const record = stored ?? seen.get(attemptId)?.record;
      if (!record) return undefined;
      // Later than what it replaces, also where the clock was set back: the later of two texts is read.
      const next = transitionRecord(record, event, Math.max(Date.now(), record.updatedAt + 1));
      // One that somebody has taken out of the storage is put back, also where nothing has changed.
      if (next === stored) return record;
      write(next);
      restoreOpen();
      changes.notify();
      return next;
    },
    restore,
    subscribe: changes.subscribe,
  };
}

/** What a storage that has failed still gives, a record at a time. */
function tolerant(storage: BillingStorage): BillingStorage {
  return {
    ...storage,
    get: (key) => tryTo(() => storage.get(key)) ?? null,
    keys: () => tryTo(() => [...storage.keys()]) ?? [],
  };
}
