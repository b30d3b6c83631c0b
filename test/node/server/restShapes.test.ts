import { describe, expect, it } from 'vitest';
import type { RouteName } from '../../../src/testing/server/index.js';
import { handlers } from '../../../src/testing/server/routes/index.js';
import { issued, order, START, setup } from './fakeServer.js';
import {
  auth,
  balance,
  customer,
  misfits,
  payment,
  payments,
  prepared,
  type Shape,
  schedule,
} from './portoneShapes.js';

const DAY = 86_400;
const NOW = START / 1000;
const CARD = { card_number: '1234-5678-9012-3456', expiry: '2030-12' };

/** A merchant with keys of two PGs, and payments and bookings in every state. */
async function merchant() {
  const world = await setup();
  const { server, call } = world;
  server.registerIssued(issued());
  server.registerIssued(
    issued({ imp_uid: 'imp_2', merchant_uid: 'register2', customer_uid: 'payco_card', pg_provider: 'payco' }),
  );
  await call('POST', '/subscribe/payments/again', order());
  await call('POST', '/subscribe/payments/again', order({ customer_uid: 'payco_card', merchant_uid: 'payco1' }));
  server.decline();
  await call('POST', '/subscribe/payments/again', order({ merchant_uid: 'declined1' }));
  await call('POST', '/subscribe/payments/schedule', {
    customer_uid: 'customer1_card1',
    schedules: ['failed', 'paid', 'revoked', 'waiting'].map((name, index) => ({
      ...order({ merchant_uid: `booked_${name}` }),
      schedule_at: NOW + DAY * (index + 1),
    })),
  });
  await call('POST', '/subscribe/payments/unschedule', { merchant_uid: 'booked_revoked' });
  await call('POST', '/payments/prepare', { merchant_uid: 'prepared1', amount: 9900 });
  server.decline();
  await server.clock.advance((2 * DAY + 1) * 1000);
  await world.login();
  return { ...world, paycoUid: server.charges({ merchantUid: 'payco1' })[0]?.imp_uid ?? '' };
}

interface Described {
  readonly route: RouteName;
  readonly path: string | ((world: { paycoUid: string }) => string);
  readonly body?: object;
  readonly shape: Shape;
  /** Whether the answer is a list of it. */
  readonly list?: true;
  readonly status?: 200 | 207;
}

const span = `from=${NOW}&to=${NOW + 80 * DAY}`;
const scheduleSpan = `schedule_from=${NOW}&schedule_to=${NOW + 80 * DAY}`;

const described: readonly Described[] = [
  {
    route: 'POST /users/getToken',
    path: '/users/getToken',
    body: { imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' },
    shape: auth,
  },
  {
    route: 'GET /subscribe/customers',
    path: '/subscribe/customers?customer_uid[]=customer1_card1&customer_uid[]=payco_card',
    shape: customer,
    list: true,
  },
  {
    route: 'GET /subscribe/customers',
    path: '/subscribe/customers?customer_uid[]=customer1_card1&customer_uid[]=nobody',
    shape: customer,
    list: true,
    status: 207,
  },
  {
    route: 'GET /subscribe/customers/{customer_uid}',
    path: '/subscribe/customers/customer1_card1',
    shape: customer,
  },
  {
    route: 'POST /subscribe/customers/{customer_uid}',
    path: '/subscribe/customers/api_card',
    body: CARD,
    shape: customer,
  },
  {
    route: 'DELETE /subscribe/customers/{customer_uid}',
    path: '/subscribe/customers/customer1_card1',
    shape: customer,
  },
  {
    route: 'GET /subscribe/customers/{customer_uid}/payments',
    path: '/subscribe/customers/customer1_card1/payments',
    shape: payments,
  },
  {
    route: 'GET /subscribe/customers/{customer_uid}/schedules',
    path: `/subscribe/customers/customer1_card1/schedules?${span}`,
    shape: schedule,
    list: true,
  },
  { route: 'GET /payments/{imp_uid}/balance', path: ({ paycoUid }) => `/payments/${paycoUid}/balance`, shape: balance },
  {
    route: 'GET /payments/{imp_uid}',
    path: ({ paycoUid }) => `/payments/${paycoUid}?include_sandbox=true`,
    shape: payment,
  },
  { route: 'GET /payments', path: '/payments?imp_uid[]=imp_2&merchant_uid[]=charge1', shape: payment, list: true },
  {
    route: 'GET /payments',
    path: '/payments?imp_uid[]=imp_2&merchant_uid[]=none',
    shape: payment,
    list: true,
    status: 207,
  },
  { route: 'GET /payments/find/{merchant_uid}', path: '/payments/find/declined1', shape: payment },
  {
    route: 'GET /payments/find/{merchant_uid}/{payment_status}',
    path: '/payments/find/declined1/failed',
    shape: payment,
  },
  { route: 'GET /payments/findAll/{merchant_uid}', path: '/payments/findAll/booked_failed', shape: payments },
  {
    route: 'GET /payments/findAll/{merchant_uid}/{payment_status}',
    path: '/payments/findAll/charge1/paid?sorting=-updated&limit=1000',
    shape: payments,
  },
  {
    route: 'POST /payments/cancel',
    path: '/payments/cancel',
    body: { merchant_uid: 'charge1', amount: 900 },
    shape: payment,
  },
  {
    route: 'POST /payments/prepare',
    path: '/payments/prepare',
    body: { merchant_uid: 'prepared2', amount: 1 },
    shape: prepared,
  },
  {
    route: 'PUT /payments/prepare',
    path: '/payments/prepare',
    body: { merchant_uid: 'prepared1', amount: 1 },
    shape: prepared,
  },
  { route: 'GET /payments/prepare/{merchant_uid}', path: '/payments/prepare/prepared1', shape: prepared },
  {
    route: 'POST /subscribe/payments/onetime',
    path: '/subscribe/payments/onetime',
    body: { merchant_uid: 'once1', amount: 100, ...CARD },
    shape: payment,
  },
  {
    route: 'POST /subscribe/payments/again',
    path: '/subscribe/payments/again',
    body: order({ merchant_uid: 'charge2' }),
    shape: payment,
  },
  {
    route: 'GET /subscribe/payments/schedule',
    path: `/subscribe/payments/schedule?${scheduleSpan}`,
    shape: schedule,
    list: true,
  },
  {
    route: 'POST /subscribe/payments/schedule',
    path: '/subscribe/payments/schedule',
    body: {
      customer_uid: 'customer1_card1',
      schedules: [{ ...order({ merchant_uid: 'booked2' }), schedule_at: NOW + 9 * DAY }],
    },
    shape: schedule,
    list: true,
  },
  {
    route: 'POST /subscribe/payments/unschedule',
    path: '/subscribe/payments/unschedule',
    body: { merchant_uid: ['booked_waiting'] },
    shape: schedule,
    list: true,
  },
  {
    route: 'GET /subscribe/payments/schedule/{merchant_uid}',
    path: '/subscribe/payments/schedule/booked_failed',
    shape: schedule,
  },
  {
    route: 'PUT /subscribe/payments/schedule/{merchant_uid}',
    path: '/subscribe/payments/schedule/booked_waiting',
    body: { schedule_at: NOW + 9 * DAY },
    shape: schedule,
  },
  {
    route: 'POST /subscribe/payments/schedule/{merchant_uid}/reschedule',
    path: '/subscribe/payments/schedule/booked_failed/reschedule',
    body: { schedule_at: NOW + 9 * DAY },
    shape: schedule,
  },
  {
    route: 'POST /subscribe/payments/schedule/{merchant_uid}/retry',
    path: '/subscribe/payments/schedule/booked_failed/retry',
    body: {},
    shape: payment,
  },
  {
    route: 'GET /subscribe/payments/schedule/customers/{customer_uid}',
    path: `/subscribe/payments/schedule/customers/customer1_card1?${span}`,
    shape: schedule,
    list: true,
  },
];

describe("answers, against PortOne's description of API V1", () => {
  it.each(described)('$route', async ({ route, path, body, shape, list, status = 200 }) => {
    const world = await merchant();
    const method = route.split(' ')[0] ?? '';
    const answer = await world.call<unknown>(method, typeof path === 'string' ? path : path(world), body);
    expect(answer).toMatchObject({ status, code: 0, message: null });
    expect(world.server.calls.at(-1)?.route).toBe(route);
    const entries = list === true && Array.isArray(answer.response) ? answer.response : [answer.response];
    expect(entries).not.toHaveLength(0);
    expect(entries.flatMap((entry) => misfits(entry, shape))).toEqual([]);
  });

  it('are checked for every route there is', () => {
    expect(new Set(described.map(({ route }) => route))).toEqual(new Set(Object.keys(handlers)));
  });

  it('misfits() finds what is missing, of another type, or not described', () => {
    expect(misfits({ access_token: 'x', expired_at: 1.5, extra: true }, auth)).toEqual([
      'response.now is missing',
      'response.expired_at is 1.5',
      'response.extra is true',
    ]);
  });
});

describe('refusals, with the HTTP status that the description names', () => {
  const unknown = '/subscribe/payments/schedule/unknown';
  const at = { schedule_at: NOW + 9 * DAY };
  it.each([
    [404, 'GET', '/subscribe/customers?customer_uid[]=nobody', undefined],
    [404, 'GET', '/payments?imp_uid[]=imp_none', undefined],
    [404, 'GET', '/payments/imp_none/balance', undefined],
    [404, 'GET', '/payments/findAll/none', undefined],
    [400, 'GET', '/payments/findAll/charge1/maybe', undefined],
    [400, 'GET', '/payments/findAll/charge1?limit=1001', undefined],
    [404, 'GET', unknown, undefined],
    [404, 'PUT', unknown, at],
    [404, 'POST', `${unknown}/reschedule`, at],
    [404, 'POST', `${unknown}/retry`, {}],
    [400, 'PUT', '/subscribe/payments/schedule/booked_waiting', {}],
    [400, 'PUT', '/subscribe/payments/schedule/booked_waiting', { schedule_at: NOW - 1 }],
    [400, 'PUT', '/subscribe/payments/schedule/booked_paid', at],
    [400, 'PUT', '/subscribe/payments/schedule/booked_revoked', at],
    [400, 'POST', '/subscribe/payments/schedule/booked_waiting/reschedule', at],
    [400, 'POST', '/subscribe/payments/schedule/booked_paid/reschedule', at],
    [400, 'POST', '/subscribe/payments/schedule/booked_failed/reschedule', { schedule_at: 'soon' }],
    [400, 'POST', '/subscribe/payments/schedule/booked_waiting/retry', {}],
    [400, 'POST', '/subscribe/payments/schedule/booked_paid/retry', {}],
    [400, 'GET', '/subscribe/payments/schedule', undefined],
    [400, 'GET', `/subscribe/payments/schedule?schedule_from=${NOW}&schedule_to=${NOW + 93 * DAY}`, undefined],
    [400, 'GET', `/subscribe/payments/schedule?${scheduleSpan}&schedule_status=done`, undefined],
    [400, 'GET', `/subscribe/customers/customer1_card1/schedules?from=${NOW}`, undefined],
    [200, 'POST', '/subscribe/payments/unschedule', {}],
  ] as const)('%i %s %s', async (status, method, path, body) => {
    const { call } = await merchant();
    const refusal = await call(method, path, body);
    expect(refusal).toMatchObject({ status, response: null, message: expect.any(String) });
    expect(refusal.code).not.toBe(0);
  });
});
