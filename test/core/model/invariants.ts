import { type AttemptRecord, isCharged, keyOf } from '../../../src/core/attempt/AttemptRecord.js';
import { type AttemptState, type BillingStatus, isPending } from '../../../src/core/attempt/AttemptState.js';
import { type Browser, onDisk } from './createBrowser.js';
import { type Delivered, offered, recordOf } from './perform.js';
import { runIn, shownPlaces, type Tab } from './Tab.js';

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
function isOfTheUnion(state: AttemptState): boolean {
  const allowed = members[state.status];
  const has = Object.keys(state).sort();
  const expected = state.status === 'failed' && 'issued' in state ? [...allowed, 'issued'].sort() : allowed;
  if (state.status !== 'idle' && 'issued' in state && state.issued?.attemptId !== state.attemptId) return false;
  return JSON.stringify(has) === JSON.stringify(expected);
}

const endOf = (record: AttemptRecord) => (record.status === 'settled' ? record.end : undefined);

function isKept(record: AttemptRecord | undefined): boolean {
  if (!record) return false;
  const end = endOf(record);
  if (end !== undefined) return ['charged', 'superseded', 'dismissed'].includes(end);
  return keyOf(record) !== undefined;
}

/** A key may only be set aside for another attempt at the same purchase of the same customer that is itself kept. */
function isReplaced(record: AttemptRecord, all: readonly AttemptRecord[]): boolean {
  return all.some(
    (other) =>
      other.attemptId !== record.attemptId &&
      other.customer === record.customer &&
      (other.chargeNumber === record.chargeNumber || other.purchase === record.purchase) &&
      endOf(other) !== 'superseded' &&
      isKept(other),
  );
}

/** What is over is forgotten after a day, by the clock of the page, and that is told. */
function wasDropped({ tabs }: Browser, attemptId: string): boolean {
  return tabs.some(({ events }) =>
    events.some(
      (event) => event.type === 'attempt_dropped' && event.attemptId === attemptId && event.status === 'settled',
    ),
  );
}

function hasDropped({ events }: Tab): boolean {
  return events.some(({ type }) => type === 'attempt_dropped');
}

/** Everything that must hold after every step, as a list of what does not. */
export function broken(browser: Browser, delivered: readonly Delivered[]): string[] {
  const found = [...browser.violations, ...browser.ledger.violations];
  for (const tab of browser.living()) found.push(...onPage(browser, tab));

  const attempts = [...browser.ledger.committed.values()].map(({ attemptId }) => attemptId);
  if (new Set(attempts).size !== attempts.length) found.push('an attempt was charged twice');

  const all = onDisk(browser.disk);
  for (const record of all) {
    if (isCharged(record)) browser.charged.add(record.attemptId);
    else if (browser.charged.has(record.attemptId)) found.push(`${record.attemptId} was charged, and is open again`);
  }
  for (const { attemptId, tab, at } of delivered) {
    if (tab.wasUnreadable || (!tab.isAlive && (tab.hasFailed || browser.clearedAt() > at))) continue;
    const record = recordOf(browser, tab, attemptId);
    const isForgotten = record === undefined && wasDropped(browser, attemptId);
    if (!isKept(record) && !isForgotten) found.push(`a key was lost: ${JSON.stringify(record)}`);
    const isOnDisk = browser.tabs.every((any) => !any.hasFailed && !hasDropped(any)) && browser.clearedAt() < 0;
    if (record && endOf(record) === 'superseded' && isOnDisk && !isReplaced(record, all))
      found.push(`a key was set aside for nothing: ${attemptId}`);
  }
  return found;
}

function onPage(browser: Browser, tab: Tab): string[] {
  const found: string[] = [];
  for (const { place } of tab.places) {
    const state = place.getState();
    if (!isOfTheUnion(state)) found.push(`no state of the union: ${JSON.stringify(state)}`);
  }
  const visible = browser.requests.filter((request) => request.tab === tab && request.isVisible);
  if (visible.length > 1) found.push('two windows at once');
  for (const { attemptId } of visible) {
    if (browser.clicks.get(attemptId)?.customer !== tab.customer) found.push('the window of another customer is open');
  }
  for (const { place } of shownPlaces(tab)) {
    const state = place.getState();
    const click = state.status === 'idle' ? undefined : browser.clicks.get(state.attemptId);
    if (click && click.customer !== tab.customer) found.push(`${tab.customer} sees what ${click.customer} has begun`);
  }
  const records = runIn(tab, () => offered(tab)) ?? [];
  for (const { attemptId } of records) {
    const click = browser.clicks.get(attemptId);
    if (click && click.customer !== tab.customer) found.push(`${tab.customer} is offered a key of ${click.customer}`);
  }
  const numbers = records.map(({ chargeNumber }) => chargeNumber);
  if (!tab.hasFailed && new Set(numbers).size !== numbers.length) found.push('the same charge is offered twice');
  return found;
}

/** What must hold once everything has had its time and everybody has been answered. */
export function unfinished(browser: Browser): string[] {
  return browser.living().flatMap((tab) => {
    const places = [...tab.places.map(({ place }) => place), ...tab.recoveries];
    const pending = places.map((place) => place.getState()).filter(isPending);
    const found = pending.map((state) => `without an end: ${JSON.stringify(state)}`);
    if (tab.open > 0) found.push(`${tab.open} outcomes were never told`);
    return found;
  });
}
