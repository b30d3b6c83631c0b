import { nearestCode } from '../core/errors/nearestCode.js';
import type { Problem } from '../core/errors/Problem.js';
import type { Device } from '../core/lib/device.js';
import { isMissing, problemsOf, type ReportProblem, valueAt } from '../core/orderProblems.js';
import type { ChannelRow, MethodRow, TextLimit } from './ChannelRow.js';
import { type ChannelCode, channelTable } from './channelTable.js';
import { type CustomChannel, rowOf } from './customChannel.js';
import type { BillingKeyMethod, PortOneOrder } from './order.js';

/**
 * What this channel would refuse about an order: the check at run time beside `OrderFor`, for callers without types. Rules that
 * hold at every channel (numbers, addresses) are checked elsewhere. Give it the order with the default of `redirectUrl` filled in.
 *
 * @returns an empty list when the PG has nothing against it
 */
export function channelProblems(pg: ChannelCode | CustomChannel, order: PortOneOrder, device: Device): Problem[] {
  const row = rowOf(pg);
  if (!row) return [isMissing(pg) ? { field: 'pg', rule: 'required' } : unknownChannel(pg)];
  const method = methodOf(row, order);
  const rules = method && row.methods[method];
  if (!rules) return [{ field: 'billingKeyMethod', rule: 'not-allowed', limit: Object.keys(row.methods).join(', ') }];
  return problemsOf((report) => reportChannelProblems(report, row, rules, order, device));
}

function unknownChannel(pg: ChannelCode | CustomChannel): Problem {
  const code = String(typeof pg === 'string' ? pg : pg.code);
  const nearest = process.env.NODE_ENV === 'production' ? undefined : nearestCode(code, Object.keys(channelTable));
  return { field: 'pg', rule: 'unknown-pg', pg: code, ...(nearest && { nearest }) };
}

function reportChannelProblems(
  report: ReportProblem,
  row: ChannelRow,
  rules: MethodRow,
  order: PortOneOrder,
  device: Device,
): void {
  for (const path of [...(rules.requires ?? []), ...(rules.requiresOn?.[device] ?? [])]) {
    if (isAbsent(order, path)) report(path, 'required');
  }
  if (row[device] === 'redirect' && isMissing(order.redirectUrl)) report('redirectUrl', 'required');
  for (const [field, limit] of Object.entries(rules.limits ?? {}))
    reportText(report, field, valueAt(order, field), limit);
  reportCurrency(report, rules, order, device);
  reportOfferPeriod(report, rules, order);
  if (rules.call === 'requestIssueBillingKeyAndPay' && !(order.amount > 0)) report('amount', 'not-positive');
  for (const place of ['pc', 'mobile'] as const) {
    const asked = order.windowType?.[place];
    const only = row.windows?.[place];
    if (asked !== undefined && only !== undefined && asked !== only) report(`windowType.${place}`, 'not-allowed', only);
  }
}

/** The method that is registered: the one asked for, or the channel's first. */
export function methodOf(row: ChannelRow, order: PortOneOrder): BillingKeyMethod | undefined {
  const methods = Object.keys(row.methods) as BillingKeyMethod[];
  return isMissing(order.billingKeyMethod) ? methods[0] : methods.find((method) => method === order.billingKeyMethod);
}

function reportText(report: ReportProblem, field: string, text: unknown, limit: TextLimit): void {
  if (typeof text !== 'string' || text === '') return;
  if (limit.max !== undefined && text.length > limit.max) report(field, 'too-long', limit.max);
  if (limit.alphanumeric && /[^A-Za-z0-9]/.test(text)) report(field, 'not-alphanumeric');
  if (limit.ascii && /[^ -~]/.test(text)) report(field, 'not-allowed', 'ASCII');
}

function reportCurrency(
  report: ReportProblem,
  rules: MethodRow,
  { currency = 'KRW' }: PortOneOrder,
  device: Device,
): void {
  const allowed = (device === 'phone' && rules.phoneCurrencies) || rules.currencies;
  if (allowed && !allowed.includes(currency)) report('currency', 'not-allowed', allowed.join(', '));
}

function reportOfferPeriod(report: ReportProblem, rules: MethodRow, { offerPeriod }: PortOneOrder): void {
  if (!offerPeriod) return;
  const { range, interval } = offerPeriod;
  const { intervals, range: rangeRule } = rules.offerPeriod ?? {};
  if (range && interval !== undefined) report('offerPeriod', 'not-allowed', 'range or interval, not both');
  if (!range && interval === undefined) report('offerPeriod', 'required');
  if (interval !== undefined && intervals && !intervals.includes(interval)) {
    report('offerPeriod.interval', 'not-allowed', intervals.join(', ') || undefined);
  }
  if (!range) return;
  if (rangeRule === 'none') report('offerPeriod.range', 'not-allowed');
  if (rangeRule === 'whole' && isMissing(range.from)) report('offerPeriod.range.from', 'required');
  if (rangeRule === 'whole' && isMissing(range.to)) report('offerPeriod.range.to', 'required');
}

function isAbsent(order: PortOneOrder, path: string): boolean {
  const { firstName, lastName } = order.customer ?? {};
  if (path === 'customer.fullName' && !isMissing(firstName) && !isMissing(lastName)) return false;
  return isMissing(valueAt(order, path));
}
