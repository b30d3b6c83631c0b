import { beforeEach, describe, expect, it, vi } from 'vitest';
import { doctorNotes } from '../../../src/core/doctor/doctorNotes.js';
import { examineAttempt } from '../../../src/core/doctor/examineAttempt.js';
import { examineRecord } from '../../../src/core/doctor/examineRecord.js';
import { examineRefusal } from '../../../src/core/doctor/examineRefusal.js';
import { watchClaims } from '../../../src/core/doctor/watchClaims.js';
import { watchInit } from '../../../src/core/doctor/watchInit.js';
import type { BillingOrder } from '../../../src/core/order.js';
import type { PgDecision } from '../../../src/core/pg/decidePg.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import type { Iamport } from '../../../src/core/sdk/wire.js';
import { warnings } from '../support/warnings.js';

const said = warnings();
const now = Date.UTC(2026, 0, 15, 12);
const names = { attemptId: 'a1', merchantUid: 'order-one', chargeMerchantUid: 'charge-one', customerUid: 'card-one' };
const claim = { pg: 'payco', id: undefined, name: 'Basic', amount: 9900 };

function attempt(pg: string, decision: object = {}): void {
  const asked = { code: pg, payMethod: 'card', chargedAtIssue: false, ...decision } as PgDecision;
  examineAttempt({ pg } as Parameters<typeof examineAttempt>[0], asked);
}

function record(change: object, other: object = {}): void {
  const earlier = { attemptId: 'a0', merchantUid: 'm0', chargeMerchantUid: 'n0', customerUid: 'c0', ...other };
  examineRecord({ ...names, ...change } as AttemptRecord, [earlier as AttemptRecord]);
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
  ['clock-made', () => record({ merchantUid: `order_${now}` })],
  ['used-again', () => record({}, { merchantUid: 'order-one' })],
  ['personal', () => record({ customerUid: 'kim@example.com' })],
  ['replaces', () => record({}, { customerUid: 'card-one', end: 'charged' })],
  ['amount-text', () => examineRefusal({ amount: '9900' } as unknown as BillingOrder, [])],
  ['no-return', () => examineRefusal({} as BillingOrder, [{ field: 'redirectUrl', rule: 'required' }])],
  [
    'claims/payco',
    () => {
      const provider = {};
      watchClaims(provider, claim);
      watchClaims(provider, claim);
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
    const notes = doctorNotes();
    expect(notes.said.size).toBe(0);
    expect(notes.listensToCsp).toBe(false);
    expect(doctorNotes()).toBe(notes);
    expect(Reflect.get(globalThis, Symbol.for('react-billing-key/doctor'))).toBe(notes);
  });

  it.each(subjects)('%s is said, and noted under its own name', (subject, cause) => {
    cause();
    expect(said()).toHaveLength(1);
    expect([...doctorNotes().said]).toEqual([subject]);
  });

  it.each(subjects)('nothing is said of %s where another copy said it already', (subject, cause) => {
    doctorNotes().said.add(subject);
    cause();
    expect(said()).toEqual([]);
  });
});
