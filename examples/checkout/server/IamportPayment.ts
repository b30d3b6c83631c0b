/** The part of i'mport's payment record that decides something here, in our spelling. */
export interface IamportPayment {
  impUid: string;
  merchantUid: string;
  customerUid: string | null;
  pgProvider: string;
  payMethod: string;
  /** `ready`, `paid`, `cancelled`, `failed`; some PGs also say `pending`. */
  status: string;
  amount: number;
  cancelAmount: number;
  currency: string;
  failReason: string | null;
  /** The card network's approval number. */
  applyNum: string | null;
  receiptUrl: string | null;
  cardName: string | null;
  /** Masked. */
  cardNumber: string | null;
}

/** Reads a payment record; null when it lacks what a decision about money needs. */
export function readIamportPayment(value: unknown): IamportPayment | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const { imp_uid, merchant_uid, status, amount } = fields;
  if (typeof imp_uid !== 'string' || typeof merchant_uid !== 'string') return null;
  if (typeof status !== 'string' || typeof amount !== 'number') return null;
  return {
    impUid: imp_uid,
    merchantUid: merchant_uid,
    status,
    amount,
    cancelAmount: typeof fields.cancel_amount === 'number' ? fields.cancel_amount : 0,
    currency: text(fields.currency) ?? 'KRW',
    customerUid: text(fields.customer_uid),
    pgProvider: text(fields.pg_provider) ?? '',
    payMethod: text(fields.pay_method) ?? '',
    failReason: text(fields.fail_reason),
    applyNum: text(fields.apply_num),
    receiptUrl: text(fields.receipt_url),
    cardName: text(fields.card_name),
    cardNumber: text(fields.card_number),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
