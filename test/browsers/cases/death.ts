import type { Browser } from '../driver.js';
import type { Case, Scene } from '../Scene.js';
import {
  chargeRequest,
  offersToResume,
  press,
  pressResume,
  registerCard,
  subscribe,
  untilPaymentWindow,
  untilQuiet,
  untilReceipt,
} from '../shopPage.js';

/**
 * Goes on as a customer does who opens the shop again. The offer to go on is waited for: it is on the page only once the backend
 * has said what became of the charge.
 */
async function openAgain(scene: Scene, browser: Browser, wayOn: 'one click' | 'card again'): Promise<string> {
  const before = scene.charges();
  const tab = await scene.visit(browser);
  if (wayOn === 'one click') {
    await pressResume(tab);
    await untilReceipt(tab);
  } else {
    await untilQuiet(tab, scene.network);
    if (await offersToResume(tab)) throw new Error('A charge is offered, and there is no key.');
    await subscribe(tab);
  }
  if (scene.charges() !== 1) throw new Error(`i'mport made ${scene.charges()} charges.`);
  return `${before} → ${scene.charges()}, ${wayOn}`;
}

export const deathCases: readonly Case[] = [
  {
    name: 'Killed on the PG’s page',
    async play(scene) {
      const browser = await scene.open({ phone: true });
      const tab = await scene.visit(browser);
      await press(tab);
      await untilPaymentWindow(tab);
      await browser.kill();
      return openAgain(scene, browser, 'card again');
    },
  },
  {
    name: 'Killed with the charge on its way to the backend',
    async play(scene) {
      const browser = await scene.open();
      const tab = await scene.visit(browser);
      const charge = scene.network.holdRequest(chargeRequest);
      await press(tab);
      await registerCard(tab);
      await charge.met;
      await browser.kill();
      return openAgain(scene, browser, 'one click');
    },
  },
  {
    name: 'Killed when it is charged, and the answer has not arrived',
    async play(scene) {
      const browser = await scene.open();
      const tab = await scene.visit(browser);
      const charge = scene.network.holdAnswer(chargeRequest);
      await press(tab);
      await registerCard(tab);
      await charge.met;
      await browser.kill();
      return openAgain(scene, browser, 'one click');
    },
  },
];
