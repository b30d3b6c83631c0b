import { eventually } from '../eventually.js';
import { type Case, charged, type Scene } from '../Scene.js';
import {
  offersToResume,
  press,
  registerCard,
  returnAddress,
  untilDone,
  untilReceipt,
  untilStatus,
} from '../shopPage.js';

const again = 'POST /subscribe/payments/again';

/** As in old WebViews, and on pages without https. */
function removeLocks(): void {
  Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined });
}

async function returnInTwoTabs(scene: Scene): Promise<string> {
  const browser = await scene.open({ phone: true });
  const tab = await scene.visit(browser);
  const returning = scene.network.holdRequest(returnAddress);
  await press(tab);
  await registerCard(tab);
  const address = await returning.met;
  await tab.close();
  const tabs = [await browser.newTab(), await browser.newTab()] as const;
  await Promise.all(tabs.map((each) => each.goto(address)));
  await eventually('a charge', async () => scene.charges() > 0);
  for (const each of tabs) await untilDone(each);
  return charged(scene);
}

async function pressInSecondTab(scene: Scene): Promise<string> {
  const browser = await scene.open();
  const first = await scene.visit(browser);
  const charge = scene.iamport.failNext({ route: again, kind: 'slow', committed: false });
  await press(first);
  await registerCard(first);
  await charge.met;
  const second = await scene.visit(browser);
  await untilDone(second);
  // The server has begun a subscription for this customer, and makes no second order.
  await press(second);
  await untilStatus(second, 'failed');
  if (await offersToResume(second)) return 'the second tab offers it as unfinished';
  charge.release();
  await untilReceipt(first);
  return charged(scene);
}

const withoutLocks = (play: (scene: Scene) => Promise<string>) => (scene: Scene) => {
  scene.network.addInitScript(removeLocks);
  return play(scene);
};

export const tabCases: readonly Case[] = [
  { name: 'Two tabs come back with one address', play: returnInTwoTabs },
  { name: 'Two tabs come back with one address, without Web Locks', play: withoutLocks(returnInTwoTabs) },
  { name: 'The button of a second tab, while the first one is at its charge', play: pressInSecondTab },
  {
    name: 'The button of a second tab, while the first one is at its charge, without Web Locks',
    play: withoutLocks(pressInSecondTab),
  },
];
