import type { Browser, Tab } from '../driver.js';
import { eventually } from '../eventually.js';
import { type Case, charged, type Scene } from '../Scene.js';
import { errorCode, press, registerCard, sdkScript, shopConfig, untilReceipt, untilStatus } from '../shopPage.js';

/** PAYCO opens a popup on a desktop. */
const sellWithPopups = ({ network }: Scene) =>
  network.rewrite(shopConfig, (text) => text.replaceAll('"kcp_billing"', '"payco"'));

/** As some apps' browsers and blockers do, whatever the click. */
function refusePopups(): void {
  const { open } = window;
  window.open = (...args) => (Reflect.get(window, 'allowsPopups') ? open.apply(window, args) : null);
}

function noteClicks(): void {
  addEventListener('click', () => Reflect.set(window, 'clickedAt', performance.now()), true);
}

/** After the click: registers a card in the popup that opens, or in the one that opens with the click that is asked for. */
async function payInPopup(scene: Scene, browser: Browser, tab: Tab): Promise<string> {
  const seen = await eventually(
    'a popup, or a word to the customer',
    async () => (await browser.popup()) ?? (await errorCode(tab)),
  );
  if (typeof seen !== 'string') {
    await registerCard(seen);
    await untilReceipt(tab);
    return `opens, ${charged(scene)}`;
  }
  await tab.evaluate(() => Reflect.set(window, 'allowsPopups', true));
  await press(tab, seen === 'needs_click' ? 'oneMoreClick' : 'failed');
  await registerCard(await eventually('a popup', () => browser.popup()));
  await untilReceipt(tab);
  return `\`${seen}\`; one more click, ${charged(scene)}`;
}

/** The script arrives when it is time; only then can the popup open. */
async function clickAhead(scene: Scene, isTime: (tab: Tab) => Promise<boolean>): Promise<string> {
  sellWithPopups(scene);
  scene.network.addInitScript(noteClicks);
  const browser = await scene.open();
  const script = scene.network.holdRequest(sdkScript);
  const tab = await scene.visit(browser);
  await script.met;
  await press(tab);
  await untilStatus(tab, 'loading');
  await eventually('the moment for the script', () => isTime(tab));
  script.release();
  return payInPopup(scene, browser, tab);
}

const msSinceClick = (tab: Tab) => tab.evaluate(() => performance.now() - Number(Reflect.get(window, 'clickedAt')));

export const popupCases: readonly Case[] = [
  {
    name: 'Popup, the SDK ready at the click',
    async play(scene) {
      sellWithPopups(scene);
      const browser = await scene.open();
      const tab = await scene.visit(browser);
      await eventually('the SDK', () => tab.evaluate(() => Reflect.has(window, 'IMP')));
      await press(tab);
      return payInPopup(scene, browser, tab);
    },
  },
  {
    name: 'Popup, the SDK there two seconds after the click',
    play: (scene) => clickAhead(scene, async (tab) => (await msSinceClick(tab)) > 2000),
  },
  {
    name: 'Popup, the SDK there when the browser calls the click stale',
    play: (scene) => clickAhead(scene, (tab) => tab.evaluate(() => !navigator.userActivation.isActive)),
  },
  {
    name: 'Popup refused whatever the click, then allowed',
    async play(scene) {
      sellWithPopups(scene);
      scene.network.addInitScript(refusePopups);
      const browser = await scene.open();
      const tab = await scene.visit(browser);
      await press(tab);
      return payInPopup(scene, browser, tab);
    },
  },
];
