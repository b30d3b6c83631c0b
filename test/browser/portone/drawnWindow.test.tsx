import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { cleanup, render } from 'vitest-browser-react';
import { type FakePortOneOptions, installFakePortOne } from '../../../src/testing/index.js';
import { BillingProvider, SubscribeCardButton } from '../../../src/v2.js';

const windowTimeout = 300;

function install(options: FakePortOneOptions = { locale: 'ko' }): void {
  const fake = installFakePortOne({ device: 'desktop', popup: 'allow', ui: true, ...options });
  onTestFinished(async () => {
    await cleanup();
    fake.uninstall();
    localStorage.clear();
  });
}

const checkout = (
  <QueryClientProvider client={new QueryClient()}>
    <BillingProvider storeId="store-1" windowTimeout={windowTimeout}>
      <SubscribeCardButton
        pg="kcp_v2"
        channelKey="channel-key-kcp_v2"
        order={{ name: 'Basic', amount: 9900 }}
        charge={async () => 'paid'}
      />
    </BillingProvider>
  </QueryClientProvider>
);

it('the simulated window of V2 counts as one as long as it is open, and goes with the way out', async () => {
  install();
  const looks = vi.spyOn(document, 'querySelectorAll');
  await render(checkout);
  const button = page.getByRole('button').first();
  await button.click();
  await expect.element(page.getByRole('dialog')).toBeVisible();
  looks.mockClear();
  // It is looked for once its time is over.
  await vi.waitFor(() => expect(looks).toHaveBeenCalledWith('iframe'));
  await expect.element(button).toHaveAttribute('data-status', 'window');
  await page.getByRole('button', { name: '취소', exact: true }).last().click({ force: true });
  await expect.element(button).toHaveAttribute('data-status', 'cancelled');
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

it('speaks the language of the button that opened it, whatever the document says', async () => {
  const { lang } = document.documentElement;
  document.documentElement.lang = 'en';
  onTestFinished(() => {
    document.documentElement.lang = lang;
  });
  install({});
  await render(checkout);
  await page.getByRole('button').first().click();
  await expect.element(page.getByRole('dialog')).toHaveAccessibleName('NHN KCP 모의 결제창');
});

it.each([
  ['a modal <dialog> is open', /^A modal <dialog> is open/],
  ['the body lets nothing be clicked', /^The <body> is inert/],
])('in development the console says where %s', async (what, warning) => {
  install();
  Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
  vi.mocked(console.warn).mockImplementation(() => {});
  const { container } = await render(checkout);
  if (what.startsWith('a modal')) {
    const dialog = document.createElement('dialog');
    container.after(dialog);
    dialog.append(container);
    dialog.showModal();
    onTestFinished(() => dialog.remove());
  } else {
    document.body.style.pointerEvents = 'none';
    onTestFinished(() => void document.body.style.removeProperty('pointer-events'));
  }
  document.querySelector<HTMLElement>('[data-rbk=trigger]')?.click();
  await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
  expect(vi.mocked(console.warn).mock.calls.splice(0).map(String)).toEqual([expect.stringMatching(warning)]);
});
