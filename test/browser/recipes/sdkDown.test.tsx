import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('gives up on a script that is no SDK, and works once the real one is there', async () => {
  // What an ad blocker puts in its place: a script that loads and does nothing.
  await render(<Shop charge={paid} preload="manual" scriptUrl="data:text/javascript," />);
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-error', 'sdk_missing');

  installFakeIamport({ outcome: 'issued' });
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
});

it('gives up on an SDK that can’t reach i’mport, which it would keep to itself', async () => {
  const imp = installFakeIamport({ channelList: 'fails', outcome: 'issued' });
  await render(<Shop charge={paid} windowTimeout={100} />);
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-error', 'window_timeout');

  imp.configure({ channelList: 'ok' });
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
});
