import { describe, expect, it } from 'vitest';
import { nearestCode } from '../../../src/core/errors/nearestCode.js';
import { pgTable } from '../../../src/iamport/pg/pgTable.js';
import { channelTable } from '../../../src/portone/channelTable.js';

describe('nearestCode()', () => {
  it.each([
    ['kcp_biling', 'kcp_billing'],
    ['KCP_BILLING', 'kcp_billing'],
    ['kcp-billing', 'kcp_billing'],
    ['kcp_billing.A52CY', 'kcp_billing'],
    ['kcp', 'kcp_billing'],
    ['kcp_v2', 'kcp_billing'],
    ['inicis', 'html5_inicis'],
    ['naver', 'naverpay'],
    ['kakopay', 'kakaopay'],
    ['kakopy', 'kakaopay'],
    ['tosspay', 'tosspay_v2'],
    ['brandpay', 'toss_brandpay'],
  ])('takes %s for %s over V1', (wrong, nearest) => {
    expect(nearestCode(wrong, Object.keys(pgTable))).toBe(nearest);
  });

  it.each([
    ['KCP_V2', 'kcp_v2'],
    ['kcp_billing', 'kcp_v2'],
    ['html5_inicis', 'inicis_v2'],
    ['nice', 'nice_v2'],
  ])('takes %s for %s over V2', (wrong, nearest) => {
    expect(nearestCode(wrong, Object.keys(channelTable))).toBe(nearest);
  });

  it.each(['', 'x', 'stripe', 'card', '[object Object]'])('makes nothing of %j', (wrong) => {
    expect(nearestCode(wrong, Object.keys(pgTable))).toBeUndefined();
  });

  it('makes nothing of what has the generation alone in common with a code', () => {
    expect(nearestCode('stripe_v2', Object.keys(channelTable))).toBeUndefined();
  });
});
