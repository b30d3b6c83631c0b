import { describe, expect, it } from 'vitest';
import type { FakeIamportServerOptions } from '../../../src/testing/server/index.js';
import { issued, order, START, setup } from './fakeServer.js';

const DAY = 86_400_000;

/** A merchant with one booking, and what its webhooks said. */
async function merchant(options?: FakeIamportServerOptions) {
  const heard: string[] = [];
  const world = await setup({
    webhookUrl: 'https://shop.example/webhook',
    postWebhook: async (_, { merchant_uid, status }) => {
      heard.push(`${merchant_uid} ${status}`);
      return undefined;
    },
    ...options,
  });
  world.server.registerIssued(issued());
  const schedules = [{ ...order({ merchant_uid: 'renew1' }), schedule_at: (START + DAY) / 1000 }];
  await world.call('POST', '/subscribe/payments/schedule', { customer_uid: 'customer1_card1', schedules });
  heard.length = 0;
  return { ...world, heard };
}

describe('somebody else', () => {
  it('gives money back in part and in whole, and the merchant hears of each', async () => {
    const { server, call, heard } = await merchant();
    await call('POST', '/subscribe/payments/again', order());
    const impUid = server.charges()[0]?.imp_uid ?? '';
    expect(server.console.cancel({ impUid, amount: 900 })).toMatchObject({ status: 'paid', cancel_amount: 900 });
    expect(server.console.cancel({ impUid, reason: '고객 요청' })).toMatchObject({
      status: 'cancelled',
      cancel_reason: '고객 요청',
    });
    expect(heard).toEqual(['charge1 paid', 'charge1 paid', 'charge1 cancelled']);
    expect(() => server.console.cancel({ impUid })).toThrow(/전액취소/);
    expect(() => server.console.cancel({ impUid: 'imp_none' })).toThrow();
  });

  it('tries a failed booking again under its number, at once or later', async () => {
    const { server, heard } = await merchant();
    server.decline({ times: 2 });
    await server.clock.advance(DAY);
    expect(server.console.retry('renew1')).toMatchObject({ status: 'failed' });
    server.console.reschedule('renew1', server.clock.now() + DAY);
    await server.clock.advance(DAY);
    expect(heard).toEqual(['renew1 failed', 'renew1 failed', 'renew1 paid']);
    expect(server.charges()).toMatchObject([{ merchant_uid: 'renew1', customer_uid_usage: 'payment.scheduled' }]);
    expect(() => server.console.retry('renew1')).toThrow();
  });

  it('moves a booking and takes it back', async () => {
    const { server } = await merchant();
    server.console.move('renew1', START + 3 * DAY);
    await server.clock.advance(2 * DAY);
    expect(server.countCharges()).toBe(0);
    expect(server.console.unschedule('renew1')).toMatchObject({ schedule_status: 'revoked' });
    await server.clock.advance(2 * DAY);
    expect(server.countCharges()).toBe(0);
    expect(() => server.console.unschedule('renew1')).toThrow();
    expect(() => server.console.move('renew1', START)).toThrow(RangeError);
  });

  it('repeats failed bookings every day until they are paid', async () => {
    const { server, heard } = await merchant({ recovery: true });
    server.decline({ times: 3 });
    await server.clock.advance(10 * DAY);
    expect(heard).toEqual(['renew1 failed', 'renew1 failed', 'renew1 failed', 'renew1 paid']);
    expect(server.charges()[0]?.paid_at).toBe((START + 4 * DAY) / 1000);
  });

  it('switches the recovery on for what has failed already, and off again', async () => {
    const { server, heard } = await merchant();
    server.setCardBehaviour('customer1_card1', 'limit-exceeded');
    await server.clock.advance(DAY);
    server.console.setRecovery(true);
    await server.clock.advance(2 * DAY);
    server.console.setRecovery(false);
    await server.clock.advance(10 * DAY);
    expect(heard).toEqual(['renew1 failed', 'renew1 failed', 'renew1 failed']);
  });

  it('does not repeat what was paid in another way meanwhile', async () => {
    const { server, call, login } = await merchant({ recovery: true });
    server.decline();
    await server.clock.advance(DAY);
    await login();
    expect((await call('POST', '/subscribe/payments/again', order({ merchant_uid: 'renew1' }))).code).toBe(0);
    await server.clock.advance(10 * DAY);
    expect(server.countCharges({ merchantUid: 'renew1' })).toBe(1);
  });

  it('deletes a key, and leaves its bookings to fail', async () => {
    const { server } = await merchant();
    server.console.deleteKey('customer1_card1');
    await server.clock.advance(DAY);
    expect(server.schedules).toMatchObject([{ schedule_status: 'executed', payment_status: 'failed' }]);
    expect(() => server.console.deleteKey('customer1_card1')).toThrow();
  });

  it('approves after all what was declined, though another try may have been paid by then', async () => {
    const { server, call, heard } = await merchant();
    server.decline();
    const declined = await call<{ imp_uid: string }>('POST', '/subscribe/payments/again', order());
    await call('POST', '/subscribe/payments/again', order());
    const impUid = declined.response?.imp_uid ?? '';
    expect(server.console.approveAfterAll(impUid)).toMatchObject({ status: 'paid', failed_at: 0, fail_reason: null });
    expect(heard).toEqual(['charge1 paid', 'charge1 paid']);
    expect(server.countCharges({ merchantUid: 'charge1' })).toBe(2);
    expect(() => server.console.approveAfterAll(impUid)).toThrow();
  });

  it('tells the booking of a payment that was approved after all', async () => {
    const { server } = await merchant({ recovery: true });
    server.decline({ times: 2 });
    await server.clock.advance(DAY);
    server.console.approveAfterAll(server.schedules[0]?.imp_uid ?? '');
    expect(server.schedules).toMatchObject([{ payment_status: 'paid', fail_reason: null }]);
    await server.clock.advance(5 * DAY);
    expect(server.countCharges()).toBe(1);
  });

  it('sends the webhook of a payment once more', async () => {
    const { server, call, heard } = await merchant();
    await call('POST', '/subscribe/payments/again', order());
    server.console.resendWebhook(server.charges()[0]?.imp_uid ?? '');
    expect(heard).toEqual(['charge1 paid', 'charge1 paid']);
  });
});
