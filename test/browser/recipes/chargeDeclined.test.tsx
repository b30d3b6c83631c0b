import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('charges again under the same number, without the card, after a decline', async () => {
  const imp = installFakeIamport({ outcome: 'issued' });
  const charge = vi.fn(paid).mockRejectedValueOnce(new Error('over the limit'));
  await render(<Shop charge={charge} />);

  await page.getByRole('button').click();
  await page.getByRole('button', { name: /again/ }).click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');

  const numbers = charge.mock.calls.map(([issued]) => issued.chargeMerchantUid);
  expect(numbers).toEqual([numbers[0], numbers[0]]);
  expect(imp.requests).toHaveLength(1);
});
