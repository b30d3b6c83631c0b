import { parseRecord } from '../../../src/core/attempt/AttemptRecord.js';

/** How often each thing has happened in all sequences. */
export interface Counts {
  add(name: string): void;
  of(name: string): number;
  all(): Map<string, number>;
}

export function createCounts(): Counts {
  const counts = new Map<string, number>();
  return {
    add: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    of: (name) => counts.get(name) ?? 0,
    all: () => counts,
  };
}

/** Counts what has become of a stored attempt, by what was written over what. */
export function countChange(counts: Counts, before: string | null, after: string): void {
  const next = parseRecord(after);
  if (!next) return;
  const nameOf = (record: typeof next | undefined) =>
    record?.status === 'settled' ? record.end : (record?.status ?? 'nothing');
  counts.add(`record ${nameOf(parseRecord(before))} -> ${nameOf(next)}`);
}
