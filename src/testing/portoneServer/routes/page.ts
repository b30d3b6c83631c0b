import { type Fields, optionalInteger, optionalRecord, optionalTime } from '../body.js';
import type { Page } from '../records.js';

const DAY = 24 * 60 * 60 * 1000;

/** How many a page holds at most, whatever is asked for. No limit is documented, and none is promised to be as high as somebody asks. */
const LARGEST = 50;

/** Ten to a page, counted from 0. The size is what PortOne was seen to answer with; it is not documented. */
export function pageOf<Item>(items: readonly Item[], fields: Fields): Page<Item> {
  const page = optionalRecord(fields, 'page') ?? {};
  const number = optionalInteger(page, 'number') ?? 0;
  const size = Math.min(optionalInteger(page, 'size') ?? 10, LARGEST);
  return { items: items.slice(number * size, (number + 1) * size), page: { number, size, totalCount: items.length } };
}

/** Without `from` and `until` a list holds the 90 days before now: what is still to come is not in it. */
export function readRange(filter: Fields, now: number): (time: string) => boolean {
  const until = optionalTime(filter, 'until') ?? now;
  const from = optionalTime(filter, 'from') ?? until - 90 * DAY;
  return (time) => Date.parse(time) >= from && Date.parse(time) <= until;
}
