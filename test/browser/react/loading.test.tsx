import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeIamport, type FakeIamport } from '../../../src/testing/index.js';
import { renderBilling } from '../support/billing.js';
import { ReceiptCheckout } from '../support/ReceiptCheckout.js';

let fake: FakeIamport | undefined;

afterEach(() => {
  fake?.uninstall();
  fake = undefined;
});

/** The network recovers: the very address that failed now leaves an SDK behind. */
function mendNetwork(): void {
  fake = createFakeIamport({ outcome: 'issued' });
  fake.install();
}

const sdkTags = () => document.querySelectorAll('script[src*="/scripts/"], script[src^="blob:"]');

describe('loading the SDK', () => {
  it('adds one tag and initialises once for many buttons in StrictMode', async () => {
    fake = createFakeIamport({ outcome: 'issued' });
    const appended = vi.spyOn(document.head, 'append');
    const screen = await renderBilling(
      <>
        <ReceiptCheckout id="header" />
        <ReceiptCheckout id="plans" />
        <ReceiptCheckout id="footer" />
      </>,
      { strict: true, scriptUrl: fake.scriptUrl() },
    );
    await vi.waitFor(() => expect(fake?.initCalls).toHaveLength(1));
    await screen.getByRole('button').first().click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
    expect(fake.initCalls).toHaveLength(1);
    const scripts = appended.mock.calls.flat().filter((node) => node instanceof HTMLScriptElement);
    expect(scripts).toHaveLength(1);
  });

  it.each([
    ['a script that is not found', '/scripts/missing.js', 'sdk_load_failed'],
    ['a script that never arrives', '/scripts/hanging.js', 'sdk_load_timeout'],
    ['a script that is empty', '/scripts/empty.js', 'sdk_missing'],
  ])('ends %s (%s) with %s, and the next click works', async (_case, scriptUrl, code) => {
    const screen = await renderBilling(<ReceiptCheckout />, { preload: 'manual', scriptUrl, scriptTimeout: 3000 });
    await screen.getByRole('button').click();
    await expect.element(screen.getByText(code), { timeout: 6000 }).toBeVisible();
    expect(sdkTags()).toHaveLength(0);
    mendNetwork();
    await screen.getByRole('button').click();
    await expect.element(screen.getByText('Paid 9900')).toBeVisible();
  });
});
