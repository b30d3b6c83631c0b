import { Refusal } from './refusal.js';

/** The fields of a JSON object. Unlike V1's API this one takes no form bodies, and a number is a number. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What a call was told: its body, or the `requestBody` of its query, where PortOne's own client puts it for GET and DELETE. The
 * content type is not looked at, because that client sends none.
 */
export function readFields(body: string, query: URLSearchParams): Fields {
  const text = body || (query.get('requestBody') ?? '');
  if (text === '') return {};
  const value = parseJson(text);
  if (!isRecord(value)) throw new Refusal('INVALID_REQUEST', '요청 본문이 올바른 JSON 객체가 아닙니다.');
  return value;
}

export function requiredText(fields: Fields, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

export function optionalText(fields: Fields, name: string): string | undefined {
  const value = own(fields, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrong(name, '문자열');
  return value;
}

/** A whole number that a double holds exactly. */
export function requiredInteger(fields: Fields, name: string): number {
  const value = optionalInteger(fields, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalInteger(fields: Fields, name: string): number | undefined {
  const value = own(fields, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw wrong(name, '0 이상의 정수');
  return value;
}

export function optionalBoolean(fields: Fields, name: string): boolean | undefined {
  const value = own(fields, name);
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw wrong(name, 'boolean');
  return value;
}

export function requiredRecord(fields: Fields, name: string): Fields {
  const value = optionalRecord(fields, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function optionalRecord(fields: Fields, name: string): Fields | undefined {
  const value = own(fields, name);
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw wrong(name, '객체');
  return value;
}

export function optionalTexts(fields: Fields, name: string): string[] | undefined {
  const value = own(fields, name);
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) throw wrong(name, '문자열 배열');
  return value;
}

/** A time with its zone, in milliseconds. */
export function optionalTime(fields: Fields, name: string): number | undefined {
  const text = optionalText(fields, name);
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw wrong(name, 'RFC 3339 형식의 시각');
  return at;
}

export function optionalOneOf<T extends string>(fields: Fields, name: string, allowed: readonly T[]): T | undefined {
  const text = optionalText(fields, name);
  if (text === undefined) return undefined;
  const found = allowed.find((entry) => entry === text);
  if (found === undefined) throw wrong(name, `${allowed.join(', ')} 중 하나`);
  return found;
}

/** ISO 4217, by its letters: the API's own list has every one of them. */
export function requiredCurrency(fields: Fields, name: string): string {
  const text = requiredText(fields, name);
  if (!/^[A-Z]{3}$/.test(text)) throw wrong(name, 'ISO 4217 통화 코드');
  return text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own keys only: `constructor` is no field that somebody sent. */
function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function missing(name: string): Refusal {
  return new Refusal('INVALID_REQUEST', `필수 파라미터가 누락되었습니다: ${name}`);
}

function wrong(name: string, expected: string): Refusal {
  return new Refusal('INVALID_REQUEST', `${name}은(는) ${expected}이어야 합니다.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
