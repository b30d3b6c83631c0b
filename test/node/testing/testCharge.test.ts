import { afterEach, describe, expect, it, vi } from 'vitest';
import type { IssuedKey } from '../../../src/index.js';
import { testCharge } from '../../../src/testing/index.js';

const issued: IssuedKey = {
  api: 'v1',
  attemptId: 'a1',
  customerUid: 'card-1',
  merchantUid: 'm1',
  impUid: 'imp_1',
  chargeMerchantUid: 'c1',
  pg: 'kcp_billing',
  payMethod: 'card',
  name: 'Basic plan',
  amount: 9900,
  dueToday: 9900,
  currency: 'KRW',
  chargedAtIssue: false,
  via: 'callback',
  purpose: 'subscribe',
  consents: [],
  metadata: undefined,
};

afterEach(() => vi.unstubAllEnvs());

describe('testCharge()', () => {
  it('answers with a receipt, and without a server', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch');
    expect(await testCharge({ delay: 0 })(issued)).toEqual({ name: 'Basic plan', amount: 9900, currency: 'KRW' });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('refuses to be made in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(() => testCharge()).toThrow(/NODE_ENV=production/);
  });

  it('works in production for whoever says that this is meant, as in a published demo', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(testCharge({ iKnowThisIsNotAPaymentWindow: true })).toBeTypeOf('function');
  });
});
