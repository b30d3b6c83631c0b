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
  return Number.isNaN(date.getTime())
    ? '–'
    : new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date);
}
