import { toMinorUnits } from '../../portone/minorUnits.js';
import { sha256 } from '../identifiers.js';
import { assertDeadlines } from '../stopwatch.js';
import {
  type ChargeAnswer,
  type Gateway,
  GatewayUnavailable,
  type Payment,
  type Registration,
  type RegistrationClaim,
  WebhookRejected,
} from './Gateway.js';
import { portoneBookings } from './portoneBookings.js';
import { createPortOneCalls, type Fields, readObject } from './portoneCalls.js';
import { checkOptions, type PortOneOptions } from './portoneOptions.js';
import {
  complete,
  itemsOf,
  type PortOneKey,
  readKey,
  readPayment,
  recordOf,
  refusedKey,
  toRegistration,
  withoutKey,
} from './portoneRecords.js';
import { readApiUrl, text } from './sendCall.js';
import { verifyStandardWebhook } from './standardWebhook.js';
import { writeTag } from './tag.js';

interface Confirmation {
  readonly billingKey: string | null;
  /** What the PG said when it would not. */
  readonly refusal: string | null;
}

const HOUR = 60 * 60 * 1000;
/** Answers to a deletion that has nothing to delete. */
const goneTypes = new Set(['BILLING_KEY_NOT_FOUND', 'BILLING_KEY_NOT_ISSUED', 'BILLING_KEY_ALREADY_DELETED']);
const PAGE = 100;
/** How many pages of one list are read. */
const PAGES = 100;

/**
 * The gateway to PortOne V2. The kit's `merchantUid` is its `issueId` (or, where the window takes the first payment, that
 * payment's `paymentId`), and `chargeMerchantUid` the `paymentId` of a charge.
 *
 * Source of every call: PortOne's description of REST API V2, https://developers.portone.io/api/rest-v2
 *
 * @throws BillingServerError `invalid_configuration` when the secret or the store is missing, or `webhookSecret` is no secret
 *
 * @example
 * const gateway = portone({ apiSecret: process.env.PORTONE_API_SECRET ?? '', storeId: process.env.PORTONE_STORE_ID ?? '' });
 */
export function portone(options: PortOneOptions): Gateway {
  const secrets = checkOptions(options);
  const { apiSecret, storeId, apiUrl = 'https://api.portone.io', extra } = options;
  const { chargeDeadline = 60_000, readDeadline = 10_000, now = Date.now } = options;
  assertDeadlines('portone', { chargeDeadline, readDeadline });
  const { call, read } = createPortOneCalls({
    apiSecret,
    storeId,
    apiUrl: readApiUrl('portone', apiUrl),
    readDeadline,
  });

  async function getKey(billingKey: string): Promise<PortOneKey | null> {
    const path = `/billing-keys/${encodeURIComponent(billingKey)}`;
    const fields = await read(path, { absent: 'BILLING_KEY_NOT_FOUND' });
    return fields === null ? null : complete(readKey(fields), path);
  }

  async function getPayment(paymentId: string): Promise<Payment | null> {
    const path = `/payments/${encodeURIComponent(paymentId)}`;
    const fields = await read(path, { absent: 'PAYMENT_NOT_FOUND' });
    return fields === null ? null : complete(readPayment(fields), path);
  }

  /**
   * The key of a registration that only its number is known of. PortOne has no filter for it: the time is looked through in
   * which its window was open.
   */
  async function findByIssueId(
    issueId: string,
    {
      openFrom = now() - 48 * HOUR,
      openUntil = now(),
    }: { openFrom?: number | undefined; openUntil?: number | undefined },
  ): Promise<PortOneKey | null> {
    let from = new Date(openFrom - HOUR).toISOString();
    const until = new Date(openUntil + HOUR).toISOString();
    // Oldest first, so that a list that is too long is read on from the latest key that was seen.
    const sort = { by: 'REQUESTED_AT', order: 'ASC' };
    for (let number = 0; ; number += 1) {
      // Its key may have been confirmed, or deleted, long after the window was opened.
      const filter = { storeId, timeRangeField: 'REQUESTED_AT', from, until };
      const requestBody = JSON.stringify({ page: { number, size: PAGE }, sort, filter });
      const path = '/billing-keys';
      const items = itemsOf(await read(path, { query: { requestBody } }), path);
      const found = items.find((item) => item.issueId === issueId);
      if (found !== undefined) return complete(readKey(found), path);
      // A short page need not be the last one: PortOne may hold fewer to a page than it is asked for.
      if (items.length === 0) return null;
      if (number < PAGES - 1) continue;
      // The next pages begin with the latest one that was seen.
      const latest = text(items.at(-1)?.requestedAt);
      if (latest === null || !(Date.parse(latest) > Date.parse(from)))
        throw new GatewayUnavailable("PortOne's list of billing keys has no end.", { mayStillRun: false });
      from = latest;
      number = -1;
    }
  }

  /**
   * Has PortOne make the key of a channel that waits for its server. Asked a second time, PortOne says neither which key it made
   * nor that the PG refused: both are null then.
   */
  async function confirm(billingIssueToken: string, merchantUid: string): Promise<Confirmation> {
    // Where the window takes the first payment, there is one by this number already.
    const pays = (await getPayment(merchantUid)) !== null;
    const { type, body, message } = await call({
      method: 'POST',
      path: pays ? '/billing-keys/confirm-issue-and-pay' : '/billing-keys/confirm',
      deadline: chargeDeadline,
      body: { billingIssueToken, ...(pays ? { paymentId: merchantUid } : {}) },
      // By the token: one order may be registered again after a window whose key was never confirmed.
      idempotencyKey: `rbk-confirm-${await sha256(billingIssueToken)}`,
    });
    return {
      billingKey: text(body.billingKey),
      refusal: type === 'PG_PROVIDER' ? (text(body.pgMessage) ?? message) : null,
    };
  }

  async function keyOf(claim: RegistrationClaim, named: string | null): Promise<PortOneKey | null> {
    if (named) return getKey(named);
    const paid = await getPayment(claim.merchantUid);
    return paid?.billingKey ? getKey(paid.billingKey) : findByIssueId(claim.merchantUid, claim);
  }

  return {
    name: 'portone',
    account: `portone:${storeId}`,
    chargeLife: 2 * chargeDeadline,

    async findKey(billingKey) {
      const key = await getKey(billingKey);
      if (key === null || key.isDeleted) return null;
      const { pg, cardName, cardNumber, sandbox } = key;
      return { billingKey, pg, cardName, cardNumber, sandbox };
    },

    async findRegistration(claim): Promise<Registration | null> {
      const { merchantUid, billingKey, billingIssueToken } = claim;
      const confirmed = !billingKey && billingIssueToken ? await confirm(billingIssueToken, merchantUid) : null;
      const key = await keyOf(claim, billingKey || (confirmed?.billingKey ?? null));
      const first = await getPayment(merchantUid);
      if (key === null) {
        if (first !== null) return withoutKey(first);
        const refusal = confirmed?.refusal ?? null;
        return refusal === null ? null : refusedKey(merchantUid, refusal);
      }
      return toRegistration(key, first);
    },

    async findPayments({ merchantUid }) {
      // PortOne shows the last try under an id, and lets no second one be paid.
      const payment = await getPayment(merchantUid);
      return payment === null ? [] : [payment];
    },

    async charge({ billingKey, merchantUid, name, amount, currency, taxFree, vat, buyer, tag }): Promise<ChargeAnswer> {
      const units = (value: number) => toMinorUnits(value, currency);
      const answer = await call({
        method: 'POST',
        path: `/payments/${encodeURIComponent(merchantUid)}/billing-key`,
        deadline: chargeDeadline,
        // Each try has a name of its own, so that PortOne makes one charge of a call that reaches it twice.
        idempotencyKey: `rbk-charge-${await sha256(tag)}`,
        body: {
          // Before the others, which replace what it has in common with them.
          ...extra,
          billingKey,
          orderName: name,
          currency,
          amount: {
            total: units(amount),
            // JSON leaves out what is undefined.
            taxFree: taxFree === null ? undefined : units(taxFree),
            vat: vat === null ? undefined : units(vat),
          },
          customData: writeTag(tag),
          customer: buyer === null ? undefined : customerOf(buyer),
        },
      });
      if (answer.status !== 200 && answer.type !== 'PG_PROVIDER') {
        return { kind: 'refused', code: answer.type, message: answer.message };
      }
      // Neither a 200, which means paid, nor a decline names its transaction: the record does.
      const payment = await getPayment(merchantUid).catch((error: Error) => {
        // The charge was answered, and may have been paid, though its record can't be read.
        throw new GatewayUnavailable(error.message, { mayStillRun: true, cause: error });
      });
      // A record that failed is not of the try that was just paid, but of the one before it.
      const isOther = answer.status === 200 && payment?.status === 'failed';
      if (payment?.merchantUid === merchantUid && !isOther) return { kind: 'answered', payment };
      throw new GatewayUnavailable(`PortOne answered a charge, and has no record of it: payment ${merchantUid}.`, {
        mayStillRun: true,
      });
    },

    async revokeKey({ billingKey, reason }) {
      const path = `/billing-keys/${encodeURIComponent(billingKey)}`;
      // NAVER Pay wants both a reason and who asks.
      const query = { reason, requester: 'ADMIN' };
      const { body, type, message } = await call({ method: 'DELETE', path, deadline: readDeadline, query });
      // Anything else of 200 says nothing: asked again, PortOne says that it was deleted.
      if (text(body.deletedAt) !== null || goneTypes.has(type)) return;
      throw new GatewayUnavailable(`PortOne did not delete the key ${path}: ${type} ${message}`, {
        mayStillRun: false,
      });
    },

    bookings: portoneBookings({ call, read, storeId, readDeadline }),

    async readWebhook({ headers, body }) {
      if (secrets.length > 0) await verifyStandardWebhook({ headers, body }, secrets, now());
      const message = readObject(body);
      const type = String(message?.type);
      const data = recordOf(message?.data);
      if (data.storeId !== undefined && data.storeId !== storeId) throw new WebhookRejected('It is of another store.');
      // Version 2024-01-01 of the webhooks tells of payments alone, and has no `type`.
      const paymentId = type.startsWith('Transaction.') ? text(data.paymentId) : text(message?.payment_id);
      if (paymentId !== null) return { merchantUid: paymentId, billingKey: null };
      const billingKey = text(data.billingKey);
      if (!type.startsWith('BillingKey.') || billingKey === null) return null;
      // It names the key alone. Only one that is known here is asked about: without a secret, anybody may have posted this.
      return { merchantUid: null, billingKey };
    },
  };
}

function customerOf({ name, email, tel, postcode }: NonNullable<Parameters<Gateway['charge']>[0]['buyer']>): Fields {
  return {
    name: name === undefined ? undefined : { full: name },
    email,
    phoneNumber: tel,
    zipcode: postcode,
  };
}
