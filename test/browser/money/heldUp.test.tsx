import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { hash } from '../../../src/core/lib/hash.js';
import { type IssuedKey, type Purpose, SubscribeCardButton, useBillingKey, useCheckout } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';
import { Checkout, declined, isListed, press, receipt, records, register, shows, Unfinished } from './shop.js';

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();
let queryClient: QueryClient;

beforeEach(() => {
  charge.mockReset().mockImplementation(receipt);
  queryClient = new QueryClient();
});

type Sdk = ReturnType<typeof installSdk>;

const numbers = () => charge.mock.calls.map(([{ chargeMerchantUid }]) => chargeMerchantUid);

const makeOrder = vi.fn(async (pg: string) => ({ ...order, payMethod: undefined, name: `for ${pg}` }));

function Choice() {
  const checkout = useCheckout({ pgs: ['payco', 'kcp_billing'], order: makeOrder, purchaseKey: ['basic'], charge });
  return (
    <>
      <button {...checkout.getButtonProps()}>{`Subscribe (${checkout.billing.status})`}</button>
      <button type="button" onClick={() => checkout.setMethod('kcp_billing')}>
        Card
      </button>
    </>
  );
}

let heldUp: (() => Promise<unknown>) | undefined;

/** Keeps what its first render was given, as code of the host's does that waits for something. */
function Late() {
  const { issue } = useBillingKey({ pg: 'kcp_billing', order, charge });
  heldUp ??= issue;
  return null;
}

describe('two orders that differ in nothing but', () => {
  const byPurpose = (purpose: string) => <Checkout purpose={purpose as Purpose} charge={charge} />;
  const byCustomer = (customerId: string) => <Checkout order={{ ...order, customerId }} charge={charge} />;

  it.each([
    ['their purpose', byPurpose, 'register', 'subscribe'],
    ['their customer, where the provider names none', byCustomer, 'kim', 'lee'],
  ])('%s share neither a key nor a receipt', async (_, checkout, first, second) => {
    const imp = installSdk();
    const screen = await renderBilling(null);
    const show = (which: string) => screen.rerender(inProvider(checkout(which), { queryClient }));
    await show(first);
    charge.mockRejectedValueOnce(declined);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (retry)');
    await show(second);
    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    expect(new Set(numbers()).size).toBe(2);
    await show(first);
    await shows('Subscribe (idle)');
  });
});

describe('an order that a function makes', () => {
  it('for one PG, whose popup asked for one more click, is not sent to another', async () => {
    const imp = installSdk();
    const activation = { isActive: false, hasBeenActive: true } as UserActivation;
    vi.spyOn(navigator, 'userActivation', 'get').mockReturnValue(activation);
    await renderBilling(<Choice />);
    await press('Subscribe (idle)');
    await shows('Subscribe (failed)');
    await press('Card');
    await press('Subscribe (failed)');
    const request = await imp.nextRequest();
    expect(request.params).toMatchObject({ pg: 'kcp_billing', name: 'for kcp_billing' });
  });
});

describe('an attempt that another tab has had paid', () => {
  it.each([
    ['the window is gone', () => document.querySelector('.imp-dialog')?.remove()],
    ['the SDK says that it was cancelled', (imp: Sdk) => void imp.cancel()],
  ])('is not called failed, nor paid a second time, when %s', async (_, end) => {
    const imp = installSdk();
    await renderBilling(<Checkout charge={charge} getCharge={async () => 'Receipt of the other tab'} />, {
      windowTimeout: 500,
    });
    await press('Subscribe (idle)');
    await imp.nextRequest();
    const [opened] = records();
    leaveRecord({ ...opened, status: 'settled', end: 'charged', key: { impUid: 'imp_9' } });
    end(imp);
    await shows('already_settled');
    await register(imp, 'Subscribe (failed)');
    await shows('Receipt of the other tab');
    expect(charge).not.toHaveBeenCalled();
    // The card is registered anew, which the console says.
    vi.mocked(console.warn).mockClear();
  });
});

describe('an attempt that failed here, and that another tab had paid since', () => {
  const paidElsewhere = () => {
    const [failed] = records();
    leaveRecord({ ...failed, status: 'settled', end: 'charged', key: { impUid: 'imp_1' } });
  };
  const checkout = (
    <SubscribeCardButton
      pg="kcp_billing"
      order={order}
      charge={charge}
      getCharge={async (number) => (records().some((one) => one.chargeNumber === number) ? 'its receipt' : null)}
    />
  );

  it.each([
    ['another card', '다른 카드로 결제하기', (imp: Sdk) => imp.issue()],
    ['a window that is opened again', '다시 시도하기', (imp: Sdk) => imp.refuse()],
  ])('is not paid a second time with %s', async (_, again, end) => {
    const imp = installSdk();
    charge.mockRejectedValue(declined);
    await renderBilling(checkout);
    await press('카드 등록하고 구독하기');
    await imp.nextRequest();
    await end(imp);
    await expect.element(page.getByRole('button', { name: again })).toBeVisible();
    const before = charge.mock.calls.length;
    paidElsewhere();
    await register(imp, again);
    await expect.element(page.getByRole('button').first()).toHaveAttribute('data-status', 'succeeded');
    expect(charge).toHaveBeenCalledTimes(before);
    vi.mocked(console.warn).mockClear();
  });
});

describe('a customer who has gone', () => {
  it('has their charge asked about by nobody else, who would hear that there is none', async () => {
    installSdk();
    const asked: string[] = [];
    const show = (customerId: string) => {
      const getCharge = async (number: string) => {
        asked.push(`${number} by ${customerId}`);
        return null;
      };
      const checkout = <Checkout id="checkout" charge={charge} getCharge={getCharge} />;
      return screen.rerender(inProvider(checkout, { customerId, queryClient }));
    };
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' }, name: 'Plus', chargeSentAt: 1, customer: hash('kim') });
    const lock = 'react-billing-key/lock/charge1';
    let release = () => {};
    const otherTab = new Promise<void>((resolve) => (release = resolve));
    await new Promise<void>((held) => {
      void navigator.locks.request(lock, () => {
        held();
        return otherTab;
      });
    });
    const screen = await renderBilling(null);
    await show('kim');
    await press('Subscribe (idle)');
    await shows('Subscribe (loading)');
    await show('lee');
    await shows('Subscribe (idle)');
    release();
    await navigator.locks.request(lock, () => {});
    expect(asked).toEqual([]);

    await show('kim');
    await press('Subscribe (idle)');
    await shows('Subscribe (window)');
    expect(asked).toEqual(['charge1 by kim']);
  });

  it('is not shown to the next one while a payment of theirs is made in the list', async () => {
    let answer = (_: string) => {};
    charge.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' }, name: 'Plan of Kim', customer: hash('kim') });
    const screen = await renderBilling(null);
    const show = (customerId: string) =>
      screen.rerender(inProvider(<Unfinished charge={charge} />, { customerId, queryClient }));
    await show('kim');
    await press('Pay Plan of Kim');
    await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
    await show('lee');
    expect(isListed('Plan of Kim')).toBe(false);
    await show('kim');
    expect(isListed('Plan of Kim')).toBe(true);
    answer('paid');
    await vi.waitFor(() => expect(isListed('Plan of Kim')).toBe(false));
  });

  it('begins nothing for the next one with a click that the host has held up', async () => {
    const imp = installSdk();
    const screen = await renderBilling(null);
    const show = (customerId: string) => screen.rerender(inProvider(<Late />, { customerId, queryClient }));
    await show('kim');
    await show('lee');
    await expect(heldUp?.()).resolves.toMatchObject({ status: 'failed', error: { code: 'no_customer' } });
    expect(imp.requests).toEqual([]);
    expect(records()).toEqual([]);
  });

  it('is not told of to the next one, where their order was still being made', async () => {
    installSdk();
    const onCancel = vi.fn();
    const screen = await renderBilling(null);
    const checkout = <Checkout order={() => new Promise(() => {})} purchaseKey="basic" {...{ charge, onCancel }} />;
    const show = (customerId: string) => screen.rerender(inProvider(checkout, { customerId, queryClient }));
    await show('kim');
    await press('Subscribe (idle)');
    await shows('Subscribe (loading)');
    await show('lee');
    await shows('Subscribe (idle)');
    expect(onCancel).not.toHaveBeenCalled();
  });

  it('may be said with false, as by sessions', async () => {
    const imp = installSdk();
    await renderBilling(<Checkout charge={charge} />, { customerId: false as never });
    await press('Subscribe (idle)');
    await shows('no_customer');
    expect(imp.requests).toEqual([]);
    expect(page.getByRole('button').elements()).toHaveLength(1);
  });
});
