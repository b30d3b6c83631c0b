import { expect, vi } from 'vitest';
import { CUSTOMER, checkoutWorld } from './checkoutWorld.js';

export const BOOK = 'POST /subscribe/payments/schedule';
export const day = 24 * 60 * 60 * 1000;

/** A world in which the first month is paid. */
export async function subscribed(options: Parameters<typeof checkoutWorld>[0] = {}) {
  const world = await checkoutWorld(options);
  const { simulator, later, get, start } = world;
  world.register();
  const charged = await world.charge();
  expect(charged.status).toBe('paid');
  const renewals = async () => (await get(`/api/subscriptions/${CUSTOMER}`)).renewals ?? [];
  return {
    ...world,
    paidAt: Date.parse(charged.settledAt ?? ''),
    renewals,
    /** Waits for the renewals to be in these states. */
    until: (...states: string[]) =>
      vi.waitFor(async () => expect((await renewals()).map(({ status }) => status)).toEqual(states), { timeout: 5000 }),
    /** Time goes by, here and at i'mport. */
    async pass(milliseconds: number) {
      later(milliseconds);
      await simulator.clock.advance(milliseconds);
    },
    /** A process that starts looks for what another has left unfinished. */
    restart: () => start(),
    live: () => simulator.schedules.filter(({ schedule_status }) => schedule_status === 'scheduled'),
  };
}
