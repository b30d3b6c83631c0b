import type { Messages } from './Messages.js';

/**
 * A day as people write it in the language of the messages, in the zone of your business: the same for whoever looks at it. A dash for
 * what is no day, such as one that is not loaded yet.
 *
 * @example
 * formatDate('2027-01-14T15:00:00Z', 'Asia/Seoul', ko); // '2027년 1월 15일'
 */
export function formatDate(day: Date | string, timeZone: string, { locale }: Messages): string {
  const date = new Date(day);
  if (Number.isNaN(date.getTime())) return '–';
  try {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date);
  } catch {
    // A zone, or a language, that this browser does not know: a sentence must not take down the page that it stands on.
    return date.toISOString().slice(0, 10);
  }
}
