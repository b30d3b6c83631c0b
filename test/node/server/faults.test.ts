import { describe, expect, it } from 'vitest';
import { API, issued, order, setup } from './fakeServer.js';

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
