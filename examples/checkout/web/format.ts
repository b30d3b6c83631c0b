const number = new Intl.NumberFormat('ko-KR');
const dateTime = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'long', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'medium' });

/** `9,900원` */
export const won = (amount: number): string => `${number.format(amount)}원`;

/** `2026년 1월 5일 오후 6:00` */
export const moment = (iso: string): string => dateTime.format(new Date(iso));

/** `2026. 1. 5.` */
export const day = (iso: string): string => date.format(new Date(iso));

/** `BC카드 (1234)`, as the parts of the library say it. */
export function cardLabel(name: string | null, masked: string | null): string {
  const last = masked?.replace(/\D/g, '').slice(-4);
  return [name ?? '등록된 카드', last ? `(${last})` : ''].filter(Boolean).join(' ');
}

const dayLength = 24 * 60 * 60 * 1000;

export const addDays = (from: Date, days: number): Date => new Date(from.getTime() + days * dayLength);

/** The same day of the next month, or its last: what the page says ahead; what counts is the server's. */
export function addMonth(from: Date): Date {
  const next = new Date(from);
  next.setMonth(from.getMonth() + 1);
  return next.getDate() === from.getDate() ? next : new Date(next.getFullYear(), next.getMonth(), 0);
}
