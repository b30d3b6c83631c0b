import { type Case, charged, type Scene } from '../Scene.js';
import {
  leftovers,
  offersToResume,
  press,
  registerCard,
  returnAddress,
  subscribe,
  untilDone,
  untilPaymentWindow,
  untilQuiet,
  untilReceipt,
  untilStatus,
  wasRestored,
} from '../shopPage.js';

async function backFromPg(scene: Scene, pageCache: boolean): Promise<string> {
  const tab = await scene.visit(await scene.open({ phone: true, pageCache }));
  await untilQuiet(tab, scene.network);
  await press(tab);
  await untilPaymentWindow(tab);
  await tab.back();
  const status = await untilStatus(tab, 'idle', 'cancelled');
  const restored = await wasRestored(tab);
  if (restored !== pageCache) throw new Error(`The page was ${restored ? '' : 'not '}shown from the page cache.`);
  const left = await leftovers(tab);
  if (left) throw new Error(`The SDK left a ${left} on the page.`);
  if (scene.charges() > 0) throw new Error('A charge was made by going Back.');
  await subscribe(tab);
  return `${restored ? 'restored' : 'loaded'}, \`${status}\`; then ${charged(scene)}`;
}

export const backCases: readonly Case[] = [
  { name: 'Back out of the PG’s page, with the page cache', play: (scene) => backFromPg(scene, true) },
  { name: 'Back out of the PG’s page, without the page cache', play: (scene) => backFromPg(scene, false) },
  {
    name: 'Back, Forward to the PG’s page, and a card there',
    async play(scene) {
      const tab = await scene.visit(await scene.open({ phone: true }));
      await press(tab);
      await untilPaymentWindow(tab);
      await tab.back();
      await untilStatus(tab, 'cancelled', 'idle');
      await tab.forward();
      await registerCard(tab);
      await untilReceipt(tab);
      return charged(scene);
    },
  },
  {
    name: 'The tab dies on the way back, and the address is opened later, and once more',
    async play(scene) {
      const browser = await scene.open({ phone: true });
      const tab = await scene.visit(browser);
      const returning = scene.network.holdRequest(returnAddress);
      await press(tab);
      await registerCard(tab);
      const address = await returning.met;
      await tab.close();
      const later = await scene.visit(browser, address);
      await untilReceipt(later);
      const again = await scene.visit(browser, address);
      await untilQuiet(again, scene.network);
      if (await offersToResume(again)) throw new Error('The charge is offered a second time.');
      return `by itself, ${charged(scene)}`;
    },
  },
  {
    name: 'Paid in a second tab, and then a card on the PG’s page of the first',
    async play(scene) {
      const browser = await scene.open({ phone: true });
      const first = await scene.visit(browser);
      await press(first);
      await untilPaymentWindow(first);
      const second = await scene.visit(browser);
      await subscribe(second);
      await registerCard(first);
      await untilDone(first);
      return charged(scene);
    },
  },
];
