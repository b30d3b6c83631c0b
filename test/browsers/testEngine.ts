import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Checkout, startCheckout } from '../../examples/checkout/startCheckout.js';
import { backCases } from './cases/back.js';
import { deathCases } from './cases/death.js';
import { popupCases } from './cases/popups.js';
import { storageCases } from './cases/storage.js';
import { tabCases } from './cases/tabs.js';
import { wayCases } from './cases/way.js';
import { type Browser, type Engine, NotReached, type Tab } from './driver.js';
import { type Network, startNetwork } from './network.js';
import type { Scene } from './Scene.js';
import { watchShows } from './shopPage.js';

declare module 'vitest' {
  interface TaskMeta {
    /** What is written into the table. */
    cell?: string;
    /** The browser that it was seen in. */
    version?: string;
  }
}

const phones = {
  Chromium:
    'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
  Firefox: 'Mozilla/5.0 (Android 14; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0',
  WebKit:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
} as const;

const again = 'POST /subscribe/payments/again';

/** Plays every case in one browser. */
export function testEngine(engine: Engine): void {
  describe(engine.name, () => {
    let folder: string;
    let checkout: Checkout;
    let network: Network;
    const browsers: Browser[] = [];
    let tabs: Tab[] = [];

    beforeAll(async () => {
      if (engine.missing) throw new Error(engine.missing);
      folder = await mkdtemp(join(tmpdir(), 'browsers-'));
      network = await startNetwork();
      checkout = await startCheckout({
        port: 0,
        watch: false,
        databaseUrl: `file:${join(folder, 'checkout.db')}`,
        // What goes wrong here is meant to.
        backend: { log: () => {} },
      });
    });
    afterAll(async () => {
      await engine.close();
      await network?.close();
      await checkout?.close();
      await rm(folder, { recursive: true, force: true });
    });
    afterEach(async () => {
      tabs = [];
      await Promise.all(browsers.splice(0).map((browser) => browser.close()));
      checkout.simulator?.server.clearFaults();
      network.reset();
    });

    for (const { name, play } of [
      ...wayCases,
      ...backCases,
      ...tabCases,
      ...popupCases,
      ...storageCases,
      ...deathCases,
    ]) {
      it(name, async ({ task, skip }) => {
        const iamport = checkout.simulator?.server;
        if (iamport === undefined) throw new Error("The shop has no simulated i'mport.");
        const [charges, asked] = [iamport.countCharges(), iamport.countCalls(again)];
        const scene: Scene = {
          shop: checkout.url,
          network,
          iamport,
          async open({ phone, ...options } = {}) {
            const browser = await engine.open({
              ...options,
              proxy: network.port,
              userAgent: phone ? phones[engine.name] : undefined,
            });
            browsers.push(browser);
            task.meta.version = browser.version;
            return browser;
          },
          async visit(browser, address = checkout.url) {
            const tab = await browser.newTab();
            tabs.push(tab);
            await tab.goto(address);
            return tab;
          },
          charges: () => iamport.countCharges() - charges,
          asked: () => iamport.countCalls(again) - asked,
        };
        network.addInitScript(watchShows);
        // What the SDK says through it stops the page until somebody answers.
        network.addInitScript(() => {
          window.alert = () => {};
        });
        try {
          task.meta.cell = await play(scene);
        } catch (error) {
          if (error instanceof NotReached) {
            task.meta.cell = `not reached: ${error.message}`;
            return skip();
          }
          // Where it stopped, while the pages are still there.
          for (const tab of tabs) console.error(await pageText(tab));
          throw error;
        }
        expect(network.errors, 'errors thrown on the page').toEqual([]);
      });
    }
  });
}

function pageText(tab: Tab): Promise<string> {
  const text = tab.evaluate(() => `${location.href}\n${document.body.textContent}`);
  const patience = new Promise<string>((resolve) => setTimeout(resolve, 2000, 'The page does not answer.'));
  return Promise.race([text, patience]).catch((error: unknown) => `The page is gone: ${error}`);
}
