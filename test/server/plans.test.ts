import { describe, expect, it } from 'vitest';
import type { Price, Term } from '../../src/server/index.js';
import { openKit } from './support/kit.js';

const basic: Price = { name: '베이직', amount: 9900 };
const month = { unit: 'month' } as const;
const monthly: Price = { ...basic, period: month };

/** An order of a plan that the host describes so. */
async function orderOf(price: unknown, terms?: unknown) {
  const kit = await openKit({
    price: () => price as Price,
    ...(terms === undefined ? {} : { terms: terms as Term[] }),
  });
  return { kit, ordered: kit.order() };
}

describe('a price', () => {
  it.each<[object, object]>([
    [basic, { ...basic, currency: 'KRW' }],
    [{ ...basic, name: 'x'.repeat(40) }, { name: 'x'.repeat(40) }],
    [{ ...basic, currency: null }, { currency: 'KRW' }],
    [
      { ...basic, amount: 12.5, currency: 'USD', taxFree: 0, vat: 1.25 },
      { amount: 12.5, taxFree: 0, vat: 1.25 },
    ],
    [
      { ...basic, taxFree: 9000, vat: 900 },
      { taxFree: 9000, vat: 900 },
    ],
    // 0.1 + 0.2 is more than 0.3 to a computer.
    [
      { ...basic, amount: 0.3, currency: 'USD', taxFree: 0.1, vat: 0.2 },
      { amount: 0.3, taxFree: 0.1, vat: 0.2 },
    ],
    [{ ...basic, taxFree: 9900 }, { taxFree: 9900 }],
    [{ ...basic, vat: 9900 }, { vat: 9900 }],
    [{ ...basic, amount: 0 }, { amount: 0 }],
    [{ ...basic, amount: 1e12 }, { amount: 1e12 }],
    [{ ...basic, period: { unit: 'day' } }, { period: { unit: 'day' } }],
    [{ ...basic, period: { unit: 'week', count: 1 } }, { period: { unit: 'week', count: 1 } }],
    [{ ...basic, period: { unit: 'year', count: 365 } }, { period: { unit: 'year', count: 365 } }],
    [
      { ...monthly, amount: 0, trial: { days: 3650, amountAfter: 9900, note: 'x' } },
      { trial: { days: 3650, amountAfter: 9900 } },
    ],
    [{ ...monthly, trial: { days: 1, amountAfter: 1 } }, { trial: { days: 1, amountAfter: 1 } }],
  ])('of %o is kept', async (price, kept) => {
    const { kit, ordered } = await orderOf({ ...price, row: 7n });
    const found = (await kit.row((await ordered).merchantUid)).price;
    expect(found).toMatchObject(kept);
    expect(found).not.toHaveProperty('row');
    for (const field of ['taxFree', 'vat', 'period', 'trial']) {
      expect(Object.hasOwn(found ?? {}, field), field).toBe(Object.hasOwn(price, field));
    }
    expect(JSON.stringify(found)).not.toContain('note');
  });

  const amount = 'it must be a number of at least 0, in the unit of KRW, with no other fraction.';
  it.each<[object, string, string]>([
    [{ name: undefined }, 'name', 'must be a text of 1 to 40 characters: card statements show it.'],
    [{ name: 7 }, 'name', 'must be a text of 1 to 40 characters'],
    [{ name: '' }, 'name', 'must be a text of 1 to 40 characters'],
    [{ name: 'x'.repeat(41) }, 'name', 'must be a text of 1 to 40 characters'],
    [{ name: 'a\nb' }, 'name', 'has control characters.'],
    [{ currency: 'krw' }, 'currency', 'is "krw"; it must be an ISO 4217 code.'],
    [{ currency: 'aKRW' }, 'currency', 'is "aKRW"'],
    [{ currency: 'KRWa' }, 'currency', 'is "KRWa"'],
    [{ amount: '9900' }, 'amount', `is "9900"; ${amount}`],
    [{ amount: undefined }, 'amount', `is undefined; ${amount}`],
    [{ amount: -1 }, 'amount', `is -1; ${amount}`],
    [{ amount: Number.NaN }, 'amount', `is NaN; ${amount}`],
    [{ amount: 99.5 }, 'amount', `is 99.5; ${amount}`],
    [{ amount: 1e12 + 1 }, 'amount', `is 1000000000001; ${amount}`],
    [{ taxFree: -1 }, 'taxFree', `is -1; ${amount}`],
    [{ taxFree: null }, 'taxFree', `is null; ${amount}`],
    [{ vat: 0.5 }, 'vat', `is 0.5; ${amount}`],
    [{ taxFree: 9000, vat: 901 }, 'taxFree', 'and vat are more than amount.'],
    [{ taxFree: 9901 }, 'taxFree', 'and vat are more than amount.'],
    [{ vat: 9901 }, 'taxFree', 'and vat are more than amount.'],
    [{ period: 'month' }, 'period', 'must be such as { unit: "month" }.'],
    [{ period: null }, 'period', 'must be such as'],
    [{ period: { unit: 'hour' } }, 'period.unit', 'must be day, week, month or year.'],
    [{ period: { unit: 'month', count: 0 } }, 'period.count', 'must be a whole number from 1 to 365.'],
    [{ period: { unit: 'month', count: 366 } }, 'period.count', 'must be a whole number'],
    [{ period: { unit: 'month', count: 1.5 } }, 'period.count', 'must be a whole number'],
    [
      { trial: { days: 7, amountAfter: 1 } },
      'trial',
      'needs a period: without one there is nothing to pay when it is over.',
    ],
    [{ period: month, trial: null }, 'trial', 'must be { days, amountAfter }.'],
    [{ period: month, trial: 7 }, 'trial', 'must be { days, amountAfter }.'],
    [{ period: month, trial: { days: 0, amountAfter: 1 } }, 'trial.days', 'must be a whole number from 1 to 3650.'],
    [{ period: month, trial: { days: 3651, amountAfter: 1 } }, 'trial.days', 'must be a whole number'],
    [{ period: month, trial: { days: 7, amountAfter: 0.5 } }, 'trial.amountAfter', `is 0.5; ${amount}`],
    [
      { period: month, trial: { days: 7, amountAfter: 0 } },
      'trial.amountAfter',
      'is 0: a trial that turns into nothing',
    ],
  ])('of %o is a mistake of the host’s, found before a window opens', async (change, field, message) => {
    const { ordered } = await orderOf({ ...basic, ...change });
    await expect(ordered).rejects.toMatchObject({
      code: 'invalid_configuration',
      field: `price.${field}`,
      message: expect.stringContaining(`price: ${field} ${message}`),
    });
  });

  it.each([null, undefined])('of %s is no plan', async (price) => {
    const { ordered } = await orderOf(price);
    await expect(ordered).rejects.toMatchObject({ code: 'plan_unknown', field: 'planId' });
  });

  it('is not asked for by a name that every object answers to', async () => {
    const kit = await openKit({ price: () => basic });
    await expect(kit.order({ planId: 'constructor' })).rejects.toMatchObject({ code: 'plan_unknown' });
  });
});

describe('terms', () => {
  it('are kept as they are named, each once', async () => {
    const terms = [
      { id: 'tos', version: '1', required: true, text: '…' },
      { id: 'tos', version: '1', required: false },
      { id: 'tos' },
      { id: 'tos', version: '' },
      { id: 'x'.repeat(60), version: 'y'.repeat(40) },
    ];
    const { kit, ordered } = await orderOf(basic, terms);
    expect((await kit.row((await ordered).merchantUid)).terms).toEqual([
      { id: 'tos', version: '1', required: false },
      { id: 'tos', version: '' },
      { id: 'x'.repeat(60), version: 'y'.repeat(40) },
    ]);
    const fifty = Array.from({ length: 50 }, (_, index) => ({ id: `t${index}` }));
    const many = await orderOf(basic, fifty);
    expect((await many.kit.row((await many.ordered).merchantUid)).terms).toEqual(fifty);
  });

  it.each<[unknown, string]>([
    ['tos', 'must be a list of { id, version?, required? }.'],
    [Array(51).fill({ id: 'tos' }), 'are more than 50, which is all that a page can send.'],
    [[null], 'have one without an id.'],
    [[{ id: '' }], 'have one without an id.'],
    [[{ id: 7 }], 'have one without an id.'],
    [[{ id: 'tos', version: 7 }], 'have tos with a version that is no text.'],
    [[{ id: 'x'.repeat(60), version: 'y'.repeat(41) }], 'have an id and version of more than 100 characters.'],
    [[{ id: 'x'.repeat(101) }], 'have an id and version of more than 100 characters.'],
    [[{ id: 'a\nb' }], 'have an id or version with control characters.'],
    [[{ id: 'a', version: 'a\nb' }], 'have an id or version with control characters.'],
  ])('of %o are a mistake of the host’s', async (terms, message) => {
    const opened = orderOf(basic, terms).then(({ ordered }) => ordered);
    await expect(opened).rejects.toMatchObject({
      code: 'invalid_configuration',
      field: 'terms',
      message: `terms ${message}`,
    });
  });

  it('are agreed to by name and version, and only what was asked for is kept', async () => {
    const terms = [
      { id: 'tos', version: '2', required: true },
      { id: 'privacy', required: true },
      { id: 'ads', version: '1' },
    ];
    const { kit, ordered } = await orderOf(basic, terms);
    const order = await ordered;
    const consents = [
      { id: 'tos', version: '1' },
      { id: 'privacy', version: '1' },
      { id: 'ads', version: '1' },
    ];
    await expect(kit.charge(order, { consents })).rejects.toMatchObject({
      code: 'consent_required',
      message: expect.stringContaining('Without tos (version 2), privacy (version none) nothing is charged.'),
      details: { missing: ['tos', 'privacy'] },
    });
    const given = [{ id: 'tos', version: '2' }, { id: 'privacy' }, { id: 'other' }];
    expect(await kit.charge(order, { consents: given })).toMatchObject({ status: 'paid' });
    const kept = await kit.store.find('consents', { where: { merchantUid: order.merchantUid }, limit: 10 });
    expect(kept.map(({ termId, termVersion }) => [termId, termVersion]).sort()).toEqual([
      ['privacy', ''],
      ['tos', '2'],
    ]);
  });

  it('that read alike are two, also where a name or a version has a colon', async () => {
    const terms = [
      { id: 'a', version: 'b:c' },
      { id: 'a:b', version: 'c' },
    ];
    const { kit, ordered } = await orderOf(basic, terms);
    const { merchantUid } = await ordered;
    expect(await kit.charge({ merchantUid }, { consents: terms })).toMatchObject({ status: 'paid' });
    expect(await kit.store.find('consents', { where: { merchantUid }, limit: 10 })).toHaveLength(2);
  });
});
