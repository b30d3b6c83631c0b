import { Refusal } from '../envelope.js';

/** Where a page begins and ends, and what lies beside it. */
export interface Page {
  number: number;
  size: number;
}

/** The default of every list, and the most that those with a `limit` give at once. */
const SIZE = 20;
const LARGEST = 1000;

/** Reads `page`, and `limit` where the list has one. Throws a 400 when they are wrong. */
export function readPage(query: URLSearchParams, limited: boolean): Page {
  return {
    number: wholeNumber(query, 'page', 1, Number.MAX_SAFE_INTEGER) ?? 1,
    size: (limited ? wholeNumber(query, 'limit', 1, LARGEST) : null) ?? SIZE,
  };
}

/** The page, or the first one: for the list that no 400 is described for. */
export function pageOrFirst(query: URLSearchParams): Page {
  try {
    return readPage(query, false);
  } catch {
    return { number: 1, size: SIZE };
  }
}

export function cut<T>(entries: readonly T[], { number, size }: Page): T[] {
  return entries.slice((number - 1) * size, number * size);
}

/** A list with its neighbours; `previous` and `next` are 0 when there is none. */
export function paged<T>(
  entries: readonly T[],
  page: Page,
): { total: number; previous: number; next: number; list: T[] } {
  return {
    total: entries.length,
    previous: page.number > 1 ? page.number - 1 : 0,
    next: entries.length > page.number * page.size ? page.number + 1 : 0,
    list: cut(entries, page),
  };
}

/** A whole number that must be there; in seconds, where it is a time. */
export function requiredWholeNumber(query: URLSearchParams, name: string): number {
  const value = wholeNumber(query, name, 0, Number.MAX_SAFE_INTEGER);
  if (value === null) throw new Refusal(`필수 파라미터가 누락되었습니다: ${name}`, 400);
  return value;
}

/** One of the words that a list can be narrowed to; null when it was left out. */
export function oneOf<T extends string>(value: string | null | undefined, name: string, words: readonly T[]): T | null {
  if (value === null || value === undefined || value === '') return null;
  const word = words.find((entry) => entry === value);
  if (word === undefined) throw new Refusal(`올바르지 않은 ${name}입니다.`, 400);
  return word;
}

/** What `name[]=…&name[]=…` lists, each once. PHP's other spellings, `name[0]` and `name`, count too. */
export function listed(query: URLSearchParams, name: string): string[] {
  const values = [...query].filter(([key]) => key === name || key.startsWith(`${name}[`)).map(([, value]) => value);
  return [...new Set(values.filter((value) => value !== ''))];
}

function wholeNumber(query: URLSearchParams, name: string, least: number, most: number): number | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Refusal(`올바르지 않은 ${name}입니다.`, 400);
  return value;
}
