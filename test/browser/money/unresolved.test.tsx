import { QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { BillingEvent, IssuedKey, OrderFor } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import {
  Checkout,
  isListed,
  issuedAnswer,
  keepCallbacks,
  press,
  receipt,
  records,
  register,
  shows,
  Unfinished,
} from './shop.js';

type GetCharge = (chargeNumber: string) => Promise<string | null>;

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();
const onSuccess = vi.fn();
const onLateSuccess = vi.fn();
const events: BillingEvent[] = [];
let queryClient: QueryClient;

beforeEach(() => {
  charge.mockReset().mockImplementation(receipt);
  onSuccess.mockReset();
  onLateSuccess.mockReset();
  events.length = 0;
  queryClient = new QueryClient();
});

const planOf = (name: string, amount: number): OrderFor<'kcp_billing'> => ({
  ...order,
  name,
  amount,
  customerUid: `card-${name}`,
});
const basic = planOf('Basic', 9900);
const plus = planOf('Plus', 99_000);

const shopOf = (given: OrderFor<'kcp_billing'>, getCharge?: GetCharge) =>
  inProvider(
    <>
      <Checkout
        id="checkout"
        order={given}
        charge={charge}
        getCharge={getCharge}
        chargeTimeout={200}
        onSuccess={onSuccess}
        onLateSuccess={onLateSuccess}
      />
      <Unfinished charge={charge} getCharge={getCharge} />
    </>,
    { queryClient, customerId: 'kim', onEvent: (event) => events.push(event) },
  );

/** A customer whose charge of the first plan has had no answer in time. The result gives the answer after all. */
async function timeOut(getCharge?: GetCharge) {
  const imp = installSdk();
  let answer = (_: string) => {};
  charge.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  const screen = await renderBilling(null);
  await screen.rerender(shopOf(basic, getCharge));
  await register(imp, 'Subscribe (idle)');
  await shows('Subscribe (retry)');
  return { imp, screen, answer: (data: string) => answer(data), number: charge.mock.calls[0]?.[0].chargeMerchantUid };
}

const chargedPlans = () => charge.mock.calls.map(([{ name }]) => name);
const lateCharges = () => events.filter(({ type }) => type === 'late_charge');

describe('a charge without an answer, when another plan is chosen', () => {
  it('is asked about, and opens no window when it turns out to be paid: the host hears of it, and the next click goes on', async () => {
    const getCharge = vi.fn<GetCharge>(async (number) => `Paid ${number}`);
    const { imp, screen, number } = await timeOut(getCharge);
    await screen.rerender(shopOf(plus, getCharge));
    await press('Subscribe (failed)');
    await shows('already_charged');
    expect(imp.requests).toHaveLength(1);
    expect(getCharge).toHaveBeenCalledExactlyOnceWith(number);
    expect(onLateSuccess).toHaveBeenCalledExactlyOnceWith(`Paid ${number}`, expect.objectContaining({ name: 'Basic' }));
    expect(lateCharges()).toMatchObject([{ attemptId: records()[0]?.attemptId }]);
    expect(records()).toMatchObject([{ status: 'settled', end: 'charged' }]);

    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    expect(chargedPlans()).toEqual(['Basic', 'Plus']);
  });

  it('is asked about, and lets the window open when there is none', async () => {
    const getCharge = vi.fn<GetCharge>(async () => null);
    const { imp, screen } = await timeOut(getCharge);
    await screen.rerender(shopOf(plus, getCharge));
    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    expect(getCharge).toHaveBeenCalledOnce();
    expect(chargedPlans()).toEqual(['Basic', 'Plus']);
    // What is known not to be paid is not offered beside what was.
    expect(isListed('Basic')).toBe(false);
  });

  it.each([
    ['throws', async () => Promise.reject(new Error('503'))],
    ['is silent', () => new Promise<never>(() => {})],
    ['is not given', undefined],
  ])(
    'is told to the customer where getCharge %s: no window opens before they press again',
    async (_case, getCharge) => {
      const { imp, screen } = await timeOut(getCharge);
      await screen.rerender(shopOf(plus, getCharge));
      await press('Subscribe (failed)');
      await shows('unresolved_charge');
      expect(imp.requests).toHaveLength(1);
      expect(chargedPlans()).toEqual(['Basic']);
      await register(imp, 'Subscribe (failed)');
      await shows('Subscribe (succeeded)');
      expect(chargedPlans()).toEqual(['Basic', 'Plus']);
    },
  );

  it('is told of on a double click, whose second click goes on with nothing', async () => {
    const { imp, screen } = await timeOut();
    await screen.rerender(shopOf(plus));
    const button = page.getByRole('button', { name: 'Subscribe (failed)' });
    const click = (detail: number) =>
      button.element().dispatchEvent(new MouseEvent('click', { bubbles: true, detail }));
    click(1);
    await shows('unresolved_charge');
    click(2);
    await shows('unresolved_charge');
    expect(imp.requests).toHaveLength(1);
    click(1);
    await vi.waitFor(() => expect(imp.requests).toHaveLength(2));
    await imp.issue();
    await shows('Subscribe (succeeded)');
  });

  it('is told of when its answer comes while the other plan is paid for', async () => {
    const { imp, screen, answer } = await timeOut();
    await screen.rerender(shopOf(plus));
    await press('Subscribe (failed)');
    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    answer('Receipt that came late');
    await vi.waitFor(() => expect(onLateSuccess).toHaveBeenCalledOnce());
    expect(onLateSuccess).toHaveBeenCalledWith('Receipt that came late', expect.objectContaining({ name: 'Basic' }));
    expect(lateCharges()).toHaveLength(1);
    expect(onSuccess).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.objectContaining({ name: 'Plus' }));
    expect(records().map(({ status }) => status)).toEqual(['settled', 'settled']);
  });

  it('is shown as paid when its answer comes while the customer still looks at it', async () => {
    const { answer } = await timeOut();
    answer('Receipt that came late');
    await shows('Receipt that came late');
    expect(onSuccess).toHaveBeenCalledOnce();
    expect(onLateSuccess).not.toHaveBeenCalled();
  });
});

describe('a storage that the shop clears between a charge without an answer and its retry', () => {
  it('loses neither the question nor the number: nothing is charged twice', async () => {
    const getCharge = vi.fn<GetCharge>(async (number) => `Paid ${number}`);
    const { number } = await timeOut(getCharge);
    localStorage.clear();
    await press('Subscribe (retry)');
    await shows(`Paid ${number}`);
    expect(getCharge).toHaveBeenCalledExactlyOnceWith(number);
    expect(charge).toHaveBeenCalledOnce();
  });

  it('keeps another plan from being paid for unasked', async () => {
    const { imp, screen } = await timeOut();
    localStorage.clear();
    await screen.rerender(shopOf(plus));
    await press('Subscribe (failed)');
    await shows('unresolved_charge');
    expect(imp.requests).toHaveLength(1);
  });

  it('keeps the number for another card at the same purchase', async () => {
    const { imp, screen, number } = await timeOut(async () => null);
    localStorage.clear();
    await screen.rerender(shopOf(plus, async () => null));
    await screen.rerender(shopOf(basic, async () => null));
    await press('Subscribe (retry)');
    await shows('Subscribe (succeeded)');
    expect(charge.mock.lastCall?.[0].chargeMerchantUid).toBe(number);
    expect(imp.requests).toHaveLength(1);
  });
});

describe('a window that the host closed, and whose key comes all the same', () => {
  const shop = () =>
    inProvider(
      <>
        <Checkout id="checkout" order={basic} charge={charge} />
        <Unfinished charge={charge} />
      </>,
      { queryClient },
    );

  /** The customer presses, the host closes the window, the customer presses again. */
  async function pressTwice() {
    const imp = installSdk();
    const callbacks = keepCallbacks(imp);
    const screen = await renderBilling(null);
    await screen.rerender(shop());
    await press('Subscribe (idle)');
    await imp.nextRequest();
    closeWindow();
    await press('Subscribe (cancelled)');
    await vi.waitFor(() => expect(imp.requests).toHaveLength(2));
    return { imp, answerFirst: () => callbacks[0]?.(issuedAnswer(imp, 0)) };
  }

  async function expectOneCharge(): Promise<void> {
    await vi.waitFor(() => expect(records().map(({ status }) => status)).toEqual(['settled', 'settled']));
    expect(isListed('Basic')).toBe(false);
    expect(charge).toHaveBeenCalledOnce();
    expect(new Set(records().map(({ chargeNumber }) => chargeNumber)).size).toBe(1);
  }

  it('is not offered beside a purchase that is paid', async () => {
    const { imp, answerFirst } = await pressTwice();
    await imp.issue();
    await shows('Subscribe (succeeded)');
    answerFirst();
    await expectOneCharge();
  });

  it('is set aside when the second window brings a key too', async () => {
    const { imp, answerFirst } = await pressTwice();
    answerFirst();
    await imp.issue();
    await shows('Subscribe (succeeded)');
    await expectOneCharge();
  });

  it('is paid with from the list of unfinished ones, and the second key is not charged beside it', async () => {
    const { imp, answerFirst } = await pressTwice();
    answerFirst();
    await expect.poll(() => isListed('Basic')).toBe(true);
    pressUnder('Pay Basic');
    await vi.waitFor(() => expect(charge).toHaveBeenCalledOnce());
    await imp.issue();
    await shows('already_settled');
    await expectOneCharge();
  });
});

/** The SDK's dialog lies over the page: the host's own code clicks, not the customer through it. */
function pressUnder(name: string): void {
  (page.getByRole('button', { name, exact: true }).element() as HTMLElement).click();
}

const closeWindow = () => pressUnder('Close');
