import { useEffect } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import {
  type BillingEvent,
  en,
  ja,
  ko,
  memoryStorage,
  SubscribeCardButton,
  type UseBillingKeyOptions,
  useBillingKey,
  useCheckout,
} from '../../../src/index.js';
import { records } from '../money/shop.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

type Options = Partial<UseBillingKeyOptions<'kcp_billing', string>>;

const receipt = async () => 'receipt';

function Checkout(options: Options) {
  const billing = useBillingKey({ pg: 'kcp_billing', order, ...options });
  return (
    <div>
      <button {...billing.getButtonProps()}>{`${options.id ?? 'button'} (${billing.status})`}</button>
      {billing.status === 'failed' && <p>{billing.error.code}</p>}
    </div>
  );
}

/** As a page begins that is loaded anew: with the first one. */
function Choice({ charge }: Pick<Options, 'charge'>) {
  const { payMethod: _, ...any } = { payMethod: undefined, ...order };
  const checkout = useCheckout({ pgs: ['kcp_billing', 'kakaopay'], order: any, charge });
  return <button {...checkout.getButtonProps()}>{`choice (${checkout.billing.status})`}</button>;
}

function Offer({ pgs }: { pgs: readonly ['kcp_billing' | 'tosspayments', ...('kcp_billing' | 'tosspayments')[]] }) {
  const checkout = useCheckout({ pgs, order, charge: receipt });
  return <button {...checkout.getButtonProps()}>{checkout.method}</button>;
}

function comeBack(): void {
  history.replaceState(null, '', `${location.pathname}?imp_uid=imp_1&merchant_uid=registration1&imp_success=true`);
}

describe('settings of the provider that the SDK can’t follow', () => {
  it.each([
    ['userCode', { userCode: 'imp99999999' }],
    ['tierCode', { tierCode: 'A01' }],
    ['scriptUrl', { scriptUrl: '/other.js' }],
    ['nonce', { nonce: 'abc' }],
    ['storage', { storage: memoryStorage() }],
  ])('%s: a change is warned of once, and not followed', async (name, change) => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout charge={receipt} />);
    for (const _ of ['changed', 'the same']) {
      await screen.rerender(inProvider(<Checkout charge={receipt} />, change));
    }
    const warnings = vi.mocked(console.warn).mock.calls.splice(0);
    expect(warnings).toEqual([[expect.stringContaining(`another ${name} than it began with`)]]);
    expect(warnings[0]?.[0]).toContain('reload the page to change it');
    expect(imp.initCalls.length).toBeLessThanOrEqual(1);
  });

  it('nothing is said of the others', async () => {
    installSdk();
    const screen = await renderBilling(<Checkout charge={receipt} />);
    await screen.rerender(inProvider(<Checkout charge={receipt} />, { locale: en, onEvent() {} }));
    expect(console.warn).not.toHaveBeenCalled();
  });
});

describe('what changes between renders is followed', () => {
  it('onEvent', async () => {
    const imp = installSdk();
    const before = vi.fn();
    const after = vi.fn((_: BillingEvent) => {});
    const screen = await renderBilling(<Checkout charge={receipt} />, { onEvent: before });
    await vi.waitFor(() => expect(before).toHaveBeenCalled());
    before.mockClear();
    await screen.rerender(inProvider(<Checkout charge={receipt} />, { onEvent: after }));
    await screen.getByRole('button').click();
    await imp.nextRequest();
    expect(after).toHaveBeenCalledWith(expect.objectContaining({ type: 'status', status: 'window' }));
    expect(before).not.toHaveBeenCalled();
  });

  it('urlAdapter', async () => {
    installSdk();
    leaveRecord();
    const first = { read: () => 'https://shop.example/', replace: vi.fn() };
    let url = 'https://shop.example/checkout?imp_uid=imp_1&merchant_uid=registration1&imp_success=true';
    const second = {
      read: () => url,
      replace(next: string) {
        url = next;
      },
    };
    const screen = await renderBilling(<Checkout charge={receipt} />, { urlAdapter: first });
    await screen.rerender(inProvider(<Checkout charge={receipt} />, { urlAdapter: second }));
    window.dispatchEvent(new PopStateEvent('popstate'));
    await expect.element(screen.getByText('button (succeeded)')).toBeVisible();
    expect(url).toBe('https://shop.example/checkout');
    expect(first.replace).not.toHaveBeenCalled();
  });

  it('charge, while the window is open', async () => {
    const imp = installSdk();
    const [first, second] = [vi.fn(receipt), vi.fn(receipt)];
    const screen = await renderBilling(<Checkout charge={first} />);
    await screen.getByRole('button').click();
    await imp.nextRequest();
    await screen.rerender(inProvider(<Checkout charge={second} />));
    await imp.issue();
    await expect.element(screen.getByText('button (succeeded)')).toBeVisible();
    expect(first).not.toHaveBeenCalled();
    expect(second).toHaveBeenCalledOnce();
  });
});

/** Begins an attempt as soon as there is something to buy, as a page does that a link asks for it. */
function BeginsItself({ isDue, begin }: { isDue: boolean; begin: () => void }) {
  useEffect(() => {
    if (isDue) begin();
  });
  return null;
}

function LinkedCheckout({
  plan,
  charge,
}: {
  plan: string;
  charge: UseBillingKeyOptions<'kcp_billing', string>['charge'];
}) {
  const { status, issue } = useBillingKey({
    pg: 'kcp_billing',
    order: { ...order, name: `Plan ${plan}` },
    purchaseKey: plan,
    terms: [{ id: 'billing', required: true }],
    agreed: plan ? ['billing'] : [],
    charge,
  });
  return (
    <>
      <p>{status}</p>
      <BeginsItself isDue={plan !== '' && status === 'idle'} begin={() => void issue()} />
    </>
  );
}

describe('an effect of the host’s that begins an attempt', () => {
  it('has it begun with the options of the render that its order is of', async () => {
    const imp = installSdk();
    const charge = vi.fn(receipt);
    const screen = await renderBilling(<LinkedCheckout plan="" charge={charge} />);
    await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
    await screen.rerender(inProvider(<LinkedCheckout plan="plus" charge={charge} />));
    await expect.element(screen.getByText('window')).toBeVisible();
    const [record] = records();
    expect(record?.purchase).toBe(purchaseOf(order, 'plus'));
    expect(record?.consents).toMatchObject([{ id: 'billing' }]);
  });
});

describe('the PGs on offer', () => {
  it('lose one that was chosen: the first of the others is, and is what the window opens for', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Offer pgs={['kcp_billing', 'tosspayments']} />);
    await expect.element(screen.getByRole('button')).toHaveTextContent('kcp_billing');
    await screen.rerender(inProvider(<Offer pgs={['tosspayments']} />));
    await screen.getByRole('button', { name: 'tosspayments' }).click();
    expect((await imp.nextRequest()).params.pg).toBe('tosspayments');
  });
});

describe('developers’ sentences', () => {
  it('are English, whatever the customer reads', async () => {
    installSdk();
    const bad = { ...order, customerUid: '' };
    for (const locale of [undefined, ko, en, ja]) {
      const screen = await renderBilling(<Checkout charge={receipt} order={bad} />, { locale });
      await screen.getByRole('button').first().click();
      await expect.element(screen.getByText('invalid_request').first()).toBeVisible();
      expect(vi.mocked(console.error).mock.calls.splice(0).join()).toContain('customerUid: is required');
      await screen.unmount();
    }
  });
});

describe('getCharge', () => {
  it('is the hook’s, or else the provider’s', async () => {
    const imp = installSdk();
    const ofProvider = vi.fn(async () => 'of the provider');
    const own = vi.fn(async () => 'of the hook');
    for (const [getCharge, expected] of [
      [undefined, ofProvider],
      [own, own],
    ] as const) {
      const charge = vi.fn(receipt).mockRejectedValueOnce(new Error('lost'));
      const checkout = <Checkout charge={charge} getCharge={getCharge} />;
      const screen = await renderBilling(checkout, { getCharge: ofProvider, storage: memoryStorage() });
      await screen.getByRole('button').click();
      await imp.nextRequest();
      await imp.issue();
      await expect.element(screen.getByText('button (failed)')).toBeVisible();
      ofProvider.mockClear();
      await screen.getByRole('button').click();
      await expect.element(screen.getByText('button (succeeded)')).toBeVisible();
      expect(expected).toHaveBeenCalledOnce();
      expect(ofProvider).toHaveBeenCalledTimes(getCharge ? 0 : 1);
      await screen.unmount();
    }
  });
});

describe('onUnmount', () => {
  it.each([
    [undefined, undefined, 'closed'],
    [undefined, 'checkout', 'open'],
    ['keep', undefined, 'open'],
    ['cancel', 'checkout', 'closed'],
  ] as const)('%s, with the id %s: the window is %s', async (onUnmount, id, state) => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout charge={receipt} onUnmount={onUnmount} id={id} />);
    await screen.getByRole('button').click();
    await imp.nextRequest();
    await screen.rerender(inProvider(<p>Elsewhere</p>));
    const dialogs = [...document.querySelectorAll('.imp-dialog')];
    const isOpen = dialogs.some((dialog) => getComputedStyle(dialog).display !== 'none');
    expect(isOpen ? 'open' : 'closed').toBe(state);
    if (!isOpen) return;
    await imp.cancel();
    const warnings = vi.mocked(console.warn).mock.calls.splice(0);
    expect(warnings).toEqual([[expect.stringContaining('ended as "cancelled" while no component showed it')]]);
  });
});

describe('a return', () => {
  it.each([
    ['the place with its id, whatever that shows by now', { placeId: 'plans', name: 'Premium' }, 'plans'],
    ['a place without an id, where it had none', {}, 'button'],
  ])('goes to %s', async (_case, change, place) => {
    installSdk();
    leaveRecord(change);
    comeBack();
    const screen = await renderBilling(
      <>
        <Checkout id="header" charge={receipt} />
        <Checkout id="plans" charge={receipt} />
        <Checkout charge={receipt} />
      </>,
    );
    await expect.element(screen.getByText(`${place} (succeeded)`)).toBeVisible();
    expect(screen.getByText('(succeeded)').elements()).toHaveLength(1);
  });

  it.each([
    ['another amount', { amount: 4900 }],
    ['another name', { name: 'Premium' }],
    ['another PG', { pg: 'kakaopay' }],
    ['an id', { placeId: 'elsewhere' }],
  ])('with %s is left to a place that comes later', async (_case, change) => {
    installSdk();
    leaveRecord(change);
    comeBack();
    const screen = await renderBilling(<Checkout charge={receipt} />);
    await expect.element(screen.getByText('button (idle)')).toBeVisible();
    expect(JSON.parse(localStorage.getItem('react-billing-key/1/attempt1') ?? '{}')).toMatchObject({
      status: 'issued',
      key: { impUid: 'imp_1' },
    });
  });

  it('goes to a place that does not know its order yet', async () => {
    installSdk();
    leaveRecord({ name: 'Premium', amount: 4900 });
    comeBack();
    const screen = await renderBilling(<Checkout charge={receipt} order={undefined} />);
    await expect.element(screen.getByText('button (succeeded)')).toBeVisible();
  });

  it('follows an order that changes', async () => {
    installSdk();
    leaveRecord({ name: 'Premium' });
    comeBack();
    const screen = await renderBilling(<Checkout charge={receipt} />);
    await screen.rerender(inProvider(<Checkout charge={receipt} order={{ ...order, name: 'Premium' }} />));
    await expect.element(screen.getByText('button (succeeded)')).toBeVisible();
  });

  it.each(['kcp_billing', 'kakaopay'])('goes to the choice that it was begun with, of %s too', async (pg) => {
    installSdk();
    leaveRecord({ pg });
    comeBack();
    const screen = await renderBilling(<Choice charge={receipt} />);
    await expect.element(screen.getByText('choice (succeeded)')).toBeVisible();
  });

  it('is left to a place of its purpose', async () => {
    installSdk();
    leaveRecord({ purpose: 'register' });
    comeBack();
    const screen = await renderBilling(
      <>
        <Checkout charge={receipt} />
        <Checkout charge={async () => 'registered'} purpose="register" />
      </>,
    );
    await expect.element(screen.getByText('button (succeeded)')).toBeVisible();
    expect(
      screen
        .getByRole('button')
        .elements()
        .map(({ textContent }) => textContent),
    ).toEqual(['button (idle)', 'button (succeeded)']);
  });

  it('is not for a place that could not charge', async () => {
    installSdk();
    leaveRecord();
    comeBack();
    const screen = await renderBilling(<Checkout />);
    await expect.element(screen.getByText('button (idle)')).toBeVisible();
  });
});

describe('a button that is through', () => {
  it('says so to a screen reader, and does nothing more', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const screen = await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={receipt} />);
    const button = screen.getByRole('button');
    await expect.element(button).not.toHaveAttribute('aria-disabled');
    await button.click();
    await expect.element(button).toHaveAttribute('data-status', 'succeeded');
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await expect.element(button).not.toHaveAttribute('aria-busy');
    button.element().dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(imp.requests).toHaveLength(1);
  });
});
