import { expect, it } from 'vitest';
import { memoryStore } from '../../../src/server/index.js';
import { runYear, seoulDay, type Year } from './runYear.js';

function expectOnceOnItsDay({ paid, expected }: Year): void {
  for (const [id, periods] of paid) {
    expect(periods.map(({ period }) => period)).toEqual(periods.map((_, n) => n + 1));
    expect(periods.map(({ at }) => seoulDay(at))).toEqual(expected.get(id));
  }
}

it('thirteen months with a leap day: each period once, on its day, in order', { timeout: 120_000 }, async () => {
  const year = await runYear({ subscriptions: 16, months: 13, openStore: (now) => memoryStore({ now }) });
  expectOnceOnItsDay(year);
  expect(year.renewals).toBeGreaterThanOrEqual(16 * 12);
  const days = [...year.paid.values()].flatMap((periods) => periods.map(({ at }) => seoulDay(at)));
  expect(days).toContain('2028-02-29');
  expect(days).toContain('2027-02-28');
});

it('asks the database no more often for subscriptions that are not due', { timeout: 120_000 }, async () => {
  const perRenewal = async (idle: number) => {
    const { queries, renewals } = await runYear({
      subscriptions: 8,
      idle,
      months: 2,
      openStore: (now) => memoryStore({ now }),
    });
    return Object.values(queries).reduce((sum, count) => sum + count, 0) / renewals;
  };
  const few = await perRenewal(0);
  const many = await perRenewal(200);
  expect(many).toBe(few);
});
