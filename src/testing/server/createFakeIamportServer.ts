import type { PaymentAnnotation } from './annotations.js';
import { createClock } from './clock.js';
import { createConsole } from './console.js';
import { handled, json, Refusal, refused } from './envelope.js';
import { createFaults } from './faults.js';
import { type Fields, readFields } from './fields.js';
import { readWindowIssue, type WindowIssue } from './issued.js';
import { createLedger } from './ledger.js';
import { matchRoute, type RouteMatch } from './router.js';
import { Begun, type Books, tellOf } from './routes/call.js';
import { handlers } from './routes/index.js';
import { createSchedules } from './schedules.js';
import type { ChargeFilter, FakeIamportServer, FakeIamportServerOptions, RecordedCall } from './server.js';
import { createTokens } from './tokens.js';
import { createWebhooks } from './webhooks.js';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '600',
};

/**
 * i'mport's REST API without i'mport: a handler from `Request` to `Response`, for a local server, a service worker or a
 * test. It knows a key only when the payment window (or {@link FakeIamportServer.registerIssued}) issued it.
 *
 * @example
 * const server = createFakeIamportServer();
 * http.all('https://api.iamport.kr/*', ({ request }) => server.fetch(request)); // with MSW
 */
export function createFakeIamportServer(options: FakeIamportServerOptions = {}): FakeIamportServer {
  const books = createBooks(options, () => clock.now());
  const { ledger, schedules, webhooks, tokens } = books;
  const faults = createFaults<RecordedCall>({ code: -1, message: 'Too Many Requests', response: null });
  const calls: RecordedCall[] = [];

  const clock = createClock(options.now ?? Date.now, async () => {
    do {
      schedules.fireDue(clock.now());
      await webhooks.idle();
    } while (webhooks.repeatDue(clock.now()));
  });

  function registerIssued(issue: WindowIssue): PaymentAnnotation {
    const prepared = books.prepared.get(issue.merchant_uid);
    if (prepared !== undefined && prepared.amount !== issue.amount) {
      throw new Refusal('사전등록된 금액과 결제 요청 금액이 일치하지 않습니다.');
    }
    const payment = ledger.issue(issue, clock.now());
    tellOf(webhooks, payment);
    return payment;
  }

  function windowIssued(fields: Fields | Refusal): Response {
    try {
      if (fields instanceof Refusal) throw fields;
      registerIssued(readWindowIssue(fields));
      return json(200, { ok: true }, CORS);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return json(400, { ok: false, message: error.message }, CORS);
    }
  }

  /** Does the first half of a call, which is the whole of most, and answers with the other half. */
  function takeUp({ route, path }: RouteMatch, request: Request, fields: Fields | Refusal): () => Response {
    // No timers run in here: what came due since the last call is made before this one is looked at.
    schedules.fireDue(clock.now());
    webhooks.repeatDue(clock.now());
    if (route === 'POST /_window/issued') {
      const response = windowIssued(fields);
      return () => response;
    }
    try {
      const now = clock.now();
      if (route !== 'POST /users/getToken') tokens.check(request.headers.get('authorization'), now);
      if (fields instanceof Refusal) throw fields;
      const { searchParams } = new URL(request.url);
      const result = handlers[route]({ books, path, query: searchParams, fields, now });
      if (result instanceof Begun) return () => handled(result.finish(clock.now()));
      const response = handled(result);
      return () => response;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return () => refused(error);
    }
  }

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.method === 'OPTIONS' && pathname === '/_window/issued') {
      return new Response(null, { status: 204, headers: CORS });
    }
    const match = matchRoute(request.method, pathname);
    if (match === null) return refused(new Refusal(`No route ${request.method} ${pathname}`, 404));
    const fields = await readFields(request).catch(refusalOnly);
    const call = recordCall(match, fields, clock.now());
    calls.push(call);
    const half = (typeof options.latency === 'function' ? options.latency(call) : (options.latency ?? 0)) / 2;
    try {
      await pass(half);
      const response = await faults.apply(call, request.signal, () => takeUp(match, request, fields));
      await pass(half);
      call.status = response.status;
      return response;
    } finally {
      call.done = true;
    }
  }

  const charges = (filter: ChargeFilter = {}) => ledger.charges().filter((payment) => fits(payment, filter));

  return {
    fetch: handle,
    clock,
    keys: ledger.keys,
    payments: ledger.payments.all,
    calls,
    get schedules() {
      return schedules.all.map(({ entry }) => entry);
    },
    webhooks: webhooks.sent,
    console: createConsole(books, clock.now),
    registerIssued,
    decline: ({ customerUid, reason = '카드사 승인이 거절되었습니다.', times = 1 } = {}) =>
      ledger.decline(customerUid ?? null, reason, times),
    setCardBehaviour: ledger.setBehaviour,
    failNext: faults.fail,
    clearFaults: faults.clear,
    expireTokens: tokens.expire,
    charges,
    countCharges: (filter) => charges(filter).length,
    countCalls: (route) => calls.filter((call) => call.route === route).length,
    holdWebhooks: webhooks.hold,
    idle: webhooks.idle,
  };
}

function createBooks(options: FakeIamportServerOptions, now: () => number): Books {
  const sandbox = options.sandbox ?? true;
  const { keyOnlyAmount = 'as-sent', issueUsage = 'issue', bookingsCharge = 'current-key', recovery = false } = options;
  const ledger = createLedger({ sandbox, keyOnlyAmount, issueUsage, pgHours: options.pgHours ?? false });
  const webhooks = createWebhooks({
    url: options.webhookUrl,
    post: options.postWebhook,
    format: options.webhookFormat ?? 'json',
    repeats: options.webhookRepeats ?? false,
    now,
  });
  const schedules = createSchedules({
    ledger,
    bookingsCharge,
    recovery,
    onPayment: (payment, noticeUrl) => webhooks.send(payment, { noticeUrl }),
  });
  return {
    ledger,
    schedules,
    webhooks,
    tokens: createTokens(),
    prepared: new Map(),
    sandbox,
    pgDemands: options.pgDemands ?? true,
    impKey: options.impKey ?? 'fake_imp_key',
    impSecret: options.impSecret ?? 'fake_imp_secret',
  };
}

function recordCall({ route, path }: RouteMatch, fields: Fields | Refusal, at: number): RecordedCall {
  const number = (name: 'merchant_uid' | 'customer_uid'): string | null => {
    const value = path[name] ?? (fields instanceof Refusal ? null : fields[name]);
    return typeof value === 'string' ? value : null;
  };
  return {
    route,
    path,
    merchantUid: number('merchant_uid'),
    customerUid: number('customer_uid'),
    at,
    status: null,
    done: false,
  };
}

function refusalOnly(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}

function pass(milliseconds: number): Promise<void> | undefined {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined;
}

function fits(payment: PaymentAnnotation, { customerUid, merchantUid }: ChargeFilter): boolean {
  return (
    (customerUid === undefined || payment.customer_uid === customerUid) &&
    (merchantUid === undefined || payment.merchant_uid === merchantUid)
  );
}
