import type { Api, Export, Member } from './readApi.js';

export interface Words {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
  readonly required: string;
  readonly byDefault: string;
  readonly sections: Readonly<Record<Section, readonly [title: string, intro: string]>>;
  /** A sentence of the TSDoc in the page's language. */
  translate(sentence: string): string;
}

type Section =
  | 'provider'
  | 'button'
  | 'look'
  | 'result'
  | 'order'
  | 'issued'
  | 'pending'
  | 'parts'
  | 'summary'
  | 'checkout'
  | 'exports'
  | 'testing';

const partFiles = { BillingKey: 'billingKey', Consent: 'consent', PaymentMethods: 'paymentMethods' };
const partProps = ['className', 'style', 'children', 'render'];

/** The API section of a README. */
export function renderApi(api: Api, words: Words): string {
  const members = (file: string, name: string, keep: (member: Member) => boolean = () => true) =>
    memberTable(api.members(file, name).filter(keep), words);
  const values = (file: string, keep: (value: Export) => boolean = () => true) =>
    valueTable(api.values(file).filter(keep), words);

  const partsOf = ([group, folder]: [string, string]) =>
    api.values(`src/components/${folder}/parts.ts`).map(({ name, text }) => ({ name: `${group}.${name}`, text }));

  const section = (name: Section, table: string) => {
    const [title, intro] = words.sections[name];
    return [`### ${title}`, intro, table].filter(Boolean).join('\n\n');
  };
  const folded = (name: Section, table: string) => {
    const [title, intro] = words.sections[name];
    return `### ${title}\n\n<details>\n<summary>${intro}</summary>\n\n${table}\n\n</details>`;
  };

  return [
    section('provider', members('src/react/BillingProvider.tsx', 'BillingProviderProps', isNot('children'))),
    section('button', members('src/components/billingKey/splitBillingProps.ts', 'BillingProps')),
    section(
      'look',
      members('src/components/part/PartProps.ts', 'PartProps', ({ name }) => partProps.includes(name)),
    ),
    section('result', members('src/react/useBillingKey.ts', 'BillingKeyActions')),
    folded('order', members('src/core/order.ts', 'BillingOrder')),
    section('issued', members('src/core/IssuedKey.ts', 'IssuedKey')),
    section('pending', members('src/react/usePendingBillingKeys.ts', 'PendingBillingKey')),
    section('parts', valueTable(Object.entries(partFiles).flatMap(partsOf), words)),
    section('summary', members('src/components/checkout/summaryRows.ts', 'OrderSummaryDetails')),
    folded('checkout', members('src/components/checkout/useCheckout.ts', 'UseCheckoutResult')),
    folded(
      'exports',
      values('src/index.ts', ({ text }) => text !== ''),
    ),
    folded('testing', values('src/testing/index.ts')),
  ].join('\n\n');
}

function isNot(name: string): (member: Member) => boolean {
  return (member) => member.name !== name;
}

function memberTable(members: readonly Member[], words: Words): string {
  const sorted = [...members].sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
  const rows = sorted.map(({ name, type, isRequired, text, fallback }) => {
    if (!text && !fallback)
      throw new Error(`${name}: ${type} has no TSDoc, and would be an empty line of the API tables.`);
    const meaning = [
      isRequired && members.some((other) => !other.isRequired) ? `**${words.required}**` : '',
      text && prose(words.translate(text)),
      fallback && `${words.byDefault} ${fallbackText(fallback, words)}`,
    ];
    return [`\`${name}\``, `\`${cell(type)}\``, meaning.filter(Boolean).join(' ')];
  });
  return table([words.name, words.type, words.meaning], rows);
}

function valueTable(values: readonly Export[], words: Words): string {
  const rows = values.map(({ name, text }) => [`\`${name}\``, text && prose(words.translate(text))]);
  return table([words.name, words.meaning], rows);
}

/** A value is code; a sentence (`the provider's`) is prose. */
function fallbackText(fallback: string, words: Words): string {
  return /^(?:'[^']*'|[\w.]+)$/.test(fallback) ? `\`${fallback}\`` : prose(words.translate(fallback));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`.replace(/ {2}\|/g, ' |');
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** TSDoc as Markdown: links as names, and angle brackets that are no markup. */
function prose(text: string): string {
  const plain = text.replace(/\{@link (\w+)\}/g, '`$1`');
  const parts = plain.split(/(`[^`]*`)/);
  return cell(parts.map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;'))).join(''));
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
