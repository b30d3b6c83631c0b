import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { type IssuedKey, type UnknownReturn, useBillingKey, useBillingReturn } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

const phone = { device: 'phone' as const };
const receipt = async (issued: IssuedKey) => `Paid ${issued.amount} via ${issued.via}`;

function Checkout({ charge, name = order.name }: { charge?: (issued: IssuedKey) => Promise<string>; name?: string }) {
  const billing = useBillingKey({ pg: 'kcp_billing', charge, order: { ...order, name } });
  return (
    <div>
      <button {...billing.getButtonProps()}>{`${name} (${billing.status})`}</button>
      {billing.status === 'succeeded' && <p>{billing.data}</p>}
      {billing.status === 'failed' && <p>{billing.error.code}</p>}
    </div>
  );
}

function Later() {
  const [shows, setShows] = useState(false);
  return shows ? (
    <Checkout charge={receipt} />
  ) : (
    <button type="button" onClick={() => setShows(true)}>
      Show
    </button>
  );
}

function ReturnPage() {
  const billing = useBillingReturn({ charge: receipt });
  return <p>{billing.status === 'succeeded' ? billing.data : billing.status}</p>;
}

function comeBackWith(query: string): void {
  history.replaceState(null, '', `${location.pathname}?plan=basic&${query}#top`);
}

const issuedReturn = 'imp_uid=imp_1&merchant_uid=registration1&imp_success=true';

/** The warning that nobody saw how an attempt ended, taken away so that nothing else is expected. */
function expectToldUnseen(status: string): void {
  const warnings = vi.mocked(console.warn).mock.calls.splice(0);
  expect(warnings).toEqual([[expect.stringContaining(`ended as "${status}" while no component showed it`)]]);
}

describe('<BillingProvider />', () => {
  describe('a return from the PG’s page', () => {
    it('is charged once by the button it belongs to, and leaves the address', async () => {
      installSdk(phone);
      leaveRecord();
      comeBackWith(issuedReturn);
      const charge = vi.fn(receipt);
      const screen = await renderBilling(<Checkout charge={charge} />, { strict: true });
      await expect.element(screen.getByText('Paid 9900 via redirect')).toBeVisible();
      expect(charge).toHaveBeenCalledTimes(1);
      expect(charge.mock.calls[0]?.[0]).toMatchObject({ impUid: 'imp_1', chargeMerchantUid: 'charge1' });
      expect(location.search + location.hash).toBe('?plan=basic#top');
    });

    it('goes to the button whose order it was, of two with the same PG', async () => {
      installSdk(phone);
      leaveRecord({ name: 'Premium' });
      comeBackWith(issuedReturn);
      const [basic, premium] = [vi.fn(receipt), vi.fn(receipt)];
      const screen = await renderBilling(
        <>
          <Checkout charge={basic} name="Basic" />
          <Checkout charge={premium} name="Premium" />
        </>,
      );
      await expect.element(screen.getByText('Premium (succeeded)')).toBeVisible();
      expect(basic).not.toHaveBeenCalled();
    });

    it('waits for a button that comes later', async () => {
      installSdk(phone);
      leaveRecord();
      comeBackWith(issuedReturn);
      const screen = await renderBilling(<Later />);
      expect(location.search).toBe('?plan=basic');
      await screen.getByRole('button', { name: 'Show' }).click();
      await expect.element(screen.getByText('Paid 9900 via redirect')).toBeVisible();
    });

    it('is charged by the provider where no button is', async () => {
      leaveRecord();
      comeBackWith(issuedReturn);
      const charge = vi.fn(receipt);
      await renderBilling(<p>Welcome back</p>, { charge, preload: 'manual' });
      await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(1));
      await vi.waitFor(() => expectToldUnseen('succeeded'));
    });

    it('is charged by a provider that learns its charge later, with mutation options as well', async () => {
      leaveRecord();
      comeBackWith(issuedReturn);
      const mutationFn = vi.fn(receipt);
      const screen = await renderBilling(<p>Welcome back</p>, { preload: 'manual' });
      await vi.waitFor(() => expect(location.search).toBe('?plan=basic'));
      await screen.rerender(inProvider(<p>Welcome back</p>, { charge: { mutationFn }, preload: 'manual' }));
      await vi.waitFor(() => expect(mutationFn).toHaveBeenCalledTimes(1));
      await vi.waitFor(() => expectToldUnseen('succeeded'));
    });

    it('reaches a page of its own through useBillingReturn', async () => {
      leaveRecord();
      comeBackWith(issuedReturn);
      const screen = await renderBilling(<ReturnPage />, { preload: 'manual' });
      await expect.element(screen.getByText('Paid 9900 via redirect')).toBeVisible();
    });

    it.each([
      ['imp_uid=imp_1&merchant_uid=registration1&imp_success=false&error_msg=%EC%B7%A8%EC%86%8C', 'cancelled'],
      ['merchant_uid=registration1&error_code=F400&error_msg=%ED%95%9C%EB%8F%84%20%EC%B4%88%EA%B3%BC', 'failed'],
      ['imp_uid=imp_1&merchant_uid=registration1&success=false', 'failed'],
    ])('that says no (%s) ends as %s and charges nothing', async (query, status) => {
      installSdk(phone);
      leaveRecord();
      comeBackWith(query);
      const charge = vi.fn(receipt);
      const screen = await renderBilling(<Checkout charge={charge} />);
      await expect.element(screen.getByText(`${order.name} (${status})`)).toBeVisible();
      expect(charge).not.toHaveBeenCalled();
    });

    it.each([
      ['of another browser', 'imp_uid=imp_1&merchant_uid=somebodys&imp_success=true', 'somebodys'],
      ['without an order number', 'imp_uid=imp_1&imp_success=true', undefined],
    ])('%s is told as unknown, never charged, and left in the address', async (_case, query, orderNumber) => {
      installSdk(phone);
      comeBackWith(query);
      const charge = vi.fn(receipt);
      const unknown: UnknownReturn[] = [];
      const screen = await renderBilling(<Checkout charge={charge} />, {
        charge,
        onUnknownReturn: (said) => unknown.push(said),
      });
      await expect.element(screen.getByText(`${order.name} (idle)`)).toBeVisible();
      expect(unknown).toEqual([{ says: 'issued', orderNumber, key: { impUid: 'imp_1' } }]);
      expect(charge).not.toHaveBeenCalled();
      expect(location.search).toBe(`?plan=basic&${query}`);
    });

    it.each([
      ['of a settled attempt', issuedReturn, { status: 'settled', end: 'charged', key: { impUid: 'imp_1' } }],
      [
        'that takes back an issued key',
        'merchant_uid=registration1&imp_success=false&error_msg=no',
        { status: 'issued', key: { impUid: 'imp_1' } },
      ],
    ])('%s is silent, never charged, and taken out of the address', async (_case, query, change) => {
      installSdk(phone);
      const record = leaveRecord(change);
      comeBackWith(query);
      const charge = vi.fn(receipt);
      const told = vi.fn();
      const screen = await renderBilling(<Checkout charge={charge} />, {
        charge,
        onUnknownReturn: told,
        onUndeliveredReturn: told,
      });
      await expect.element(screen.getByText(`${order.name} (idle)`)).toBeVisible();
      expect(location.search).toBe('?plan=basic');
      expect(charge).not.toHaveBeenCalled();
      expect(told).not.toHaveBeenCalled();
      expect(JSON.parse(localStorage.getItem('react-billing-key/1/attempt1') ?? '')).toEqual(record);
    });

    it('of an attempt that began more than a day ago, by a clock that may have been set right, is charged', async () => {
      installSdk(phone);
      const long = Date.now() - 25 * 60 * 60 * 1000;
      leaveRecord({ createdAt: long, updatedAt: long });
      comeBackWith(issuedReturn);
      const screen = await renderBilling(<Checkout charge={receipt} />);
      await expect.element(screen.getByText('Paid 9900 via redirect')).toBeVisible();
    });

    it('is read behind # for hash routers', async () => {
      installSdk(phone);
      leaveRecord();
      history.replaceState(null, '', `${location.pathname}#/checkout?plan=basic&${issuedReturn}`);
      const screen = await renderBilling(<Checkout charge={receipt} />);
      await expect.element(screen.getByText('Paid 9900 via redirect')).toBeVisible();
      expect(location.hash).toBe('#/checkout?plan=basic');
    });

    it('is read and cleaned through the adapter of a router', async () => {
      leaveRecord();
      let url = `https://shop.example/checkout?${issuedReturn}`;
      const replace = (next: string) => {
        url = next;
      };
      const urlAdapter = { read: () => url, replace };
      const screen = await renderBilling(<Checkout charge={receipt} />, { urlAdapter, preload: 'manual' });
      await expect.element(screen.getByText('Paid 9900 via redirect')).toBeVisible();
      expect(url).toBe('https://shop.example/checkout');
    });
  });

  describe('prop: onEvent', () => {
    it('tells of a storage that refuses, once, and goes on in memory', async () => {
      installSdk({ outcome: 'issued' });
      const events: string[] = [];
      const refuse = () => {
        throw new DOMException('No storage here', 'SecurityError');
      };
      const screen = await renderBilling(<Checkout charge={receipt} />, {
        storage: { get: refuse, set: refuse, remove: refuse, keys: refuse },
        onEvent: ({ type }) => events.push(type),
      });
      await screen.getByRole('button').click();
      await expect.element(screen.getByText('Paid 9900 via callback')).toBeVisible();
      expect(events.filter((type) => type === 'storage_unavailable')).toHaveLength(1);
    });
  });

  describe('prop: userCode', () => {
    it('refuses a second user code on a page, and says so', async () => {
      const imp = installSdk();
      await renderBilling(<Checkout charge={receipt} />);
      await vi.waitFor(() => expect(imp.initCalls).toHaveLength(1));
      await renderBilling(<Checkout charge={receipt} />, { userCode: 'imp99999999' });
      await vi.waitFor(() =>
        expect(console.error).toHaveBeenCalledWith(expect.objectContaining({ code: 'invalid_configuration' })),
      );
      expect(imp.initCalls).toHaveLength(1);
      vi.mocked(console.error).mockClear();
      // Two providers are a slip of their own.
      vi.mocked(console.warn).mockClear();
    });
  });

  describe('prop: locale', () => {
    it.each(['ko', {}])('refuses %j, which has no words', async (locale) => {
      await expect(renderBilling(<p>Welcome</p>, { locale: locale as never })).rejects.toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringContaining('Pass the language itself'),
      });
      vi.mocked(console.error).mockClear();
      vi.mocked(console.warn).mockClear();
    });
  });

  it('says which provider is missing when a hook is outside of it', async () => {
    const { render } = await import('vitest-browser-react');
    await expect(render(<Checkout charge={receipt} />)).rejects.toThrow('outside of <BillingProvider>');
    vi.mocked(console.error).mockClear();
    vi.mocked(console.warn).mockClear();
  });
});
