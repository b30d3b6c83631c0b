import { checkoutKo } from '../../src/core/messages/checkout/checkoutKo.js';
import { cardsKo, pastDueKo, subscriptionKo } from '../../src/core/messages/manage/manageKo.js';
import { ko, manageEn, manageJa, manageZh } from '../../src/index.js';

const languages = {
  ko: { ...ko, checkout: checkoutKo, manage: { cards: cardsKo, subscription: subscriptionKo, pastDue: pastDueKo } },
  en: manageEn,
  ja: manageJa,
  zh: manageZh,
};
const names = { ko: '한국어', en: 'English', ja: '日本語', zh: '中文' };
const columns = Object.keys(languages) as (keyof typeof languages)[];

/** Every sentence with the way to it. */
function sentences(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' ? sentences(value, `${path}${key}.`) : [[`${path}${key}`, String(value)]],
  );
}

const texts = new Map(columns.map((column) => [column, new Map(sentences(languages[column]))]));
const keys = [...new Set(columns.flatMap((column) => [...(texts.get(column)?.keys() ?? [])]))];

/** `manage.cards` of `manage.cards.title`; the sentences that stand alone are one section. */
function sectionOf(key: string): string {
  const [first = '', second = ''] = key.split('.');
  return first === 'manage' ? `manage.${second}` : second ? first : 'messages';
}

const sections = new Map<string, string[]>();
for (const key of keys.filter((key) => key !== 'locale')) {
  sections.set(sectionOf(key), [...(sections.get(sectionOf(key)) ?? []), key]);
}

/** Every sentence of every language, side by side. */
export function CopyTables() {
  return [...sections].map(([section, its]) => (
    <section key={section}>
      <h2>{section}</h2>
      {/* Wider than a phone: it is the table that scrolls, and not the page. */}
      <div className="copy-table">
        <table>
          <thead>
            <tr>
              <th>key</th>
              {columns.map((column) => (
                <th key={column} lang={column}>
                  {names[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {its.map((key) => (
              <tr key={key}>
                <td>
                  <code>{key}</code>
                </td>
                {columns.map((column) => (
                  <td key={column} lang={column}>
                    {texts.get(column)?.get(key) || '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  ));
}
