import { expect, vi } from 'vitest';
import type { IamportResponse } from '../../../src/iamport/wire.js';
import type { BehaviourTests } from '../BehaviourTests.js';
import { answered, isWindowOpen, order, pay, sdk, start } from '../page.js';
import type { SdkDriver } from '../SdkDriver.js';

/** The SDK's dialog, wherever it is by now. */
function anyDialog(): HTMLElement {
  const element = document.querySelector<HTMLElement>('div.imp-dialog');
  if (!element) throw new Error('There is no div.imp-dialog.');
  return element;
}

/** As Turbo and its like do between two pages. Gives the body that was there. */
function replaceBody(): HTMLElement {
  const before = document.body;
  document.body = document.createElement('body');
  return before;
}

/** Runs with a replaced body, and puts the test runner's own back. */
async function withNewBody(run: (before: HTMLElement) => Promise<void>): Promise<void> {
  const before = replaceBody();
  try {
    await run(before);
  } finally {
    const left = document.querySelector('div.imp-dialog');
    document.body = before;
    if (left) before.append(left);
  }
}

function openModal(): HTMLDialogElement {
  const modal = document.createElement('dialog');
  modal.append('Checkout');
  document.body.prepend(modal);
  modal.showModal();
  return modal;
}

/** A window that opens and is answered, as proof that the SDK works. */
async function expectToWork(driver: SdkDriver): Promise<void> {
  await driver.framesLoaded();
  const payment = pay();
  await vi.waitUntil(() => getComputedStyle(anyDialog()).display !== 'none');
  await driver.answer('issued');
  await answered(payment);
}

export const pageTests: BehaviourTests<'page'> = {
  async 'page/body-replaced'(driver) {
    await start(driver);
    await withNewBody(async (before) => {
      const lost = pay();
      expect(document.querySelector('.imp-dialog')).toBeNull();
      document.body.append(before.querySelector('div.imp-dialog') ?? '');
      await expectToWork(driver);
      expect(lost.answers).toEqual([]);
    });
  },
  async 'page/init-again'(driver) {
    await start(driver);
    await withNewBody(async (before) => {
      sdk().init('imp00000000');
      const lost = pay();
      expect(document.querySelector('.imp-dialog')).toBeNull();
      // Put back, and started once more, it works: what was asked of it in between stays lost.
      document.body.append(before.querySelector('div.imp-dialog') ?? '');
      sdk().init('imp00000000');
      await expectToWork(driver);
      expect(lost.answers).toEqual([]);
    });
  },
  async 'page/script-anew'(driver) {
    await start(driver);
    await withNewBody(async () => {
      Reflect.deleteProperty(window, 'IMP');
      await driver.load();
      sdk().init('imp00000000');
      await expectToWork(driver);
    });
  },
  async 'page/foreign-message'(driver) {
    await start(driver);
    const payment = pay();
    const source = anyDialog().querySelector('iframe')?.contentWindow ?? null;
    const say = () => window.dispatchEvent(new MessageEvent('message', { source, data: { from: 'an extension' } }));
    await vi.waitUntil(
      () => {
        say();
        return !isWindowOpen();
      },
      { timeout: 10_000, interval: 200 },
    );
    expect(payment.answers).toEqual([]);
    await expectToWork(driver);
    expect(payment.answers).toEqual([]);
  },
  async 'page/nodes-removed'(driver) {
    await start(driver);
    const payment = pay();
    anyDialog().replaceChildren();
    await vi.waitUntil(() => !isWindowOpen(), { timeout: 10_000 });
    await expectToWork(driver);
    expect(payment.answers).toEqual([]);
  },
  async 'page/certification'(driver) {
    await start(driver);
    const payment = pay();
    const checks: IamportResponse[] = [];
    Reflect.get(sdk(), 'certification')({ merchant_uid: 'check-1' }, (answer: IamportResponse) => checks.push(answer));
    await driver.answer('issued');
    await vi.waitUntil(() => checks[0]);
    await expectToWork(driver);
    expect(payment.answers).toEqual([]);
  },
  async 'page/certification-callback'(driver) {
    await start(driver);
    const inner: IamportResponse[] = [];
    const later: IamportResponse[] = [];
    const done = new Promise<void>((resolve) => {
      Reflect.get(sdk(), 'certification')({ merchant_uid: 'check-2' }, () => {
        sdk().request_pay(order(), (answer) => inner.push(answer));
        queueMicrotask(() => {
          sdk().request_pay(order(), (answer) => later.push(answer));
          resolve();
        });
      });
    });
    await driver.answer('issued');
    await done;
    await driver.framesLoaded();
    await driver.answer('issued');
    await vi.waitUntil(() => later[0]);
    expect(inner).toEqual([]);
  },
  async 'page/modal-inert'(driver) {
    await start(driver);
    pay();
    const { x, y } = { x: innerWidth / 2, y: innerHeight / 2 };
    expect(anyDialog().contains(document.elementFromPoint(x, y))).toBe(true);
    const modal = openModal();
    expect(anyDialog().contains(document.elementFromPoint(x, y))).toBe(false);
    modal.remove();
    sdk().close?.();
  },
  async 'page/move-before'(driver) {
    await start(driver);
    const modal = openModal();
    const payment = pay();
    modal.moveBefore(anyDialog(), null);
    await driver.answer('issued');
    await answered(payment);
    expect(modal.open).toBe(true);
    document.body.append(anyDialog());
    modal.remove();
  },
  async 'page/append-early'(driver) {
    await start(driver);
    const modal = openModal();
    const loaded = new Promise((resolve) => anyDialog().querySelector('iframe')?.addEventListener('load', resolve));
    modal.append(anyDialog());
    await loaded;
    await expectToWork(driver);
    document.body.append(anyDialog());
    modal.remove();
  },
  async 'page/append-late'(driver) {
    await start(driver);
    const modal = openModal();
    const payment = pay();
    const loaded = new Promise((resolve) => anyDialog().querySelector('iframe')?.addEventListener('load', resolve));
    modal.append(anyDialog());
    await loaded;
    // Started anew, it serves the next one: the first is lost.
    sdk().init('imp00000000');
    await expectToWork(driver);
    expect(payment.answers).toEqual([]);
    document.body.append(anyDialog());
    modal.remove();
  },
  async 'page/pointer-events'(driver) {
    await start(driver);
    document.body.style.pointerEvents = 'none';
    pay();
    const { x, y } = { x: innerWidth / 2, y: innerHeight / 2 };
    expect(anyDialog().contains(document.elementFromPoint(x, y))).toBe(false);
    anyDialog().style.setProperty('pointer-events', 'auto', 'important');
    expect(anyDialog().contains(document.elementFromPoint(x, y))).toBe(true);
    document.body.removeAttribute('style');
    anyDialog().style.removeProperty('pointer-events');
    sdk().close?.();
  },
};
