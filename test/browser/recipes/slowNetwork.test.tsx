import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { createFakeIamport, installFakeIamport } from '../../../src/testing/index.js';
import { paid, Shop } from './Shop.js';
import { cleanUpAfterEach } from './setup.js';

cleanUpAfterEach();

it('keeps the click while the SDK is still getting ready', async () => {
  const imp = installFakeIamport({ framesReadyAfter: 'manual' });
  await render(<Shop charge={paid} />);
  await page.getByRole('button').first().click();
  await expect.element(page.getByRole('button').first()).toHaveAttribute('aria-busy', 'true');
  expect(imp.requests.map(({ state }) => state)).toEqual(['reserved']);

  imp.framesReady();
  await imp.nextRequest();
  await imp.issue();
  await expect.element(page.getByRole('button').first()).toHaveAttribute('data-status', 'succeeded');
});

it('asks for one more click when the SDK came too late for the popup', async () => {
  const imp = createFakeIamport({ outcome: 'issued' });
  await render(<Shop charge={paid} pg="payco" preload="manual" scriptUrl={imp.scriptUrl()} />);

  // Browsers forget a click after some seconds. No test needs to wait for that.
  const click = vi.spyOn(navigator.userActivation, 'isActive', 'get').mockReturnValue(false);
  await page.getByRole('button').first().click();
  await expect.element(page.getByRole('button').first()).toHaveAttribute('data-error', 'needs_click');
  expect(imp.requests).toHaveLength(0);

  click.mockRestore();
  await page.getByRole('button').first().click();
  await expect.element(page.getByRole('button').first()).toHaveAttribute('data-status', 'succeeded');
});
