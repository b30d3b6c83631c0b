import { ja, type Messages, zh } from '../../src/index.js';

const further: Readonly<Record<string, Messages>> = { ja, zh };

/** What the toolbar's language means to the provider. */
export function localeOf(locale: string): 'ko' | 'en' | Messages {
  return further[locale] ?? (locale === 'en' ? 'en' : 'ko');
}
