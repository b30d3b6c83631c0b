import type { Browser } from '../driver.js';
import type { Case, Scene } from '../Scene.js';
import {
  chargeRequest,
  offersToResume,
  press,
  pressResume,
  registerCard,
  subscribe,
  untilDone,
  untilPaymentWindow,
  untilReceipt,
} from '../shopPage.js';

/** Goes on as a customer does who opens the shop again. */
async function openAgain(scene: Scene, browser: Browser): Promise<string> {
  const before = scene.charges();
  const tab = await scene.visit(browser);
  await untilDone(tab);
  const isOffered = await offersToResume(tab);
  if (isOffered) {
    await pressResume(tab);
    await untilReceipt(tab);
  } else await subscribe(tab);
  if (scene.charges() !== 1) throw new Error(`i'mport made ${scene.charges()} charges.`);
  return `${before} → ${scene.charges()}, ${isOffered ? 'one click' : 'card again'}`;
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
      return openAgain(scene, browser);
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
      return openAgain(scene, browser);
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
      return openAgain(scene, browser);
    },
  },
];
