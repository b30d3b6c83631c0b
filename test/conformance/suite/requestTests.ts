import { expect, vi } from 'vitest';
import type { BehaviourTests } from '../BehaviourTests.js';
import { answered, dialog, isWindowOpen, order, pay, payExactly, sdk, start } from '../page.js';
import type { SdkDriver } from '../SdkDriver.js';

/** A later request that is served shows that nothing of an earlier one is still to come. */
async function serveAnother(driver: SdkDriver): Promise<void> {
  sdk().init('imp00000000');
  await driver.framesLoaded();
  const payment = pay();
  await driver.answer('issued');
  await answered(payment);
}

export const requestTests: BehaviourTests<'request'> = {
  async 'request/merchant-uid'(driver) {
    await start(driver);
    const { params } = pay({ merchant_uid: '' });
    expect(params.merchant_uid).toMatch(/^nobody_\d{13}$/);
  },
  async 'request/pay-method'(driver) {
    await start(driver);
    const { pay_method, ...rest } = order();
    expect(pay_method).toBe('card');
    expect(payExactly(rest).params.pay_method).toBe('card');
  },
  async 'request/request-id'(driver) {
    await start(driver);
    expect(pay().params.request_id).toBeTypeOf('string');
  },
  async 'request/frozen'(driver) {
    await start(driver);
    const payment = payExactly(Object.freeze(order()));
    await serveAnother(driver);
    expect(payment.answers).toEqual([]);
  },
  async 'request/one-reserved'(driver) {
    await driver.load({ frames: 'wait' });
    sdk().init('imp00000000');
    const first = pay();
    const second = pay();
    await driver.framesLoaded();
    await driver.answer('issued');
    await answered(second);
    await serveAnother(driver);
    expect(first.answers).toEqual([]);
  },
  async 'request/collision'(driver) {
    await start(driver);
    // Not on every run of a real SDK: the millisecond may end between the two.
    for (let attempt = 1; ; attempt += 1) {
      const [first, second] = [pay(), pay()];
      if (first.params.request_id === second.params.request_id) {
        await driver.answer('issued');
        await serveAnother(driver);
        expect(first.answers.length + second.answers.length).toBe(1);
        return;
      }
      expect(attempt).toBeLessThan(50);
      await serveAnother(driver);
    }
  },
  async 'request/unknown-pg'(driver) {
    await start(driver, { channels: ['kakaopay', 'kcp_billing'] });
    const payment = pay({ pg: 'nobody_knows' });
    expect(dialog()?.classList).toContain('payment-kakaopay');
    expect(driver.alerts).toEqual([]);
    await driver.answer('issued');
    await answered(payment);
  },
  async 'request/no-payment-channel'(driver) {
    await start(driver, { channels: ['danal:certification'] });
    const payment = pay();
    expect(await answered(payment)).toEqual({
      imp_success: false,
      imp_uid: null,
      merchant_uid: payment.params.merchant_uid,
      error_coe: 'F1001',
      error_msg: expect.any(String),
    });
  },
  async 'request/no-channels'(driver) {
    await driver.load({ channels: [] });
    sdk().init('imp00000000');
    const payment = pay();
    expect(await answered(payment)).toEqual({
      success: false,
      imp_uid: null,
      merchant_uid: payment.params.merchant_uid,
      error_code: 'NOT_READY',
      error_msg: expect.any(String),
    });
  },
  async 'request/nothing'(driver) {
    await start(driver);
    Reflect.apply(sdk().request_pay, undefined, []);
    expect(driver.alerts).toHaveLength(1);
    expect(isWindowOpen()).toBe(false);
  },
  async 'request/throwing-callback'(driver) {
    await start(driver);
    const error = new Error('thrown by the callback');
    const logged = vi.mocked(console.error).mockImplementation(() => {});
    const pageErrors = vi.fn();
    window.addEventListener('error', pageErrors);
    sdk().request_pay(order(), () => {
      throw error;
    });
    await driver.answer('issued');
    await vi.waitFor(() => expect(logged).toHaveBeenCalledWith(error));
    logged.mockClear();
    window.removeEventListener('error', pageErrors);
    expect(pageErrors).not.toHaveBeenCalled();
    expect(isWindowOpen()).toBe(false);
  },
  async 'request/dialog'(driver) {
    await start(driver, { channels: ['kcp_billing'] });
    pay({ pg: 'kcp_billing' });
    expect(dialog()?.parentElement).toBe(document.body);
    expect(dialog() && getComputedStyle(dialog() as HTMLElement).display).toBe('block');
    expect([...(dialog()?.classList ?? [])].sort()).toEqual(
      ['customizable', 'imp-dialog', 'payment-kcp_billing', 'pc'].sort(),
    );
  },
  async 'request/close'(driver) {
    await start(driver);
    const payment = pay();
    sdk().close?.();
    expect(isWindowOpen()).toBe(false);
    await serveAnother(driver);
    expect(payment.answers).toEqual([]);
  },
  async 'request/exception'(driver) {
    await start(driver);
    const params = order();
    Object.defineProperty(params, 'merchant_uid', {
      get() {
        throw new Error('thrown inside the SDK');
      },
    });
    const payment = payExactly(params);
    expect(driver.alerts).toHaveLength(1);
    await serveAnother(driver);
    expect(payment.answers).toEqual([]);
  },
  async 'request/new-route'(driver) {
    await driver.load({ channels: [] });
    sdk().init('imp00000000');
    const payment = pay({ pg: 'welcome' });
    await driver.answer('refusedNewStyle');
    // An old PG would have been answered NOT_READY by this account.
    expect(await answered(payment)).toMatchObject({ error_code: expect.not.stringContaining('NOT_READY') });
  },
  async 'request/new-route-failure'(driver) {
    await start(driver);
    const payment = pay({ pg: 'welcome' });
    await driver.answer('refusedNewStyle');
    expect(await answered(payment)).toEqual({
      merchant_uid: payment.params.merchant_uid,
      error_code: expect.any(String),
      error_msg: expect.any(String),
    });
  },
  async 'request/popup-not-opened'(driver) {
    await start(driver, { channels: ['payco'], popupOpens: false });
    const payment = pay({ pg: 'payco' });
    expect(await answered(payment)).toEqual({
      imp_uid: null,
      merchant_uid: payment.params.merchant_uid,
      error_code: 'NOT READY',
      error_msg: expect.any(String),
    });
  },
  async 'request/amount-text'(driver) {
    await start(driver);
    const params = order();
    Reflect.set(params, 'amount', '1000');
    expect(await answered(payExactly(params))).toMatchObject({ success: false, imp_uid: null });
  },
  async 'request/long-merchant-uid'(driver) {
    await start(driver);
    expect(await answered(pay({ merchant_uid: 'm'.repeat(41) }))).toMatchObject({ success: false, imp_uid: null });
  },
  async 'request/used-merchant-uid'(driver) {
    await start(driver);
    const first = pay();
    await driver.answer('issued');
    await answered(first);
    await driver.framesLoaded();
    const second = pay({ merchant_uid: first.params.merchant_uid });
    expect(await answered(second)).toMatchObject({ success: false, imp_uid: null });
  },
};
