import { describe, expect, it } from 'vitest';
import { openKit } from '../support/kit.js';
import { DAY } from '../support/payments.js';

describe('money that is not what was ordered', () => {
  it('is not taken once more for the same period: somebody has to look', async () => {
    const shop = await openKit({ price: () => ({ name: '월간', amount: 9900, period: { unit: 'month' } }) });
    await shop.charge(await shop.order());
    const { charge } = shop.gateway;

    shop.gateway.charge = async (request) => {
      const answer = await charge(request);
      if (answer.kind !== 'answered') return answer;
      return { ...answer, payment: { ...answer.payment, amount: 99 } };
    };
    shop.calls.length = 0;
    for (let days = 0; days < 40; days += 1) {
      shop.later(DAY);
      await shop.billing.tick();
    }
    expect(shop.calls.filter((call) => Object.hasOwn(call as object, 'charge'))).toHaveLength(1);
    expect(shop.emitted.filter(({ type }) => type === 'payment_mismatch')).toHaveLength(1);
    const [subscription] = await shop.billing.listSubscriptions({ customerId: 'mina' });
    expect(subscription).toMatchObject({ status: 'past_due', pastDue: { nextTryAt: null, canHeal: false } });
  });
});
