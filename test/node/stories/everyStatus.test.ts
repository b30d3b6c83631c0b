import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BillingStatus } from '../../../src/index.js';
import { situations } from '../../../stories/world/situations.js';

/** A status that is added to the union does not compile here until it is listed. */
const statuses = Object.keys({
  idle: true,
  loading: true,
  window: true,
  redirecting: true,
  charging: true,
  succeeded: true,
  cancelled: true,
  failed: true,
} satisfies Record<BillingStatus, true>);

/** `inSituation('charging', 'en')` and the like, as each story file has them. */
function shownIn(file: string, language: 'ko' | 'en'): string[] {
  const source = readFileSync(new URL(`../../../stories/${file}`, import.meta.url), 'utf8');
  const calls = [...source.matchAll(/inSituation\('(\w+)'(?:, '(\w+)')?\)/g)];
  return calls.filter(([, , locale = 'ko']) => locale === language).map(([, name]) => name as string);
}

const all = Object.keys(situations).sort();

describe('stories', () => {
  it('know a situation for every status', () => {
    expect(new Set(Object.values(situations).map(({ status }) => status))).toEqual(new Set(statuses));
  });

  describe.each(['ko', 'en'] as const)('in %s', (language) => {
    it.each(['SubscribeCardButton.stories.tsx', 'parts/EveryPart.stories.tsx'])('%s shows them all', (file) => {
      expect(shownIn(file, language).sort()).toEqual(all);
    });
  });

  it('the board of every part has every part', () => {
    const board = readFileSync(new URL('../../../stories/parts/EveryPart.stories.tsx', import.meta.url), 'utf8');
    const parts = ['Trigger', 'Status', 'ErrorMessage', 'RetryCharge', 'AnotherCard', 'Cancel'];
    for (const part of parts) expect(board).toContain(`<BillingKey.${part} `);
    for (const part of ['<PaymentMethods.Root', '<Consent.Root', '<OrderSummary']) expect(board).toContain(part);
  });
});
