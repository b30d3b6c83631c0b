import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('says so when the customer cancels, charges nothing, and can be pressed again', async () => {
  const imp = installFakeIamport();
  const charge = vi.fn(paid);
  await render(<Shop charge={charge} />);

  await page.getByRole('button').click();
  await imp.nextRequest();
  await imp.cancel();
  await expect.element(page.getByRole('status')).toHaveAttribute('data-status', 'cancelled');
  expect(charge).not.toHaveBeenCalled();

  await page.getByRole('button').click();
  await imp.nextRequest();
  await imp.issue();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
});
