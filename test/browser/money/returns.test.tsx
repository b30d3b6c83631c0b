import { afterEach, expect, it, vi } from 'vitest';
import { customPg, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';
import { keepCallbacks } from './shop.js';

const { pathname } = location;
const query = '?plan=basic&imp_uid=imp_1&merchant_uid=registration1&imp_success=true';

afterEach(() => history.replaceState(null, '', pathname));

function comeBack(path = pathname): void {
  history.replaceState(null, '', path + query);
}

/** A checkout behind a route, with a provider of its own, at which a return has been taken up and its charge has failed. */
async function failedOnce() {
  installSdk({ device: 'phone' });
  leaveRecord();
  comeBack();
  const charge = vi.fn(async () => {
    throw Object.assign(new Error('Over the limit'), { status: 402 });
  });
  const told = vi.fn();
  const show = () =>
    renderBilling(<SubscribeCardButton pg="kcp_billing" order={order} charge={charge} />, {
      onUnknownReturn: told,
      onUndeliveredReturn: told,
    });
  const screen = await show();
  await expect.element(screen.getByRole('button').first()).toHaveAttribute('data-status', 'failed');
  expect(charge).toHaveBeenCalledOnce();
  return { charge, told, show, screen };
}

it('a return that was taken up is not charged by a provider that comes later: the customer presses', async () => {
  const { charge, told, show, screen } = await failedOnce();
  await screen.unmount();
  comeBack();
  const later = await show();
  await vi.waitFor(() => expect(location.search).toBe('?plan=basic'));
  await expect.element(later.getByRole('button').first()).toHaveAttribute('data-status', 'idle');
  expect(charge).toHaveBeenCalledOnce();
  expect(told).not.toHaveBeenCalled();
});

it('a router that puts it back, in its place or as a new entry, has it cleaned again, and adds no entry', async () => {
  const { charge, told, screen } = await failedOnce();
  const { length } = history;
  comeBack();
  await vi.waitFor(() => expect(location.search).toBe('?plan=basic'));
  history.pushState(null, '', `/ko/checkout${query}`);
  await vi.waitFor(() => expect(location.href).toBe(`${location.origin}/ko/checkout?plan=basic`));
  expect(history.length).toBe(length + 1);
  await expect.element(screen.getByRole('button').first()).toHaveAttribute('data-status', 'failed');
  expect(charge).toHaveBeenCalledOnce();
  expect(told).not.toHaveBeenCalled();
});

it('what an address has of its own under the names of a return is sent to the PG, and comes back', async () => {
  const imp = installSdk({ device: 'phone' });
  history.replaceState(null, '', `${pathname}?plan=basic&imp_uid=imp_0`);
  const charge = vi.fn(async (issued: { impUid: string }) => issued.impUid);
  // With an id, so that its window outlives the page as one does that has left for the PG's.
  const checkout = <SubscribeCardButton id="checkout" pg="kcp_billing" order={order} charge={charge} />;
  const screen = await renderBilling(checkout);
  await screen.getByRole('button').click();
  const { params } = await imp.nextRequest();
  expect(params.m_redirect_url).toBe(`${location.origin}${pathname}?plan=basic&imp_uid=imp_0`);
  await screen.unmount();
  imp.IMP.close?.();

  const added = `imp_uid=imp_1&merchant_uid=${params.merchant_uid}&imp_success=true`;
  history.replaceState(null, '', `${params.m_redirect_url}&${added}`);
  const back = await renderBilling(checkout);
  await expect.element(back.getByRole('button').first()).toHaveAttribute('data-status', 'succeeded');
  expect(charge.mock.calls.map(([issued]) => issued.impUid)).toEqual(['imp_1']);
  expect(location.search).toBe('?plan=basic&imp_uid=imp_0');
});

it('a return after an answer that said nothing, as the SDK gives one to a page that is slow to leave, is charged', async () => {
  const imp = installSdk();
  // Its answer may come either way, and nothing of it is in a browser popup.
  const pg = customPg({ code: 'new_pg', popup: 'never' });
  const callbacks = keepCallbacks(imp);
  const charge = vi.fn(async () => 'receipt');
  const screen = await renderBilling(<SubscribeCardButton pg={pg} order={order} charge={charge} />);
  await screen.getByRole('button').click();
  const { params } = await imp.nextRequest();
  callbacks[0]?.({});
  const trigger = document.querySelector<HTMLElement>('[data-rbk=trigger]');
  await vi.waitFor(() => expect(trigger?.dataset.error).toBe('invalid_answer'));
  history.replaceState(null, '', `${pathname}?imp_uid=imp_1&merchant_uid=${params.merchant_uid}&imp_success=true`);
  await vi.waitFor(() => expect(trigger?.dataset.status).toBe('succeeded'));
  expect(charge).toHaveBeenCalledOnce();
});
