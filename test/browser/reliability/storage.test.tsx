import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { type BillingEvent, BillingKey, SubscribeCardButton } from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

const restore: (() => void)[] = [];

afterEach(() => {
  for (const undo of restore.splice(0)) undo();
});

/** Until not another letter fits. */
function fillStorage(storage = localStorage): void {
  let piece = 'x'.repeat(1024 * 1024);
  for (let at = 0; piece.length > 0; at += 1) {
    try {
      storage.setItem(`filling ${at}`, piece);
    } catch {
      piece = piece.slice(0, piece.length / 2);
    }
  }
}

/** As a browser does that keeps no site data: even to look at it throws. */
function blockStorage(): void {
  const original = Object.getOwnPropertyDescriptor(window, 'localStorage');
  Object.defineProperty(window, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    },
  });
  restore.push(() => {
    if (original) Object.defineProperty(window, 'localStorage', original);
  });
}

function fillBoth(): void {
  restore.push(() => sessionStorage.clear());
  fillStorage(sessionStorage);
  fillStorage();
}

it('a return is known again where localStorage was full at the click', async () => {
  restore.push(() => sessionStorage.clear());
  const imp = installSdk({ device: 'phone' });
  const charge = vi.fn(async () => 'paid');
  const checkout = <SubscribeCardButton id="shop" pg="kcp_billing" order={order} charge={charge} />;
  const events: BillingEvent[] = [];
  fillStorage();
  const left = await renderBilling(checkout, { onEvent: (event) => events.push(event) });
  await left.getByRole('button').first().click();
  const { params } = await imp.nextRequest();
  await left.unmount();
  imp.IMP.close?.();

  const { pathname } = location;
  restore.push(() => history.replaceState(null, '', pathname));
  history.replaceState(null, '', `?imp_uid=imp_1&merchant_uid=${params.merchant_uid}&imp_success=true`);
  const back = await renderBilling(checkout);
  await expect.element(back.getByRole('button').first()).toHaveAttribute('data-status', 'succeeded');
  expect(charge).toHaveBeenCalledOnce();
  expect(events.filter(({ type }) => type === 'storage_unavailable')).toEqual([]);
});

describe.each([
  ['is full', fillBoth],
  ['is blocked', blockStorage],
])('a storage that %s', (_, spoil) => {
  it('is told of once, and one attempt after the other works in memory', async () => {
    const imp = installSdk();
    const events: BillingEvent[] = [];
    const charge = vi.fn(async () => 'paid');
    spoil();
    await renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} id="shop" />, {
      charge,
      onEvent: (event) => events.push(event),
    });
    await vi.waitUntil(() => imp.ready);
    const button = document.querySelector<HTMLElement>('[data-rbk="trigger"]');

    button?.click();
    await imp.nextRequest();
    await imp.cancel();
    await vi.waitUntil(() => button?.dataset.status === 'cancelled');
    button?.click();
    await vi.waitUntil(() => imp.requests.length === 2);
    await imp.issue();
    await vi.waitUntil(() => button?.dataset.status === 'succeeded');

    expect(charge).toHaveBeenCalledOnce();
    expect(events.filter(({ type }) => type === 'storage_unavailable')).toHaveLength(1);
  });
});

/** A shop that shows what it hears of its storage. */
function Warned() {
  const [told, tell] = useState('');
  return (
    <>
      <p>{told}</p>
      {inProvider(<BillingKey.Recovery charge={async () => 'paid'} />, { onEvent: ({ type }) => tell(type) })}
    </>
  );
}

it('a storage that is blocked is told of outside of the render that has read it', async () => {
  installSdk();
  blockStorage();
  const screen = await render(<Warned />);
  // React writes an error to the console for a state that is set in the render of another component.
  await expect.element(screen.getByText('storage_unavailable')).toBeVisible();
});
