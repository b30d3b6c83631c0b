import { describe, expect, it } from 'vitest';
import type { BillingServer } from '../../src/server/index.js';
import { openKit } from './support/kit.js';

type Operation = Exclude<keyof BillingServer, 'routes'>;

/** What no identifier, text, object or list is. */
const circular: Record<string, unknown> = {};
circular.self = circular;

describe('an operation that a host calls', () => {
  it.each<[Operation, string, unknown, string?]>([
    ['createOrder', 'customerId', 7],
    ['createOrder', 'planId', 7],
    ['createOrder', 'planId', 'x'.repeat(101)],
    ['createOrder', 'purpose', 'buy'],
    ['createOrder', 'purpose', {}],
    ['createOrder', 'metadata', 'seats'],
    ['createOrder', 'metadata', circular],
    ['createOrder', 'metadata', { seats: 1n }],
    ['createOrder', 'subscriptionId', 'a/b'],
    ['createOrder', 'replacesCardId', '..'],
    ['createOrder', 'gateway', 1n],
    ['charge', 'merchantUid', '😀'],
    ['charge', 'customerId', ''],
    ['charge', 'impUid', '../users'],
    ['charge', 'customerUid', 5n],
    ['charge', 'chargeMerchantUid', 'x'.repeat(41)],
    ['charge', 'chargedAtIssue', 'no'],
    ['charge', 'billingKey', '..'],
    ['charge', 'billingIssueToken', {}],
    ['charge', 'consents', { id: 'terms' }],
    ['charge', 'consents', ['terms'], 'consents[0]'],
    ['changePlan', 'planId', undefined],
    ['changePlan', 'planId', {}],
    ['changePlan', 'metadata', [1]],
    ['changeSubscriptionCard', 'cardId', 7],
    ['cancelSubscription', 'subscriptionId', 'a/b'],
    ['consentToRise', 'amount', '9900'],
    ['payNow', 'cardId', { id: 'card' }],
    ['changePrice', 'planId', undefined],
    ['changePrice', 'planId', ['basic', 'plus']],
    ['changePrice', 'amount', 5n],
  ])('%s names %s, and does nothing: %o', async (name, field, value, named = field) => {
    const shop = await openKit({ price: () => ({ name: '월간', amount: 9900, period: { unit: 'month' } }) });
    await shop.charge(await shop.order());
    const [before] = await shop.billing.listSubscriptions({ customerId: 'mina' });
    const order = await shop.order({ purpose: 'register', planId: undefined });
    shop.calls.length = 0;
    const request = {
      ...{ customerId: 'mina', planId: 'basic', merchantUid: order.merchantUid, amount: 12_900 },
      ...{ subscriptionId: before?.subscriptionId, from: new Date(await shop.store.now()) },
      [field]: value,
    };
    const operation = shop.billing[name] as (request: unknown) => Promise<unknown>;
    await expect(operation(request)).rejects.toMatchObject({ code: 'invalid_field', field: named });
    expect(shop.calls).toEqual([]);
    expect(await shop.billing.listSubscriptions({ customerId: 'mina' })).toEqual([before]);
  });

  it('takes null for what is left out', async () => {
    const shop = await openKit();
    const nothing = { purpose: null, metadata: null, gateway: null, subscriptionId: null, replacesCardId: null };
    const order = await shop.order(nothing as never);
    const none = { customerUid: null, chargedAtIssue: null, consents: null, billingIssueToken: null };
    expect(await shop.charge(order, none as never)).toMatchObject({ status: 'paid' });
  });
});
