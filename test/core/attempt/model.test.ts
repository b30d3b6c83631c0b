import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BillingStatus } from '../../../src/core/attempt/AttemptState.js';
import type { BillingEvent } from '../../../src/core/BillingEvent.js';
import { anyChannel, anyStep, commandNames, often } from '../model/commands.js';
import { createCounts } from '../model/counts.js';
import { play } from '../model/play.js';

const all = Number(process.env.MODEL_SEQUENCES ?? 3_000);
/** Each kind of event; `status` is counted by what it says. */
const kinds: Record<Exclude<BillingEvent['type'], 'status'>, true> = {
  sdk_ready: true,
  sdk_failed: true,
  late_answer: true,
  late_charge: true,
  unknown_return: true,
  undelivered_return: true,
  attempt_dropped: true,
  in_app_browser: true,
  storage_unavailable: true,
};
const statuses: readonly BillingStatus[] = [
  'idle',
  'loading',
  'window',
  'redirecting',
  'charging',
  'succeeded',
  'cancelled',
  'failed',
];

/** Which generation of the SDK is on the pages, and what its channel is like. */
const generations = [
  { api: 'v1', share: 1, portone: fc.constant(undefined), isScoped: often(3), unheard: [] },
  {
    api: 'v2',
    share: 0.2,
    portone: anyChannel,
    // It has no names of cards, by which two pages could tell that it is the same person.
    isScoped: fc.constant(true),
    // Its script is on the page: there is nothing to start.
    unheard: ['event sdk_ready', 'event sdk_failed'],
  },
] as const;

describe.each(generations)(
  'any sequence of clicks, answers, returns, customers, clocks, tabs and faults, over $api',
  ({ share, portone, isScoped, unheard }) => {
    // A share of a few hundred is too small for what is rare to occur in it.
    const sequences = Math.max(Math.ceil(all * share), Math.min(all, 300));

    // As it is shipped: the warnings of development look at a whole document, which these pages are not.
    beforeEach(() => void vi.stubEnv('NODE_ENV', 'production'));
    afterEach(() => void vi.unstubAllEnvs());
    it('charges an attempt once at most, ends it, and loses no key', { timeout: 3_600_000 }, async () => {
      const counts = createCounts();
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            isPhone: fc.boolean(),
            isInApp: often(1),
            hasLocks: often(3),
            hasGetCharge: often(2),
            hasGetRegistration: often(2),
            hasProviderCharge: often(2),
            hasPurchaseKey: fc.boolean(),
            isScoped,
            portone,
          }),
          fc.array(anyStep, { minLength: 1, maxLength: 25, size: 'max' }),
          async (options, commands) => {
            expect(await play(options, commands, counts)).toEqual([]);
          },
        ),
        {
          numRuns: sequences,
          seed: Number(process.env.MODEL_SEED ?? 42),
          // Which sequence is the shortest does not matter where one has to be found.
          endOnFailure: process.env.TAKE_BACK !== undefined,
        },
      );
      // 50 times in 20,000 sequences, and in fewer as often.
      const least = (50 * sequences) / 20_000;
      const rare = [
        ...commandNames,
        ...Object.keys(kinds).map((kind) => `event ${kind}`),
        ...statuses.map((status) => `event status ${status}`),
        ...[...statuses, 'failed with a key'].map((status) => `change of customer at ${status}`),
      ].filter((name) => counts.of(name) < least && !unheard.some((one) => one === name));
      expect(rare, 'what hardly occurs').toEqual([]);
    });
  },
);
