const number = new Intl.NumberFormat('ko-KR');
const dateTime = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'long', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('ko-KR', { dateStyle: 'medium' });

/** `9,900원` */
export const won = (amount: number): string => `${number.format(amount)}원`;

/** `2026년 1월 5일 오후 6:00` */
export const moment = (iso: string): string => dateTime.format(new Date(iso));

/** `2026. 1. 5.` */
export const day = (iso: string): string => date.format(new Date(iso));

/** `BC카드 ···· 1234` */
export function cardLabel(name: string | null, masked: string | null): string {
  const last = masked?.replace(/\D/g, '').slice(-4);
  return [name ?? '등록한 카드', last ? `···· ${last}` : ''].filter(Boolean).join(' ');
}
