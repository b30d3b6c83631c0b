import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeIamport, type FakeIamport } from '../../../src/testing/index.js';
import type { Shop, ShopCode } from './shop.js';
import { type WrongApp, wrongApps } from './wrongApps.js';

const scripts: HTMLScriptElement[] = [];
let imp: FakeIamport | undefined;

/** Runs a shop on the fake, to the end that the customer's doings should have. */
async function run(app: WrongApp, write: (shop: Shop) => ShopCode, timeout: number): Promise<void> {
  const fake = createFakeIamport(app.options);
  imp = fake;
  const shop: Shop = {
    state: 'idle',
    imp: fake,
    async addScript() {
      const script = document.createElement('script');
      scripts.push(script);
      script.src = fake.scriptUrl();
      document.head.append(script);
      await vi.waitUntil(() => Reflect.get(window, 'IMP') === fake.IMP);
      return script;
    },
  };
  const code = write(shop);
  await shop.addScript();
  await code.mount?.();
  await app.customer(code, shop);
  const { end } = app;
  await vi.waitFor(() => {
    if (typeof end === 'function') expect(end(shop), describeRequests(fake)).toBe(true);
    else expect(shop.state, describeRequests(fake)).toBe(end);
  }, timeout);
}

function describeRequests({ requests }: FakeIamport): string {
  return requests.map(({ state, reason = '' }) => `${state} ${reason}`).join('; ');
}

afterEach(() => {
  imp?.uninstall();
  for (const script of scripts.splice(0)) script.remove();
});

describe('an app that is written wrong', () => {
  it('is wrong in twelve ways here', () => {
    expect(wrongApps).toHaveLength(12);
  });

  it.each(wrongApps)('fails on the fake when it $mistake', { timeout: 15_000 }, async (app) => {
    await run(app, app.mended, 8_000);
    imp?.uninstall();
    for (const script of scripts.splice(0)) script.remove();
    await expect(run(app, app.wrong, app.mistake.includes('popup') ? 7_000 : 700)).rejects.toThrow(app.because);
  });
});
