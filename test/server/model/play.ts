import { readRenewalNumber } from '../../../src/server/subscription/renewalNumber.js';
import { createClock } from './clock.js';
import type { PlanId, Rules, Step } from './commands.js';
import { createShop, type Shop } from './createShop.js';
import { broken, unfinished } from './invariants.js';
import { type Memory, perform, untilDue } from './perform.js';

const hour = 3_600_000;

/** The gateways and both servers are well, and time passes. */
async function drain(shop: Shop): Promise<void> {
  const { fakes, clock } = shop;
  for (let round = 0; round < 24; round += 1) {
    for (const fake of Object.values(fakes)) fake.clearFaults();
    await clock.advance(round < 12 ? Math.min(await untilDue(shop), hour) : 24 * hour);
    for (const which of [0, 1]) {
      void shop.track('tick', shop.server(which).tick());
      await clock.settle();
    }
  }
}

/** Plays a sequence to its end, after a customer has bought `first`, and gives what does not hold. */
export async function play(
  first: PlanId | null,
  rules: Rules,
  steps: readonly Step[],
  count: (name: string) => void,
): Promise<string[]> {
  const clock = createClock();
  const memory: Memory = { backup: undefined, faultySince: undefined };
  try {
    const shop = createShop(clock, rules);
    if (first !== null) {
      await perform(shop, memory, {
        do: 'subscribe',
        customer: 'kim',
        plan: first,
        api: 'v1',
        isTwice: false,
        isTaken: false,
        agrees: true,
        server: 0,
      });
      await clock.settle();
    }
    for (const step of steps) {
      count(step.do);
      await perform(shop, memory, step);
      if (step.isSettled) await clock.settle();
      const found = broken(shop);
      if (found.length > 0) return found;
    }
    await drain(shop);
    for (const { type } of shop.events) count(`event ${type}`);
    for (const [api, fake] of Object.entries(shop.fakes)) {
      for (const { number } of fake.paid()) {
        const renewal = readRenewalNumber(number);
        count(`${renewal ? 'renewal' : 'first charge'} at ${api}`);
        if (shop.formers.some((former) => renewal && former.subscriptionIds.has(renewal.subscriptionId)))
          count('renewal of an import');
        if (shop.formers.some(({ booked }) => booked.has(number))) count('booking that was carried out');
      }
    }
    return [...broken(shop, true), ...(await unfinished(shop))];
  } finally {
    clock.restore();
  }
}
