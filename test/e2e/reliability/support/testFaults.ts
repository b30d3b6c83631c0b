import { button, paidInHistory, receipt, register } from './customer.js';
import { backendFaults, type Fault, pageFaults } from './faults.js';
import type { Generation } from './gateways.js';
import { measured, rowsOf } from './measured.js';
import { expect, test } from './shop.js';

const retry = '결제 다시 시도하기';

function testFaults(table: string, faults: readonly Fault[]): void {
  for (const fault of faults) {
    test(`${table}: ${fault.name}`, async ({ customer, shop }) => {
      const page = await customer.open();
      const happen = await fault.arrange(page, shop);
      await register(page);
      await happen();

      let before = '';
      if (fault.wayOn === 'retry') {
        await expect(page.getByRole('button', { name: retry })).toBeVisible({ timeout: 15_000 });
        await expect(button(page)).toHaveAttribute('data-status', 'failed');
        // The page may give up before the backend has had its answer.
        await expect.poll(() => customer.charges().length).toBe(fault.charged);
        before = `${customer.charges().length} → `;
        const press = () => page.getByRole('button', { name: retry }).click();
        if (fault.isRepeated) await press();
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        if (fault.name.includes('is down')) await shop.restartBackend();
        if (!fault.isRepeated) await press();
      }
      await expect(receipt(page)).toBeVisible({ timeout: 20_000 });
      await expect(paidInHistory(page)).toHaveCount(1);
      expect(await page.evaluate(() => 'hit' in window)).toBe(false);

      const { length } = customer.charges();
      measured(table, fault.name, 'charges', `${before}${length}`);
      measured(table, fault.name, 'the customer', fault.wayOn === 'retry' ? 'presses the button' : 'waits');
      expect(length).toBe(1);
    });
  }

  test(`${table}: the table has these faults and no others`, () => {
    expect(rowsOf(table)).toEqual(faults.map(({ name }) => name));
  });
}

/** Breaks the one call that moves money, and counts what the customer had to do and what was paid. */
export function testAllFaults(generation: Generation): void {
  testFaults(`${generation.prefix}faults between page and backend`, pageFaults);
  testFaults(`${generation.prefix}faults between backend and ${generation.who}`, backendFaults(generation));
}
