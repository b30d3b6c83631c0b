import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('opens one window and charges once, however often it is pressed', async () => {
  const imp = installFakeIamport();
  const charge = vi.fn(paid);
  await render(<Shop charge={charge} />);

  await page.getByRole('button').first().dblClick();
  await imp.nextRequest();
  (page.getByRole('button').first().element() as HTMLButtonElement).click();
  await imp.issue();

  await expect.element(page.getByRole('button').first()).toHaveAttribute('data-status', 'succeeded');
  expect(imp.requests).toHaveLength(1);
  expect(charge).toHaveBeenCalledTimes(1);
});
