import type { Page } from '@playwright/test';
import { paidInHistory, receipt, register, resumeButton, subscribe } from './customer.js';
import { expect } from './shop.js';
import type { WayOn } from './steps.js';

/** Does what a customer would do with the page in front of them, and says what that took. */
export async function goOn(page: Page, way: WayOn): Promise<WayOn> {
  switch (way) {
    case 'one click':
      await resumeButton(page).click();
      break;
    case 'card again':
      await expect(subscribe(page)).toBeEnabled();
      // Nothing is offered that could be taken for a charge to be finished.
      await expect(resumeButton(page)).toHaveCount(0);
      await register(page);
      break;
    case 'is paid':
      await expect(paidInHistory(page)).toHaveCount(1);
      await expect(resumeButton(page)).toHaveCount(0);
      return way;
    case 'by itself':
      break;
    default:
      return way satisfies never;
  }
  await expect(receipt(page)).toBeVisible({ timeout: 20_000 });
  await expect(paidInHistory(page)).toHaveCount(1);
  return way;
}
