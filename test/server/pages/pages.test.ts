import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anyChannel, often } from '../../core/model/commands.js';
import { createCounts } from '../../core/model/counts.js';
import { play } from '../../core/model/play.js';
import { createKit } from './createKit.js';
import { anyStep, hostSteps } from './hostSteps.js';

const sequences = Number(process.env.MODEL_SEQUENCES ?? 300);

/** Which generation of the SDK is on the pages, and what its channel is like. */
const generations = [
  { api: 'v1', portone: fc.constant(undefined) },
  { api: 'v2', portone: anyChannel },
] as const;

describe.each(generations)(
  'any sequence of clicks, returns, customers, tabs and faults, with the real server behind pages of $api',
  ({ api, portone }) => {
    beforeEach(() => void vi.stubEnv('NODE_ENV', 'production'));
    afterEach(() => void vi.unstubAllEnvs());
    it('charges an attempt once at most, ends it, and loses no key', { timeout: 3_600_000 }, async () => {
      const counts = createCounts();
      await fc.assert(
        fc.asyncProperty(
          fc
            .record({
              isPhone: fc.boolean(),
              isInApp: fc.constant(false),
              hasLocks: often(3),
              hasGetCharge: fc.constant(true),
              isAskedForKeys: often(3),
              hasProviderCharge: often(3),
              hasPurchaseKey: fc.constant(true),
              hasServerOrders: fc.constant(true),
              takesAtIssue: often(1),
              portone,
              isScoped: fc.constant(true),
            })
            .map(({ isAskedForKeys, ...rest }) => ({
              ...rest,
              // Where nobody can be asked, nobody knows what a window has taken without a word.
              hasGetRegistration: isAskedForKeys || rest.takesAtIssue,
            })),
          fc.array(anyStep, { minLength: 1, maxLength: 25, size: 'max' }),
          async (options, steps) => {
            expect(await play(options, steps, counts, () => createKit(counts.add, api, options.takesAtIssue))).toEqual(
              [],
            );
          },
        ),
        { numRuns: sequences, seed: Number(process.env.MODEL_SEED ?? 42) },
      );
      const least = (2 * sequences) / 300;
      const news = ['told charge_paid', 'event status succeeded', 'charge failed charge_declined'];
      const rare = [...hostSteps.map((what) => `host ${what}`), ...news].filter((name) => counts.of(name) < least);
      if (process.env.MODEL_COUNTS) console.log(counts.all());
      expect(rare, 'what hardly occurs').toEqual([]);
    });
  },
);
