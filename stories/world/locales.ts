import { en, ja, ko, type Messages, zh } from '../../src/index.js';

const languages: Readonly<Record<string, Messages>> = { ko, en, ja, zh };

/** What the toolbar's language means to the provider. */
export function localeOf(locale: string): Messages {
  return languages[locale] ?? ko;
}
