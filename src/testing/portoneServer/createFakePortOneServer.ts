import { createClock } from '../server/clock.js';
import { createFaults } from '../server/faults.js';
import { createMatcher, type RouteMatch } from '../server/router.js';
import { optionalRecord, optionalText, readFields } from './body.js';
import { createIdempotency, type IdempotentCall } from './idempotency.js';
import { uuid } from './identifiers.js';
import { createLedger } from './ledger.js';
import type { Payment } from './records.js';
import { json, Refusal, refused } from './refusal.js';
import { takeIssue } from './routes/billingKeys.js';
import { announceKey, announceTry, type Books } from './routes/call.js';
import { handlers, type PortOneRouteName, routes } from './routes/index.js';
import { createSchedules } from './schedules.js';
import type {
  FakePortOneServer,
  FakePortOneServerOptions,
  PortOneChargeFilter,
  RecordedPortOneCall,
} from './server.js';
import { createSessions } from './sessions.js';
import { createWebhooks } from './webhooks.js';
import { readWindowIssue } from './windowIssue.js';

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '600',
};
const WINDOW = '/_window/issued';
const matchRoute = createMatcher(routes);

/**
 * PortOne's REST API V2 without PortOne, as far as billing keys go: a handler from `Request` to `Response`, for a local server,
 * a service worker or a test. It knows a key only when the payment window (or `registerIssued`) issued it.
 *
 * It is made from PortOne's documents, not from the real thing: `docs/portone-v2-fake.md` lists what each behaviour rests on.
 *
 * @example
 * const server = createFakePortOneServer({ apiSecret: 'secret' });
 * http.all('https://api.portone.io/*', ({ request }) => server.fetch(request)); // with MSW
 */
export function createFakePortOneServer(options: FakePortOneServerOptions = {}): FakePortOneServer {
  const storeId = options.storeId ?? 'store-00000000-0000-4000-8000-000000000000';
  const webhookSecret = options.webhookSecret ?? 'whsec_ZmFrZS1wb3J0b25lLXdlYmhvb2stc2VjcmV0';
  const store = { storeId, merchantId: `merchant-${uuid()}` };
  const clock = createClock(options.now ?? Date.now, () => {
    fireDue();
    return books.webhooks.idle();
  });
  const ledger = createLedger(store);
  const books: Books = {
    ledger,
    schedules: createSchedules(ledger, store),
    webhooks: createWebhooks({
      secret: webhookSecret,
      url: options.webhookUrl,
      post: options.postWebhook,
      now: clock.now,
    }),
    sessions: createSessions(options.apiSecret ?? 'fake_portone_api_secret'),
    storeId,
    confirmWithin: options.confirmWithin ?? Number.POSITIVE_INFINITY,
    pgDemands: options.pgDemands ?? true,
  };
  const faults = createFaults<RecordedPortOneCall>({ type: 'TOO_MANY_REQUESTS', message: 'Too Many Requests' });
  const idempotency = createIdempotency();
  const calls: RecordedPortOneCall[] = [];

  function fireDue(): void {
    books.schedules.fireDue(clock.now(), (tried, { noticeUrls }) => announceTry(books, tried, noticeUrls));
  }

  function answer({ route, path }: RouteMatch<PortOneRouteName>, url: URL, body: string): Response {
    const isWindow = route === 'POST /_window/issued';
    const headers = isWindow ? CORS : {};
    // No timers run in here: what came due since the last call is made before this one is looked at.
    fireDue();
    try {
      const query = url.searchParams;
      const fields = readFields(body, query);
      const now = clock.now();
      if (isWindow) {
        takeIssue(books, readWindowIssue(fields), now);
        return json(200, { ok: true }, headers);
      }
      const filter = optionalRecord(fields, 'filter') ?? {};
      const asked = optionalText({ ...filter, ...fields }, 'storeId') ?? query.get('storeId') ?? storeId;
      if (asked !== storeId && route !== 'POST /login/api-secret') {
        throw new Refusal('FORBIDDEN', '접근 권한이 없는 상점 아이디입니다.');
      }
      return json(200, handlers[route]({ books, path, query, fields, now }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused(error, headers);
    }
  }

  /** Who may call, and whether the same call came before: both are known before anything is done. */
  function admit(route: PortOneRouteName, request: Request, body: string): IdempotentCall {
    const now = clock.now();
    if (route === 'POST /_window/issued' || route === 'POST /login/api-secret') return free;
    try {
      books.sessions.check(request.headers.get('authorization'), now);
      return idempotency.begin(request, body, now);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { answer: () => refused(error), release: () => undefined };
    }
  }

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const { pathname } = url;
    if (request.method === 'OPTIONS' && pathname === WINDOW) return new Response(null, { status: 204, headers: CORS });
    const match = matchRoute(request.method, pathname);
    if (match === null) return json(404, { type: 'NOT_FOUND', message: `No route ${request.method} ${pathname}` });
    const call: RecordedPortOneCall = {
      route: match.route,
      path: match.path,
      idempotencyKey: request.headers.get('idempotency-key'),
      at: clock.now(),
      status: null,
      done: false,
    };
    calls.push(call);
    const half = (typeof options.latency === 'function' ? options.latency(call) : (options.latency ?? 0)) / 2;
    const body = await request.text();
    await pass(half);
    const admitted = admit(match.route, request, body);
    try {
      const response = await faults.apply(call, request.signal, () => {
        const answered = admitted.answer(() => answer(match, url, body));
        return () => answered;
      });
      await pass(half);
      call.status = response.status;
      return response;
    } finally {
      admitted.release();
      call.done = true;
    }
  }

  return {
    fetch: handle,
    clock,
    storeId,
    webhookSecret,
    keys: ledger.keys,
    payments: ledger.payments,
    tries: ledger.tries,
    calls,
    schedules: books.schedules.all,
    webhooks: books.webhooks.sent,
    registerIssued: (issue) => takeIssue(books, issue, clock.now()),
    decline: ({ billingKey, pgCode = '8004', pgMessage = '카드사 승인이 거절되었습니다.', times = 1 } = {}) =>
      ledger.decline(billingKey ?? null, { pgCode, pgMessage }, times),
    setCardBehaviour: ledger.setBehaviour,
    updateCard(billingKey, { name, number, behaviour = 'ok' }) {
      const key = ledger.usable(billingKey);
      const method = { type: 'BillingKeyPaymentMethodCard' as const, card: { name, number } };
      const [before] = key.methods;
      key.methods = [before?.type === 'BillingKeyPaymentMethodEasyPay' ? { ...before, method } : method];
      ledger.setBehaviour(billingKey, behaviour);
      announceKey(books, 'BillingKey.Updated', billingKey, clock.now());
    },
    resendWebhook: books.webhooks.resend,
    failNext: faults.fail,
    clearFaults: faults.clear,
    expireTokens: books.sessions.expire,
    charges: (filter = {}) => ledger.tries.filter((payment) => movedMoney(payment, filter)),
    countCharges: (filter = {}) => ledger.tries.filter((payment) => movedMoney(payment, filter)).length,
    countCalls: (route) => calls.filter((call) => call.route === route).length,
    idle: books.webhooks.idle,
  };
}

async function pass(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

const free: IdempotentCall = { answer: (work) => work(), release: () => undefined };

function movedMoney(payment: Payment, { billingKey, paymentId }: PortOneChargeFilter): boolean {
  return (
    payment.status !== 'FAILED' &&
    payment.status !== 'READY' &&
    (billingKey === undefined || payment.billingKey === billingKey) &&
    (paymentId === undefined || payment.id === paymentId)
  );
}
