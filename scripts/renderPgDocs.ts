import type { AmountRule, Device, PgRow } from '../src/core/pg/PgRow.js';
import { pgFacts } from '../src/core/pg/pgFacts.js';
import { pgNames } from '../src/core/pg/pgNames.js';
import { type PgCode, pgTable } from '../src/core/pg/pgTable.js';
import { type PgDocsText, pgDocsText } from './pgDocsText.js';

type Locale = keyof typeof pgDocsText;

const rows = Object.entries(pgTable) as [PgCode, PgRow][];

/** The page about the PGs in one language, as Markdown. */
export function renderPgDocs(locale: Locale): string {
  const text = pgDocsText[locale];
  const table = [
    line(text.columns),
    line(text.columns.map(() => '---')),
    ...rows.map(([code, row]) =>
      line([
        `[${pgNames[code][locale]}](#${code})`,
        inCode(code),
        row.payMethods?.map(inCode).join('<br>') || text.anyPayMethod,
        answer(row, 'desktop', text),
        answer(row, 'phone', text),
        amounts(row, text),
        mustHave(row, text).join('<br>') || text.nothing,
        text.confidences[row.confidence ?? 'high'],
      ]),
    ),
  ];
  const sections = rows.map(([code, row]) => section(code, row, locale));
  const parts = [
    `<!-- ${text.generated} -->`,
    text.intro,
    table.join('\n'),
    text.guide,
    `## ${text.details}`,
    ...sections,
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(code: PgCode, row: PgRow, locale: Locale): string {
  const text = pgDocsText[locale];
  const { notes, sources } = pgFacts[code];
  const summary = [
    inCode(code),
    `${text.columns[3]}: ${answer(row, 'desktop', text)}`,
    `${text.columns[4]}: ${answer(row, 'phone', text)}`,
    `${text.columns[7]}: ${text.confidences[row.confidence ?? 'high']}`,
  ];
  return [
    `### <a id="${code}"></a>${pgNames[code][locale]}`,
    `${summary.join(' · ')}`,
    notes.map(([subject, note]) => `- **${text.subjects[subject]}.** ${note[locale]}`).join('\n'),
    `<details><summary>${text.sources}</summary>`,
    sources
      .map(({ document, claims }) => `- ${inCode(document)}: ${claims.map((claim) => text.claims[claim]).join(', ')}`)
      .join('\n'),
    '</details>',
  ].join('\n\n');
}

function answer(row: PgRow, device: Device, text: PgDocsText): string {
  const channel = text.channels[row[device]];
  if (row[device] === 'either') return `${channel} (${text.defaults[device]})`;
  return row.popup === 'always' || row.popup === device ? `${channel} (${text.popup})` : channel;
}

function amounts(row: PgRow, text: PgDocsText): string {
  if (typeof row.amount === 'string') return text.amounts[row.amount];
  return Object.entries(row.amount)
    .map(([method, rule]) => `${inCode(method)}: ${text.amounts[rule]}`)
    .join('<br>');
}

function mustHave(row: PgRow, text: PgDocsText): string[] {
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
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
