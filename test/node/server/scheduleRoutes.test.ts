import { describe, expect, it } from 'vitest';
import type { FakeIamportServerOptions, ScheduleResultAnnotation } from '../../../src/testing/server/index.js';
import { issued, order, START, setup } from './fakeServer.js';

const DAY = 86_400;
const NOW = START / 1000;
const UNSCHEDULE = '/subscribe/payments/unschedule';
const path = (merchantUid: string, verb = '') => `/subscribe/payments/schedule/${merchantUid}${verb}`;

async function merchant(options?: FakeIamportServerOptions) {
  const world = await setup(options);
  world.server.registerIssued(issued());
  const book = (customer_uid: string, ...numbers: [merchant_uid: string, days: number][]) =>
    world.call('POST', '/subscribe/payments/schedule', {
      customer_uid,
      schedules: numbers.map(([merchant_uid, days]) => ({
        ...order({ merchant_uid }),
        schedule_at: NOW + days * DAY,
      })),
    });
  /** The order numbers in a list of bookings. */
  const list = async (query: string) => {
    const { response } = await world.call<ScheduleResultAnnotation[]>('GET', query);
    return response?.map(({ merchant_uid }) => merchant_uid);
  };
  return { ...world, book, list };
}

const CUSTOMER = 'customer1_card1';

describe('lists of bookings', () => {
  it('take the time that was booked: from the first second on, up to the last', async () => {
    const { book, list } = await merchant();
    await book(CUSTOMER, ['renew1', 30], ['renew2', 60]);
    const at = (from: number, to: number) =>
      list(`/subscribe/payments/schedule?schedule_from=${NOW + from}&schedule_to=${NOW + to}`);
    expect(await at(30 * DAY, 60 * DAY)).toEqual(['renew1']);
    expect(await at(30 * DAY + 1, 60 * DAY + 1)).toEqual(['renew2']);
  });

  it('begin with the latest, 20 a page unless the list has a limit', async () => {
    const { server, book, list } = await merchant();
    server.registerIssued(issued({ imp_uid: 'imp_2', merchant_uid: 'register2', customer_uid: 'other' }));
    await book(CUSTOMER, ...Array.from({ length: 25 }, (_, index): [string, number] => [`n${index}`, index + 1]));
    await book('other', ['other1', 40]);
    const all = `/subscribe/payments/schedule?schedule_from=${NOW}&schedule_to=${NOW + 80 * DAY}`;
    expect(await list(all)).toHaveLength(20);
    expect((await list(all))?.slice(0, 2)).toEqual(['other1', 'n24']);
    expect(await list(`${all}&limit=1000`)).toHaveLength(26);
    expect(await list(`${all}&limit=1&sorting=scheduled`)).toEqual(['n0']);

    const span = `from=${NOW}&to=${NOW + 80 * DAY}`;
    for (const of of [`/subscribe/customers/${CUSTOMER}/schedules`, path(`customers/${CUSTOMER}`)]) {
      expect(await list(`${of}?${span}&limit=1000`)).toHaveLength(20);
      expect(await list(`${of}?${span}&page=2`)).toEqual(['n4', 'n3', 'n2', 'n1', 'n0']);
      expect(await list(`${of}?${span}&page=3`)).toEqual([]);
    }
    expect(await list(`/subscribe/customers/nobody/schedules?${span}`)).toEqual([]);
  });

  it('can be narrowed to a status', async () => {
    const { call, book, list } = await merchant();
    await book(CUSTOMER, ['renew1', 30], ['renew2', 60]);
    await call('POST', UNSCHEDULE, { merchant_uid: 'renew1' });
    const all = `/subscribe/payments/schedule?schedule_from=${NOW}&schedule_to=${NOW + 80 * DAY}`;
    expect(await list(`${all}&schedule_status=revoked`)).toEqual(['renew1']);
    const of = `${path(`customers/${CUSTOMER}`)}?from=${NOW}&to=${NOW + 80 * DAY}`;
    expect(await list(`${of}&schedule-status=scheduled`)).toEqual(['renew2']);
  });
});

describe('POST /subscribe/payments/unschedule', () => {
  it('takes an order number alone, several of them, or those of one key only', async () => {
    const { server, call, book } = await merchant();
    server.registerIssued(issued({ imp_uid: 'imp_2', merchant_uid: 'register2', customer_uid: 'other' }));
    await book(CUSTOMER, ['a', 30], ['b', 30], ['c', 30]);
    await book('other', ['d', 30]);
    const taken = async (body: object) =>
      (await call<ScheduleResultAnnotation[]>('POST', UNSCHEDULE, body)).response?.map((entry) => entry.merchant_uid);
    expect(await taken({ merchant_uid: 'a' })).toEqual(['a']);
    expect(await taken({ merchant_uid: ['b', 'd', 'b'], customer_uid: 'other' })).toEqual(['d']);
    expect(await taken({ merchant_uid: ['b', 'c', 'unknown'] })).toEqual(['b', 'c']);
    expect(await taken({ merchant_uid: ['b'] })).toBeUndefined();
  });
});

describe('a booking under its own number', () => {
  it('can be moved while it is to come', async () => {
    const { server, call, book } = await merchant();
    await book(CUSTOMER, ['renew1', 30]);
    expect(await call('PUT', path('renew1'), { schedule_at: NOW + 40 * DAY })).toMatchObject({
      response: { schedule_at: NOW + 40 * DAY, schedule_status: 'scheduled' },
    });
    await server.clock.advance(39 * DAY * 1000);
    expect(server.countCharges()).toBe(0);
    await server.clock.advance(DAY * 1000);
    expect(server.charges()).toMatchObject([{ merchant_uid: 'renew1', paid_at: NOW + 40 * DAY }]);
  });

  it('can be tried again at once, or later, when it failed', async () => {
    const { server, call, book, login } = await merchant();
    await book(CUSTOMER, ['renew1', 30]);
    server.decline({ times: 2 });
    await server.clock.advance(30 * DAY * 1000);
    await login();
    expect(await call('POST', path('renew1', '/retry'), {})).toMatchObject({
      code: 0,
      response: { status: 'failed', merchant_uid: 'renew1', customer_uid_usage: 'payment.scheduled' },
    });
    expect(await call('POST', path('renew1', '/reschedule'), { schedule_at: NOW + 31 * DAY })).toMatchObject({
      response: { schedule_status: 'scheduled', payment_status: null, imp_uid: null, executed_at: 0 },
    });
    await server.clock.advance(DAY * 1000);
    await login();
    expect(await call('GET', path('renew1'))).toMatchObject({
      response: { schedule_status: 'executed', payment_status: 'paid', fail_reason: null },
    });
    expect(await call('GET', '/payments/findAll/renew1')).toMatchObject({ response: { total: 3 } });
    expect(await call('POST', path('renew1', '/retry'), {})).toMatchObject({ status: 400 });
    expect(server.countCharges()).toBe(1);
  });

  it('can be booked again when it was revoked, and is otherwise used up', async () => {
    const { call, book } = await merchant();
    await book(CUSTOMER, ['renew1', 30]);
    await call('POST', UNSCHEDULE, { merchant_uid: 'renew1' });
    expect(await book(CUSTOMER, ['renew1', 31])).toMatchObject({ code: 1 });
    expect((await call('POST', path('renew1', '/reschedule'), { schedule_at: NOW + 31 * DAY })).code).toBe(0);
    expect(await call('GET', path('renew1'))).toMatchObject({
      response: { schedule_status: 'scheduled', revoked_at: 0, schedule_at: NOW + 31 * DAY },
    });
  });

  it('is not tried again when the order was paid in another way, or its key is gone', async () => {
    const { server, call, book } = await merchant();
    await book(CUSTOMER, ['renew1', 30], ['renew2', 30]);
    await call('POST', UNSCHEDULE, { customer_uid: CUSTOMER });
    await call('POST', '/subscribe/payments/again', order({ merchant_uid: 'renew1' }));
    expect(await call('POST', path('renew1', '/retry'), {})).toMatchObject({ status: 400 });
    await call('DELETE', `/subscribe/customers/${CUSTOMER}`);
    expect(await call('POST', path('renew2', '/retry'), {})).toMatchObject({ status: 404 });
    expect(server.countCharges()).toBe(1);
  });

  it('reads cancelled when its money was given back', async () => {
    const { server, call, book, login } = await merchant();
    await book(CUSTOMER, ['renew1', 30]);
    await server.clock.advance(30 * DAY * 1000);
    await login();
    await call('POST', '/payments/cancel', { merchant_uid: 'renew1' });
    expect(await call('GET', path('renew1'))).toMatchObject({ response: { payment_status: 'cancelled' } });
    expect(await call('POST', path('renew1', '/retry'), {})).toMatchObject({ status: 400 });
  });
});

describe('option bookingsCharge', () => {
  const second = { number_masked: '9410-00**-****-0002', name: '신한카드', behaviour: 'ok' as const };

  it.each([
    ['current-key', '신한카드'],
    ['booked-key', 'BC카드'],
  ] as const)('%s charges the %s when a new card took the key', async (bookingsCharge, card_name) => {
    const { server, book } = await merchant({ bookingsCharge });
    await book(CUSTOMER, ['renew1', 30]);
    server.registerIssued(issued({ imp_uid: 'imp_2', merchant_uid: 'register2', card: second }));
    await server.clock.advance(30 * DAY * 1000);
    expect(server.charges()).toMatchObject([{ merchant_uid: 'renew1', card_name }]);
  });

  it('booked-key charges a key that was deleted: only taking the booking back prevents it', async () => {
    const { server, call, book } = await merchant({ bookingsCharge: 'booked-key' });
    await book(CUSTOMER, ['renew1', 30]);
    await call('DELETE', `/subscribe/customers/${CUSTOMER}`);
    await server.clock.advance(30 * DAY * 1000);
    expect(server.countCharges()).toBe(1);
  });
});
