import { describe, expect, it } from 'vitest';
import { memoryStore, type Receipt, type Rows } from '../../src/server/index.js';
import { newCharge } from '../../src/server/store/conformanceRows.js';
import { insert, type NewRow } from '../../src/server/store/Store.js';
import { openShop } from './support/shop.js';

describe('the customer’s charges', () => {
  it('come newest first, as they are written down, and ask nobody', async () => {
    const shop = await openShop();
    const first = await shop.buy();
    shop.simulator.decline();
    await shop.later(1000);
    const second = await shop.buy();
    await shop.buy('other');
    const calls = shop.simulator.calls.length;
    const { status, body, headers } = await shop.send('/charges');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual([second.answer.body.charge, first.answer.body]);
    expect(await shop.billing.listCharges({ customerId: 'mina' })).toEqual(body);
    expect(shop.simulator.calls).toHaveLength(calls);
    expect((await shop.send('/charges', { user: 'nobody' })).body).toEqual([]);
    expect((await shop.send('/charges', { user: null })).status).toBe(401);
  });

  it('come by pages, also those of one millisecond', async () => {
    const store = memoryStore();
    const shop = await openShop({ openStore: () => store });
    const times = [...Array.from({ length: 9 }, () => 5000), 7000, 3000, 3000];
    const rows = times.map((createdAt, index) => charge({ chargeMerchantUid: `charge${index}`, createdAt }));
    await store.commit(rows.map((row) => insert('charges', row)));
    const listed: Receipt[] = [];
    for (;;) {
      const last = listed.at(-1)?.chargeMerchantUid;
      const { body } = await shop.send(`/charges?limit=2${last === undefined ? '' : `&before=${last}`}`);
      const page = body as unknown as Receipt[];
      listed.push(...page);
      if (page.length < 2) break;
    }
    const numbers = listed.map(({ chargeMerchantUid }) => chargeMerchantUid);
    expect(new Set(numbers)).toEqual(new Set(rows.map(({ chargeMerchantUid }) => chargeMerchantUid)));
    expect(numbers).toHaveLength(12);
    const at = listed.map(({ createdAt }) => Date.parse(createdAt));
    expect(at).toEqual([...at].sort((one, other) => other - one));
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=-1', 'limit=1e1', 'before=..', 'before=nothing', 'before='])(
    'are not listed with %s',
    async (query) => {
      const shop = await openShop();
      const { status, body } = await shop.send(`/charges?${query}`);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: 'invalid_field', field: query.split('=')[0] });
    },
  );

  it('do not go on after somebody else’s', async () => {
    const shop = await openShop();
    const { order } = await shop.buy();
    const answer = await shop.send(`/charges?before=${order.chargeMerchantUid}`, { user: 'thief' });
    expect(answer.body.error).toMatchObject({ code: 'invalid_field', field: 'before' });
  });
});

function charge(changes: Partial<Rows['charges']>): NewRow<'charges'> {
  const paid = { status: 'paid', callEndsAt: 0, createdAt: 0, settledAt: 0 } as const;
  return newCharge({ customerId: 'mina', planId: 'basic', ...paid, ...changes });
}
