import type { Tab } from '../driver.js';
import { type Case, charged } from '../Scene.js';
import { offersToResume, press, registerCard, status, subscribe, untilQuiet } from '../shopPage.js';

async function expectBlocked(tab: Tab): Promise<void> {
  const isKept = await tab.evaluate(() => {
    try {
      localStorage.setItem('probe', 'kept');
      return localStorage.getItem('probe') === 'kept';
    } catch {
      return false;
    }
  });
  if (isKept) throw new Error('The storage is not blocked.');
}

export const storageCases: readonly Case[] = [
  {
    name: 'Blocked storage on a desktop, and a reload after it',
    async play(scene) {
      const tab = await scene.visit(await scene.open({ storage: false }));
      await expectBlocked(tab);
      await subscribe(tab);
      await tab.reload();
      await untilQuiet(tab, scene.network);
      if (await offersToResume(tab)) throw new Error('A charge that was paid is offered.');
      return charged(scene);
    },
  },
  {
    name: 'Blocked storage on a phone: nobody knows the return',
    async play(scene) {
      const tab = await scene.visit(await scene.open({ storage: false, phone: true }));
      await expectBlocked(tab);
      await press(tab);
      await registerCard(tab);
      // Back on the shop's page, which asks the backend for nothing more.
      await untilQuiet(tab, scene.network);
      if (scene.charges() > 0) throw new Error('A return that nobody knows was charged.');
      return `0 charges, \`${await status(tab)}\``;
    },
  },
];
