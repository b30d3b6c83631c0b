import { expect, vi } from 'vitest';
import type { BehaviourTests } from '../BehaviourTests.js';
import { answered, dialog, frames, isWindowOpen, order, pay, sdk, start } from '../page.js';

export const initTests: BehaviourTests<'init' | 'reload'> = {
  async 'init/frames'(driver) {
    await start(driver, { channels: ['kcp_billing', 'kakaopay'] });
    expect(document.body.lastElementChild).toBe(dialog());
    expect(frames()).toHaveLength(2);
  },
  async 'init/addresses'(driver) {
    await start(driver, { channels: ['kcp_billing.A52CY', 'kakaopay.TC0ONETIME'] });
    expect(frames().map((frame) => frame.getAttribute('src'))).toEqual([
      'https://service.iamport.kr/payments/ready/imp00000000/kcp_billing/A52CY',
      'https://service.iamport.kr/payments/ready/imp00000000/kakaopay/TC0ONETIME',
    ]);
  },
  async 'init/hidden'(driver) {
    await start(driver);
    expect(isWindowOpen()).toBe(false);
    for (const frame of frames()) expect(frame.checkVisibility()).toBe(false);
  },
  async 'init/sync-list'(driver) {
    await driver.load();
    sdk().init('imp00000000');
    expect(frames()).not.toHaveLength(0);
  },
  async 'init/async-list'(driver) {
    await driver.load();
    sdk().init('imp00000000');
    expect(frames()).toHaveLength(0);
    await driver.framesLoaded();
    expect(frames()).not.toHaveLength(0);
  },
  async 'init/not-ready'(driver) {
    await driver.load({ frames: 'wait' });
    sdk().init('imp00000000');
    const payment = pay();
    expect(isWindowOpen()).toBe(false);
    expect(driver.alerts).toEqual([]);
    await driver.framesLoaded();
    expect(isWindowOpen()).toBe(true);
    await driver.answer('issued');
    await answered(payment);
  },
  async 'init/agency'(driver) {
    await driver.load();
    sdk().agency('imp00000000', 'ABC');
    await driver.framesLoaded();
    const payment = pay();
    expect(payment.params.tier_code).toBe('ABC');
    await driver.answer('issued');
    await answered(payment);
  },
  async 'init/twice-frames'(driver) {
    await start(driver);
    const before = frames();
    sdk().init('imp00000000');
    for (const frame of before) expect(frame.isConnected).toBe(false);
    await driver.framesLoaded();
    expect(frames()).toHaveLength(before.length);
  },
  async 'init/twice-in-flight'(driver) {
    await start(driver);
    const first = pay();
    sdk().init('imp00000000');
    expect(isWindowOpen()).toBe(false);
    await driver.framesLoaded();
    const second = pay();
    await driver.answer('issued');
    await answered(second);
    expect(first.answers).toEqual([]);
  },
  async 'init/list-fails'(driver) {
    await driver.load({ channelList: 'fails' });
    sdk().init('imp00000000');
    const payment = pay();
    expect(isWindowOpen()).toBe(false);
    // Another start, with the list, shows that nothing of the first is still to come.
    driver.serve({ channelList: 'ok' });
    sdk().init('imp00000000');
    await driver.framesLoaded();
    const second = pay();
    await driver.answer('issued');
    await answered(second);
    expect(payment.answers).toEqual([]);
    expect(driver.alerts).toEqual([]);
  },
  async 'init/missing'(driver) {
    await driver.load();
    const payment = pay();
    expect(driver.alerts).toEqual([expect.stringMatching(/[가-힣]/)]);
    sdk().init('imp00000000');
    await driver.framesLoaded();
    expect(isWindowOpen()).toBe(false);
    expect(payment.answers).toEqual([]);
  },
  async 'reload/after-request'(driver) {
    await start(driver);
    const before = frames();
    const payment = pay();
    await driver.answer('refused');
    await answered(payment);
    expect(isWindowOpen()).toBe(false);
    for (const frame of before) expect(frame.isConnected).toBe(false);
    await driver.framesLoaded();
    expect(frames()).toHaveLength(before.length);
  },
  async 'reload/inside-callback'(driver) {
    await start(driver);
    const inner: unknown[] = [];
    const retry = () => sdk().request_pay({ ...first, merchant_uid: 'inner' }, (answer) => inner.push(answer));
    const first = { merchant_uid: 'outer', customer_uid: 'c1', name: '월 구독', amount: 1000 };
    sdk().request_pay({ ...first }, retry);
    await driver.answer('cancelled');
    await driver.framesLoaded();
    expect(isWindowOpen()).toBe(true);
    for (const frame of frames()) expect(frame.checkVisibility()).toBe(false);
    const later = pay();
    await driver.answer('issued');
    await answered(later);
    expect(inner).toEqual([]);
  },
  async 'reload/microtask-later'(driver) {
    await start(driver);
    const answers: unknown[] = [];
    const next = () => queueMicrotask(() => sdk().request_pay(order(), (answer) => answers.push(answer)));
    sdk().request_pay(order(), next);
    await driver.answer('cancelled');
    await driver.framesLoaded();
    await driver.answer('issued');
    await vi.waitUntil(() => answers[0]);
  },
  async 'reload/task-later'(driver) {
    await start(driver);
    const first = pay();
    await driver.answer('cancelled');
    await answered(first);
    const second = pay();
    await driver.framesLoaded();
    expect(isWindowOpen()).toBe(true);
    await driver.answer('issued');
    expect(await answered(second)).toMatchObject({ merchant_uid: second.params.merchant_uid });
  },
};
