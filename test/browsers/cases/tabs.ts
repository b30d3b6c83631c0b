import { eventually } from '../eventually.js';
import { type Case, charged, type Scene } from '../Scene.js';
import { press, pressResume, registerCard, returnAddress, untilDone, untilReceipt } from '../shopPage.js';

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

async function resumeInSecondTab(scene: Scene): Promise<string> {
  const browser = await scene.open();
  const first = await scene.visit(browser);
  const charge = scene.iamport.failNext({ route: again, kind: 'slow' });
  await press(first);
  await registerCard(first);
  await charge.met;
  const second = await scene.visit(browser);
  await pressResume(second);
  charge.release();
  await untilReceipt(first);
  await untilReceipt(second);
  return charged(scene);
}

const withoutLocks = (play: (scene: Scene) => Promise<string>) => (scene: Scene) => {
  scene.network.addInitScript(removeLocks);
  return play(scene);
};

export const tabCases: readonly Case[] = [
  { name: 'Two tabs come back with one address', play: returnInTwoTabs },
  { name: 'Two tabs come back with one address, without Web Locks', play: withoutLocks(returnInTwoTabs) },
  { name: 'A second tab finishes the charge that the first one is at', play: resumeInSecondTab },
  {
    name: 'A second tab finishes the charge that the first one is at, without Web Locks',
    play: withoutLocks(resumeInSecondTab),
  },
];
