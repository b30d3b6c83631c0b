import { pgFacts } from '../../docs/data/pgFacts.js';
import type { AmountRule, Device, PgRow } from '../../src/iamport/pg/PgRow.js';
import { confidenceOf } from '../../src/iamport/pg/pgConfidence.js';
import { pgNames } from '../../src/iamport/pg/pgNames.js';
import { type PgCode, pgTable } from '../../src/iamport/pg/pgTable.js';
import { type Locale, table } from './apiTables.js';

const rows = Object.entries(pgTable) as [PgCode, PgRow][];

/** The sections of docs/pg.md: `pg table`, and `pg details` with the notes and sources of each PG. */
export function pgSection(name: string, locale: Locale): string | undefined {
  const text = words[locale];
  if (name === 'pg details') return rows.map(([code, row]) => details(code, row, locale)).join('\n\n');
  if (name !== 'pg table') return undefined;
  return table(
    text.columns,
    rows.map(([code, row]) => [
      `[${pgNames[code][locale]}](#${code})`,
      inCode(code),
      row.payMethods?.map(inCode).join('<br>') || text.anyPayMethod,
      answer(row, 'desktop', text),
      answer(row, 'phone', text),
      amounts(row, text),
      mustHave(row, text).join('<br>') || text.nothing,
      text.confidences[confidenceOf(code)],
    ]),
  );
}

function details(code: PgCode, row: PgRow, locale: Locale): string {
  const text = words[locale];
  const { notes, sources } = pgFacts[code];
  const summary = [
    inCode(code),
    `${text.columns[3]}: ${answer(row, 'desktop', text)}`,
    `${text.columns[4]}: ${answer(row, 'phone', text)}`,
    `${text.columns[7]}: ${text.confidences[confidenceOf(code)]}`,
  ];
  return [
    `### <a id="${code}"></a>${pgNames[code][locale]}`,
    summary.join(' · '),
    notes.map(([subject, note]) => `- **${text.subjects[subject]}.** ${note[locale]}`).join('\n'),
    `<details><summary>${text.sources}</summary>`,
    sources
      .map(({ document, claims }) => `- ${inCode(document)}: ${claims.map((claim) => text.claims[claim]).join(', ')}`)
      .join('\n'),
    '</details>',
  ].join('\n\n');
}

function answer(row: PgRow, device: Device, text: Words): string {
  const channel = text.channels[row[device]];
  if (row[device] === 'either') return `${channel} (${text.defaults[device]})`;
  return row.popup === 'always' || row.popup === device ? `${channel} (${text.popup})` : channel;
}

function amounts(row: PgRow, text: Words): string {
  if (typeof row.amount === 'string') return text.amounts[row.amount];
  return Object.entries(row.amount)
    .map(([method, rule]) => `${inCode(method)}: ${text.amounts[rule]}`)
    .join('<br>');
}

function mustHave(row: PgRow, text: Words): string[] {
  const methods = row.payMethods ?? [];
  const only = (method: string) => (methods.length > 1 ? ` (${inCode(method)})` : '');
  const rules: [string, AmountRule][] =
    typeof row.amount === 'string' ? [['', row.amount]] : Object.entries(row.amount);
  return [
    ...(methods.length > 1 ? [inCode('payMethod')] : []),
    ...(row.requires ?? []).map(inCode),
    ...Object.entries(row.requiresFor ?? {}).flatMap(([method, fields]) =>
      fields.map((field) => inCode(field) + only(method)),
    ),
    ...(methods.includes('phone') ? [inCode('digital') + only('phone')] : []),
    ...rules
      .filter(([, rule]) => rule === 'always-charged')
      .map(([method]) => text.amountAboveZero + (method && only(method))),
  ];
}

const inCode = (value: string) => `\`${value}\``;

/** The words of the tables. The pages around them are written by hand. */
const words = {
  en: {
    columns: [
      'PG',
      '`pg`',
      '`payMethod`',
      'Answer on desktops',
      'Answer on phones',
      'Amount',
      'Must have',
      'Confidence',
    ],
    channels: { callback: 'callback', redirect: 'redirect', either: 'your choice', disputed: 'ready for both' },
    amounts: {
      'display-only': 'shown only',
      'charged-if-positive': 'charged if above 0',
      'always-charged': 'always charged',
      unknown: 'unknown, 0 is sent',
    },
    confidences: { high: 'high', medium: 'medium', low: 'low' },
    popup: 'popup',
    defaults: { desktop: 'popup by default', phone: 'redirect by default' },
    anyPayMethod: 'none',
    amountAboveZero: '`amount` above 0',
    nothing: 'nothing more',
    subjects: {
      amount: 'Amount',
      channel: 'Answer',
      fields: 'Fields',
      window: 'Window',
      result: 'Result',
      charges: 'Later charges',
      setup: 'Setup',
      documents: 'Documents',
      dispute: 'Open',
    },
    claims: {
      code: 'code',
      payMethods: 'pay methods',
      channel: 'answer',
      amount: 'amount',
      fields: 'fields',
      limits: 'limits',
      charges: 'later charges',
    },
    sources: 'Sources',
  },
  ko: {
    columns: ['PG', '`pg`', '`payMethod`', 'PC 결과 수신', '모바일 결과 수신', '금액', '필수 값', '신뢰도'],
    channels: { callback: '콜백', redirect: '리디렉션', either: '선택', disputed: '둘 다 준비' },
    amounts: {
      'display-only': '표시만',
      'charged-if-positive': '0원보다 크면 결제',
      'always-charged': '항상 결제',
      unknown: '알 수 없음(0원 전송)',
    },
    confidences: { high: '높음', medium: '보통', low: '낮음' },
    popup: '팝업',
    defaults: { desktop: '기본값 팝업', phone: '기본값 리디렉션' },
    anyPayMethod: '없음',
    amountAboveZero: '0보다 큰 `amount`',
    nothing: '추가 없음',
    subjects: {
      amount: '금액',
      channel: '결과 수신',
      fields: '필드',
      window: '결제창',
      result: '응답',
      charges: '이후 청구',
      setup: '설정',
      documents: '문서',
      dispute: '확인되지 않은 점',
    },
    claims: {
      code: '코드',
      payMethods: '결제수단',
      channel: '결과 수신',
      amount: '금액',
      fields: '필드',
      limits: '제한',
      charges: '이후 청구',
    },
    sources: '출처',
  },
} as const;

type Words = (typeof words)[Locale];
