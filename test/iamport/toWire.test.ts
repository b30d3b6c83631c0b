import { describe, expect, it } from 'vitest';
import type { BillingOrder } from '../../src/iamport/order.js';
import { decidePg } from '../../src/iamport/pg/decidePg.js';
import { toWire } from '../../src/iamport/toWire.js';

const order: BillingOrder = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const settings = { merchantUid: 'm1', redirectUrl: 'https://shop.example/return' };

function wireOf(given: BillingOrder, more: Partial<Parameters<typeof toWire>[2]> = {}) {
  return toWire(given, decidePg('kcp_billing', given, 'desktop'), { ...settings, ...more });
}

describe('toWire', () => {
  it('leaves out what has no value', () => {
    expect(wireOf(order)).toEqual({
      pg: 'kcp_billing',
      pay_method: 'card',
      merchant_uid: 'm1',
      customer_uid: 'card-1',
      name: 'Basic',
      amount: 9900,
      m_redirect_url: 'https://shop.example/return',
    });
  });

  it('spells each field as the SDK does', () => {
    const full: BillingOrder = {
      ...order,
      currency: 'USD',
      buyer: { name: 'Kim', email: 'kim@example.com', tel: '010-0000-0000', address: 'Seoul', postcode: '04524' },
      customerId: 'user-7',
      appScheme: 'shopapp',
      digital: true,
      popup: true,
      naverProductCode: 'p1',
      naverProductCount: 1,
      noticeUrl: ['https://shop.example/hook'],
      language: 'ko',
      company: 'Shop',
      period: { from: '20260101', to: '20261231' },
      bypass: { a: 1 },
      card: { b: 2 },
      display: { c: 3 },
    };
    expect(wireOf(full)).toMatchObject({
      currency: 'USD',
      buyer_name: 'Kim',
      buyer_email: 'kim@example.com',
      buyer_tel: '010-0000-0000',
      buyer_addr: 'Seoul',
      buyer_postcode: '04524',
      customer_id: 'user-7',
      app_scheme: 'shopapp',
      digital: true,
      popup: true,
      naverProductCode: 'p1',
      naverProductCount: 1,
      notice_url: ['https://shop.example/hook'],
      language: 'ko',
      company: 'Shop',
      period: { from: '20260101', to: '20261231' },
      bypass: { a: 1 },
      card: { b: 2 },
      display: { c: 3 },
    });
  });

  it('names the channel by its merchant id, and by its key', () => {
    expect(wireOf(order, { mid: 'A52CY' }).pg).toBe('kcp_billing.A52CY');
    expect(wireOf(order, { channelKey: 'channel-key-1' }).channelKey).toBe('channel-key-1');
  });

  it('gives a new object each time, since the SDK writes into it', () => {
    const frozen = Object.freeze({ ...order });
    const first = wireOf(frozen);
    first.request_id = 'written by the SDK';
    expect(wireOf(frozen)).not.toBe(first);
    expect(wireOf(frozen)).not.toHaveProperty('request_id');
  });

  it('adds what `extra` holds', () => {
    expect(wireOf({ ...order, extra: { custom_data: { a: 1 } } }).custom_data).toEqual({ a: 1 });
  });

  it('lets nothing in `extra` take the place of what is decided here', () => {
    const extra = {
      amount: 1,
      pg: 'other',
      merchant_uid: 'x',
      customer_uid: 'x',
      pay_method: 'phone',
      channelKey: 'x',
      currency: 'USD',
      m_redirect_url: 'https://evil.example',
      buyer_tel: 'x',
    };
    expect(wireOf({ ...order, extra })).toEqual(wireOf(order));
  });
});
