import { type Case, charged } from '../Scene.js';
import { paymentPage, press, registerCard, untilPaymentWindow, untilReceipt } from '../shopPage.js';

export const wayCases: readonly Case[] = [
  {
    name: 'Desktop: a card in the window over the page',
    async play(scene) {
      const tab = await scene.visit(await scene.open());
      const address = await tab.url();
      await press(tab);
      await untilPaymentWindow(tab);
      if ((await tab.url()) !== address) throw new Error('The page was left.');
      await registerCard(tab);
      await untilReceipt(tab);
      return charged(scene);
    },
  },
  {
    name: 'Phone: the page is left for the PG’s, and comes back',
    async play(scene) {
      const tab = await scene.visit(await scene.open({ phone: true }));
      await press(tab);
      await untilPaymentWindow(tab);
      if (!paymentPage.test(await tab.url())) throw new Error('The page was not left.');
      await registerCard(tab);
      await untilReceipt(tab);
      if (new URL(await tab.url()).search !== '') throw new Error('The return is still in the address.');
      return charged(scene);
    },
  },
];
