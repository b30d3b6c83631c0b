import { en } from './en.js';
import { ko } from './ko.js';
import type { Messages } from './Messages.js';

/** The messages of a built-in language, or those that were brought along. */
export function messagesOf(locale: 'ko' | 'en' | Messages): Messages {
  return locale === 'ko' ? ko : locale === 'en' ? en : locale;
}
