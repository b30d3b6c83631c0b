import { describe, expect, it } from 'vitest';
import { nearestPg } from '../../../src/iamport/pg/nearestPg.js';

describe('nearestPg()', () => {
  it.each([
    ['kcp_biling', 'kcp_billing'],
    ['KCP_BILLING', 'kcp_billing'],
    ['kcp-billing', 'kcp_billing'],
    ['kcp_billing.A52CY', 'kcp_billing'],
    ['inicis', 'html5_inicis'],
    ['naver', 'naverpay'],
    ['kakopay', 'kakaopay'],
    ['tosspay', 'tosspay_v2'],
    ['brandpay', 'toss_brandpay'],
    ['pay', 'payco'],
    ['kakoapay', 'kakaopay'],
    ['akaopey', 'kakaopay'],
    ['xkakaopey', 'kakaopay'],
    ['kakaoxpey', 'kakaopay'],
    ['kakaopeyx', 'kakaopay'],
    ['mobilians_v2.A52CY', 'mobilians_v2'],
  ])('takes %s for %s', (wrong, nearest) => {
    expect(nearestPg(wrong)).toBe(nearest);
  });

  it.each(['', 'x', 'pa', 'stripe', 'card', 'xxkakaopey', 'kakaxxpey', 'kaopey', 'kakaopeyxx', '[object Object]'])(
    'makes nothing of %j',
    (wrong) => {
      expect(nearestPg(wrong)).toBeUndefined();
    },
  );
});
