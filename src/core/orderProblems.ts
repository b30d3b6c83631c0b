import type { Problem, ProblemRule } from './errors/Problem.js';
import { currencyDecimals } from './lib/currencyDecimals.js';
import { isPlainJson, isPlainObject } from './lib/isPlainJson.js';
import { tryTo } from './lib/tryTo.js';
import type { Order } from './order.js';

const metadataLimit = 2000;

/** Collects what is wrong with an order, a field at a time. */
export function problemsOf(check: (report: ReportProblem) => void): Problem[] {
  const problems: Problem[] = [];
  check((field, rule, limit) => void problems.push(limit === undefined ? { field, rule } : { field, rule, limit }));
  return problems;
}

/** What holds at every PG, then what one PG asks of the fields that have passed. */
export function inTurn(problems: readonly Problem[], ofPg: readonly Problem[]): Problem[] {
  return [...problems, ...ofPg.filter((problem) => problems.every(({ field }) => field !== problem.field))];
}

export type ReportProblem = (field: string, rule: ProblemRule, limit?: number | string) => void;

/** Everything wrong with the fields that every generation of the SDK knows, found before an SDK sees them. */
export function reportOrderProblems(order: Order, report: ReportProblem): void {
  const { amount, dueToday, currency = 'KRW', redirectUrl, metadata } = order;
  const decimals = tryTo(() => currencyDecimals(String(currency)));
  if (decimals === undefined) report('currency', 'not-allowed', 'ISO 4217 codes');
  if (amount === undefined || amount === null) report('amount', 'required');
  for (const [field, value] of Object.entries({ amount, dueToday } as Record<string, number | null | undefined>)) {
    if (value === undefined || value === null) continue;
    if (!Number.isFinite(value)) report(field, 'not-a-number');
    else if (value < 0) report(field, 'negative');
    else if (decimals !== undefined && Number(value.toFixed(decimals)) !== value)
      report(field, 'too-precise', decimals);
  }

  if (redirectUrl !== undefined && !isAbsoluteUrl(redirectUrl)) report('redirectUrl', 'not-a-url');
  if (metadata !== undefined) {
    const json = toJson(metadata);
    if (json === undefined) report('metadata', 'not-json');
    else if (json.length > metadataLimit) report('metadata', 'too-long', metadataLimit);
  }
}

export function reportTextProblems(
  report: ReportProblem,
  field: string,
  value: unknown,
  isRequired: boolean,
  limit = Number.POSITIVE_INFINITY,
): void {
  if (isRequired ? isMissing(value) : value === '') report(field, 'required');
  else if (value === undefined || value === null) return;
  else if (typeof value !== 'string') report(field, 'not-a-string');
  else if (value.length > limit) report(field, 'too-long', limit);
}

/** What is no object has to be a text: a phone number that is a number has lost its first 0. */
export function reportNoTexts(report: ReportProblem, path: string, fields: object | null | undefined): void {
  for (const [field, value] of Object.entries(fields ?? {})) {
    if (value && !['string', 'object'].includes(typeof value)) report(path + field, 'not-a-string');
  }
}

/** The value at a path such as `buyer.tel`; undefined when a step on the way is not there. */
export function valueAt(order: Order, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], order);
}

export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function isAbsoluteUrl(value: unknown): boolean {
  const protocol = typeof value === 'string' ? tryTo(() => new URL(value).protocol) : undefined;
  return protocol === 'http:' || protocol === 'https:';
}

function toJson(value: unknown): string | undefined {
  // A list is JSON, and no record that can be read again.
  return tryTo(() => (isPlainObject(value as object) && isPlainJson(value) ? JSON.stringify(value) : undefined));
}
