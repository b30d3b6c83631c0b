import { describe, expect, it } from 'vitest';
import { createBillingServer, iamport, memoryStore } from '../../src/server/index.js';
import { openKit, UID } from './support/kit.js';
import { DAY } from './support/payments.js';

describe('an option that is missing or wrong is named at once:', () => {
  const gateways = [iamport({ apiKey: 'key', apiSecret: 'secret' })];
  const right = { gateways, store: memoryStore(), price: () => null, customerOf: () => null, tickEvery: null };

  it.each([
    ['gateways', { gateways: [] }],
    ['store', { store: undefined }],
    ['price', { price: undefined }],
    ['customerOf', { customerOf: undefined }],
    ['deployment', { deployment: '' }],
    ['gateways', { gateways: [undefined] }],
    ['gateways', { gateways: [{ name: 'iamport' }] }],
    ['store', { store: { commit: () => true } }],
    ['deployment', { deployment: null }],
    ['deployment', { deployment: 7 }],
    ['store', { store: null }],
    ['onEvent', { onEvent: 'log' }],
    // Neither of the two would take keys of both kinds.
    ['mode', { mode: 'production' }],
    ['mode', { mode: '' }],
    ['trustedOrigins', { trustedOrigins: 'https://app.example' }],
    ['trustedOrigins', { trustedOrigins: ['https://app.example/'] }],
    ['trustedOrigins', { trustedOrigins: ['app.example'] }],
    ['trustedOrigins', { trustedOrigins: ['null'] }],
    ['subscriptions.productGroupOf', { subscriptions: { productGroupOf: 'video' } }],
    ['subscriptions.timeZone', { subscriptions: { timeZone: 'Asia/Soul' } }],
    ['limits.ordersAnHour', { limits: { ordersAnHour: 0 } }],
    ['limits.ordersAnHour', { limits: { ordersAnHour: 2.5 } }],
    ['limits.ordersAnHour', { limits: { ordersAnHour: '20' } }],
    ['limits.declinesADay', { limits: { declinesADay: Number.NaN } }],
    ['limits.orderLife', { limits: { orderLife: Number.POSITIVE_INFINITY } }],
    ['limits.unusedKeyLife', { limits: { unusedKeyLife: -1 } }],
    // A date that is none, and one that no column of milliseconds holds.
    ['limits.orderLife', { limits: { orderLife: 8.64e15 } }],
    ['limits.unusedKeyLife', { limits: { unusedKeyLife: 0.5 } }],
    ['limits', { limits: null }],
    ['subscriptions', { subscriptions: null }],
    ['buyer', { buyer: { name: '김민아' } }],
    ['basePath', { basePath: 7 }],
    ['terms', { terms: { id: 'tos' } }],
    ['terms', { terms: [null] }],
    ['terms', { terms: [{ version: '1', required: true }] }],
    ['terms', { terms: [{ id: 'tos', version: 1, required: true }] }],
    ['terms', { terms: [{ id: 'tos', version: 'x'.repeat(98) }] }],
    ['terms', { terms: [{ id: 'a\u0000b' }] }],
    ['terms', { terms: Array.from({ length: 51 }, (_, n) => ({ id: `term${n}` })) }],
    ['tickEvery', { tickEvery: 0 }],
    // More than a timer holds, which then fires without a pause.
    ['tickEvery', { tickEvery: 2 ** 31 }],
    ['tickEvery', { tickEvery: '60000' }],
    ['limits.orderLife', { limits: { orderLife: 3660 * DAY + 1 } }],
    ['gateways', { gateways: gateways[0] }],
    ['trustedOrigins', { trustedOrigins: [new URL('https://app.example')] }],
  ])('%s', (field, wrong) => {
    const options = { ...right, ...wrong } as unknown as Parameters<typeof createBillingServer>[0];
    const message = expect.stringMatching(
      new RegExp(`^[a-zA-Z: ]*\\b${field.replace(/^.*\\./, '')}\\S* \\S.{5,}\\.$`, 's'),
    );
    expect(() => createBillingServer(options)).toThrow(
      expect.objectContaining({ code: 'invalid_configuration', field, message }),
    );
  });

  it('the options themselves', () => {
    const wrong = expect.objectContaining({ code: 'invalid_configuration', field: 'options' });
    for (const options of [undefined, null, 'options']) {
      expect(() => createBillingServer(options as never)).toThrow(wrong);
    }
  });

  it.each(['now', 'get', 'find', 'commit', 'open', 'identity', 'close'])('%s of a store of one’s own', (call) => {
    const store = { ...right.store, [call]: undefined } as never;
    const wrong = expect.objectContaining({ code: 'invalid_configuration', field: 'store' });
    expect(() => createBillingServer({ ...right, store })).toThrow(wrong);
  });

  it.each([
    ...['name', 'account', 'chargeLife'],
    ...['findRegistration', 'findKey', 'charge', 'findPayments', 'revokeKey', 'readWebhook'],
  ])('%s of a gateway of one’s own', (part) => {
    const gateway = { ...gateways[0], [part]: undefined } as never;
    const wrong = expect.objectContaining({ code: 'invalid_configuration', field: 'gateways' });
    expect(() => createBillingServer({ ...right, gateways: [...gateways, gateway] })).toThrow(wrong);
  });

  it('and nothing else: what is at the edge is taken', async () => {
    for (const options of [
      { mode: 'live', deployment: 'production', trustedOrigins: ['https://app.example'], basePath: '/pay' },
      { limits: { ordersAnHour: 1, declinesADay: Number.POSITIVE_INFINITY, orderLife: 0, unusedKeyLife: 3660 * DAY } },
      { subscriptions: { productGroupOf: () => 'video' }, buyer: () => null, onEvent: () => undefined, tickEvery: 1 },
    ] as const) {
      await createBillingServer({ ...right, ...options }).close();
    }
  });

  it.each([
    ['', '""'],
    ['x'.repeat(31), `"${'x'.repeat(31)}"`],
    [7, 'no text but number'],
  ])('a group of products that is %j', async (group, is) => {
    const kit = await openKit({
      price: () => ({ name: '월간', amount: 9900, period: { unit: 'month' } }),
      subscriptions: { productGroupOf: () => group as string },
    });
    await expect(kit.order()).rejects.toMatchObject({
      ...{ code: 'invalid_configuration', field: 'subscriptions.productGroupOf' },
      message: `createBillingServer: subscriptions.productGroupOf answered ${is}; it must be a text of 1 to 30 characters.`,
    });
    const taken = await openKit({ subscriptions: { productGroupOf: () => 'x'.repeat(30) } });
    expect((await taken.order()).merchantUid).toEqual(UID);
  });
});
