import type { Messages } from '../../src/index.js';

/** What the toolbar's language means to the provider. */
export function localeOf(locale: string): 'ko' | 'en' | Messages {
  return locale === 'en' ? 'en' : 'ko';
}
