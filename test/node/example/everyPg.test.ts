import { describe, expect, it } from 'vitest';
import { neverChargesAtIssue } from '../../../examples/checkout/server/neverChargesAtIssue.js';
import type { BillingOrder, InitialCharge } from '../../../src/core/order.js';
import { amountRuleOf } from '../../../src/core/pg/amountRuleOf.js';
import { decidePg } from '../../../src/core/pg/decidePg.js';
import { type PgCode, pgTable } from '../../../src/core/pg/pgTable.js';
import { rowOf } from '../../../src/core/pg/rowOf.js';
import { chargesAtIssue } from '../../../src/testing/providers.js';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';

const plan = { id: 'basic', name: '모두의 구독 베이직', amount: 9900 };

const ways = (Object.keys(pgTable) as PgCode[]).flatMap((pg) => {
  const methods = rowOf(pg)?.payMethods ?? [];
  return (methods.length > 0 ? methods : [undefined]).flatMap((payMethod) =>
    (['by-backend', 'at-issue'] as const).map((initialCharge) => ({ pg, payMethod, initialCharge })),
  );
});

describe('every PG, every pay method, both wishes for the first charge', () => {
  it.each(ways)('$pg $payMethod $initialCharge: the plan is paid exactly once', async ({ pg, ...choice }) => {
    const { charge, simulator, register } = await checkoutWorld();
    const { wireAmount, chargedAtIssue, payMethod } = decidePg(pg, orderOf(choice), 'desktop');
    const params = { amount: wireAmount, pay_method: payMethod ?? 'card' };
    register({ pg_provider: pg, ...params, charged: chargesAtIssue(pg, params) });

    const request = { pg, chargedAtIssue, planId: plan.id };
    expect(await charge(request)).toMatchObject({
      httpStatus: 200,
      status: 'paid',
      amount: plan.amount,
      chargedAtIssue,
    });
    expect(await charge(request)).toMatchObject({ httpStatus: 200 });
    expect(simulator.charges({ customerUid: CUSTOMER }).map(({ amount }) => amount)).toEqual([plan.amount]);
  });
});

describe('neverChargesAtIssue()', () => {
  it.each(ways)('knows what the table of PGs says about $pg $payMethod', ({ pg, payMethod }) => {
    const row = rowOf(pg);
    const rule = row && amountRuleOf(row, payMethod);
    expect(neverChargesAtIssue({ pgProvider: pg, payMethod: payMethod ?? 'card' })).toBe(rule === 'display-only');
  });
});

function orderOf(choice: { payMethod: string | undefined; initialCharge: InitialCharge }): BillingOrder {
  return { customerUid: CUSTOMER, name: plan.name, amount: plan.amount, ...choice };
}
