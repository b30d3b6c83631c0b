import fc from 'fast-check';
import { expect, it } from 'vitest';
import { routes } from '../../../src/testing/portoneServer/routes/index.js';
import { openShop, order } from './shop.js';

/** Anything JSON can say, with the field names the API knows among the keys, and some that objects have of their own. */
const names = [
  'billingKey',
  'amount',
  'total',
  'taxFree',
  'currency',
  'customer',
  'name',
  'payment',
  'timeToPay',
  'filter',
];
const key = fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor', 'toString', 'storeId', 'page'), fc.string());
const { body } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom('billing-key-1', 'KRW', '2026-04-01T00:00:00Z', 'constructor', ''),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
  ),
  body: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('body'), { maxLength: 4 }),
    fc.dictionary(key, tie('body'), { maxKeys: 6 }),
  ),
}));

it('answers whatever it is sent, as its description says, and charges nothing for it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.string(),
      fc.oneof(body, fc.record({ ...Object.fromEntries(Object.keys(order('')).map((name) => [name, body])) })),
      async (route, segment, sent) => {
        const shop = openShop();
        shop.issue();
        const [method = '', pattern = ''] = route.split(' ');
        const path = pattern.replace(/\{\w+\}/g, () => encodeURIComponent(segment) || '_');
        const text = JSON.stringify(sent) ?? 'undefined';
        const answer =
          method === 'POST'
            ? await shop.send(method, path, text)
            : await shop.send(method, `${path}?requestBody=${encodeURIComponent(text)}`);
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect(shop.problems).toEqual([]);
        expect(shop.server.countCharges()).toBe(0);
      },
    ),
    { numRuns: 2000 },
  );
});

it('takes neither broken JSON nor another path for a call', async () => {
  const shop = openShop();
  expect(await shop.send('POST', '/payments/p-1/billing-key', '{"billingKey":')).toMatchObject({ status: 400 });
  expect(await shop.send('POST', '/payments/p-1/billing-key', '[]')).toMatchObject({ status: 400 });
  expect(await shop.send('GET', '/billing-keys/%E0%A4%A')).toMatchObject({ status: 404 });
  expect(await shop.send('GET', '/payments')).toMatchObject({ status: 404 });
  expect(await shop.send('PATCH', '/billing-keys/x')).toMatchObject({ status: 404 });
  expect(shop.problems).toEqual([]);
});
