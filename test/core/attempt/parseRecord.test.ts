import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AttemptRecord, keyOf, parseRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { keyedRecord, sampleRecord } from '../support/samples.js';

const whole: [string, AttemptRecord][] = [
  ['opened', sampleRecord('a1')],
  ['issued', keyedRecord('a1')],
  ['unresolved', keyedRecord('a1', { chargeSentAt: 1 })],
  ['charging', keyedRecord('a1', { status: 'charging', chargeSentAt: 1 })],
  ['charged', keyedRecord('a1', { status: 'settled', end: 'charged' })],
  ['cancelled', sampleRecord('a1', { status: 'settled', end: 'cancelled' })],
  [
    'of a customer',
    sampleRecord('a1', { customer: 'hash', placeId: 'checkout', supersedes: 'a0', kept: { a: ['b'] } }),
  ],
  ['with metadata and consents', sampleRecord('a1', { metadata: { plan: 1 }, consents: [{ id: 't', version: '1' }] })],
  ['begun after another was paid', sampleRecord('a1', { paidBefore: ['c-a0'] })],
  ['free', sampleRecord('a1', { amount: 0 })],
  ['a trial', sampleRecord('a1', { dueToday: 0 })],
  ['in dollars', sampleRecord('a1', { currency: 'USD', amount: 9.99 })],
];

const issued = keyedRecord('x');
const damages: [string, unknown][] = [
  ['null', null],
  ['text', 'a1'],
  ['a number', 7],
  ['a list', []],
  ['an empty object', {}],
  ['another version', { ...issued, version: 2 }],
  ...(['attemptId', 'api', 'purchase', 'orderNumber', 'chargeNumber', 'pg', 'name', 'currency'] as const).flatMap(
    (field): [string, unknown][] => [
      [`no ${field}`, { ...issued, [field]: undefined }],
      [`an empty ${field}`, { ...issued, [field]: '' }],
      [`a ${field} that is no text`, { ...issued, [field]: { a: 1 } }],
    ],
  ),
  ['an unheard-of api', { ...issued, api: 'v3' }],
  ['an unheard-of purpose', { ...issued, purpose: 'gift' }],
  ['no purpose', { ...issued, purpose: undefined }],
  ['a currency that is none', { ...issued, currency: 'WON!' }],
  ['an amount in text', { ...issued, amount: '9900' }],
  ['no amount', { ...issued, amount: undefined }],
  ['an amount due today in text', { ...issued, dueToday: '0' }],
  ['a time in text', { ...issued, createdAt: '2026-01-01' }],
  ['no time', { ...issued, updatedAt: null }],
  ['an unheard-of status', { ...issued, status: 'paid' }],
  ['an unheard-of status with an end', { ...issued, status: 'paid', end: 'charged' }],
  ['issued, without a key', { ...issued, key: undefined }],
  ['issued, with a key without names', { ...issued, key: {} }],
  ['issued, with a key that is no text', { ...issued, key: { impUid: 7 } }],
  ['issued, with an empty key', { ...issued, key: { impUid: '' } }],
  ['issued, with text for a key', { ...issued, key: 'imp_1' }],
  ['charging, without a key', { ...issued, status: 'charging', key: undefined }],
  ['issued, with a time of its charge in text', { ...issued, chargeSentAt: 'yesterday' }],
  ['settled, without an end', { ...issued, status: 'settled' }],
  ['settled, with an unheard-of end', { ...issued, status: 'settled', end: 'refunded' }],
  ['settled, with a key that is none', { ...issued, status: 'settled', end: 'charged', key: 7 }],
  ['consents that are none', { ...issued, consents: [null] }],
  ['consents that are texts', { ...issued, consents: ['terms'] }],
  ['paid numbers that are none', { ...issued, paidBefore: [7] }],
  ['consents that are no list', { ...issued, consents: { id: 'terms' } }],
  ['a customer that is no text', { ...issued, customer: { id: 1 } }],
  ['metadata that is no object', { ...issued, metadata: 'plan' }],
  ['metadata that is null', { ...issued, metadata: null }],
  ['what is kept no object', { ...issued, kept: 'pairs' }],
];

describe('parseRecord', () => {
  it.each(whole)('reads one that is %s', (_, record) => {
    expect(parseRecord(JSON.stringify(record))).toEqual(record);
  });

  it.each(damages)('takes for none what is %s', (_, damaged) => {
    expect(parseRecord(JSON.stringify(damaged))).toBeUndefined();
  });

  it.each([null, undefined, '', '{', 'undefined', '{"version":1'])('takes for none what is no JSON: %s', (text) => {
    expect(parseRecord(text)).toBeUndefined();
  });

  it('gives only what the rest of the core can work with, whatever is put in place of a field', () => {
    const fields = Object.keys(keyedRecord('a1', { chargeSentAt: 1, end: 'charged' })) as (keyof AttemptRecord)[];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        const read = parseRecord(JSON.stringify({ ...keyedRecord('a1'), [field]: value }));
        if (!read) return;
        const key = keyOf(read);
        expect(read.status === 'opened' || read.status === 'settled' || key !== undefined).toBe(true);
        for (const name of Object.values(key ?? {})) expect(name).toEqual(expect.any(String));
        const money = new Intl.NumberFormat('en', { style: 'currency', currency: read.currency });
        expect(money.format(read.amount)).not.toContain('NaN');
      }),
      { numRuns: 2000 },
    );
  });
});
