import { type Customer, crash, owned, paidInHistory, receipt, register, resumeButton, subscribe } from './customer.js';
import type { Generation } from './gateways.js';
import { goOn } from './goOn.js';
import { measured, rowsOf } from './measured.js';
import { expect, type Shop, test } from './shop.js';
import { desktopSteps, phoneSteps, type Step } from './steps.js';

/** Lets the page die at each step of an attempt, comes back, goes on, and counts at i'mport. */
export function testDeaths(device: 'desktop' | 'phone', generation: Generation): void {
  const table = `${generation.prefix}deaths on a ${device}`;
  const steps = device === 'phone' ? phoneSteps(generation) : desktopSteps(generation);

  for (const step of steps) {
    for (const death of ['closed', 'crashed'] as const) {
      test(`${step.name}: ${death}`, async ({ customer, shop }) => {
        const before = await die(customer, shop, step, death);
        const way = await goOn(await customer.open(), step.wayOn);
        measured(table, step.name, death, `${before} → ${customer.charges().length}, ${way}`);
        expect(customer.charges()).toHaveLength(1);
      });
    }
  }

  for (const step of steps.filter(({ wayOn, isFound }) => wayOn === 'one click' && !isFound)) {
    test(`${step.name}: reloaded, and gone on with while the first charge is still under way`, async ({
      customer,
      shop,
    }) => {
      const page = await customer.open();
      const letGo = await step.reach(page, shop);
      const before = customer.charges().length;
      await page.reload();
      await resumeButton(page).click();
      await expect(page.getByRole('button', { name: '결제하고 있어요' }).or(receipt(page))).toBeVisible();
      letGo();
      await goOn(page, 'by itself');
      measured(table, step.name, 'reloaded', `${before} → ${customer.charges().length}, one click`);
      expect(customer.charges()).toHaveLength(1);
    });

    test(`${step.name}: closed, and the customer starts over`, async ({ customer, shop }) => {
      const before = await die(customer, shop, step, 'closed');
      const page = await customer.open();
      await expect(resumeButton(page)).toBeVisible();
      let came = '';
      if (step.charged === 1) {
        // What was paid has begun the subscription, and nobody is sold a second one.
        await expect(owned(page)).toBeVisible({ timeout: 20_000 });
        await expect(subscribe(page)).toHaveCount(0);
        await expect(paidInHistory(page)).toHaveCount(1, { timeout: 20_000 });
        came = ', is told';
      } else {
        await register(page);
        await goOn(page, 'by itself');
      }
      measured(table, step.name, 'starts over', `${before} → ${customer.charges().length}${came}`);
      expect(customer.charges()).toHaveLength(1);
    });

    test(`${step.name}: closed, and the customer gives up`, async ({ customer, shop }) => {
      const before = await die(customer, shop, step, 'closed');
      const page = await customer.open();
      await page.getByRole('button', { name: '결제하지 않기' }).click();
      await expect(resumeButton(page)).toHaveCount(0);
      await page.reload();
      // What was paid is a subscription, given up or not.
      if (step.charged === 1) await expect(owned(page)).toBeVisible({ timeout: 20_000 });
      else await expect(subscribe(page)).toBeEnabled();
      await expect(resumeButton(page)).toHaveCount(0);
      measured(table, step.name, 'gives up', `${before} → ${customer.charges().length}`);
      expect(customer.charges()).toHaveLength(before);
    });
  }

  test('the table has these steps and no others', () => {
    expect(rowsOf(table)).toEqual(steps.map(({ name }) => name));
  });
}

async function die(customer: Customer, shop: Shop, step: Step, death: 'closed' | 'crashed'): Promise<number> {
  const page = await customer.open();
  // A crash would take it down too.
  if (death === 'closed') await customer.makeReady();
  const letGo = await step.reach(page, shop);
  await (death === 'closed' ? page.close() : crash(page));
  const before = customer.charges().length;
  expect(before).toBe(step.charged);
  letGo();
  return before;
}
