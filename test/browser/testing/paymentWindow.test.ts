import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { IamportRequest } from '../../../src/iamport/wire.js';
import { type FakeIamport, type FakeIamportOptions, installFakeIamport } from '../../../src/testing/index.js';

let imp: FakeIamport | undefined;

async function open(options: FakeIamportOptions = {}, params: Partial<IamportRequest> = {}) {
  const fake = installFakeIamport({ ui: true, locale: 'en', ...options });
  imp = fake;
  fake.IMP.init('imp00000000');
  await vi.waitUntil(() => fake.ready);
  const callback = vi.fn();
  const order = { pg: 'html5_inicis', merchant_uid: 'm1', customer_uid: 'c1', name: 'Monthly plan', amount: 9900 };
  fake.IMP.request_pay({ ...order, ...params }, callback);
  return { fake, callback };
}

const dialog = () => page.getByRole('dialog');
/** What has the focus, inside the shadow root too. */
const focused = () => document.activeElement?.shadowRoot?.activeElement;
const register = () => dialog().getByRole('button', { name: /register/i });

async function choose(card: RegExp): Promise<void> {
  await dialog().getByRole('radio', { name: card }).click();
  await dialog().getByRole('checkbox').click();
  await register().click();
}

afterEach(() => {
  imp?.uninstall();
  imp = undefined;
});

describe('the payment window', () => {
  it('says that it is a simulation, and names the PG, the order and the amount', async () => {
    await open();
    await expect.element(dialog()).toHaveAccessibleName('KG Inicis Simulated payment window');
    await expect.element(dialog()).toHaveAccessibleDescription(/simulation/);
    await expect.element(dialog().getByText('Monthly plan')).toBeVisible();
    await expect.element(dialog().getByText('₩9,900')).toBeVisible();
  });

  it('speaks Korean where nothing says otherwise', async () => {
    document.documentElement.removeAttribute('lang');
    await open({ locale: undefined });
    await expect.element(dialog()).toHaveAccessibleName('KG이니시스 모의 결제창');
    await expect.element(dialog().getByText('9,900원')).toBeVisible();
  });

  it('hides the amount where the PG does', async () => {
    await open({}, { pg: 'kcp_billing' });
    await expect.element(dialog().getByText('Monthly plan')).toBeVisible();
    expect(dialog().getByText('₩9,900').query()).toBeNull();
  });

  it('says when the amount is charged while the card is registered', async () => {
    await open({}, { pg: 'kakaopay' });
    await expect.element(dialog().getByRole('button', { name: 'Pay ₩9,900 and register' })).toBeVisible();
    await expect.element(dialog().getByText('Charged now')).toBeVisible();
  });

  it.each([
    ['4242', { success: true }],
    ['4000-0000-0000-0002', { success: true }],
    ['4000-0000-0000-0119', { success: true }],
    ['4000-0000-0000-0069', { success: false, error_msg: expect.stringContaining('유효기간') }],
  ])('answers as card %s does', async (card, answer) => {
    const { callback } = await open();
    await choose(new RegExp(card));
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
    expect(callback.mock.calls[0]?.[0]).toMatchObject(answer);
    expect(dialog().query()).toBeNull();
  });

  it('refuses a card without money at once where the PG charges while it issues', async () => {
    const { callback } = await open({}, { pg: 'kakaopay' });
    await choose(/4000-0000-0000-0002/);
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
    expect(callback.mock.calls[0]?.[0]).toMatchObject({ success: false, error_msg: expect.stringContaining('잔액') });
  });

  it('takes no card but its own, and no customer who did not agree', async () => {
    const { callback } = await open();
    const number = dialog().getByLabelText('Card number');
    await number.fill('1234-5678-9012-3456');
    await register().click();
    expect(focused()).toBe(number.element());
    await expect.element(number).toHaveAccessibleDescription(/no test card/);
    await expect.element(dialog().getByRole('checkbox')).toHaveAccessibleDescription(/agree/);
    expect(callback).not.toHaveBeenCalled();
  });

  it.each([
    ['cancel', 'Cancel'],
    ['the cross', 'Close the payment window'],
  ])('is given up by %s', async (_, name) => {
    const { callback } = await open();
    await dialog().getByRole('button', { name }).click();
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
    expect(callback.mock.calls[0]?.[0]).toMatchObject({
      success: false,
      error_msg: expect.stringContaining('결제포기'),
    });
  });

  it('works by keyboard alone: focus comes in, stays in, and Escape closes', async () => {
    const { callback } = await open();
    expect(focused()).toBe(dialog().element());
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
    expect(focused()).toBe(register().element());
    await userEvent.keyboard('{Tab}');
    expect(focused()).toBe(dialog().getByRole('button', { name: 'Close the payment window' }).element());
    await userEvent.keyboard('{Tab}');
    expect(focused()).toBe(dialog().getByRole('radio', { name: /4242/ }).element());
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(dialog().getByLabelText('Card number')).toHaveValue('4000-0000-0000-0002');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(callback).toHaveBeenCalledOnce());
  });

  it.each(['desktop', 'phone'] as const)(
    'has no accessibility violations on a %s, and targets of 44 px',
    async (device) => {
      await open({ device }, { pg: 'danal_tpay' });
      await dialog().getByLabelText('Card number').fill('1');
      await register().click();
      const { violations } = await axe.run(document.querySelector('.imp-dialog') ?? document);
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      const targets = dialog().element().querySelectorAll('button, label:has(> input), .text');
      expect(targets.length).toBeGreaterThan(8);
      for (const target of targets) expect(target.getBoundingClientRect().height).toBeGreaterThanOrEqual(44);
    },
  );

  it('fills the page on a phone', async () => {
    await page.viewport(390, 844);
    await open({ device: 'phone' }, { pg: 'danal_tpay' });
    const box = dialog().element().getBoundingClientRect();
    expect([box.left, box.top, box.width]).toEqual([0, 0, 390]);
    expect(box.height).toBeGreaterThanOrEqual(844);
    await page.viewport(1024, 768);
  });

  it('lets a dark page be seen around it', async () => {
    // A frame whose scheme is not that of the page in it has an opaque ground.
    document.documentElement.style.colorScheme = 'dark';
    await open();
    await expect.element(dialog()).toBeVisible();
    const frames = [...document.querySelectorAll<HTMLIFrameElement>('.imp-dialog > iframe')];
    expect(frames.map((frame) => getComputedStyle(frame).colorScheme)).toEqual(frames.map(() => 'light'));
    expect(frames).not.toEqual([]);
    document.documentElement.style.colorScheme = '';
  });

  it('shows markup as the text it is', async () => {
    await open({}, { name: '<img src=x onerror=alert(1)>' });
    await expect.element(dialog().getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  });

  it('is shown, and can’t be used, while a decided outcome is on its way', async () => {
    const { callback } = await open({ outcome: 'silent' });
    await expect.element(dialog().getByRole('status')).toHaveTextContent('This window will not answer.');
    await expect.element(register()).toHaveAttribute('aria-disabled', 'true');
    await register().click({ force: true });
    expect(callback).not.toHaveBeenCalled();
  });

  it('sends a phone to the payment page, with what that page needs and nothing of the buyer', async () => {
    const { fake } = await open(
      { device: 'phone', paymentPageUrl: 'https://pg.test/pay', navigate() {} },
      { m_redirect_url: '/return?plan=basic', buyer_tel: '010-1234-5678' },
    );
    const [address = ''] = fake.navigations;
    expect(address).toMatch(/^https:\/\/pg\.test\/pay#/);
    expect(JSON.parse(decodeURIComponent(new URL(address).hash.slice(1)))).toEqual({
      params: {
        merchant_uid: 'm1',
        customer_uid: 'c1',
        name: 'Monthly plan',
        amount: 9900,
        pay_method: 'card',
        m_redirect_url: `${location.origin}/return?plan=basic`,
      },
      provider: 'html5_inicis',
      generation: '1.3',
      locale: 'en',
    });
  });
});
