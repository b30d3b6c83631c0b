import type { ChannelRow, MethodRow, TextLimit } from '../../src/portone/ChannelRow.js';
import { channelNames } from '../../src/portone/channelNames.js';
import { type ChannelCode, channelTable } from '../../src/portone/channelTable.js';
import { type PortOneBehaviour, restBehaviours, sdkBehaviours } from '../../test/conformance/portone/behaviours.js';
import { type Locale, table } from './apiTables.js';

const rows = Object.entries(channelTable) as [ChannelCode, ChannelRow][];

/** The sections about PortOne V2: `v2 channels` of docs/v2.md, and the two English lists of docs/portone-v2-fake.md. */
export function portoneSection(name: string, locale: Locale): string | undefined {
  if (name === 'v2 fake sdk' && locale === 'en') return behaviours(sdkBehaviours);
  if (name === 'v2 fake rest' && locale === 'en') return behaviours(restBehaviours);
  if (name !== 'v2 channels') return undefined;
  const text = words[locale];
  return table(
    text.columns,
    rows.flatMap(([code, row]) =>
      Object.entries(row.methods).map(([method, rules]) => [
        `${channelNames[code][locale]} ${inCode(code)}`,
        inCode(method),
        text.calls[(rules as MethodRow).call],
        answer(row, 'desktop', text),
        answer(row, 'phone', text),
        demands(rules as MethodRow, text).join('<br>') || text.nothing,
        notes(rules as MethodRow, text).join('<br>') || '–',
      ]),
    ),
  );
}

function behaviours(list: Readonly<Record<string, PortOneBehaviour>>): string {
  return table(
    ['What it does', 'Source'],
    Object.values(list).map(({ claim, source }) => [claim, source === 'unverified' ? '**unverified**' : source]),
  );
}

function answer(row: ChannelRow, device: 'desktop' | 'phone', text: Words): string {
  const said = text.channels[row[device]];
  return row.popup === 'always' || row.popup === device ? `${said} (${text.popup})` : said;
}

function demands(rules: MethodRow, text: Words): string[] {
  const { desktop = [], phone = [] } = rules.requiresOn ?? {};
  return [
    ...(rules.requires ?? []).map(inCode),
    ...desktop.map((field) => `${inCode(field)} (${text.desktop})`),
    ...phone.map((field) => `${inCode(field)} (${text.phone})`),
  ];
}

function notes(
  { limits = {}, currencies, phoneCurrencies, offerPeriod, settlesLater }: MethodRow,
  text: Words,
): string[] {
  const { intervals, range } = offerPeriod ?? {};
  return [
    ...Object.entries(limits).map(([field, limit]) => `${inCode(field)}: ${limitOf(limit, text)}`),
    ...(currencies
      ? [currencies.join(', ') + (phoneCurrencies ? ` (${text.phone}: ${phoneCurrencies.join(', ')})` : '')]
      : []),
    ...(intervals?.length ? [`${inCode('offerPeriod.interval')}: ${intervals.map(inCode).join(', ')}`] : []),
    ...(intervals?.length === 0 ? [text.rangeOnly] : []),
    ...(range === 'none' ? [text.intervalOnly] : []),
    ...(settlesLater ? [text.settlesLater] : []),
  ];
}

function limitOf({ max, alphanumeric, ascii }: TextLimit, text: Words): string {
  return [alphanumeric && text.alphanumeric, ascii && 'ASCII', max && text.characters(max)].filter(Boolean).join(', ');
}

const inCode = (text: string): string => `\`${text}\``;

interface Words {
  readonly columns: string[];
  readonly calls: Readonly<Record<MethodRow['call'], string>>;
  readonly channels: Readonly<Record<ChannelRow['desktop'], string>>;
  readonly popup: string;
  readonly desktop: string;
  readonly phone: string;
  readonly nothing: string;
  readonly alphanumeric: string;
  readonly characters: (max: number) => string;
  readonly rangeOnly: string;
  readonly intervalOnly: string;
  readonly settlesLater: string;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    columns: ['Channel', 'Method', 'Money', 'Desktop', 'Phone', 'Must have', 'Rules'],
    calls: {
      requestIssueBillingKey: 'none',
      requestIssueBillingKeyAndPay: '**takes the first payment**',
      loadIssueBillingKeyUI: 'none',
    },
    channels: { callback: 'the page stays', redirect: 'the page leaves', unknown: 'not documented: both' },
    popup: 'popup',
    desktop: 'desktop',
    phone: 'phone',
    nothing: 'nothing more',
    alphanumeric: 'letters and digits',
    characters: (max) => `${max} characters`,
    rangeOnly: '`offerPeriod`: a range only',
    intervalOnly: '`offerPeriod`: an interval only',
    settlesLater: 'may issue or pay after its window was closed: take webhooks',
  },
  ko: {
    columns: ['채널', '수단', '결제', 'PC', '모바일', '필수 값', '규칙'],
    calls: {
      requestIssueBillingKey: '없음',
      requestIssueBillingKeyAndPay: '**첫 결제가 함께 일어남**',
      loadIssueBillingKeyUI: '없음',
    },
    channels: { callback: '페이지에 남음', redirect: '페이지를 떠남', unknown: '문서에 없음: 둘 다 받음' },
    popup: '팝업',
    desktop: 'PC',
    phone: '모바일',
    nothing: '더 없음',
    alphanumeric: '영문과 숫자',
    characters: (max) => `${max}자`,
    rangeOnly: '`offerPeriod`: range만',
    intervalOnly: '`offerPeriod`: interval만',
    settlesLater: '창을 닫은 뒤에 발급되거나 결제될 수 있음: 웹훅을 받으세요',
  },
};
