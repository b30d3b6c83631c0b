import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { API, issued, order, setup, takeToken } from './fakeServer.js';

const AGAIN = 'POST /subscribe/payments/again';

describe('failNext()', () => {
  it.each([
    ['network', 0],
    ['answer-lost-after-commit', 1],
  ] as const)('%s breaks the connection, with %i charges made', async (kind, charges) => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    server.failNext({ route: AGAIN, kind });
    await expect(call('POST', '/subscribe/payments/again', order())).rejects.toThrow(TypeError);
    expect(server.countCharges()).toBe(charges);
    expect(server.calls.at(-1)).toMatchObject({ route: AGAIN, status: null });
  });

  it('answers 500 or a page of HTML, on the route it was told and as often as it was told', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    server.failNext({ route: AGAIN, kind: '500', times: 2 });
    server.failNext({ route: AGAIN, kind: 'malformed', committed: true });
    const post = () => server.fetch(new Request(`${API}/subscribe/payments/again`, { method: 'POST', body: '{}' }));
    expect((await call('GET', '/payments/find/nothing')).status).toBe(404);
    expect((await post()).status).toBe(500);
    expect((await post()).status).toBe(500);
    const malformed = await post();
    expect(malformed.status).toBe(200);
    expect(await malformed.text()).toMatch(/^<!doctype html>/);
    expect((await post()).status).toBe(401);
  });

  it('refuses a busy merchant with 429, and everybody during maintenance, before anything is done', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    server.failNext({ route: AGAIN, kind: '429' });
    expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ status: 429, code: -1 });

    server.failNext({ route: AGAIN, kind: 'maintenance' });
    const down = await server.fetch(new Request(`${API}/subscribe/payments/again`, { method: 'POST', body: '{}' }));
    expect(down.status).toBe(503);
    expect(down.headers.get('retry-after')).toBe('60');
    expect(await down.text()).toMatch(/^<!doctype html>/);
    expect(server.payments.size).toBe(1);
  });

  it('refuses with 429 and charges all the same, when it was told to', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    server.failNext({ route: AGAIN, kind: '429', committed: true });
    expect((await call('POST', '/subscribe/payments/again', order())).status).toBe(429);
    expect(server.countCharges()).toBe(1);
  });

  it('meets only the calls it was meant for, for ever if need be', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const charge = (merchant_uid: string) => call('POST', '/subscribe/payments/again', order({ merchant_uid }));
    server.failNext({ route: AGAIN, kind: '429', where: ({ merchantUid }) => merchantUid === 'b', times: Infinity });
    expect((await charge('a')).code).toBe(0);
    expect((await charge('b')).status).toBe(429);
    expect((await charge('b')).status).toBe(429);
    server.clearFaults();
    expect((await charge('b')).code).toBe(0);
  });

  it('slow, not committed, charges a caller who has hung up long ago', async () => {
    const { server } = await setup();
    server.registerIssued(issued());
    const token = await takeToken(server);
    const fault = server.failNext({ route: AGAIN, kind: 'slow', committed: false });
    const abort = new AbortController();
    const charge = server.fetch(
      new Request(`${API}/subscribe/payments/again`, {
        method: 'POST',
        headers: { authorization: token, 'content-type': 'application/json' },
        body: JSON.stringify(order()),
        signal: abort.signal,
      }),
    );
    await fault.met;
    abort.abort(new Error('gave up'));
    await expect(charge).rejects.toThrow('gave up');
    expect(server.countCharges()).toBe(0);
    fault.release();
    await expect.poll(() => server.countCharges()).toBe(1);
  });

  it('slow holds the answer of work that is done, until it is released', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const fault = server.failNext({ route: AGAIN, kind: 'slow' });
    const charge = call('POST', '/subscribe/payments/again', order());
    await fault.met;
    expect(server.countCharges()).toBe(1);
    fault.release();
    expect(await charge).toMatchObject({ response: { status: 'paid' } });
  });

  it('slow, not committed, does the work when it is released; a caller that hangs up is let go', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const fault = server.failNext({ route: AGAIN, kind: 'slow', committed: false });
    const charge = call('POST', '/subscribe/payments/again', order());
    await fault.met;
    expect(server.countCharges()).toBe(0);
    server.clearFaults();
    await charge;
    expect(server.countCharges()).toBe(1);

    server.failNext({ route: 'GET /payments/{imp_uid}', kind: 'slow' });
    const abort = new AbortController();
    const hung = server.fetch(new Request(`${API}/payments/x`, { signal: abort.signal }));
    abort.abort(new Error('gone'));
    await expect(hung).rejects.toThrow('gone');
  });

  it('slow, begun, shows a charge that is ready, and approves it though another one was paid meanwhile', async () => {
    const { server, call } = await setup();
    server.registerIssued(issued());
    const fault = server.failNext({ route: AGAIN, kind: 'slow', committed: 'begun' });
    const charge = call('POST', '/subscribe/payments/again', order());
    await fault.met;
    expect(await call('GET', '/payments/find/charge1')).toMatchObject({
      response: { status: 'ready', paid_at: 0, failed_at: 0, apply_num: null },
    });
    expect(server.countCharges()).toBe(0);
    expect(await call('POST', '/subscribe/payments/again', order())).toMatchObject({ response: { status: 'paid' } });
    fault.release();
    expect(await charge).toMatchObject({ response: { status: 'paid' } });
    expect(server.countCharges({ merchantUid: 'charge1' })).toBe(2);
    expect(await call('GET', '/payments/findAll/charge1/paid')).toMatchObject({ response: { total: 2 } });
  });

  it('slow, begun, answers what was refused at once with that refusal', async () => {
    const { server, call } = await setup();
    const fault = server.failNext({ route: AGAIN, kind: 'slow', committed: 'begun' });
    const charge = call('POST', '/subscribe/payments/again', order());
    await fault.met;
    server.registerIssued(issued());
    fault.release();
    expect(await charge).toMatchObject({ status: 200, code: 1, response: null });
  });

  it('slow with a delay lets go by itself', async () => {
    const { server, call } = await setup();
    server.failNext({ route: 'GET /payments/{imp_uid}', kind: 'slow', delay: 1 });
    expect((await call('GET', '/payments/x')).status).toBe(404);
  });
});

describe('expireTokens()', () => {
  it('makes every token answer 401 until a new one is taken', async () => {
    const { server, call, login } = await setup();
    server.expireTokens();
    expect((await call('GET', '/payments/x')).status).toBe(401);
    await login();
    expect((await call('GET', '/payments/x')).status).toBe(404);
  });
});

describe('option latency', () => {
  it('passes half of its milliseconds before the work, and half after it', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { server, call } = await setup({ latency: ({ route }) => (route === AGAIN ? 100 : 0) });
    server.registerIssued(issued());
    const charge = call('POST', '/subscribe/payments/again', order());
    await vi.advanceTimersByTimeAsync(49);
    expect(server.countCharges()).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(server.countCharges()).toBe(1);
    expect(server.calls.at(-1)).toMatchObject({ merchantUid: 'charge1', status: null, done: false });
    await vi.advanceTimersByTimeAsync(50);
    expect(await charge).toMatchObject({ response: { status: 'paid' } });
    expect(server.calls.at(-1)).toMatchObject({ status: 200, done: true });
  });
});
