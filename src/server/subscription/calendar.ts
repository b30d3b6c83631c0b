/** How long one period of a subscription is: `{ unit: 'month', count: 1 }` is paid every month. */
export interface PeriodLength {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  /** A whole number from 1 to 365. */
  readonly count: number;
}

/** Where the due dates of a subscription are counted from. */
export interface Anchor {
  /** When `period` begins. Milliseconds. */
  readonly at: number;
  readonly period: number;
  /** The day of the month that was sold, 1 to 31: kept through months that have no such day. */
  readonly day: number;
}

/** A wall clock's date and time, without a zone. `month` is 1 to 12. */
interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** Milliseconds since local midnight, by the wall clock. */
  readonly time: number;
}

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a time zone that the runtime does not know */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** True for a name that the runtime knows, such as `Asia/Seoul`. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Asking `Intl` takes some ten microseconds, and the same dates are asked for again and again. */
const offsets = new Map<string, number>();
const offsetsKept = 20_000;
/** Zones change their clocks on a quarter of an hour. */
const quarter = 15 * 60 * second;

/** Milliseconds that the zone's wall clock is ahead of UTC at this moment. */
function offsetAt(at: number, timeZone: string): number {
  const begin = Math.floor(at / quarter) * quarter;
  const key = `${timeZone} ${begin}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= offsetsKept) offsets.clear();
  const offset = askOffset(begin, timeZone);
  offsets.set(key, offset);
  return offset;
}

function askOffset(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day: date = 1, hour: hours = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, date, hours, minute, seconds) - at;
}

function toLocal(at: number, timeZone: string): LocalTime {
  const wall = new Date(at + offsetAt(at, timeZone));
  const midnight = Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate());
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    time: wall.getTime() - midnight,
  };
}

/** A time that summer time leaves out is taken an hour later; of one that comes twice, the first is taken. */
function toInstant(local: LocalTime, timeZone: string): number {
  const wall = Date.UTC(local.year, local.month - 1, local.day) + local.time;
  const before = offsetAt(wall - day, timeZone);
  const after = offsetAt(wall + day, timeZone);
  const fits = [wall - before, wall - after].filter((at) => at + offsetAt(at, timeZone) === wall);
  return fits.length > 0 ? Math.min(...fits) : wall - before;
}

/** The day of a moment on the zone's wall clock, such as `2027-1-31`. */
export function dateOf(at: number, timeZone: string): string {
  const { year, month, day: date } = toLocal(at, timeZone);
  return `${year}-${month}-${date}`;
}

function addMonths(local: LocalTime, months: number, wantedDay: number): LocalTime {
  const first = new Date(Date.UTC(local.year, local.month - 1 + months, 1));
  const year = first.getUTCFullYear();
  const month = first.getUTCMonth() + 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, day: Math.min(wantedDay, lastDay), time: local.time };
}

/** The same time of day, so many days later. */
export function addDays(at: number, days: number, timeZone: string): number {
  const local = toLocal(at, timeZone);
  return toInstant({ ...local, day: local.day + days }, timeZone);
}

/** The anchor of a subscription whose period begins now: its day of the month is today's. */
export function anchorAt(at: number, period: number, timeZone: string): Anchor {
  return { at, period, day: toLocal(at, timeZone).day };
}

/**
 * When a period begins, which is when it is due: the same time of day, counted from the anchor and never from the period
 * before, so that a subscription of the 31st is due on February 28th (or 29th) and on March 31st again.
 *
 * @returns milliseconds
 */
export function periodStart(anchor: Anchor, length: PeriodLength, period: number, timeZone: string): number {
  const steps = (period - anchor.period) * length.count;
  if (steps === 0) return anchor.at;
  if (length.unit === 'day') return addDays(anchor.at, steps, timeZone);
  if (length.unit === 'week') return addDays(anchor.at, steps * 7, timeZone);
  const months = length.unit === 'year' ? steps * 12 : steps;
  return toInstant(addMonths(toLocal(anchor.at, timeZone), months, anchor.day), timeZone);
}

/** Hours of the day in which something may be done: from 9 until 21 is 09:00 to 20:59. */
export interface Hours {
  readonly from: number;
  /** Up to 24. */
  readonly until: number;
}

/** The moment itself when it is within the hours, else the next time that they begin. */
export function withinHours(at: number, { from, until }: Hours, timeZone: string): number {
  const local = toLocal(at, timeZone);
  if (local.time >= from * hour && local.time < until * hour) return at;
  const isOver = local.time >= until * hour;
  return toInstant({ ...local, day: local.day + (isOver ? 1 : 0), time: from * hour }, timeZone);
}
