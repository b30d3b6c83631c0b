import { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { pageNotes } from '../../../src/core/devWarnings/pageNotes.js';
import { type IssuedKey, type JsonValue, type OrderFor, useBillingKey } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';
import { Checkout, declined, press, receipt, records, register, shows } from './shop.js';

const charge = vi.fn<(issued: IssuedKey) => Promise<string>>();
let queryClient: QueryClient;

beforeEach(() => {
  charge.mockReset().mockImplementation(receipt);
  queryClient = new QueryClient();
  // Each is said once a page, and each test is one.
  pageNotes().said.clear();
});

/** Plans with one name and one price: what tells them apart is what the server prices by. */
const planOf = (planId: string, more: object = {}): OrderFor<'kcp_billing'> => ({
  ...order,
  customerUid: `card-${planId}`,
  metadata: { planId, ...more },
});

const shopOf = (given: OrderFor<'kcp_billing'>, purchaseKey?: JsonValue, id?: string) =>
  inProvider(<Checkout id={id} order={given} purchaseKey={purchaseKey} charge={charge} />, { queryClient });

async function open(given: OrderFor<'kcp_billing'>, purchaseKey?: JsonValue, id?: string) {
  const screen = await renderBilling(null);
  await screen.rerender(shopOf(given, purchaseKey, id));
  return screen;
}

const charged = () =>
  charge.mock.calls.map(([{ metadata, chargeMerchantUid }]) => [metadata?.planId, chargeMerchantUid]);

/** A shop whose checkout goes, and comes back. */
function Shop() {
  const [step, setStep] = useState('plans');
  const [planId, setPlan] = useState('basic');
  return step === 'plans' ? (
    <>
      <Checkout id="checkout" order={planOf(planId)} charge={charge} />
      {['basic', 'plus'].map((plan) => (
        <button key={plan} type="button" onClick={() => setPlan(plan)}>{`Choose ${plan}`}</button>
      ))}
      <button type="button" onClick={() => setStep('account')}>
        My account
      </button>
    </>
  ) : (
    <button type="button" onClick={() => setStep('plans')}>
      Another card
    </button>
  );
}

/** An order that is another purchase each time the page is drawn. */
function Unsteady() {
  const billing = useBillingKey({ pg: 'kcp_billing', order: planOf('basic', { at: Math.random() }), charge });
  return <button {...billing.getButtonProps()}>{`Subscribe (${billing.status})`}</button>;
}

describe('plans with equal names and prices', () => {
  it('are two purchases: the key of the one is not charged for the other', async () => {
    const imp = installSdk();
    const screen = await open(planOf('basic'));
    charge.mockRejectedValueOnce(declined);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (retry)');
    await screen.rerender(shopOf(planOf('plus')));
    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    expect(charged().map(([planId]) => planId)).toEqual(['basic', 'plus']);
    expect(new Set(charged().map(([, number]) => number)).size).toBe(2);
  });

  it('do not share a receipt: the second is bought, and not called done', async () => {
    const imp = installSdk();
    const screen = await open(planOf('basic'));
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
    await screen.rerender(shopOf(planOf('plus')));
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
    expect(charged().map(([planId]) => planId)).toEqual(['basic', 'plus']);
    expect(new Set(charged().map(([, number]) => number)).size).toBe(2);
  });

  it('are one where metadata differs in the order of its keys alone', async () => {
    const imp = installSdk();
    const screen = await open(planOf('basic', { seats: 1 }));
    charge.mockRejectedValueOnce(declined);
    await register(imp, 'Subscribe (idle)');
    await screen.rerender(shopOf({ ...planOf('basic'), metadata: { seats: 1, planId: 'basic' } }));
    await press('Subscribe (retry)');
    await shows('Subscribe (succeeded)');
    expect(imp.requests).toHaveLength(1);
  });
});

describe('metadata that changes by itself', () => {
  let at = 0;
  const volatile = (planId: string) => planOf(planId, { at: ++at });

  it('is one purchase with a purchaseKey that says so: the retry pays under the first number', async () => {
    const imp = installSdk();
    const screen = await open(volatile('basic'), ['basic']);
    charge.mockRejectedValueOnce(declined);
    await register(imp, 'Subscribe (idle)');
    await screen.rerender(shopOf(volatile('basic'), ['basic']));
    await press('Subscribe (retry)');
    await shows('Subscribe (succeeded)');
    expect(imp.requests).toHaveLength(1);
    expect(new Set(charged().map(([, number]) => number)).size).toBe(1);
    await screen.rerender(shopOf(volatile('plus'), ['plus']));
    await shows('Subscribe (idle)');
  });

  it('makes another purchase of every click without one, which the first key is not charged for', async () => {
    const imp = installSdk();
    const screen = await open(volatile('basic'));
    charge.mockRejectedValueOnce(declined);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (retry)');
    await screen.rerender(shopOf(volatile('basic')));
    await register(imp, 'Subscribe (failed)');
    await shows('Subscribe (succeeded)');
    expect(new Set(charged().map(([, number]) => number)).size).toBe(2);
  });
});

describe('two places with one id', () => {
  const both = (charges: Record<'basic' | 'plus', (issued: IssuedKey) => Promise<string>>) => (
    <>
      <Checkout label="Basic" id="plan" order={planOf('basic')} charge={charges.basic} />
      <Checkout label="Plus" id="plan" order={planOf('plus')} charge={charges.plus} />
    </>
  );

  it.each(['Basic', 'Plus'])('run each its own charge (%s), and are a loud mistake in development', async (pressed) => {
    vi.mocked(console.error).mockImplementation(() => {});
    const imp = installSdk();
    const charges = { basic: vi.fn(receipt), plus: vi.fn(receipt) };
    await renderBilling(both(charges), { strict: true });
    await vi.waitFor(() => expect(console.error).toHaveBeenCalled());
    const mistakes = vi.mocked(console.error).mock.calls.splice(0);
    expect(mistakes.map(String)).toEqual([expect.stringContaining('have the id "plan"')]);

    await register(imp, `${pressed} (idle)`);
    await shows(`${pressed} (succeeded)`);
    expect(charges.basic).toHaveBeenCalledTimes(pressed === 'Basic' ? 1 : 0);
    expect(charges.plus).toHaveBeenCalledTimes(pressed === 'Plus' ? 1 : 0);
    expect(imp.requests[0]?.params.customer_uid).toBe(`card-${pressed.toLowerCase()}`);
  });

  it('are none when one takes over from the other', async () => {
    installSdk();
    const one = (label: string) =>
      inProvider(<Checkout key={label} label={label} id="plan" charge={charge} />, { queryClient });
    const screen = await renderBilling(null);
    for (const label of ['Header', 'Footer', 'Dialog']) await screen.rerender(one(label));
    await shows('Dialog (idle)');
    await new Promise((resolve) => setTimeout(resolve));
    expect(console.error).not.toHaveBeenCalled();
  });
});

describe('after a receipt', () => {
  it('the button begins anew for a customer who comes back to it, for the same plan and for every other', async () => {
    const imp = installSdk();
    await renderBilling(<Shop />);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
    for (const plan of ['basic', 'plus']) {
      await press('My account');
      await press('Another card');
      await press(`Choose ${plan}`);
      await register(imp, 'Subscribe (idle)');
      await shows('Subscribe (succeeded)');
    }
    expect(charged().map(([planId]) => planId)).toEqual(['basic', 'basic', 'plus']);
    expect(new Set(charged().map(([, number]) => number)).size).toBe(3);
    expect(records().every(({ status }) => status === 'settled')).toBe(true);
    expect(vi.mocked(console.warn).mock.calls.splice(0).map(String)).toEqual([
      expect.stringContaining('has a card already'),
    ]);
  });

  it('stays where it was while the customer is still looking at it', async () => {
    const imp = installSdk();
    const screen = await renderBilling(<Checkout id="checkout" charge={charge} />);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (succeeded)');
    await screen.rerender(inProvider(<Checkout key="other" id="checkout" charge={charge} />));
    await shows('Subscribe (succeeded)');
    await expect.element(page.getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('a plan that changes while the one before is charged', () => {
  it('takes the page down in no render, also where the order is another one in each', async () => {
    const imp = installSdk();
    charge.mockRejectedValueOnce(declined);
    await renderBilling(<Unsteady />);
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (failed)');
    await press('Subscribe (failed)');
    await vi.waitFor(() => expect(imp.requests).toHaveLength(2));
    await imp.issue();
    await vi.waitFor(() => expect(charge).toHaveBeenCalledTimes(2));
    await shows('Subscribe (idle)');
    // The customer is told of the first charge, and the card is registered anew.
    vi.mocked(console.warn).mockClear();
  });

  it('leaves the end of that charge to be read, until the customer chooses something else', async () => {
    const imp = installSdk();
    let answer: (receipt: string) => void = () => {};
    charge.mockReturnValue(new Promise<string>((resolve) => (answer = resolve)));
    const screen = await renderBilling(null);
    const show = (plan: string) => screen.rerender(shopOf(planOf(plan)));
    await show('Basic');
    await register(imp, 'Subscribe (idle)');
    await shows('Subscribe (charging)');
    await show('Plus');
    answer('Receipt of Basic');
    await shows('Subscribe (succeeded)');
    await shows('Receipt of Basic');
    await show('Basic');
    await shows('Subscribe (succeeded)');
    await show('Plus');
    await shows('Subscribe (idle)');
    expect(page.getByText(/^Receipt of/).query()).toBeNull();
  });
});
