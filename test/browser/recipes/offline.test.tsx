import { onlineManager } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();
afterEach(() => onlineManager.setOnline(true));

it('waits with the charge until the customer is online again', async () => {
  const imp = installFakeIamport();
  const charge = vi.fn(paid);
  await render(<Shop charge={charge} />);

  await page.getByRole('button').click();
  await imp.nextRequest();
  onlineManager.setOnline(false);
  await imp.issue();
  await expect.element(page.getByRole('button')).toHaveTextContent(/connection/);
  expect(charge).not.toHaveBeenCalled();

  onlineManager.setOnline(true);
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
  expect(charge).toHaveBeenCalledTimes(1);
});
