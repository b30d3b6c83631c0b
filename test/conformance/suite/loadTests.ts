import { expect } from 'vitest';
import type { BehaviourTests } from '../BehaviourTests.js';
import { frames, sdk } from '../page.js';

const common = ['init', 'agency', 'request_pay', 'certification', 'close', 'communicate', 'naver_zzim'];
const old = ['payport'];
const current = ['deinit', 'loadUI', 'updateLoadUIRequest', 'loadModule'];

export const loadTests: BehaviourTests<'load'> = {
  async 'load/jquery-free'(driver) {
    Reflect.deleteProperty(window, 'jQuery');
    await driver.load();
    sdk().init('imp00000000');
    await driver.framesLoaded();
    expect(frames()).not.toHaveLength(0);
  },
  async 'load/jquery'(driver) {
    Reflect.deleteProperty(window, 'jQuery');
    await driver.load();
    expect(() => sdk().init('imp00000000')).toThrow();
    expect(frames()).toHaveLength(0);
  },
  async 'load/first-stays'(driver) {
    await driver.load();
    const first = sdk();
    await driver.load();
    expect(sdk()).toBe(first);
  },
  async 'load/style'(driver) {
    const before = document.head.querySelectorAll('style').length;
    await driver.load();
    expect(document.head.querySelectorAll('style')).toHaveLength(before + 1);
    await driver.load();
    expect(document.head.querySelectorAll('style')).toHaveLength(before + 1);
  },
  async 'load/keys'(driver) {
    await driver.load();
    expect(Object.keys(sdk())).toEqual(expect.arrayContaining(common));
    for (const value of Object.values(sdk())) expect(value).toBeTypeOf('function');
  },
  async 'load/keys-old'(driver) {
    await driver.load();
    expect(Object.keys(sdk()).sort()).toEqual([...common, ...old].sort());
  },
  async 'load/keys-new'(driver) {
    await driver.load();
    expect(Object.keys(sdk()).sort()).toEqual([...common, ...current].sort());
  },
};
