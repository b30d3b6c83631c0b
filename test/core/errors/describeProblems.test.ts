import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeProblems } from '../../../src/core/errors/describeProblems.js';
import type { ProblemRule } from '../../../src/core/errors/Problem.js';

const limits: Record<ProblemRule, number | string | undefined> = {
  required: undefined,
  'too-long': 40,
  'too-short': 8,
  'too-many-bytes': 100,
  'not-a-string': undefined,
  'not-a-number': undefined,
  negative: undefined,
  'too-precise': 2,
  'not-positive': undefined,
  'too-small': 100,
  'not-a-url': undefined,
  'not-allowed': 'card, phone',
  'not-alphanumeric': undefined,
  'other-characters': '-_=.@',
  'forbidden-characters': '%&',
  'same-as': 'merchantUid',
  'not-json': undefined,
  'unknown-pg': undefined,
};

function describeOne(rule: ProblemRule, limit = limits[rule]): string {
  return describeProblems([
    limit === undefined ? { field: 'buyer.tel', rule, pg: 'p' } : { field: 'buyer.tel', rule, limit },
  ]);
}

describe('describeProblems', () => {
  afterEach(() => vi.unstubAllEnvs());

  describe.each(Object.keys(limits) as ProblemRule[])('%s', (rule) => {
    it('is an English sentence that names the field and the limit', () => {
      const sentence = describeOne(rule);
      expect(sentence).toContain('buyer.tel: ');
      expect(sentence).toContain(String(limits[rule] ?? ''));
      expect(sentence).not.toMatch(/[{}]|undefined/);
      expect(sentence).not.toMatch(/[가-힣]/);
    });
  });

  it('says different things of different rules', () => {
    const sentences = Object.keys(limits).map((rule) => describeOne(rule as ProblemRule, 1));
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it('says that a field has to go where nothing is allowed in it', () => {
    const problems = [{ field: 'payMethod', rule: 'not-allowed' }] as const;
    expect(describeProblems(problems)).toContain('payMethod: must be left out for this PG');
  });

  it('says which PG asks for it, where not every PG does', () => {
    const problems = [{ field: 'buyer.tel', rule: 'required', pg: 'naverpay' }] as const;
    expect(describeProblems(problems)).toContain('buyer.tel: is required (a rule of naverpay)');
  });

  it('shows a wrong PG code, and the nearest', () => {
    const problem = { field: 'pg', rule: 'unknown-pg', pg: 'kcp_biling' } as const;
    expect(describeProblems([{ ...problem, nearest: 'kcp_billing' }])).toContain(
      'pg: "kcp_biling" is not a known PG code; did you mean "kcp_billing"? describe an unlisted one with customPg(), over V2 customChannel()',
    );
    expect(describeProblems([problem])).toContain(
      'pg: "kcp_biling" is not a known PG code; describe an unlisted one with customPg(), over V2 customChannel()',
    );
  });

  it('puts all of them in one line', () => {
    const problems = [
      { field: 'name', rule: 'required' },
      { field: 'amount', rule: 'negative' },
    ] as const;
    expect(describeProblems(problems)).toMatch(/name: is required; amount: must be 0 or more\.$/);
  });

  it('keeps the bare facts in production, where the sentences are not shipped', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    vi.resetModules();
    const { describeProblems: ofProduction } = await import('../../../src/core/errors/describeProblems.js');
    const problems = [
      { field: 'buyer.tel', rule: 'too-long', limit: 40 },
      { field: 'name', rule: 'required' },
    ] as const;
    expect(ofProduction(problems)).toBe('buyer.tel: too-long; name: required');
  });

  it('takes a `$` in a limit for what it is', () => {
    expect(describeOne('forbidden-characters', "$&$'")).toContain("$&$'");
  });
});
