import { StrictMode } from 'react';
import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('initialises the SDK once and charges once in StrictMode', async () => {
  const imp = installFakeIamport({ outcome: 'issued' });
  const charge = vi.fn(paid);
  await render(
    <StrictMode>
      <Shop charge={charge} />
    </StrictMode>,
  );

  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveAttribute('data-status', 'succeeded');
  expect(imp.initCalls).toEqual([{ userCode: 'imp00000000', tierCode: undefined }]);
  expect(charge).toHaveBeenCalledTimes(1);
});
