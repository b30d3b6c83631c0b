import type { PaymentAnnotation, PaymentPrepareAnnotation } from './annotations.js';
import { createClock } from './clock.js';
import { handled, json, Refusal, refused } from './envelope.js';
import { createFaults } from './faults.js';
import { readFields } from './fields.js';
import { readWindowIssue, type WindowIssue } from './issued.js';
import { createLedger } from './ledger.js';
import { matchRoute, type RouteMatch } from './router.js';
import type { Books } from './routes/call.js';
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
  const ledger = createLedger({
    sandbox: options.sandbox ?? true,
    keyOnlyAmount: options.keyOnlyAmount ?? 'as-sent',
  });
  const books: Books = {
    ledger,
    schedules: createSchedules(ledger),
    webhooks: createWebhooks({ url: options.webhookUrl, post: options.postWebhook }),
    tokens: createTokens(),
    prepared: new Map<string, PaymentPrepareAnnotation>(),
    sandbox: options.sandbox ?? true,
    impKey: options.impKey ?? 'fake_imp_key',
    impSecret: options.impSecret ?? 'fake_imp_secret',
  };
  const faults = createFaults();
  const calls: RecordedCall[] = [];

  const clock = createClock(options.now ?? Date.now, () => {
    fireDue();
    return books.webhooks.idle();
  });

  function fireDue(): void {
    books.schedules.fireDue(clock.now(), (payment, noticeUrl) => books.webhooks.send(payment, noticeUrl));
  }

  function registerIssued(issue: WindowIssue): PaymentAnnotation {
    const prepared = books.prepared.get(issue.merchant_uid);
    if (prepared !== undefined && prepared.amount !== issue.amount) {
      throw new Refusal('사전등록된 금액과 결제 요청 금액이 일치하지 않습니다.');
    }
    const payment = ledger.issue(issue, clock.now());
    books.webhooks.send(payment);
    return payment;
  }

  async function windowIssued(request: Request): Promise<Response> {
    try {
      registerIssued(readWindowIssue(await readFields(request)));
      return json(200, { ok: true }, CORS);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return json(400, { ok: false, message: error.message }, CORS);
    }
  }

  async function answer({ route, path }: RouteMatch, request: Request): Promise<Response> {
    if (route === 'POST /_window/issued') return windowIssued(request);
    try {
      const fields = await readFields(request);
      const now = clock.now();
      if (route !== 'POST /users/getToken') books.tokens.check(request.headers.get('authorization'), now);
      const { searchParams } = new URL(request.url);
      return handled(handlers[route]({ books, path, query: searchParams, fields, now }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(error);
    }
  }

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.method === 'OPTIONS' && pathname === '/_window/issued') {
      return new Response(null, { status: 204, headers: CORS });
    }
    // No timers run in here: what came due since the last call is made before this one is looked at.
    fireDue();
    const match = matchRoute(request.method, pathname);
    if (match === null) return refused(new Refusal(`No route ${request.method} ${pathname}`, 404));
    const call: RecordedCall = { route: match.route, path: match.path, at: clock.now(), status: null };
    calls.push(call);
    const response = await faults.apply(match.route, request.signal, () => answer(match, request));
    call.status = response.status;
    return response;
  }

  return {
    fetch: handle,
    clock,
    keys: ledger.keys,
    payments: ledger.payments,
    calls,
    get schedules() {
      return books.schedules.all.map(({ entry }) => entry);
    },
    webhooks: books.webhooks.sent,
    registerIssued,
    decline: ({ customerUid, reason = '카드사 승인이 거절되었습니다.', times = 1 } = {}) =>
      ledger.decline(customerUid ?? null, reason, times),
    setCardBehaviour: ledger.setBehaviour,
    failNext: faults.fail,
    clearFaults: faults.clear,
    expireTokens: books.tokens.expire,
    charges: (filter = {}) => ledger.charges().filter((payment) => fits(payment, filter)),
    countCharges: (filter = {}) => ledger.charges().filter((payment) => fits(payment, filter)).length,
    countCalls: (route) => calls.filter((call) => call.route === route).length,
    idle: books.webhooks.idle,
  };
}

function fits(payment: PaymentAnnotation, { customerUid, merchantUid }: ChargeFilter): boolean {
  return (
    (customerUid === undefined || payment.customer_uid === customerUid) &&
    (merchantUid === undefined || payment.merchant_uid === merchantUid)
  );
}
