import type { Problem, ProblemRule } from './Problem.js';

const rules: Readonly<Record<ProblemRule, string>> = {
  required: 'is required',
  'too-long': 'must be at most {limit} characters',
  'too-short': 'must be at least {limit} characters',
  'too-many-bytes': 'must be at most {limit} bytes, a Korean syllable counted as two',
  'not-a-string': 'must be a string',
  'not-a-number': 'must be a finite number, never a string',
  negative: 'must be 0 or more',
  'not-positive': 'must be more than 0',
  'too-small': 'must be at least {limit}',
  'not-a-url': 'must be an absolute http(s) address',
  'not-allowed': 'must be one of: {limit}',
  'not-alphanumeric': 'must be letters and digits only',
  'forbidden-characters': 'must not contain any of: {limit}',
  'same-as': 'must differ from {limit}',
  'not-json': 'must be plain JSON',
  'other-characters': 'must be letters, digits and any of {limit}, nothing else',
  'unknown-pg':
    '"{pg}" is not a known PG code; {nearest}describe an unlisted one with customPg(), over V2 customChannel()',
  'too-precise': 'must have at most {limit} decimals in this currency',
};

/** One line for developers that names each field and says what it must be. Production builds keep the bare facts. */
export function describeProblems(problems: readonly Problem[]): string {
  return process.env.NODE_ENV === 'production'
    ? problems.map(({ field, rule }) => `${field}: ${rule}`).join('; ')
    : inSentences(problems);
}

function inSentences(problems: readonly Problem[]): string {
  const lines = problems.map(({ field, rule, limit, pg, nearest }) => {
    // A field that the PG has no use for comes without a list of what is allowed.
    const isUnwanted = rule === 'not-allowed' && limit === undefined;
    const values: Record<string, string> = {
      limit: `${limit}`,
      pg: `${pg}`,
      nearest: nearest ? `did you mean "${nearest}"${withMid(pg)}? ` : '',
    };
    const sentence = isUnwanted ? 'must be left out for this PG' : rules[rule];
    const asker = pg && rule !== 'unknown-pg' ? ' (a rule of {pg})' : '';
    return `${field}: ${(sentence + asker).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]))}`;
  });
  return `The order can’t be sent, and nothing was opened. Correct: ${lines.join('; ')}.`;
}

/** PortOne's documents write a PG and the merchant's id at it as one text. */
function withMid(pg = ''): string {
  const mid = pg.split('.')[1];
  return mid ? ` with mid="${mid}"` : '';
}
