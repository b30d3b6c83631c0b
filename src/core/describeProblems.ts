import type { Problem, ProblemRule } from './Problem.js';

/** The languages that developers' sentences about a wrong order come in. */
export type DeveloperLocale = 'ko' | 'en';

interface ProblemTexts {
  readonly intro: string;
  /** For a field that the PG has no use for, which comes without a list of what is allowed. */
  readonly unwanted: string;
  readonly rules: Readonly<Record<ProblemRule, string>>;
}

const texts: Readonly<Record<DeveloperLocale, ProblemTexts>> | undefined =
  process.env.NODE_ENV === 'production'
    ? undefined
    : {
        en: {
          intro: 'The order can’t be sent, and nothing was opened. Correct:',
          unwanted: 'must be left out for this PG',
          rules: {
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
            'unknown-pg': 'is not a known PG code; describe an unlisted one with customPg()',
          },
        },
        ko: {
          intro: '주문을 보낼 수 없어 결제창을 열지 않았습니다. 고쳐 주세요:',
          unwanted: '이 PG에서는 넣지 않아야 합니다',
          rules: {
            required: '필수 값입니다',
            'too-long': '{limit}자 이하여야 합니다',
            'too-short': '{limit}자 이상이어야 합니다',
            'too-many-bytes': '{limit}바이트 이하여야 합니다 (한글은 한 글자에 2바이트)',
            'not-a-string': '문자열이어야 합니다',
            'not-a-number': '유한한 숫자여야 합니다 (문자열은 안 됩니다)',
            negative: '0 이상이어야 합니다',
            'not-positive': '0보다 커야 합니다',
            'too-small': '{limit} 이상이어야 합니다',
            'not-a-url': 'http(s)로 시작하는 절대 주소여야 합니다',
            'not-allowed': '다음 중 하나여야 합니다: {limit}',
            'not-alphanumeric': '영문자와 숫자만 쓸 수 있습니다',
            'forbidden-characters': '다음 문자는 쓸 수 없습니다: {limit}',
            'same-as': '{limit}와 달라야 합니다',
            'not-json': 'JSON으로 나타낼 수 있어야 합니다',
            'unknown-pg': '알 수 없는 PG 코드입니다. 목록에 없는 PG는 customPg()로 설명해 주세요',
          },
        },
      };

/** One line for developers that names each field and says what it must be. Production builds keep the bare facts. */
export function describeProblems(problems: readonly Problem[], locale: DeveloperLocale): string {
  if (!texts) return problems.map(({ field, rule }) => `${field}: ${rule}`).join('; ');
  const { intro, unwanted, rules } = texts[locale];
  const lines = problems.map(({ field, rule, limit }) => {
    const isUnwanted = rule === 'not-allowed' && limit === undefined;
    return `${field}: ${isUnwanted ? unwanted : rules[rule].replace('{limit}', () => `${limit}`)}`;
  });
  return `${intro} ${lines.join('; ')}.`;
}
