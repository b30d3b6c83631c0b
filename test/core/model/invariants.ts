import type { BillingStatus, FlowState } from '../../../src/core/flow/FlowState.js';
import { isPending } from '../../../src/core/flow/FlowState.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { onDisk, type World } from './createWorld.js';
import { type Delivered, offered } from './perform.js';
import { runIn } from './Tab.js';

const members: Record<BillingStatus, readonly string[]> = {
  idle: ['status'],
  loading: ['attemptId', 'status'],
  window: ['attemptId', 'status'],
  redirecting: ['attemptId', 'status'],
  charging: ['attemptId', 'isPaused', 'issued', 'status'],
  succeeded: ['attemptId', 'data', 'issued', 'status'],
  cancelled: ['attemptId', 'reason', 'status'],
  failed: ['attemptId', 'error', 'status'],
};

/** What is on a state belongs to its status; `issued` may be on a failed one besides. */
function isOfTheUnion(state: FlowState): boolean {
  const allowed = members[state.status];
  const has = Object.keys(state).sort();
  const expected = state.status === 'failed' && 'issued' in state ? [...allowed, 'issued'].sort() : allowed;
  if (state.status !== 'idle' && 'issued' in state && state.issued?.attemptId !== state.attemptId) return false;
  return JSON.stringify(has) === JSON.stringify(expected);
}

function isKept(record: AttemptRecord | undefined): boolean {
  if (!record) return false;
  if (record.status === 'settled') return ['charged', 'superseded', 'dismissed'].includes(record.end ?? '');
  return record.status !== 'opened' && record.impUid !== undefined;
}

/** A key may only be set aside for another attempt at the same charge that is itself kept. */
function isReplaced(record: AttemptRecord, all: readonly AttemptRecord[]): boolean {
  return all.some(
    (other) => other.chargeMerchantUid === record.chargeMerchantUid && other.end !== 'superseded' && isKept(other),
  );
}

/** Everything that must hold after every step, as a list of what does not. */
export function broken(world: World, delivered: readonly Delivered[]): string[] {
  const found = [...world.violations, ...world.backend.violations];
  for (const tab of world.living()) {
    for (const flow of tab.flows) {
      const state = flow.getState();
      if (!isOfTheUnion(state)) found.push(`no state of the union: ${JSON.stringify(state)}`);
    }
    const visible = world.requests.filter((request) => request.tab === tab && request.isVisible);
    if (visible.length > 1) found.push('two windows at once');
    if (!tab.hasFailed) {
      const numbers = runIn(tab, () => offered(tab).map(({ chargeMerchantUid }) => chargeMerchantUid)) ?? [];
      if (new Set(numbers).size !== numbers.length) found.push('the same charge is offered twice');
    }
  }

  const attempts = [...world.backend.committed.values()];
  if (new Set(attempts).size !== attempts.length) found.push('an attempt was charged twice');

  const all = world.disk.keys().flatMap((key) => onDisk(world.disk).get(key.split('/').at(-1) ?? '') ?? []);
  for (const { attemptId, end } of all) {
    if (end === 'charged') world.charged.add(attemptId);
    else if (world.charged.has(attemptId)) found.push(`${attemptId} was charged, and is open again`);
  }
  for (const { attemptId, tab } of delivered) {
    if (tab.wasUnreadable || (tab.hasFailed && !tab.isAlive)) continue;
    const record = tab.isAlive ? runIn(tab, () => tab.client.log.get(attemptId)) : onDisk(world.disk).get(attemptId);
    if (!isKept(record)) found.push(`a key was lost: ${JSON.stringify(record)}`);
    const isOnDisk = world.tabs.every(({ hasFailed }) => !hasFailed);
    if (record?.end === 'superseded' && isOnDisk && !isReplaced(record, all))
      found.push('a key was set aside for nothing');
  }
  return found;
}

/** What must hold once everything has had its time and everybody has been answered. */
export function unfinished(world: World): string[] {
  return world.living().flatMap((tab) => {
    const pending = tab.flows.map((flow) => flow.getState()).filter(isPending);
    const found = pending.map((state) => `without an end: ${JSON.stringify(state)}`);
    if (tab.open > 0) found.push(`${tab.open} outcomes were never told`);
    return found;
  });
}
