import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { describe, expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { BillingProvider, useBillingKey } from '../../../src/index.js';
import { FakeIamportPage, getFakeIamport, testCharge, withFakeIamport } from '../../../src/testing/index.js';

function Story() {
  return <p>{typeof Reflect.get(window, 'IMP')}</p>;
}

function OwnButton() {
  const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
  const billing = useBillingKey({ pg: 'kcp_billing', order, charge: testCharge() });
  return <button {...billing.getButtonProps()}>Subscribe</button>;
}

describe('<FakeIamportPage />', () => {
  it('keeps a fake on the page while the tree is mounted, in StrictMode too', async () => {
    const screen = await render(
      <StrictMode>
        <Story />
      </StrictMode>,
      { wrapper: FakeIamportPage },
    );
    await expect.element(screen.getByText('object')).toBeVisible();
    expect(getFakeIamport().IMP).toBe(Reflect.get(window, 'IMP'));
    await screen.unmount();
    expect(() => getFakeIamport()).toThrow(/no fake/);
    expect(Reflect.has(window, 'IMP')).toBe(false);
  });

  it('shows its window in Korean to a provider without a locale, whatever the document says', async () => {
    const { lang } = document.documentElement;
    document.documentElement.lang = 'en';
    onTestFinished(() => {
      document.documentElement.lang = lang;
      localStorage.clear();
    });
    await render(
      <FakeIamportPage options={{ ui: true }}>
        <QueryClientProvider client={new QueryClient()}>
          <BillingProvider userCode="imp00000000">
            <OwnButton />
          </BillingProvider>
        </QueryClientProvider>
      </FakeIamportPage>,
    );
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await expect.element(page.getByRole('dialog')).toHaveAccessibleName('NHN KCP 모의 결제창');
  });
});

describe('withFakeIamport()', () => {
  it('gives each story a fake of its own, with the options of its parameters', async () => {
    const parameters = { fakeIamport: { generation: '1.2', jQuery: 'ignored' } };
    const screen = await render(withFakeIamport(Story, { id: 'one', parameters }));
    const first = getFakeIamport();
    expect(first.IMP).toHaveProperty('payport');
    await screen.rerender(withFakeIamport(Story, { id: 'two', parameters: {} }));
    await expect.element(screen.getByText('object')).toBeVisible();
    expect(getFakeIamport().IMP).not.toBe(first.IMP);
    expect(getFakeIamport().IMP).toHaveProperty('loadUI');
  });
});
