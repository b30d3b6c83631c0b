import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeProblems } from '../../src/core/describeProblems.js';
import type { ProblemRule } from '../../src/core/Problem.js';

const limits: Record<ProblemRule, number | string | undefined> = {
  required: undefined,
  'too-long': 40,
  'too-short': 8,
  'too-many-bytes': 100,
  'not-a-string': undefined,
  'not-a-number': undefined,
  negative: undefined,
  'not-positive': undefined,
  'too-small': 100,
  'not-a-url': undefined,
  'not-allowed': 'card, phone',
  'not-alphanumeric': undefined,
  'forbidden-characters': '%&',
  'same-as': 'merchantUid',
  'not-json': undefined,
  'unknown-pg': undefined,
};

function describeOne(rule: ProblemRule, locale: 'ko' | 'en', limit = limits[rule]): string {
  return describeProblems(
    [limit === undefined ? { field: 'buyer.tel', rule } : { field: 'buyer.tel', rule, limit }],
    locale,
  );
}

describe('describeProblems', () => {
  afterEach(() => vi.unstubAllEnvs());

  describe.each(Object.keys(limits) as ProblemRule[])('%s', (rule) => {
    it.each(['ko', 'en'] as const)('is a sentence that names the field and the limit: %s', (locale) => {
      const sentence = describeOne(rule, locale);
      expect(sentence).toContain('buyer.tel: ');
      expect(sentence).toContain(String(limits[rule] ?? ''));
      expect(sentence).not.toMatch(/[{}]|undefined/);
      // A sentence about the order, and one about the field.
      expect(/[가-힣]/.test(sentence.split('buyer.tel: ')[1] ?? '')).toBe(locale === 'ko');
    });
  });

  it('says different things of different rules', () => {
    for (const locale of ['ko', 'en'] as const) {
      const sentences = Object.keys(limits).map((rule) => describeOne(rule as ProblemRule, locale, 1));
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });

  it('says that a field has to go where nothing is allowed in it', () => {
    const problems = [{ field: 'payMethod', rule: 'not-allowed' }] as const;
    expect(describeProblems(problems, 'en')).toContain('payMethod: must be left out for this PG');
    expect(describeProblems(problems, 'ko')).toContain('payMethod: 이 PG에서는 넣지 않아야 합니다');
  });

  it('puts all of them in one line', () => {
    const problems = [
      { field: 'name', rule: 'required' },
      { field: 'amount', rule: 'negative' },
    ] as const;
    expect(describeProblems(problems, 'en')).toMatch(/name: is required; amount: must be 0 or more\.$/);
  });

  it('keeps the bare facts in production, where the sentences are not shipped', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    vi.resetModules();
    const { describeProblems: ofProduction } = await import('../../src/core/describeProblems.js');
    const problems = [
      { field: 'buyer.tel', rule: 'too-long', limit: 40 },
      { field: 'name', rule: 'required' },
    ] as const;
    expect(ofProduction(problems, 'ko')).toBe('buyer.tel: too-long; name: required');
  });

  it('takes a `$` in a limit for what it is', () => {
    expect(describeOne('forbidden-characters', 'en', "$&$'")).toContain("$&$'");
  });
});
