import { createIamportCalls } from './createIamportCalls.js';
import { type IamportPayment, readIamportPayment } from './IamportPayment.js';
import { IamportUnavailable } from './IamportUnavailable.js';
import type { IamportConfig } from './readConfig.js';

/** What a charge came to, as far as i'mport has answered. */
type ChargeAnswer =
  /** It reached the card network. `payment.status` says whether it was paid. */
  | { kind: 'attempted'; payment: IamportPayment }
  /** It was not tried: an unknown key, an order number that was paid, a field that is wrong. */
  | { kind: 'refused'; message: string };

/** The calls of i'mport's REST API V1 that a subscription needs. Each one ends within a deadline. */
export interface IamportClient {
  /** Whether a billing key exists under this name. */
  hasKey(customerUid: string): Promise<boolean>;
  /** A payment by i'mport's own number; null when there is none. */
  getPayment(impUid: string): Promise<IamportPayment | null>;
  /** The latest payment under an order number; null when there is none. */
  findPayment(merchantUid: string): Promise<IamportPayment | null>;
  /** Charges a key. */
  charge(order: {
    customerUid: string;
    merchantUid: string;
    amount: number;
    currency: string;
    name: string;
  }): Promise<ChargeAnswer>;
  /** Books a charge for later. It is refused when the order number is booked or paid already. */
  schedule(order: {
    customerUid: string;
    merchantUid: string;
    /** Milliseconds. */
    at: number;
    amount: number;
    currency: string;
    name: string;
  }): Promise<{ kind: 'booked' } | { kind: 'refused'; message: string }>;
  /** Takes back what is booked for a key, or these order numbers of it. Nothing to take back is no error. */
  unschedule(customerUid: string, merchantUids?: readonly string[]): Promise<void>;
  /** Has i'mport forget a key. It can't be undone; a key that is gone is no error. */
  revokeKey(customerUid: string): Promise<void>;
}

export interface IamportClientOptions {
  config: Pick<IamportConfig, 'apiUrl' | 'apiKey' | 'apiSecret'>;
  /** Milliseconds for a call that only reads. @default 10_000 */
  readDeadline?: number | undefined;
  /** Milliseconds for a charge: card networks are slow. @default 30_000 */
  chargeDeadline?: number | undefined;
}

export function createIamportClient(options: IamportClientOptions): IamportClient {
  const { config, readDeadline = 10_000, chargeDeadline = 30_000 } = options;
  const { call, read } = createIamportCalls({ config, readDeadline });

  async function readPayment(path: string): Promise<IamportPayment | null> {
    const response = await read(path);
    return response === null ? null : complete(readIamportPayment(response), path);
  }

  return {
    hasKey: async (customerUid) => (await read(`/subscribe/customers/${encodeURIComponent(customerUid)}`)) !== null,
    // Without `include_sandbox`, payments of a test channel are hidden.
    getPayment: (impUid) => readPayment(`/payments/${encodeURIComponent(impUid)}?include_sandbox=true`),
    findPayment: (merchantUid) => readPayment(`/payments/find/${encodeURIComponent(merchantUid)}?include_sandbox=true`),

    async charge({ customerUid, merchantUid, amount, currency, name }) {
      const path = '/subscribe/payments/again';
      const body = { customer_uid: customerUid, merchant_uid: merchantUid, amount, currency, name };
      const answer = await call('POST', path, chargeDeadline, body);
      if (answer.code !== 0) return { kind: 'refused', message: answer.message };
      return { kind: 'attempted', payment: complete(readIamportPayment(answer.response), path) };
    },

    async schedule({ customerUid, merchantUid, at, amount, currency, name }) {
      const order = { merchant_uid: merchantUid, schedule_at: Math.ceil(at / 1000), amount, currency, name };
      const body = { customer_uid: customerUid, schedules: [order] };
      const { code, message } = await call('POST', '/subscribe/payments/schedule', readDeadline, body);
      return code === 0 ? { kind: 'booked' } : { kind: 'refused', message };
    },

    async unschedule(customerUid, merchantUids) {
      const body = { customer_uid: customerUid, ...(merchantUids && { merchant_uid: merchantUids }) };
      await call('POST', '/subscribe/payments/unschedule', readDeadline, body);
    },

    async revokeKey(customerUid) {
      const path = `/subscribe/customers/${encodeURIComponent(customerUid)}`;
      const { status, code, message } = await call('DELETE', path, readDeadline);
      if (status === 404 || code === 0) return;
      throw new IamportUnavailable(`i'mport did not revoke a key: ${message}`, { mayStillRun: false });
    },
  };
}

function complete(payment: IamportPayment | null, path: string): IamportPayment {
  if (payment !== null) return payment;
  throw new IamportUnavailable(`i'mport's answer to ${path} is not a payment.`, { mayStillRun: false });
}
