import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { BillingKey, SubscribeCardButton } from '../../../src/index.js';
import { installSdk, order, renderBilling } from '../support/billing.js';
import { leaveRecord } from '../support/leaveRecord.js';

function leaveTwo(): void {
  for (const id of ['a1', 'a2']) {
    const numbers = { key: { impUid: `imp_${id}` }, orderNumber: `m-${id}`, chargeNumber: `c-${id}` };
    leaveRecord({ ...numbers, status: 'issued', attemptId: id, name: `Plan ${id}`, purchase: id });
  }
}

const charge = async () => 'receipt';

describe('<BillingKey.Recovery />', () => {
  it('gives the focus to the next payment when one is charged', async () => {
    leaveTwo();
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    const items = screen.getByRole('listitem');
    (items.nth(0).getByRole('button').first().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => items.elements().length).toBe(1);
    await expect.element(items.getByRole('button').first()).toHaveFocus();
  });

  it('gives it to the next when one is given up', async () => {
    leaveTwo();
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    const items = screen.getByRole('listitem');
    (items.nth(1).getByRole('button').nth(1).element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => items.elements().length).toBe(1);
    await expect.element(items.getByRole('button').first()).toHaveFocus();
  });

  it.each([
    ['pays for one', 0, 'charged'],
    ['gives one up', 1, 'dismissed'],
  ])('%s on a double click, and leaves the next that has come up in its place', async (_, position, end) => {
    leaveTwo();
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    const items = screen.getByRole('listitem');
    const button = () => items.nth(0).getByRole('button').nth(position).element();
    const click = (detail: number) => button().dispatchEvent(new MouseEvent('click', { bubbles: true, detail }));
    click(1);
    await expect.poll(() => items.elements().length).toBe(1);
    click(2);
    await expect.element(items.getByRole('button').first()).not.toHaveAttribute('aria-busy');
    const records = ['a1', 'a2'].map((id) => JSON.parse(localStorage.getItem(`react-billing-key/1/${id}`) as string));
    expect(records.map((record) => record.end).sort()).toEqual([end, undefined]);
    expect(items.elements()).toHaveLength(1);
  });

  it('presses no second one while a key is held down', async () => {
    leaveTwo();
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    const items = screen.getByRole('listitem');
    (items.nth(0).getByRole('button').nth(1).element() as HTMLElement).focus();
    // Held down: the key goes down twice before it is up.
    await userEvent.keyboard('{Enter>2/}');
    await expect.poll(() => items.elements().length).toBe(1);
    await expect.element(items.getByRole('button').first()).toHaveFocus();
    await expect.element(items.getByRole('button').first()).not.toHaveAttribute('aria-busy');
  });

  it('takes it from nobody when another tab has settled one', async () => {
    leaveTwo();
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    await expect.poll(() => screen.getByRole('listitem').elements().length).toBe(2);
    const record = JSON.parse(localStorage.getItem('react-billing-key/1/a1') as string);
    const settled = { ...record, status: 'settled', end: 'charged' };
    localStorage.setItem('react-billing-key/1/a1', JSON.stringify(settled));
    window.dispatchEvent(new StorageEvent('storage'));
    await expect.poll(() => screen.getByRole('listitem').elements().length).toBe(1);
    expect(document.activeElement).toBe(document.body);
  });

  it('speaks of no payment where a card is only changed', async () => {
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' }, purpose: 'change' });
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('마지막 단계만 남았어요.');
    await expect.element(screen.getByRole('button', { name: '카드 변경 마치기' })).toBeVisible();
    expect(screen.getByRole('listitem').element().textContent).not.toContain('결제');
  });

  it('speaks of no payment where a trial was begun, whose button an earlier page had', async () => {
    const imp = installSdk();
    const trial = { ...order, name: '모두의 구독 체험', dueToday: 0 };
    const failing = () => Promise.reject(new Error('no answer'));
    const first = await renderBilling(<SubscribeCardButton pg="kcp_billing" order={trial} charge={failing} />);
    await first.getByRole('button').first().click();
    await imp.nextRequest();
    await imp.issue();
    await expect.element(first.getByRole('button').first()).toHaveAttribute('data-status', 'failed');
    await first.unmount();

    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('모두의 구독 체험: 카드는 등록됐고');
    await expect.element(screen.getByRole('button', { name: '무료 체험 다시 시작하기' })).toBeVisible();
    expect(screen.getByRole('listitem').element().textContent).not.toMatch(/결제|원/);
  });

  it('names what is due today, where that is not the price', async () => {
    leaveRecord({ status: 'issued', key: { impUid: 'imp_1' }, dueToday: 3300 });
    const screen = await renderBilling(<BillingKey.Recovery charge={charge} />);
    await expect.element(screen.getByRole('listitem')).toHaveTextContent('3,300원');
  });
});
