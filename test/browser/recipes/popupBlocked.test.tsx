import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('asks to allow popups when the SDK reports a blocked one', async () => {
  installFakeIamport({ outcomes: ['popupNotOpened', 'issued'] });
  await render(<Shop pg="payco" charge={paid} />);

  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-error', 'popup_blocked');
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
});

it('does not wait for ever when the SDK keeps a blocked popup to itself', async () => {
  installFakeIamport({ outcomes: ['popupBlocked', 'issued'] });
  await render(<Shop pg="payco" charge={paid} windowTimeout={100} />);

  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-error', 'window_timeout');
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
});
