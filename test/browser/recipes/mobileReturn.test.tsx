import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { getFakeIamport, installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

const address = location.href;
afterEach(() => history.replaceState(null, '', address));

it('goes on with the charge when the customer comes back from the payment page', async () => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36');
  const charge = vi.fn(paid);

  // The page that is left. A test can't let its own go: it is told where to instead.
  const left = new Promise<string>((navigate) => installFakeIamport({ outcome: 'issued', navigate }));
  const shop = await render(<Shop charge={charge} />);
  await page.getByRole('button').click();
  const returnUrl = await left;
  await shop.unmount();
  getFakeIamport().uninstall();

  // The page that the customer comes back to.
  history.replaceState(null, '', returnUrl);
  installFakeIamport();
  await render(<Shop charge={charge} />);
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
  expect(charge).toHaveBeenCalledTimes(1);
  expect(charge.mock.lastCall?.[0]).toMatchObject({ via: 'redirect', customerUid: 'member-7-card-1' });
  expect(location.href).toBe(address);
});
