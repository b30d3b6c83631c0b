// Korea has no summer time.
const seoul = 9 * 60 * 60 * 1000;

/** The same day and time in Korea, so many months later; the month's last day where it has no such day. */
export function addMonths(milliseconds: number, months: number): number {
  const date = new Date(milliseconds + seoul);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() - seoul;
}
