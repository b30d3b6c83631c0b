/**
 * What PortOne's own description of API V1 says of each answer: the fields it has, by type, and those that must be there.
 * Source: `src/schema/v1.openapi.json` of portone-io/developers.portone.io, 2026-08.
 */
export interface Shape {
  readonly required: string;
  readonly string?: string;
  readonly number?: string;
  readonly integer?: string;
  readonly boolean?: string;
  /** A field and the shape of what lies in it. */
  readonly nested?: Readonly<Record<string, Shape>>;
  readonly listed?: Readonly<Record<string, Shape>>;
}

const card =
  'card_name card_code card_issuer_code card_issuer_name card_publisher_code card_publisher_name card_number';
const buyer = 'buyer_name buyer_email buyer_tel buyer_addr buyer_postcode';

export const auth: Shape = {
  required: 'access_token expired_at now',
  string: 'access_token',
  integer: 'expired_at now',
};

export const customer: Shape = {
  required: 'customer_uid pg_provider pg_id card_name inserted updated sandbox',
  string: `customer_uid pg_provider pg_id customer_id ${card} customer_name customer_tel customer_email customer_addr customer_postcode`,
  integer: 'card_type inserted updated',
  boolean: 'sandbox',
};

const cancellation: Shape = {
  required: 'pg_tid amount reason cancelled_at cancellation_id',
  string: 'pg_tid reason cancellation_id receipt_url',
  number: 'amount',
  integer: 'cancelled_at',
};

export const payment: Shape = {
  required: 'imp_uid merchant_uid amount cancel_amount currency status sandbox',
  string: `imp_uid merchant_uid pay_method channel pg_provider emb_pg_provider pg_tid pg_id apply_num bank_code bank_name ${card} vbank_code vbank_name vbank_num vbank_holder name currency ${buyer} custom_data user_agent status fail_reason cancel_reason receipt_url customer_uid customer_uid_usage`,
  number: 'amount cancel_amount',
  integer: 'card_quota card_type vbank_date vbank_issued_at started_at paid_at failed_at cancelled_at',
  boolean: 'sandbox escrow cash_receipt_issued',
  listed: { cancel_history: cancellation },
};

export const payments: Shape = {
  required: 'total previous next',
  integer: 'total previous next',
  listed: { list: payment },
};

export const schedule: Shape = {
  required: '',
  string: `customer_uid merchant_uid imp_uid pg_provider pg_id customer_id currency name ${buyer} custom_data schedule_status payment_status fail_reason promotion_id`,
  number: 'amount',
  integer: 'schedule_at executed_at revoked_at',
};

export const prepared: Shape = { required: '', string: 'merchant_uid currency', number: 'amount' };

const means: Shape = { required: 'tax_free supply vat service', number: 'tax_free supply vat service' };

export const balance: Shape = {
  required: 'amount cash_receipt primary secondary discount',
  number: 'amount',
  nested: { cash_receipt: means, primary: means, secondary: means, discount: means },
};

/** Where a value leaves its shape: one sentence a fault, none when it fits. Null is a value that is not known. */
export function misfits(value: unknown, shape: Shape, at = 'response'): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is not an object`];
  const record: Readonly<Record<string, unknown>> = { ...value };
  const missing = words(shape.required).filter((name) => record[name] === undefined || record[name] === null);
  const wrong = Object.entries(record).flatMap(([name, entry]) => {
    const place = `${at}.${name}`;
    const nested = shape.nested?.[name];
    if (nested !== undefined) return misfits(entry, nested, place);
    const listed = shape.listed?.[name];
    if (listed !== undefined) {
      return Array.isArray(entry)
        ? entry.flatMap((one, index) => misfits(one, listed, `${place}[${index}]`))
        : [`${place} is no list`];
    }
    return entry === null || isOfType(entry, typeOf(name, shape)) ? [] : [`${place} is ${JSON.stringify(entry)}`];
  });
  return [...missing.map((name) => `${at}.${name} is missing`), ...wrong];
}

function typeOf(name: string, shape: Shape): string {
  return TYPES.find((type) => words(shape[type] ?? '').includes(name)) ?? 'not described';
}

function isOfType(value: unknown, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

const TYPES = ['string', 'number', 'integer', 'boolean'] as const;

const words = (text: string): string[] => text.split(' ').filter(Boolean);
