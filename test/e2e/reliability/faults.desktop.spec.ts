import { button, paidInHistory, receipt, register } from './support/customer.js';
import { backendFaults, type Fault, pageFaults } from './support/faults.js';
import { measured, rowsOf } from './support/measured.js';
import { expect, test } from './support/shop.js';

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
        expect(customer.charges()).toHaveLength(fault.charged);
        before = `${customer.charges().length} → `;
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        if (fault.name.includes('is down')) await shop.restartBackend();
        await page.getByRole('button', { name: retry }).click();
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

testFaults('faults between page and backend', pageFaults);
testFaults('faults between backend and i’mport', backendFaults);
