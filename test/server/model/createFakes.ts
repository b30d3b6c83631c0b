import type { KeyReference } from '../../../src/core/Gateway.js';
import { fromMinorUnits, toMinorUnits } from '../../../src/portone/minorUnits.js';
import { type Gateway, iamport, portone } from '../../../src/server/index.js';
import {
  createFakeIamportServer,
  createFakePortOneServer,
  type FaultKind,
  type PortOneRouteName,
  type RouteName,
} from '../../../src/testing/server/index.js';
import type { Api } from './commands.js';

/** Money that a gateway has taken with a key, and has not given back. */
export interface Paid {
  readonly number: string;
  readonly amount: number;
  readonly key: string | null;
}

/** What a window was opened for. */
interface Registration {
  readonly merchantUid: string;
  readonly customerUid: string;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  /** The window takes the amount while it issues the key. */
  readonly isTaken: boolean;
  readonly serial: number;
  /** What the window says of the key. @default one made of `serial` */
  readonly named?: KeyReference;
}

export type FaultyCall = 'charge' | 'confirm' | 'findPayment' | 'findKey' | 'removeKey' | 'withdraw';

/** A charge that the gateway makes by itself, at its time. */
export interface Booked {
  readonly number: string;
  readonly key: string;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  /** Milliseconds. */
  readonly at: number;
}

/** The servers of i'mport and of PortOne V2, each as far as a shop has to do with it. */
export interface Fake {
  fetch(request: Request): Promise<Response>;
  gateway(apiUrl: string): Gateway;
  /** A customer enters a card. Gives what the window says, and what the key is called. */
  register(registration: Registration): { readonly claim: object; readonly key: string };
  paid(): Paid[];
  decline(times: number, isHopeless: boolean): void;
  /** From now on every charge of a key is declined, or none. */
  setDeclined(key: string, isDeclined: boolean): void;
  fail(call: FaultyCall, kind: FaultKind, times: number, committed: boolean | 'begun'): void;
  clearFaults(): void;
  /** Somebody gives money back, or deletes a key, at the gateway itself. */
  refund(number: string, isPart: boolean): Promise<void>;
  /** The PG approves a declined charge. Gives its number. */
  approve(which: number): string | undefined;
  book(booked: Booked): Promise<void>;
  deleteKey(key: string): Promise<void>;
}

type PostWebhook = (gateway: string, headers: HeadersInit, body: string) => Promise<Response | undefined>;

export function createFakes(now: () => number, post: PostWebhook): Readonly<Record<Api, Fake>> {
  return { v1: createIamport(now, post), v2: createPortOne(now, post) };
}

function createIamport(now: () => number, tell: PostWebhook): Fake {
  const server = createFakeIamportServer({
    now,
    webhookUrl: 'https://shop.test/webhook',
    postWebhook: (_, body) => tell('iamport', { 'content-type': 'application/json' }, JSON.stringify(body)),
  });
  const routes = {
    charge: ['POST /subscribe/payments/again'],
    confirm: [],
    findPayment: ['GET /payments/findAll/{merchant_uid}', 'GET /payments/{imp_uid}'],
    findKey: ['GET /subscribe/customers/{customer_uid}'],
    removeKey: ['DELETE /subscribe/customers/{customer_uid}'],
    withdraw: ['POST /subscribe/payments/unschedule'],
  } satisfies Record<FaultyCall, RouteName[]>;
  const paid = () => server.charges().filter(({ status }) => status === 'paid');
  const post = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const init = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    };
    const answer = await server.fetch(new Request(`https://host.test${path}`, init));
    const { response, message } = (await answer.json()) as { response: Record<string, string> | null; message: string };
    if (response === null) throw new Error(message);
    return response;
  };
  return {
    fetch: server.fetch,
    gateway: (apiUrl) => iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl }),
    register({ merchantUid, customerUid, name, amount, currency, isTaken, serial, named }) {
      const { impUid = `imp_${serial}` } = named ?? {};
      server.registerIssued({
        imp_uid: impUid,
        merchant_uid: merchantUid,
        customer_uid: customerUid,
        pg_provider: 'kcp_billing',
        pay_method: 'card',
        name,
        amount,
        currency,
        card: { number_masked: `5365-10**-****-${1000 + serial}`, name: 'BC카드', behaviour: 'ok' },
        charged: isTaken,
        status: 'paid',
      });
      return { claim: { impUid, chargedAtIssue: isTaken }, key: customerUid };
    },
    paid: () => paid().map(({ merchant_uid: number, amount, customer_uid: key }) => ({ number, amount, key })),
    setDeclined: (key, isDeclined) => server.setCardBehaviour(key, isDeclined ? 'limit-exceeded' : 'ok'),
    decline: (times, isHopeless) => server.decline({ times, reason: isHopeless ? '[CC54] 유효기간경과' : '한도초과' }),
    fail(call, kind, times, committed) {
      for (const route of routes[call]) server.failNext({ route, kind, times, ...(kind === 'slow' && { committed }) });
    },
    clearFaults: server.clearFaults,
    async refund(number, isPart) {
      const payment = paid().find(({ merchant_uid }) => merchant_uid === number);
      if (!payment) return;
      const amount = isPart ? Math.ceil((payment.amount - payment.cancel_amount) / 2) : undefined;
      server.console.cancel({ impUid: payment.imp_uid, amount });
    },
    approve(which) {
      const declined = [...server.payments.values()].filter(
        ({ status, customer_uid_usage }) => status === 'failed' && customer_uid_usage === 'payment',
      );
      const payment = declined.at(-1 - which);
      if (payment) server.console.approveAfterAll(payment.imp_uid);
      return payment?.merchant_uid;
    },
    async book({ number, key, at, ...what }) {
      const login = { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' };
      const { access_token } = await post('/users/getToken', login);
      const booking = { merchant_uid: number, schedule_at: Math.ceil(at / 1000), ...what };
      const body = { customer_uid: key, schedules: [booking] };
      await post('/subscribe/payments/schedule', body, { authorization: access_token ?? '' });
    },
    async deleteKey(key) {
      if (server.keys.has(key)) server.console.deleteKey(key);
    },
  };
}

function createPortOne(now: () => number, post: PostWebhook): Fake {
  const apiSecret = 'fake_portone_api_secret';
  const server = createFakePortOneServer({
    apiSecret,
    now,
    webhookUrl: 'https://shop.test/webhook',
    postWebhook: (_, { body, headers }) => post('portone', headers, body),
  });
  const routes = {
    charge: ['POST /payments/{paymentId}/billing-key'],
    confirm: ['POST /billing-keys/confirm', 'POST /billing-keys/confirm-issue-and-pay'],
    findPayment: ['GET /payments/{paymentId}'],
    findKey: ['GET /billing-keys/{billingKey}', 'GET /billing-keys'],
    removeKey: ['DELETE /billing-keys/{billingKey}'],
    withdraw: ['DELETE /payment-schedules'],
  } satisfies Record<FaultyCall, PortOneRouteName[]>;
  const paid = () => server.charges().flatMap((payment) => (payment.status === 'PAID' ? [payment] : []));
  /** What a colleague does in PortOne's console. What goes wrong with it, goes wrong for them. */
  const byHand = async (method: string, path: string, body?: object) => {
    const request = new Request(`https://console.test${path}`, {
      method,
      headers: { authorization: `PortOne ${apiSecret}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    await server.fetch(request).catch(() => undefined);
  };
  return {
    fetch: server.fetch,
    gateway: (apiUrl) =>
      portone({ apiSecret, storeId: server.storeId, apiUrl, webhookSecret: server.webhookSecret, now }),
    register({ merchantUid, name, amount, currency, isTaken, serial, named = {} }) {
      const { billingIssueToken, billingKey = `billing-key-of-${billingIssueToken ?? serial}` } = named;
      const card = { name: 'BC카드', number: `536510******${1000 + serial}` };
      server.registerIssued({
        status: billingIssueToken === undefined ? 'issued' : 'needs-confirmation',
        billingKey,
        billingIssueToken,
        pgProvider: 'KCP_V2',
        issueId: merchantUid,
        issueName: name,
        card,
        ...(isTaken && {
          payment: {
            paymentId: merchantUid,
            transactionId: `transaction-${serial}`,
            orderName: name,
            totalAmount: toMinorUnits(amount, currency),
            currency,
          },
        }),
      });
      return {
        claim: { ...(named.billingIssueToken ? named : { billingKey }), chargedAtIssue: isTaken },
        key: billingKey,
      };
    },
    paid: () =>
      paid().map(({ id: number, amount: { total }, currency, billingKey }) => ({
        number,
        amount: fromMinorUnits(total, currency),
        key: billingKey ?? null,
      })),
    setDeclined(key, isDeclined) {
      // One that waits for its server is none yet.
      if (server.keys.has(key)) server.setCardBehaviour(key, isDeclined ? 'limit-exceeded' : 'ok');
    },
    decline: (times, isHopeless) => server.decline({ times, pgCode: isHopeless ? 'CC54' : '8035', pgMessage: '거절' }),
    fail(call, kind, times, committed) {
      const work = committed === 'begun' || committed;
      for (const route of routes[call])
        server.failNext({ route, kind, times, ...(kind === 'slow' && { committed: work }) });
    },
    clearFaults: server.clearFaults,
    async refund(number, isPart) {
      const payment = paid().find(({ id }) => id === number);
      const part = isPart && payment ? { amount: Math.ceil(payment.amount.total / 2) } : {};
      if (payment) await byHand('POST', `/payments/${number}/cancel`, { reason: '환불', ...part });
    },
    // Nobody says that it does.
    approve: () => undefined,
    async book({ number, key, name, amount, currency, at }) {
      const payment = { billingKey: key, orderName: name, amount: { total: toMinorUnits(amount, currency) }, currency };
      await byHand('POST', `/payments/${number}/schedule`, { payment, timeToPay: new Date(at).toISOString() });
    },
    async deleteKey(key) {
      if (server.keys.has(key)) await byHand('DELETE', `/billing-keys/${key}`);
    },
  };
}
