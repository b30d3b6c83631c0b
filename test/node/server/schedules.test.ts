import { describe, expect, it } from 'vitest';
import type { ScheduleResultAnnotation, WebhookBody } from '../../../src/testing/server/index.js';
import { issued, START, setup } from './fakeServer.js';

const DAY = 86_400_000;
const MONTH = 30 * DAY;
const CUSTOMER = 'customer1_card1';

const entry = (merchant_uid: string, days: number) => ({
  merchant_uid,
  schedule_at: (START + days * DAY) / 1000,
  amount: 9900,
  name: '모두의 구독 베이직',
  currency: 'KRW',
});

describe('scheduled payments', () => {
  it('are made when the clock passes their time, each at its own, and their webhooks are posted', async () => {
    const posted: { url: string; body: WebhookBody }[] = [];
    const { server, call, login } = await setup({
      webhookUrl: 'https://shop.example/webhook',
      postWebhook: async (url, body) => {
        posted.push({ url, body });
        return undefined;
      },
    });
    server.registerIssued(issued());
    const schedules = [{ ...entry('renew2', 60), notice_url: 'https://shop.example/other' }, entry('renew1', 30)];
    const booked = await call('POST', '/subscribe/payments/schedule', { customer_uid: CUSTOMER, schedules });
    expect(booked).toMatchObject({ code: 0, response: [{ schedule_status: 'scheduled', imp_uid: null }, {}] });

    await server.clock.advance(MONTH - 1000);
    expect(server.countCharges()).toBe(0);
    server.decline({ customerUid: CUSTOMER, reason: '한도초과', times: 1 });
    await server.clock.advance(MONTH + 1000);

    await login();
    const renewals = server.schedules.map(({ merchant_uid, payment_status, executed_at }) => ({
      merchant_uid,
      payment_status,
      executed_at,
    }));
    expect(renewals).toEqual([
      { merchant_uid: 'renew2', payment_status: 'paid', executed_at: (START + 60 * DAY) / 1000 },
      { merchant_uid: 'renew1', payment_status: 'failed', executed_at: (START + 30 * DAY) / 1000 },
    ]);
    expect(await call('GET', '/payments/find/renew2')).toMatchObject({
      response: { paid_at: (START + 60 * DAY) / 1000, customer_uid_usage: 'payment.scheduled' },
    });
    expect(posted.slice(-2)).toMatchObject([
      { url: 'https://shop.example/webhook', body: { merchant_uid: 'renew1', status: 'failed' } },
      { url: 'https://shop.example/other', body: { merchant_uid: 'renew2', status: 'paid' } },
    ]);
    expect(server.webhooks.every(({ delivered }) => delivered)).toBe(true);
  });

  it('come with a form as well as with JSON', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const form = new URLSearchParams({ customer_uid: CUSTOMER });
    for (const [key, value] of Object.entries(entry('renew1', 30))) form.set(`schedules[0][${key}]`, String(value));
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await call('POST', '/subscribe/payments/schedule', form.toString(), type)).toMatchObject({
      response: [{ merchant_uid: 'renew1', amount: 9900 }],
    });
  });

  it('issue a key from card data first when there is none', async () => {
    const { server, call } = await setup();
    const body = { customer_uid: 'new_card', schedules: [entry('renew1', 30)] };
    expect((await call('POST', '/subscribe/payments/schedule', body)).code).toBe(1);
    const card = { card_number: '1234-5678-9012-3456', expiry: '2030-12' };
    expect((await call('POST', '/subscribe/payments/schedule', { ...body, ...card })).code).toBe(0);
    expect(server.keys.has('new_card')).toBe(true);
  });

  it('are taken back one by one or all at once, and then never made', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const schedules = [entry('renew1', 30), entry('renew2', 60), entry('renew3', 90)];
    await call('POST', '/subscribe/payments/schedule', { customer_uid: CUSTOMER, schedules });
    const one = { customer_uid: CUSTOMER, merchant_uid: ['renew2'] };
    expect(await call('POST', '/subscribe/payments/unschedule', one)).toMatchObject({
      response: [{ merchant_uid: 'renew2', schedule_status: 'revoked', revoked_at: START / 1000 }],
    });
    const rest = await call<ScheduleResultAnnotation[]>('POST', '/subscribe/payments/unschedule', {
      customer_uid: CUSTOMER,
    });
    expect(rest.response?.map(({ merchant_uid }) => merchant_uid)).toEqual(['renew1', 'renew3']);
    expect((await call('POST', '/subscribe/payments/unschedule', { customer_uid: CUSTOMER })).code).toBe(1);
    await server.clock.advance(4 * MONTH);
    expect(server.countCharges()).toBe(0);
  });

  it('are booked all or none, and never twice', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const book = (...schedules: unknown[]) =>
      call('POST', '/subscribe/payments/schedule', { customer_uid: CUSTOMER, schedules });
    expect((await book(entry('renew1', 30), entry('renew1', 60))).code).toBe(1);
    expect((await book(entry('renew1', 30), entry('register1', 60))).code).toBe(1);
    expect((await book(entry('renew1', -1))).code).toBe(1);
    expect((await book({ ...entry('renew1', 30), schedule_at: START + MONTH })).code).toBe(1);
    expect(server.schedules).toHaveLength(0);
    expect((await book(entry('renew1', 30))).code).toBe(0);
    expect((await book(entry('renew1', 30))).code).toBe(1);
    const now = { customer_uid: CUSTOMER, merchant_uid: 'renew1', amount: 9900, name: 'now' };
    expect((await call('POST', '/subscribe/payments/again', now)).code).toBe(1);
  });

  it('fail in the record when the key is gone by then', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    await call('POST', '/subscribe/payments/schedule', { customer_uid: CUSTOMER, schedules: [entry('renew1', 30)] });
    await call('DELETE', `/subscribe/customers/${CUSTOMER}`);
    await server.clock.advance(MONTH);
    expect(server.schedules[0]).toMatchObject({ schedule_status: 'executed', payment_status: 'failed', imp_uid: null });
  });

  it('only move forward with the clock', async () => {
    const { server } = await setup();
    expect(() => server.clock.advance(-1)).toThrow(RangeError);
    expect(server.clock.now()).toBe(START);
  });
});
