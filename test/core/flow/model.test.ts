import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClock, flush } from '../model/clock.js';
import { anyCommand, type Command } from '../model/commands.js';
import { createWorld, type World, type WorldOptions } from '../model/createWorld.js';
import { broken, unfinished } from '../model/invariants.js';
import { answer, type Delivered, offered, perform, recover } from '../model/perform.js';
import { installGlobals, runIn, type Tab } from '../model/Tab.js';

type Clock = ReturnType<typeof createClock>;

/** Answers everybody and lets all the time pass that anything may wait for. */
async function drain(world: World, clock: Clock): Promise<void> {
  world.setSwallows(false);
  world.backend.setMode('ok');
  // Over again, as a click may still wait for the SDK to settle, and a host may try again.
  for (let round = 0; round < 4; round += 1) {
    for (const request of world.requests) if (request.isVisible) answer(world, request, 'cancelled');
    while (world.backend.letGo(true)) await flush();
    await clock.advance(200_000);
  }
}

/** The customer goes on: what is offered is charged, and a click opens a window, on every page. */
async function goOn(world: World, clock: Clock): Promise<string[]> {
  const fresh = world.openTab();
  await flush();
  for (const record of runIn(fresh, () => offered(fresh)) ?? []) recover(world, fresh, record);
  await clock.advance(200_000);
  const left = runIn(fresh, () => offered(fresh)) ?? [];
  const found = left.map(({ attemptId }) => `${attemptId} can’t be charged`);
  for (const tab of world.living()) if (!(await canOpen(world, clock, tab))) found.push('no window opens');
  return found;
}

/** At the second try at the latest, as the first may find an SDK that has swallowed a request. */
async function canOpen(world: World, clock: Clock, tab: Tab): Promise<boolean> {
  for (let round = 0; round < 2; round += 1) {
    runIn(tab, () => void tab.flows[0]?.issue({ customerUid: 'card-3', name: 'New', amount: 100 }));
    await clock.advance(20_000);
    const window = world.requests.find((request) => request.tab === tab && request.isVisible);
    if (window) answer(world, window, 'cancelled');
    if (window) return true;
  }
  return false;
}

async function play(options: WorldOptions, commands: readonly Command[]): Promise<string[]> {
  const clock = createClock();
  const world = createWorld(options);
  const delivered: Delivered[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  const restoreGlobals = installGlobals();
  clock.install();
  process.on('unhandledRejection', onRejection);
  try {
    world.openTab();
    await clock.advance(10);
    for (const command of commands) {
      const news = await perform(world, clock, command);
      await flush();
      if (news) delivered.push(news);
      const found = broken(world, delivered);
      if (found.length > 0) return found;
    }
    await drain(world, clock);
    const found = [...broken(world, delivered), ...unfinished(world)];
    const isHealthy = world.tabs.every(({ hasFailed }) => !hasFailed);
    if (found.length === 0 && isHealthy) found.push(...(await goOn(world, clock)), ...broken(world, delivered));
    return [...found, ...rejections.map((reason) => `unhandled: ${String(reason)}`)];
  } finally {
    process.off('unhandledRejection', onRejection);
    for (const tab of world.living()) world.closeTab(tab);
    clock.restore();
    restoreGlobals();
  }
}

const sequences = Number(process.env.MODEL_SEQUENCES ?? 10_000);

describe('any sequence of clicks, answers, returns, reloads, tabs and faults', () => {
  // As it is shipped: what is said to developers besides looks at a whole document, which these pages are not.
  beforeEach(() => {
    vi.stubEnv('NODE_ENV', 'production');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('charges an attempt once at most, ends it, and loses no key', { timeout: 120_000 }, async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ isPhone: fc.boolean(), hasLocks: fc.nat(3).map((n) => n > 0), hasGetCharge: fc.boolean() }),
        fc.array(anyCommand, { minLength: 1, maxLength: 25, size: 'max' }),
        async (options, commands) => {
          for (const command of commands) seen.add(command.do);
          expect(await play(options, commands)).toEqual([]);
        },
      ),
      { numRuns: sequences },
    );
    expect(seen.size).toBe(16);
  });
});
