import { Refusal } from './envelope.js';

/** The fields of a request body, whichever of the two encodings it came in. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON or a form body. Forms may nest with brackets, as `schedules[0][merchant_uid]`. */
export async function readFields(request: Request): Promise<Fields> {
  const body = await request.text();
  if (body === '') return {};
  if ((request.headers.get('content-type') ?? '').includes('json')) {
    const value = parseJson(body);
    if (!isRecord(value)) throw new Refusal('요청 본문이 올바른 JSON이 아닙니다.');
    return value;
  }
  return readForm(body);
}

/** A text field that must be there. */
export function requiredText(fields: Fields, name: string, limit: number): string {
  const value = optionalText(fields, name, limit);
  if (value === null) throw new Refusal(`필수 파라미터가 누락되었습니다: ${name}`);
  return value;
}

/** A text field that may be missing or empty. */
export function optionalText(fields: Fields, name: string, limit = 1000): string | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new Refusal(`${name}은(는) 문자열이어야 합니다.`);
  const text = String(value);
  if (text.length > limit) throw new Refusal(`${name}은(는) ${limit}자를 넘을 수 없습니다.`);
  return text;
}

/** A number that must be there. A form can only send it as text, so numeric text counts; an object never does. */
export function requiredNumber(fields: Fields, name: string): number {
  const value = optionalNumber(fields, name);
  if (value === null) throw new Refusal(`필수 파라미터가 누락되었습니다: ${name}`);
  return value;
}

export function optionalNumber(fields: Fields, name: string): number | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new Refusal(`${name}은(는) 숫자여야 합니다.`);
  return number;
}

/** A list of objects; a form's `schedules[0][…]` arrives as an object with numeric keys. */
export function requiredList(fields: Fields, name: string): Fields[] {
  const value = fields[name];
  const entries = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [];
  if (entries.length === 0 || !entries.every(isRecord)) throw new Refusal(`필수 파라미터가 누락되었습니다: ${name}`);
  return entries;
}

/** One text or a list of them. */
export function optionalTexts(fields: Fields, name: string): string[] | null {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return null;
  const entries: unknown[] = Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [value];
  return entries.map((entry) => {
    if (typeof entry !== 'string' && typeof entry !== 'number') throw new Refusal(`${name}은(는) 문자열이어야 합니다.`);
    return String(entry);
  });
}

/** A form has no booleans, only their names. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readForm(body: string): Fields {
  const fields = emptyRecord();
  const nextIndexes = new WeakMap<object, number>();
  for (const [key, value] of new URLSearchParams(body)) {
    const path = key.replaceAll(']', '').split('[', DEPTH + 1);
    if (path.length > DEPTH) throw new Refusal('요청 본문의 중첩이 너무 깊습니다.');
    let target = fields;
    for (const [depth, part] of path.entries()) {
      // `list[]=a&list[]=b` names no index: each takes the one after the last.
      const name = part === '' ? String(nextIndexes.get(target) ?? 0) : part;
      if (/^\d{1,9}$/.test(name)) nextIndexes.set(target, Math.max(nextIndexes.get(target) ?? 0, Number(name) + 1));
      if (depth === path.length - 1) {
        target[name] = value;
        break;
      }
      const child = target[name];
      const next = isRecord(child) ? child : emptyRecord();
      target[name] = next;
      target = next;
    }
  }
  return fields;
}

// Keys come from the sender: without a prototype, `__proto__` is a key like any other.
function emptyRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/** No field of the API lies deeper than `schedules[0][extra][naverUseCfm]`. */
const DEPTH = 8;

const DECIMAL = /^-?\d{1,20}(\.\d{1,20})?$/;
