import { BillingServerError } from '../errors.js';
import { assertDeadlines } from '../stopwatch.js';
import { type Gateway, GatewayUnavailable, type KeyRecord, type Registration } from './Gateway.js';
import { iamportBookings } from './iamportBookings.js';
import { buyerFields } from './iamportBuyer.js';
import { createIamportCalls } from './iamportCalls.js';
import { type IamportPayment, readIamportPayment, toRegistration } from './iamportPayment.js';
import { assertHeader, readApiUrl, text } from './sendCall.js';
import { writeTag } from './tag.js';

/** What `iamport()` takes: an account of PortOne V1, by its REST API. */
export interface IamportOptions {
  /** REST API key of the account (PortOne console, "API Keys"). */
  readonly apiKey: string;
  /** REST API secret. On the server only. */
  readonly apiSecret: string;
  /** @default 'https://api.iamport.kr' */
  readonly apiUrl?: string | undefined;
  /** Of an agency's merchant: sent as the header `Tier`. @default none */
  readonly tier?: string | undefined;
  /** What you sell, which ksnet demands with a charge. @default not sent */
  readonly productType?: 'real' | 'digital' | undefined;
  /** Milliseconds for a charge, the access token for it included: card networks are slow. @default 30_000 */
  readonly chargeDeadline?: number | undefined;
  /** Milliseconds for any other call. @default 10_000 */
  readonly readDeadline?: number | undefined;
}

/** How many payments under one number are read at once, and how often at most. Mostly there is one payment. */
const PAGE = 100;
const PAGES = 50;

/**
 * The gateway to i'mport (PortOne V1).
 *
 * Source of every call: PortOne's description of REST API V1, https://developers.portone.io/api/rest-v1
 *
 * @throws BillingServerError `invalid_configuration` when the key or the secret is missing
 *
 * @example
 * const gateway = iamport({ apiKey: process.env.IAMPORT_API_KEY ?? '', apiSecret: process.env.IAMPORT_API_SECRET ?? '' });
 */
export function iamport(options: IamportOptions): Gateway {
  for (const field of ['apiKey', 'apiSecret'] as const) {
    const value: unknown = options?.[field];
    if (typeof value !== 'string' || value.trim() === '') {
      throw new BillingServerError(
        'invalid_configuration',
        `iamport: ${field} is missing. It is in the PortOne console under "API Keys"; is the variable set that it comes from?`,
        { field },
      );
    }
  }
  const { apiKey, apiSecret, apiUrl = 'https://api.iamport.kr', tier, productType } = options;
  const { chargeDeadline = 30_000, readDeadline = 10_000 } = options;
  assertDeadlines('iamport', { chargeDeadline, readDeadline });
  if (tier !== undefined) assertHeader('iamport', 'tier', tier);
  if (productType !== undefined && productType !== 'real' && productType !== 'digital') {
    throw new BillingServerError(
      'invalid_configuration',
      `iamport: productType is ${JSON.stringify(productType)}; it must be "real" or "digital".`,
      { field: 'productType' },
    );
  }
  const { call, read } = createIamportCalls({
    apiKey,
    apiSecret,
    apiUrl: readApiUrl('iamport', apiUrl),
    tier,
    readDeadline,
  });

  async function byImpUid(impUid: string): Promise<IamportPayment | null> {
    const path = `/payments/${encodeURIComponent(impUid)}`;
    // Without `include_sandbox`, payments of a test channel are hidden.
    const response = await read(`${path}?include_sandbox=true`);
    return response === null ? null : complete(readIamportPayment(response), path);
  }

  /** Every payment under an order number, newest first: tries, windows, and what nobody should have made. */
  async function byNumber(merchantUid: string): Promise<IamportPayment[]> {
    const path = `/payments/findAll/${encodeURIComponent(merchantUid)}`;
    const found: IamportPayment[] = [];
    for (let page = 1; page <= PAGES; page += 1) {
      const response = await read(`${path}?include_sandbox=true&limit=${PAGE}&page=${page}`);
      if (response === null) return found;
      const { list } = response as { readonly list?: unknown };
      if (!Array.isArray(list)) complete(null, path);
      else found.push(...list.map((entry) => complete(readIamportPayment(entry), path)));
      if (!Array.isArray(list) || list.length < PAGE) return found;
    }
    throw new GatewayUnavailable(`i'mport has more than ${PAGE * PAGES} payments under one order number.`, {
      mayStillRun: false,
    });
  }

  /** The record that the page names, or, where it names another one or i'mport does not have it yet, that of the number. */
  async function registrationRecord(merchantUid: string, impUid: string | null): Promise<IamportPayment | null> {
    const named = impUid === null ? null : await byImpUid(impUid);
    if (named?.payment.merchantUid === merchantUid) return named;
    const under = await byNumber(merchantUid);
    const of = (status: string) =>
      under.find(({ payment, isRegistration }) => payment.status === status && isRegistration);
    return of('paid') ?? of('pending') ?? under[0] ?? named;
  }

  async function findKey(billingKey: string): Promise<KeyRecord | null> {
    const key = (await read(`/subscribe/customers/${encodeURIComponent(billingKey)}`)) as Readonly<
      Record<string, unknown>
    > | null;
    if (key === null) return null;
    return {
      billingKey,
      pg: text(key.pg_provider) ?? '',
      cardName: text(key.card_name),
      cardNumber: text(key.card_number),
      sandbox: key.sandbox === true,
    };
  }

  return {
    name: 'iamport',
    // The key names the account. It is no secret, and is still kept off every page.
    account: `iamport:${apiKey}`,
    chargeLife: 2 * chargeDeadline,
    findKey,

    async findRegistration({ merchantUid, customerUid, impUid }) {
      const [key, found] = await Promise.all([findKey(customerUid), registrationRecord(merchantUid, impUid || null)]);
      if (found !== null) return toRegistration(found, key);
      // i'mport has the key, and not yet the record of its registration.
      return key === null ? null : withoutRecord(merchantUid, key);
    },

    async findPayments({ merchantUid, impUid }) {
      const found = (await byNumber(merchantUid)).map(({ payment }) => payment);
      if (impUid === null || found.some((payment) => payment.impUid === impUid)) return found;
      const known = await byImpUid(impUid);
      return known === null ? found : [...found, known.payment];
    },

    async charge({ billingKey, merchantUid, name, amount, currency, taxFree, vat, buyer, tag }) {
      const path = '/subscribe/payments/again';
      const body = {
        customer_uid: billingKey,
        merchant_uid: merchantUid,
        amount,
        currency,
        name,
        custom_data: writeTag(tag),
        // JSON leaves out what is undefined.
        tax_free: taxFree ?? undefined,
        vat_amount: vat ?? undefined,
        ...buyerFields(buyer ?? {}),
        product_type: productType,
      };
      const answer = await call({ method: 'POST', path, deadline: chargeDeadline, body });
      if (answer.code !== 0) return { kind: 'refused', code: String(answer.code), message: answer.message };
      const { payment } = complete(readIamportPayment(answer.response), path);
      // An answer about another order number says nothing about this charge.
      if (payment.merchantUid !== merchantUid) complete(null, path);
      return { kind: 'answered', payment };
    },

    async revokeKey({ billingKey, reason }) {
      const key = `/subscribe/customers/${encodeURIComponent(billingKey)}`;
      const path = `${key}?reason=${encodeURIComponent(reason)}`;
      const { status, code, message } = await call({ method: 'DELETE', path, deadline: readDeadline });
      if (status === 404 || code === 0) return;
      throw new GatewayUnavailable(`i'mport did not revoke the key ${key}: ${message}`, { mayStillRun: false });
    },

    bookings: iamportBookings({ call, read, readDeadline }),

    async readWebhook({ body }) {
      const merchantUid = text(readBody(body).merchant_uid);
      return merchantUid === null ? null : { merchantUid, billingKey: null };
    },
  };
}

/** A key whose registration i'mport can't show (yet). */
function withoutRecord(merchantUid: string, key: KeyRecord): Registration {
  return {
    status: 'pending',
    merchantUid,
    customerUid: key.billingKey,
    impUid: null,
    isRegistration: true,
    billingKey: key.billingKey,
    payment: null,
    isDoubtful: false,
    pg: key.pg,
    payMethod: null,
    cardName: key.cardName,
    cardNumber: key.cardNumber,
    sandbox: key.sandbox,
    startedAt: null,
    failReason: null,
  };
}

/** JSON or a form, as the console is set. The body tells which: a proxy may change the content type, or drop it. */
function readBody(body: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}

function complete(payment: IamportPayment | null, path: string): IamportPayment {
  if (payment !== null) return payment;
  // The call may have been a charge that was made. Only asking i'mport about it tells.
  throw new GatewayUnavailable(`i'mport's answer to ${path} is not a payment.`, { mayStillRun: true });
}
