import type { SubscriptionView } from '../../../src/index.js';

/** An active subscription, as a server of the host's would give it, with whatever a test is about on top. */
export const subscriptionView = (subscriptionId: string, change: Partial<SubscriptionView> = {}): SubscriptionView => ({
  subscriptionId,
  status: 'active',
  planId: 'basic',
  name: `Plan ${subscriptionId}`,
  amount: 9900,
  currency: 'KRW',
  period: { unit: 'month', count: 1 },
  productGroup: 'reading',
  cardId: 'one',
  startedAt: '2027-01-01T00:00:00.000Z',
  trialEndsAt: null,
  paidUntil: '2027-02-01T00:00:00.000Z',
  nextCharge: null,
  isCharging: false,
  change: null,
  consent: null,
  pastDue: null,
  endsAt: null,
  endedAt: null,
  endReason: null,
  ...change,
});
