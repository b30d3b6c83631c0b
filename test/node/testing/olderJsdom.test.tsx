// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, onTestFinished, vi } from 'vitest';
import { BillingProvider, SubscribeCardButton } from '../../../src/index.js';
import { installFakeIamport } from '../../../src/testing/index.js';

it('runs in the jsdom of Jest 29: no entries of performance, and a focus event whose target is the window', async () => {
  vi.stubGlobal('performance', { now: () => Date.now(), mark() {} });
  const errors: unknown[] = [];
  const hear = (event: ErrorEvent) => errors.push(event.error);
  window.addEventListener('error', hear);
  onTestFinished(() => {
    vi.unstubAllGlobals();
    window.removeEventListener('error', hear);
  });
  const imp = installFakeIamport({ ui: true });
  onTestFinished(() => imp.uninstall());
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BillingProvider userCode="imp00000000">
        <SubscribeCardButton
          pg="kcp_billing"
          order={{ customerUid: 'card-1', name: 'Basic', amount: 9900 }}
          charge={async () => 'paid'}
        />
      </BillingProvider>
    </QueryClientProvider>,
  );
  await userEvent.click(screen.getByRole('button'));
  await imp.nextRequest();
  window.dispatchEvent(new Event('focusin'));
  await imp.cancel();
  expect(await screen.findByText(/카드 등록을 취소했어요/)).toBeDefined();
  expect(errors).toEqual([]);
});
