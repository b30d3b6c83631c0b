import { describe, expect, it } from 'vitest';
import { GatewayUnavailable, type Payment } from '../../src/server/index.js';
import { openKit } from './support/kit.js';
import { DAY, HOUR, MINUTE } from './support/payments.js';

/** A customer whose renewal waits at i'mport, as where the PG never answered it. */
async function openWaiting() {
  const kit = await openKit({
    price: () => ({ name: '베이직', amount: 9900, period: { unit: 'month' } }),
  });
  const { charge } = kit.gateway;
  const made = new Map<string, Payment>();
  /** What becomes of a charge that is sent. */
  const pg = { status: 'pending' as Payment['status'], down: false };
  await kit.charge(await kit.order());
  kit.gateway.charge = async (request) => {
    const answer = await charge(request);
    if (answer.kind === 'refused') return answer;
    const payment = { ...answer.payment, status: pg.status };
    made.set(request.merchantUid, payment);
    return { kind: 'answered', payment };
  };
  kit.gateway.findPayments = async ({ merchantUid }) => {
    if (pg.down) throw new GatewayUnavailable('No address was found.', { mayStillRun: false });
    const payment = made.get(merchantUid);
    return payment === undefined ? [] : [payment];
  };
  const list = async () => {
    const [subscription] = await kit.billing.listSubscriptions({ customerId: 'mina' });
    if (subscription === undefined) throw new Error('There is no subscription.');
    return subscription;
  };
  const until = async (milliseconds: number) => {
    kit.later(milliseconds);
    await kit.billing.tick();
  };
  await until(31 * DAY);
  const [waiting = ''] = made.keys();
  return {
    ...kit,
    pg,
    made,
    list,
    until,
    waiting,
    become: (status: Payment['status'], of = waiting) => void made.set(of, { ...made.get(of), status } as Payment),
    giveUp: (chargeMerchantUid = waiting) => kit.billing.giveUpCharge({ chargeMerchantUid }),
    told: (type: string) => kit.emitted.filter((event) => event.type === type),
  };
}

describe('a charge that waits at the gateway for ever', () => {
  it('is told of after a day, and waits on', async () => {
    const shop = await openWaiting();
    for (let hours = 0; hours < 100; hours += 10) await shop.until(10 * HOUR);
    expect(shop.told('charge_unsettled')).toHaveLength(1);
    expect(await shop.list()).toMatchObject({ status: 'active', isCharging: true });
  });

  it('is given up by hand: its period is past due, and tried again under another number', async () => {
    const shop = await openWaiting();
    await shop.until(DAY + HOUR);
    expect(await shop.giveUp()).toMatchObject({
      status: 'failed',
      failCode: 'given_up',
      chargeMerchantUid: shop.waiting,
    });
    // Nobody of the PG's said why.
    expect(await shop.list()).toMatchObject({
      isCharging: false,
      status: 'past_due',
      pastDue: { reason: '', canHeal: true },
    });
    shop.pg.status = 'paid';
    const { subscriptionId } = await shop.list();
    expect(await shop.billing.payNow({ customerId: 'mina', subscriptionId })).toMatchObject({ status: 'paid' });
    expect([...shop.made.keys()]).toHaveLength(2);
    expect(await shop.list()).toMatchObject({ status: 'active' });
    // Given up once more, it is what it was.
    expect(await shop.giveUp()).toMatchObject({ status: 'failed', failCode: 'given_up' });
  });

  it.each([5 * MINUTE, HOUR + 5 * MINUTE])('is paid if i’mport says so after all, %d ms later', async (later) => {
    const shop = await openWaiting();
    await shop.until(DAY);
    await shop.giveUp();
    if (later > HOUR) await shop.until(5 * MINUTE);
    shop.become('paid');
    await shop.until(later);
    expect(await shop.list()).toMatchObject({ status: 'active', pastDue: null });
    expect(shop.told('charge_recovered')).toHaveLength(1);
    expect(shop.made.size).toBe(1);
  });

  it('that turns out paid beside another one has to be given back', async () => {
    const shop = await openWaiting();
    await shop.until(DAY);
    await shop.giveUp();
    shop.pg.status = 'paid';
    const { subscriptionId } = await shop.list();
    await shop.billing.payNow({ customerId: 'mina', subscriptionId });
    shop.become('paid');
    await shop.until(5 * MINUTE);
    expect(shop.told('refund_due')).toMatchObject([{ data: { merchantUid: shop.waiting, amount: 9900, expected: 0 } }]);
  });

  it('is no decline where the gateway has no record of it: it was never begun, and is sent again', async () => {
    const shop = await openWaiting();
    shop.later(DAY);
    shop.made.clear();
    shop.pg.status = 'paid';
    expect(await shop.giveUp()).toMatchObject({ status: 'failed', failCode: 'lost' });
    expect(await shop.list()).toMatchObject({ status: 'active', pastDue: null });
    await shop.billing.tick();
    expect(await shop.list()).toMatchObject({ status: 'active', isCharging: false });
    expect([...shop.made.keys()]).toEqual([shop.waiting]);
    expect(shop.told('declined')).toEqual([]);
  });

  it.each(['paid', 'failed'] as const)('is %s where the gateway says so by then', async (status) => {
    const shop = await openWaiting();
    shop.later(MINUTE);
    shop.become(status);
    expect(await shop.giveUp()).toMatchObject({ status, failCode: null });
  });

  it('is not given up while its call may still arrive, nor where the gateway can’t be asked', async () => {
    const shop = await openWaiting();
    await expect(shop.giveUp('none')).rejects.toMatchObject({ code: 'not_found' });
    const row = await shop.store.get('charges', shop.waiting);
    expect(row?.status).toBe('pending');
    await expect(shop.giveUp()).rejects.toMatchObject({ code: 'charge_unsettled', retryAfterSeconds: 60 });
    await shop.until(MINUTE);
    shop.pg.down = true;
    await expect(shop.giveUp()).rejects.toMatchObject({ code: 'gateway_unavailable' });
    expect((await shop.store.get('charges', shop.waiting))?.status).toBe('pending');
  });
});

it.each([
  ['paid', 'paid'],
  ['refused', 'failed'],
] as const)(
  'a first charge that was given up is looked for, also when its number was sent again and is %s',
  async (answer, status) => {
    const kit = await openKit();
    const made = new Map<string, Payment>();
    const { charge } = kit.gateway;
    kit.gateway.findPayments = async () => [...made.values()].reverse();
    kit.gateway.charge = async (request) => {
      const isFirst = made.size === 0;
      if (!isFirst && answer === 'refused') return { kind: 'refused', code: null, message: 'The number is used.' };
      const said = await charge(request);
      if (said.kind === 'refused') return said;
      const payment: Payment = { ...said.payment, status: isFirst ? 'pending' : 'paid' };
      made.set(payment.impUid, payment);
      return { kind: 'answered', payment };
    };
    const order = await kit.order();
    const { chargeMerchantUid } = order;
    await expect(kit.charge(order)).rejects.toMatchObject({ code: 'charge_unsettled' });
    kit.later(DAY);
    expect(await kit.billing.giveUpCharge({ chargeMerchantUid })).toMatchObject({ failCode: 'given_up' });
    kit.later(MINUTE);
    expect(await kit.charge(order)).toMatchObject({ status });
    const [first = ''] = made.keys();
    made.set(first, { ...made.get(first), status: 'paid' } as Payment);
    kit.later(HOUR);
    await kit.billing.tick();
    const news = kit.emitted.filter(({ type }) => type === 'payment_mismatch' || type === 'charge_recovered');
    expect(news).toMatchObject([{ data: { impUid: first } }]);
  },
);
