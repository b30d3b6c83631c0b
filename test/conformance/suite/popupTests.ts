import { expect, vi } from 'vitest';
import type { IamportRequest } from '../../../src/iamport/wire.js';
import type { BehaviourTests } from '../BehaviourTests.js';
import { activationSpent, answered, click, type Payment, pay, sdk, start } from '../page.js';
import type { SdkDriver } from '../SdkDriver.js';

const popups: readonly Partial<IamportRequest>[] = [
  { pg: 'payco' },
  { pg: 'naverpay', naverPopupMode: true, buyer_tel: '010-0000-0000' },
  { pg: 'tosspay' },
  { pg: 'settle' },
  { pg: 'smartro' },
  { pg: 'kcp_quick' },
  { pg: 'daou' },
];
const channels = [...popups.map(({ pg }) => pg ?? ''), 'paypal'];

/** Clicks, and pays when it is time to. */
async function payAfterClick(when: (pay: () => void) => void): Promise<Payment> {
  const payments: Payment[] = [];
  await click(() => when(() => payments.push(pay({ pg: 'payco' }))));
  return vi.waitUntil(() => payments[0]);
}

async function opens(driver: SdkDriver, payment: Payment): Promise<void> {
  expect(driver.alerts).toEqual([]);
  await driver.answer('issued');
  await answered(payment);
}

/** From here on nothing of what was blocked can still come. */
async function startAgain(driver: SdkDriver): Promise<void> {
  sdk().init('imp00000000');
  await driver.framesLoaded();
}

export const popupTests: BehaviourTests<'popup'> = {
  async 'popup/blocked'(driver) {
    await start(driver, { channels });
    await activationSpent();
    const payments = popups.map((params, index) => {
      const payment = pay(params);
      expect(driver.alerts, params.pg).toHaveLength(index + 1);
      return payment;
    });
    await startAgain(driver);
    for (const { answers } of payments) expect(answers).toEqual([]);
  },
  async 'popup/blocked-paypal'(driver) {
    await start(driver, { channels });
    await activationSpent();
    const payment = pay({ pg: 'paypal', popup: true });
    await startAgain(driver);
    expect(payment.answers).toEqual([]);
    expect(driver.alerts).toEqual([]);
  },
  async 'popup/click'(driver) {
    await start(driver, { channels });
    await opens(driver, await payAfterClick((run) => run()));
  },
  async 'popup/microtask'(driver) {
    await start(driver, { channels });
    await opens(driver, await payAfterClick(queueMicrotask));
  },
  async 'popup/soon'(driver) {
    await start(driver, { channels });
    const payment = await payAfterClick((run) => {
      const clicked = performance.now();
      const later = () => (performance.now() - clicked < 300 ? requestAnimationFrame(later) : run());
      later();
    });
    await opens(driver, payment);
  },
  async 'popup/modes'(driver) {
    await start(driver, { channels });
    await activationSpent();
    for (const params of [
      { pg: 'naverpay', naverPopupMode: false },
      { pg: 'paypal', popup: false },
    ]) {
      pay({ ...params, m_redirect_url: 'https://shop.example/return' });
      expect(driver.alerts, params.pg).toEqual([]);
      await driver.answer('issued');
      await vi.waitFor(() => expect(driver.addresses.at(-1), params.pg).toContain('https://shop.example/return?'));
      await startAgain(driver);
    }
  },
  async 'popup/closed'(driver) {
    await start(driver, { channels });
    const payment = await payAfterClick((run) => run());
    await driver.closePopup();
    expect(await answered(payment)).toMatchObject({ success: false });
  },
};
