import { lazy, Suspense } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { SubscribeCardButton, useBillingReturn } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

const { pathname } = location;
const onSuccess = vi.fn();
const onUnseenOutcome = vi.fn();

afterEach(() => {
  history.replaceState(null, '', pathname);
  onSuccess.mockReset();
  onUnseenOutcome.mockReset();
});

function ReturnPage() {
  const billing = useBillingReturn({ onSuccess });
  return <button type="button" data-status={billing.status}>{`Return (${billing.status})`}</button>;
}

const withId = <SubscribeCardButton id="checkout" pg="kcp_billing" order={order} onSuccess={onSuccess} />;
const withoutId = <SubscribeCardButton pg="kcp_billing" order={order} onSuccess={onSuccess} />;

const issued = 'imp_uid=imp_1&merchant_uid=registration1&imp_success=true';
const givenUp = 'merchant_uid=registration1&imp_success=false&error_code=PAY_CANCEL';

/** A page that comes back from the PG's, whose provider charges, and whose checkout is in a chunk that is still on its way. */
async function comeBack(placeId: string | undefined, isTold = false, query = issued) {
  const imp = installSdk();
  leaveRecord({ placeId });
  history.replaceState(null, '', `${pathname}?${query}`);
  let answer: (receipt: string) => void = () => {};
  const charge = vi.fn(() => new Promise<string>((resolve) => (answer = resolve)));
  let arrive: (chunk: { default: () => React.ReactElement }) => void = () => {};
  const Checkout = lazy(() => new Promise<{ default: () => React.ReactElement }>((resolve) => (arrive = resolve)));
  await renderBilling(
    <Suspense>
      <Checkout />
    </Suspense>,
    { charge, ...(isTold && { onUnseenOutcome }) },
  );
  if (query === issued) await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
  else await vi.waitFor(() => expect(location.search).toBe(''));
  const button = page.getByRole('button').first();
  return {
    imp,
    charge,
    answer: () => answer('its receipt'),
    arrive: (checkout: React.ReactElement) => arrive({ default: () => checkout }),
    is: (status: string) => expect.element(button).toHaveAttribute('data-status', status),
    press: () => button.click({ force: true }),
  };
}

const checkouts = [
  ['a button with an id', 'checkout', withId],
  ['a button without one', undefined, withoutId],
  ['a page of its own for returns', undefined, <ReturnPage key="return" />],
] as const;

it.each(checkouts)('%s that comes later shows the charge that the provider is making', async (_, id, checkout) => {
  const page = await comeBack(id, true);
  page.arrive(checkout);
  await page.is('charging');
  page.answer();
  await page.is('succeeded');
  // By the component, or, where the answer was quicker than its effects, by the provider.
  expect(onSuccess.mock.calls.length + onUnseenOutcome.mock.calls.length).toBe(1);
  expect(page.charge).toHaveBeenCalledOnce();
});

it.each(checkouts)(
  '%s that comes later shows what the provider has charged, and buys nothing a second time',
  async (...of) => {
    const [, id, checkout] = of;
    const page = await comeBack(id);
    page.answer();
    await vi.waitFor(() => expect(console.warn).toHaveBeenCalled());
    vi.mocked(console.warn).mockClear();
    page.arrive(checkout);
    await page.is('succeeded');
    await page.press();
    expect(page.imp.requests).toHaveLength(0);
    expect(page.charge).toHaveBeenCalledOnce();
  },
);

it('a button that comes later begins anew where the customer was told how it ended', async () => {
  const page = await comeBack('checkout', true);
  page.answer();
  await vi.waitFor(() => expect(onUnseenOutcome).toHaveBeenCalledOnce());
  page.arrive(withId);
  await page.is('idle');
});

it.each(checkouts)(
  '%s that comes later shows that the customer gave up, and the host need not say so',
  async (...of) => {
    const [, id, checkout] = of;
    const page = await comeBack(id, true, givenUp);
    page.arrive(checkout);
    await page.is('cancelled');
    expect(onUnseenOutcome).not.toHaveBeenCalled();
  },
);
