import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyRules, anyStep, commandNames, planIds } from './commands.js';
import { play } from './play.js';

const sequences = Number(process.env.MODEL_SEQUENCES ?? 300);
/** What the sequences have to come to, or they would try little. */
const events = ['charge_paid', 'renewed', 'declined', 'recovered', 'periods_skipped', 'refunded', 'ended'];
const payments = ['renewal at v1', 'renewal at v2', 'renewal of an import', 'booking that was carried out'];

describe('any sequence of purchases, renewals, changes, faults, deaths and backups', () => {
  it('charges nobody twice, nobody for somebody else, and knows every won', { timeout: 3_600_000 }, async () => {
    const counts = new Map<string, number>();
    const count = (name: string) => void counts.set(name, (counts.get(name) ?? 0) + 1);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(null, ...planIds),
        anyRules,
        fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }),
        async (first, rules, steps) => {
          expect(await play(first, rules, steps, count)).toEqual([]);
        },
      ),
      { numRuns: sequences, seed: Number(process.env.MODEL_SEED ?? 42) },
    );
    // Twice in 300 sequences, and in more as often.
    const least = (2 * sequences) / 300;
    const names = [...commandNames, ...events.map((type) => `event ${type}`), ...payments];
    expect(names.filter((name) => (counts.get(name) ?? 0) < least)).toEqual([]);
  });
});
