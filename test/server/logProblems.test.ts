import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { logProblems } from '../../src/server/event/logProblems.js';
import { type BillingServerEvent, createBillingServer, iamport, memoryStore } from '../../src/server/index.js';
import { createFakeIamportServer } from '../../src/testing/server/index.js';
import { listen } from './support/listen.js';

/** A shop whose API secret is wrong, as on the first day. */
async function chargeWithWrongSecret(onEvent?: () => void) {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const api = await listen(createFakeIamportServer().fetch);
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'a wrong one', apiUrl: api.url })],
    store: memoryStore(),
    price: () => ({ name: '베이직', amount: 9900 }),
    customerOf: () => 'mina',
    tickEvery: null,
    onEvent,
  });
  onTestFinished(async () => {
    said.mockRestore();
    await billing.close();
    await api.close();
  });
  const order = await billing.createOrder({ customerId: 'mina', planId: 'basic' });
  const charge = billing.charge({ ...order, customerId: 'mina', impUid: 'imp_000000000001' });
  await expect(charge).rejects.toMatchObject({ code: 'gateway_unavailable' });
  return said.mock.calls.map(([text]) => text);
}

describe('without onEvent', () => {
  it('the console says why a gateway can’t be used', async () => {
    expect(await chargeWithWrongSecret()).toEqual([
      "react-billing-key: iamport: i'mport gave no access token (HTTP 401: 인증에 실패하였습니다. API키와 secret을 확인하세요.). Check apiKey and apiSecret of iamport({ … }).",
    ]);
  });
});

describe('what else the console says', () => {
  const said = (event: BillingServerEvent) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    logProblems(event);
    const all = log.mock.calls;
    log.mockRestore();
    return all;
  };
  const stored = { eventId: 'event1', customerId: 'mina', createdAt: 0, data: { chargeMerchantUid: 'charge1' } };

  it('is where something broke, with the error, and each payment that somebody has to look at', () => {
    const error = new Error('A bug of the host.');
    expect(said({ type: 'error', where: 'onEvent charge_paid', error })).toEqual([
      ['react-billing-key: onEvent charge_paid:', error],
    ]);
    for (const type of ['payment_mismatch', 'charge_unsettled'] as const) {
      expect(said({ ...stored, type })).toEqual([[`react-billing-key: ${type}:`, stored.data]]);
    }
  });

  it('is nothing of what goes well', () => {
    expect(said({ ...stored, type: 'charge_paid' })).toEqual([]);
  });
});

describe('with onEvent', () => {
  it('the console is the host’s', async () => {
    expect(await chargeWithWrongSecret(() => {})).toEqual([]);
  });
});
