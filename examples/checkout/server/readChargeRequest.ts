import { ApiError } from './ApiError.js';

/** What the page sends after the payment window: identifiers and claims, none of them believed. */
export interface ChargeRequest {
  planId: string;
  customerUid: string;
  /** Order number and payment number of the registration. */
  merchantUid: string;
  impUid: string;
  /** Order number of this charge: the same one, however often it is sent. */
  chargeMerchantUid: string;
  /** The page says that the PG has taken the money already. */
  chargedAtIssue: boolean;
  pg: string;
}

/** Reads the body of a charge; throws a 400 that names the field which is wrong. Anything else in it is ignored. */
export function readChargeRequest(body: unknown): ChargeRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalidField('body', 'must be a JSON object');
  }
  const fields = body as Readonly<Record<string, unknown>>;
  const request: ChargeRequest = {
    planId: identifier(fields, 'planId', 40),
    customerUid: identifier(fields, 'customerUid', 80),
    merchantUid: identifier(fields, 'merchantUid', 40),
    impUid: identifier(fields, 'impUid', 32),
    chargeMerchantUid: identifier(fields, 'chargeMerchantUid', 40),
    chargedAtIssue: flag(fields, 'chargedAtIssue'),
    pg: identifier(fields, 'pg', 80),
  };
  if (request.chargeMerchantUid === request.merchantUid) {
    throw invalidField('chargeMerchantUid', "must differ from merchantUid: i'mport takes an order number once");
  }
  return request;
}

/** Checks an identifier that came alone: in a path, or in a webhook. */
export function readIdentifier(field: string, value: unknown, limit: number): string {
  return identifier({ [field]: value }, field, limit);
}

export function invalidField(field: string, why: string): ApiError {
  return new ApiError(400, 'invalid_field', `${field} ${why}.`, { field });
}

function identifier(fields: Readonly<Record<string, unknown>>, field: string, limit: number): string {
  const value = fields[field];
  if (typeof value !== 'string' || value === '') throw invalidField(field, 'is missing; it must be a text');
  if (value.length > limit) throw invalidField(field, `has more than ${limit} characters`);
  // These end up in the paths of i'mport's API: a slash or `..` would make it another path.
  if (!/^[\w.:@-]+$/.test(value) || /^\.+$/.test(value)) {
    throw invalidField(field, 'may have letters, digits and _ - . : @ only');
  }
  return value;
}

function flag(fields: Readonly<Record<string, unknown>>, field: string): boolean {
  const value = fields[field];
  if (typeof value !== 'boolean') throw invalidField(field, 'must be true or false');
  return value;
}
