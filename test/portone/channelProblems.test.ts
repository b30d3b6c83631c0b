import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Problem } from '../../src/core/errors/Problem.js';
import type { Device } from '../../src/core/lib/device.js';
import { channelProblems } from '../../src/portone/channelProblems.js';
import { type ChannelCode, channelTable } from '../../src/portone/channelTable.js';
import { customChannel } from '../../src/portone/customChannel.js';
import type { PortOneOrder } from '../../src/portone/order.js';
import { orderProblems } from '../../src/portone/orderProblems.js';
import { validOrders } from './validOrders.js';

const codes = Object.keys(channelTable) as ChannelCode[];
const devices: readonly Device[] = ['desktop', 'phone'];

const change = (code: ChannelCode, changes: Partial<PortOneOrder>, index = 0): PortOneOrder => ({
  ...(validOrders[code][index] as PortOneOrder),
  ...changes,
});

describe('channelProblems', () => {
  it('has an order for every method of every channel', () => {
    for (const code of codes) expect(validOrders[code]).toHaveLength(Object.keys(channelTable[code].methods).length);
  });

  it.each(codes.flatMap((code) => devices.map((device) => [code, device] as const)))(
    'has nothing against a right order for %s on a %s',
    (code, device) => {
      for (const order of validOrders[code]) expect(channelProblems(code, order, device)).toEqual([]);
    },
  );

  const wrong: readonly [ChannelCode, Partial<PortOneOrder>, Device, Problem][] = [
    ['inicis_v2', { customer: undefined }, 'phone', { field: 'customer.fullName', rule: 'required' }],
    [
      'inicis_v2',
      { customer: { fullName: '홍', email: 'a@b.test' } },
      'desktop',
      { field: 'customer.phoneNumber', rule: 'required' },
    ],
    ['inicis_v2', { offerPeriod: undefined }, 'phone', { field: 'offerPeriod', rule: 'required' }],
    [
      'inicis_v2',
      { offerPeriod: { interval: '3m' } },
      'phone',
      { field: 'offerPeriod.interval', rule: 'not-allowed', limit: '1m, 1y' },
    ],
    [
      'inicis_v2',
      { offerPeriod: { range: { from: '2026-01-01T00:00:00Z' } } },
      'phone',
      { field: 'offerPeriod.range.to', rule: 'required' },
    ],
    ['inicis_v2', { issueId: '주문-1' }, 'desktop', { field: 'issueId', rule: 'not-allowed', limit: 'ASCII' }],
    ['inicis_v2', { currency: 'USD' }, 'phone', { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
    ['inicis_v2', { currency: 'JPY' }, 'desktop', { field: 'currency', rule: 'not-allowed', limit: 'KRW, USD' }],
    [
      'kcp_v2',
      { offerPeriod: { range: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } } },
      'desktop',
      { field: 'offerPeriod.range', rule: 'not-allowed' },
    ],
    [
      'kcp_v2',
      { billingKeyMethod: 'EASY_PAY' },
      'desktop',
      { field: 'billingKeyMethod', rule: 'not-allowed', limit: 'CARD' },
    ],
    [
      'galaxia',
      { billingKeyMethod: 'EASY_PAY' },
      'desktop',
      { field: 'billingKeyMethod', rule: 'not-allowed', limit: 'CARD, MOBILE' },
    ],
    [
      'inicis_v2',
      { offerPeriod: { interval: '1m', range: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } } as never },
      'phone',
      { field: 'offerPeriod', rule: 'not-allowed', limit: 'range or interval, not both' },
    ],
    ['inicis_v2', { offerPeriod: {} as never }, 'phone', { field: 'offerPeriod', rule: 'required' }],
    // Smartro cuts a longer number off and charges under the rest of it, which nobody would find again.
    ['smartro_v2', { paymentId: 'a'.repeat(41) }, 'phone', { field: 'paymentId', rule: 'too-long', limit: 40 }],
    ['smartro_v2', { paymentId: 'order-1' }, 'desktop', { field: 'paymentId', rule: 'not-alphanumeric' }],
    [
      'smartro_v2',
      { offerPeriod: { range: { to: '2026-01-01T00:00:00Z' } } },
      'desktop',
      { field: 'offerPeriod.range.from', rule: 'required' },
    ],
    ['kpn', { paymentId: 'order_1' }, 'desktop', { field: 'paymentId', rule: 'not-alphanumeric' }],
    ['kpn', { currency: 'USD' }, 'desktop', { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
    ['ksnet', { currency: 'JPY' }, 'desktop', { field: 'currency', rule: 'not-allowed', limit: 'KRW, USD' }],
    ['nice_v2', { currency: 'USD' }, 'phone', { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
    ['kakaopay', { currency: 'USD' }, 'phone', { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
    ['naverpay', { currency: 'USD' }, 'desktop', { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
    ['tosspayments', { paymentId: 'a'.repeat(65) }, 'phone', { field: 'paymentId', rule: 'too-long', limit: 64 }],
    ['tosspayments', { currency: 'USD' }, 'desktop', { field: 'currency', rule: 'not-allowed', limit: 'KRW' }],
    ['tosspayments', { redirectUrl: undefined }, 'phone', { field: 'redirectUrl', rule: 'required' }],
    [
      'tosspayments',
      { windowType: { pc: 'POPUP' } },
      'phone',
      { field: 'windowType.pc', rule: 'not-allowed', limit: 'IFRAME' },
    ],
    ['smartro_v2', { customerId: undefined }, 'desktop', { field: 'customerId', rule: 'required' }],
    ['smartro_v2', { customerId: 'u'.repeat(21) }, 'desktop', { field: 'customerId', rule: 'too-long', limit: 20 }],
    ['smartro_v2', { issueId: 'order-1' }, 'desktop', { field: 'issueId', rule: 'not-alphanumeric' }],
    ['nice_v2', { issueId: 'a'.repeat(41) }, 'desktop', { field: 'issueId', rule: 'too-long', limit: 40 }],
    ['kpn', { offerPeriod: { interval: '1m' } }, 'desktop', { field: 'offerPeriod.interval', rule: 'not-allowed' }],
    ['galaxia', { customerId: '  ' }, 'desktop', { field: 'customerId', rule: 'required' }],
    ['payletter_global', { paymentId: 'p-1' }, 'phone', { field: 'paymentId', rule: 'not-alphanumeric' }],
    ['payletter_global', { amount: 0 }, 'phone', { field: 'amount', rule: 'not-positive' }],
  ];

  it.each(wrong)('%s, with %o on a %s', (code, changes, device, problem) => {
    expect(channelProblems(code, change(code, changes), device)).toEqual([problem]);
  });

  it.each<[ChannelCode, Partial<PortOneOrder>]>([
    ['tosspayments', { windowType: { pc: 'IFRAME' } }],
    ['kcp_v2', { windowType: { pc: 'POPUP' } }],
    ['kpn', { offerPeriod: { range: { from: '2026-01-01T00:00:00Z' } } }],
  ])('has nothing against %s with %o', (code, changes) => {
    expect(channelProblems(code, change(code, changes), 'desktop')).toEqual([]);
  });

  it('takes a first and a last name for a full one', () => {
    const customer = { firstName: '길동', lastName: '홍' };
    expect(channelProblems('kpn', change('kpn', { customer }), 'desktop')).toEqual([]);
    const half = { lastName: '홍' };
    expect(channelProblems('kpn', change('kpn', { customer: half }), 'desktop')).toHaveLength(1);
  });

  it('refuses a first payment of nothing, and a registration of nothing not', () => {
    expect(channelProblems('galaxia', change('galaxia', { amount: 0 }), 'desktop')).toEqual([]);
    expect(channelProblems('galaxia', change('galaxia', { amount: 0 }, 1), 'desktop')).toHaveLength(1);
  });

  it('knows a slip of the pen from a channel of one’s own', () => {
    const order = { name: 'n', amount: 1 };
    const found = (slip: unknown) => channelProblems(slip as ChannelCode, order, 'desktop');
    const unknown = { field: 'pg', rule: 'unknown-pg' };
    for (const slip of ['constructor', '__proto__']) expect(found(slip)).toStrictEqual([{ ...unknown, pg: slip }]);
    expect(found('tosspayment')).toStrictEqual([{ ...unknown, pg: 'tosspayment', nearest: 'tosspayments' }]);
    expect(found({ code: 'new_pg' })).toStrictEqual([{ ...unknown, pg: 'new_pg' }]);
    vi.stubEnv('NODE_ENV', 'production');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(found('tosspayment')).toStrictEqual([{ ...unknown, pg: 'tosspayment' }]);
    expect(channelProblems(undefined as unknown as ChannelCode, order, 'desktop')).toEqual([
      { field: 'pg', rule: 'required' },
    ]);
    expect(found(customChannel({ code: 'new_pg' }))).toEqual([]);
  });
});

it('a channel of one’s own registers a card, may answer in each way, and may open a popup', () => {
  const row = { pgProvider: 'NEW_PG', desktop: 'unknown', phone: 'unknown', popup: 'always' };
  const code = 'new_pg';
  expect(customChannel({ code })).toEqual({
    code,
    row: { ...row, methods: { CARD: { call: 'requestIssueBillingKey' } } },
  });
  const methods = { PAYPAL: { call: 'loadIssueBillingKeyUI' } } as const;
  expect(customChannel({ code, billingKeyMethod: 'PAYPAL', call: methods.PAYPAL.call }).row).toEqual({
    ...row,
    methods,
  });
});

it('orderProblems wants texts of a customer, also where the PG does not ask for them', () => {
  const order = { name: 'Basic', amount: 9900, customer: { phoneNumber: 1012345678, address: { country: 'KR' } } };
  expect(orderProblems('kcp_v2', order as unknown as PortOneOrder, 'desktop')).toEqual([
    { field: 'customer.phoneNumber', rule: 'not-a-string' },
  ]);
});
