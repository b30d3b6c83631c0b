import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Step } from '../model/commands.js';
import { createCounts } from '../model/counts.js';
import { play } from '../model/play.js';

const options = {
  isPhone: false,
  isInApp: false,
  hasLocks: true,
  hasGetCharge: true,
  hasGetRegistration: true,
  hasProviderCharge: false,
  hasPurchaseKey: false,
  isScoped: true,
};

/** The order has a number of its own for each charge. */
const inTab = (tab: number, plan = 0) => ({ tab, place: 0, button: 0, plan, isOther: true, isSettled: true });
const signIn = (tab: number): Step => ({ do: 'signIn', tab, customer: 'kim', isSettled: true });
const wait: Step = { do: 'wait', milliseconds: 200, isSettled: true };

const bought: readonly Step[] = [signIn(0), { do: 'buy', ...inTab(0) }, wait];
const later: Step = { do: 'turnClock', days: 40, isSettled: true };
const boughtAgainOffline: readonly Step[] = [
  { do: 'server', mode: 'offline', isSettled: true },
  { do: 'openTab', isSettled: true },
  signIn(1),
  { do: 'buy', ...inTab(1) },
  wait,
  { do: 'server', mode: 'ok', isSettled: true },
];
const recoveredInTheFirstTab: Step = { do: 'recover', tab: 0, which: 0, isSettled: true };

beforeEach(() => void vi.stubEnv('NODE_ENV', 'production'));
afterEach(() => void vi.unstubAllEnvs());

describe('a second purchase in a tab that can’t know of the first, recovered in the tab that can', () => {
  it.each<[string, readonly Step[]]>([
    ['the storage was emptied in between', [{ do: 'clear', isSettled: true }]],
    ['40 days went by, and a click on the same plan', [later, { do: 'click', ...inTab(0) }]],
    ['40 days went by, and a click on another plan', [later, { do: 'click', ...inTab(0, 2) }]],
  ])('is charged, and does not end with the receipt of the first: %s', async (_, between) => {
    const steps = [...bought, ...between, ...boughtAgainOffline, recoveredInTheFirstTab, wait];
    expect(await play(options, steps, createCounts())).toEqual([]);
  });
});

describe('two places at the same purchase, with numbers of their own', () => {
  // Without locks of the browser the charge waits for a lease, and the second click comes before it.
  const clickedBeforeTheChargeIsSent = (mode: 'lost' | 'offline'): Step[] => [
    { do: 'server', mode, isSettled: false },
    { do: 'buy', ...inTab(0), isSettled: false },
    { do: 'click', ...inTab(0), place: 1, isSettled: false },
    { do: 'wait', milliseconds: 16_000, isSettled: false },
    { do: 'answer', request: 0, says: 'issued', isSettled: false },
  ];

  it.each<[string, readonly Step[]]>([
    ['its answer is lost', clickedBeforeTheChargeIsSent('lost')],
    ['it never arrives', clickedBeforeTheChargeIsSent('offline')],
    [
      'its answer is lost, and the storage emptied',
      [
        ...clickedBeforeTheChargeIsSent('lost'),
        { do: 'clear', isSettled: false },
        { do: 'answer', request: 0, says: 'issued', isSettled: false },
        { do: 'reset', tab: 0, place: 0, isSettled: false },
      ],
    ],
  ])('are charged once, where the first is sent after the click on the second: %s', async (_, steps) => {
    for (const [hasGetCharge, isPhone] of [
      [true, false],
      [false, false],
      [false, true],
    ] as const) {
      const shop = { ...options, hasLocks: false, hasGetCharge, isPhone };
      expect(await play(shop, steps, createCounts())).toEqual([]);
    }
  });
});

describe('several charges of one purchase of which nobody knows, with numbers of their own', () => {
  it('are told to the customer once, and with the next click one of them is made', async () => {
    const bought: Step = { do: 'buy', ...inTab(0), isSettled: false };
    const clicked: Step = { do: 'click', ...inTab(0), isSettled: false };
    const offline: Step = { do: 'server', mode: 'offline', isSettled: false };
    const steps = [offline, bought, clicked, bought, clicked, bought, clicked];
    expect(await play({ ...options, isInApp: true, hasGetCharge: false }, steps, createCounts())).toEqual([]);
  });
});
