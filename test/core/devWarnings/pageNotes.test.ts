import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pageNotes } from '../../../src/core/devWarnings/pageNotes.js';
import { watchProviders } from '../../../src/core/devWarnings/watchProviders.js';
import { watchReturnTakers } from '../../../src/core/devWarnings/watchReturnTakers.js';
import { examineAttempt } from '../../../src/iamport/devWarnings/examineAttempt.js';
import { examineNumbers } from '../../../src/iamport/devWarnings/examineNumbers.js';
import { examineRefusal } from '../../../src/iamport/devWarnings/examineRefusal.js';
import { watchInit } from '../../../src/iamport/devWarnings/watchInit.js';
import type { BillingOrder } from '../../../src/iamport/order.js';
import type { PgDecision } from '../../../src/iamport/pg/decidePg.js';
import type { Iamport } from '../../../src/iamport/wire.js';
import { orderOf, sampleRecord } from '../support/samples.js';
import { warnings } from '../support/warnings.js';

const said = warnings();
const now = Date.UTC(2026, 0, 15, 12);
const names = { merchantUid: 'order-one', chargeMerchantUid: 'charge-one', customerUid: 'card-one' };
const taker = { pg: 'payco', id: undefined, purchase: 'basic' };

function attempt(pg: string, decision: object = {}): void {
  const asked = { code: pg, payMethod: 'card', chargedAtIssue: false, ...decision } as PgDecision;
  examineAttempt({ pg } as Parameters<typeof examineAttempt>[0], asked);
}

function numbers(change: object, earlier: object = {}): void {
  examineNumbers(orderOf({ ...names, ...change }), false, [sampleRecord('a0', { card: 'c0', ...earlier })]);
}

function start(extra: object = {}): Iamport {
  const sdk = { init() {}, agency() {}, ...extra } as unknown as Iamport;
  watchInit(sdk);
  return sdk;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  vi.stubGlobal('window', {});
  vi.stubGlobal('location', { protocol: 'capacitor:' });
});

/** A subject's name is what copies of this package, of whatever release, tell each other by. */
const subjects: [subject: string, cause: () => void][] = [
  ['phone-bill/danal', () => attempt('danal', { payMethod: 'phone', chargedAtIssue: true })],
  [
    'channel-key',
    () => {
      vi.stubGlobal('document', { scripts: [{ src: 'https://cdn.iamport.kr/v1/iamport.js' }] });
      attempt('kcp_billing');
    },
  ],
  ['clock-made', () => numbers({ merchantUid: `order_${now}` })],
  ['used-again', () => numbers({}, { orderNumber: 'order-one' })],
  ['personal', () => numbers({ customerUid: 'kim@example.com' })],
  ['replaces', () => numbers({}, { card: 'card-one', status: 'settled', end: 'charged' })],
  ['amount-text', () => examineRefusal({ amount: '9900' } as unknown as BillingOrder, [])],
  ['no-return', () => examineRefusal({} as BillingOrder, [{ field: 'redirectUrl', rule: 'required' }])],
  [
    'return-takers/payco',
    () => {
      const provider = {};
      watchReturnTakers(provider, taker);
      watchReturnTakers(provider, taker);
    },
  ],
  ['providers/nested', () => void watchProviders(true)],
  [
    'providers/double',
    () => {
      watchProviders(false);
      watchProviders(false);
    },
  ],
  [
    'jquery',
    () => {
      vi.stubGlobal('document', { querySelector: () => null });
      start({ payport: {} });
    },
  ],
  [
    'init-before',
    () => {
      vi.stubGlobal('document', { querySelector: () => ({}) });
      start();
    },
  ],
  [
    'init-after',
    () => {
      vi.stubGlobal('document', { querySelector: () => null });
      const sdk = start();
      sdk.init('imp00000000');
      sdk.init('imp00000001');
    },
  ],
];

describe('what is remembered of a page', () => {
  it('is nothing at first, and then the same for every copy on it', () => {
    const notes = pageNotes();
    expect(notes.said.size).toBe(0);
    expect(notes.listensToCsp).toBe(false);
    expect(pageNotes()).toBe(notes);
    expect(Reflect.get(globalThis, Symbol.for('react-billing-key/dev-warnings'))).toBe(notes);
  });

  it.each(subjects)('%s is said, and noted under its own name', (subject, cause) => {
    cause();
    expect(said()).toHaveLength(1);
    expect([...pageNotes().said]).toEqual([subject]);
  });

  it.each(subjects)('nothing is said of %s where another copy said it already', (subject, cause) => {
    pageNotes().said.add(subject);
    cause();
    expect(said()).toEqual([]);
  });
});
