import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../src/server/gateway/Gateway.js';
import { memoryStore } from '../../../src/server/index.js';
import { update } from '../../../src/server/store/Store.js';
import { type Kit, openKit } from '../support/kit.js';
import { overtaken } from '../support/overtaken.js';
import { DAY, START } from '../support/payments.js';
import { openSubscriptionShop } from './shop.js';

const plan = {
  planId: 'basic',
  name: '베이직',
  amount: 9900,
  currency: 'KRW',
  period: { unit: 'month', count: 1 },
} as const;

/** A customer whose card is here, and whose subscription is to follow. */
async function openImport() {
  const kit = await openKit();
  const { cardId } = await kit.billing.importCard({ customerId: 'mina', billingKey: 'key1' });
  const request = { customerId: 'mina', cardId, plan, nextChargeAt: new Date(START + DAY), reference: 'old-1' };
  const importing = (changes: object = {}) =>
    kit.billing.importSubscription({ ...request, ...changes } as typeof request);
  return { kit, cardId, importing };
}

/** What somebody has booked at the gateway. */
function book({ gateway }: Kit, ...bookings: Booking[]): void {
  Object.assign(gateway, { bookings: { find: async () => bookings, withdraw: async () => undefined } });
}

const charged = ({ calls }: Kit) => calls.filter((call) => 'charge' in (call as object));

describe('a subscription that is imported', () => {
  it('is charged when it is due, with the card that it is for', async () => {
    const { kit, cardId, importing } = await openImport();
    const { subscription, ...bookings } = await importing();
    expect(subscription).toMatchObject({ status: 'active', cardId, planId: 'basic', amount: 9900 });
    expect(bookings).toEqual({ withdrawn: [], carriedOut: [] });
    expect(await importing()).toEqual({ subscription, withdrawn: [], carriedOut: [] });
    kit.later(DAY);
    await kit.billing.tick();
    expect(charged(kit)).toMatchObject([{ charge: { billingKey: 'key1', amount: 9900, currency: 'KRW' } }]);
  });

  it('is charged to nobody else’s card, nor to one that there is not, or not any more', async () => {
    const { kit, cardId, importing } = await openImport();
    const theirs = await kit.billing.importCard({ customerId: 'jun', billingKey: 'key2' });
    for (const other of [theirs.cardId, 'nobody']) {
      await expect(importing({ cardId: other })).rejects.toMatchObject({
        code: 'card_unknown',
        field: 'cardId',
        message: `This customer has no card ${other}: adopt it with importCard first.`,
      });
    }
    await kit.billing.removeCard({ customerId: 'mina', cardId });
    await expect(importing()).rejects.toMatchObject({ code: 'card_unknown', field: 'cardId' });
    expect(await kit.billing.listSubscriptions({ customerId: 'mina' })).toEqual([]);
  });

  it('is one of its products: a second one is refused', async () => {
    const { importing } = await openImport();
    await importing();
    await expect(importing({ reference: 'old-2' })).rejects.toMatchObject({ code: 'subscription_exists' });
  });

  it('of a customer whom somebody else has changed meanwhile is decided anew', async () => {
    const overtaking: (() => Promise<unknown>)[] = [];
    const kit = await openKit({}, (inner) => overtaken(inner, overtaking).store);
    const { cardId } = await kit.billing.importCard({ customerId: 'mina', billingKey: 'key1' });
    overtaking.push(async () => {
      const card = await kit.store.get('cards', cardId);
      if (card !== null) await kit.store.commit([update('cards', card, { failures: 1 })]);
    });
    const request = { customerId: 'mina', cardId, plan, nextChargeAt: new Date(START + DAY), reference: 'old-1' };
    await expect(kit.billing.importSubscription(request)).rejects.toMatchObject({
      message: 'Somebody else has changed this customer. Send the same again.',
      code: 'store_conflict',
      retryAfterSeconds: 1,
    });
    expect(await kit.billing.listSubscriptions({ customerId: 'mina' })).toEqual([]);
    await expect(kit.billing.importSubscription(request)).resolves.toBeDefined();
  });

  it.each([
    // A period begins on the 15th, and March has 31 days.
    ['2027-02-15', '2027-03-15'],
    ['2027-03-01', '2027-04-15'],
    ['2027-03-13', '2027-04-15'],
    ['2027-02-28', '2027-03-15'],
    ['2027-01-20', '2027-02-15'],
  ])('whose booking was carried out on %s is paid until %s', async (paidAt, until) => {
    const { kit, importing } = await openImport();
    kit.later(Date.parse('2027-03-14') - START);
    const noon = 'T12:00:00.000Z';
    book(kit, { merchantUid: 'booked', at: Date.parse(paidAt + noon), status: 'paid' });
    const { subscription, carriedOut } = await importing({ nextChargeAt: new Date(`2027-02-15${noon}`) });
    expect(subscription.paidUntil).toBe(until + noon);
    expect(carriedOut).toEqual(['booked']);
  });

  it('is paid by the latest of its bookings, in whichever order they come, and by no other one', async () => {
    const noon = 'T12:00:00.000Z';
    const march = { merchantUid: 'march', at: Date.parse(`2027-03-15${noon}`), status: 'paid' } as const;
    const late = { merchantUid: 'late', at: Date.parse(`2027-03-16${noon}`), status: 'paid' } as const;
    const february = { merchantUid: 'february', at: Date.parse(`2027-02-15${noon}`), status: 'paid' } as const;
    for (const [bookings, own, paidBy, until] of [
      [[march, february, late], undefined, 'march', `2027-04-15${noon}`],
      [[february, march], undefined, 'march', `2027-04-15${noon}`],
      [[february, march], ['february'], 'february', `2027-03-15${noon}`],
    ] as const) {
      const { kit, importing } = await openImport();
      kit.later(march.at + DAY - START);
      book(kit, ...bookings);
      const imported = await importing({ nextChargeAt: new Date(february.at), ...(own && { bookings: own }) });
      expect(imported.subscription.paidUntil).toBe(until);
      expect(imported.carriedOut).toEqual(bookings.map(({ merchantUid }) => merchantUid));
      const row = await kit.store.get('subscriptions', imported.subscription.subscriptionId);
      expect(row?.body).toMatchObject({ paidBy });
    }
  });

  it('asks for what was booked of its card alone, since the day that is due', async () => {
    const { kit, importing } = await openImport();
    kit.later(3 * DAY);
    const asked: unknown[] = [];
    const find = async (request: unknown) => {
      asked.push(request);
      return [];
    };
    Object.assign(kit.gateway, { bookings: { find, withdraw: async () => undefined } });
    const { subscription } = await importing();
    expect(asked).toEqual([{ billingKey: 'key1', from: expect.any(Number), until: expect.any(Number) }]);
    const [{ from, until }] = asked as [{ from: number; until: number }];
    expect(from).toBeLessThanOrEqual(START - 29 * DAY);
    expect(until).toBeGreaterThan(START + 3 * DAY);
    const row = await kit.store.get('subscriptions', subscription.subscriptionId);
    expect(row?.body).toMatchObject({ consents: [], tries: 0, refusals: 0, change: null });
  });

  it('may be due in ten years, or have been due ten years ago, and no longer', async () => {
    const tenYears = 3660 * DAY;
    for (const away of [tenYears, -tenYears]) {
      const { importing } = await openImport();
      const wrong = new Date(START + away + Math.sign(away));
      await expect(importing({ nextChargeAt: wrong })).rejects.toMatchObject({
        ...{ code: 'invalid_field', field: 'nextChargeAt' },
        message: `nextChargeAt is ${wrong.toISOString()}: is it in milliseconds?.`,
      });
      await expect(importing({ nextChargeAt: new Date(START + away) })).resolves.toBeDefined();
    }
  });

  it('is not begun as long as something else would charge its card: which, is said', async () => {
    const { kit, importing } = await openImport();
    const waiting = (merchantUid: string) => ({ merchantUid, at: START + DAY, status: 'waiting' }) as const;
    book(kit, waiting('booked-1'), waiting('booked-2'));
    await expect(importing()).rejects.toMatchObject({
      code: 'booking_refused',
      message: expect.stringContaining(': booked-1, booked-2.'),
      details: { bookings: ['booked-1', 'booked-2'] },
      retryAfterSeconds: 60,
    });
    expect(await kit.billing.listSubscriptions({ customerId: 'mina' })).toEqual([]);
  });

  it.each([
    ['reference', { reference: undefined }, 'is missing; it must be a text'],
    ['reference', { reference: 7 }, 'is missing; it must be a text'],
    ['reference', { reference: '' }, 'is missing; it must be a text'],
    ['plan.planId', { plan: undefined }, 'is missing; it must be a text'],
    ['plan.planId', { plan: { ...plan, planId: 7 } }, 'is missing; it must be a text'],
    ['plan.planId', { plan: { ...plan, planId: '' } }, 'is missing; it must be a text'],
    ['plan', { plan: { ...plan, amount: 0 } }, 'must have a period and cost something'],
    ['plan', { plan: { ...plan, period: undefined } }, 'must have a period and cost something'],
    ['cardId', { cardId: 7 }, ''],
    ['nextChargeAt', { nextChargeAt: '2027-01-01' }, 'must be a Date'],
    ['startedAt', { startedAt: new Date(Number.NaN) }, 'must be a Date'],
    ['anchorDay', { anchorDay: 0 }, 'must be a day of the month, 1 to 31'],
    ['anchorDay', { anchorDay: 32 }, 'must be a day of the month, 1 to 31'],
    ['anchorDay', { anchorDay: 1.5 }, 'must be a day of the month, 1 to 31'],
    ['bookings', { bookings: 'old-1' }, 'must be a list of order numbers'],
    ['bookings', { bookings: ['old-1', 7] }, 'must be a list of order numbers'],
  ])('without a right %s is a mistake of the host’s: %j', async (field, changes, message) => {
    const { importing } = await openImport();
    await expect(importing(changes)).rejects.toMatchObject({
      code: 'invalid_field',
      field,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    // The last day of a month that has no 31st, and the day itself.
    ['2027-02-28T03:00:00Z', 31, true],
    ['2027-02-28T03:00:00Z', 28, true],
    ['2027-02-28T03:00:00Z', 27, false],
    ['2027-02-27T03:00:00Z', 28, false],
    ['2027-03-01T03:00:00Z', 1, true],
    ['2027-03-31T03:00:00Z', 31, true],
  ])('whose next charge is at %s may have been sold on day %i: %s', async (nextChargeAt, anchorDay, isRight) => {
    const { importing } = await openImport();
    const work = importing({ nextChargeAt: new Date(nextChargeAt), anchorDay });
    if (isRight) await expect(work).resolves.toBeDefined();
    else {
      await expect(work).rejects.toMatchObject({
        ...{ code: 'invalid_field', field: 'anchorDay' },
        message: expect.stringContaining(`anchorDay is ${anchorDay}, and nextChargeAt is on day `),
      });
    }
  });
});

describe('a subscription that is imported into a fresh database', () => {
  /** One i'mport, and as many databases as servers are started; each has mina's card. */
  async function openImports() {
    const shop = await openSubscriptionShop({ openStore: (now) => memoryStore({ now }) });
    shop.register({ merchantUid: 'registration', customerUid: 'key1' });
    const first = Math.ceil(shop.now() / DAY) * DAY;
    return {
      ...shop,
      first,
      amounts: () => shop.simulator.charges().map(({ amount }) => amount),
      async fresh(nextChargeAt: number) {
        const billing = shop.start();
        const { cardId } = await billing.importCard({ customerId: 'mina', billingKey: 'key1' });
        const importing = (at: number) =>
          billing.importSubscription({
            ...{ customerId: 'mina', cardId, plan, nextChargeAt: new Date(at) },
            reference: 'old-1',
          });
        await importing(nextChargeAt);
        return { billing, importing };
      },
    };
  }

  it('is charged for the period that begins then, and not taken for paid by what another one has paid', async () => {
    const shop = await openImports();
    const { billing } = await shop.fresh(shop.first);
    await shop.later(shop.first - shop.now());
    await billing.tick();
    expect(shop.amounts()).toEqual([9900]);
    const [{ paidUntil } = { paidUntil: '' }] = await billing.listSubscriptions({ customerId: 'mina' });
    const second = Date.parse(paidUntil);
    // The database is lost, and the host knows what is paid.
    const { billing: anew } = await shop.fresh(second);
    await shop.later(second - shop.now());
    await anew.tick();
    expect(shop.amounts()).toEqual([9900, 9900]);
  });

  it('for a period that was paid before the database was lost is not charged once more', async () => {
    const shop = await openImports();
    const { billing } = await shop.fresh(shop.first);
    await shop.later(shop.first - shop.now());
    await billing.tick();
    // The same day, at another hour.
    const { billing: anew } = await shop.fresh(shop.first + 60 * 60_000);
    await shop.later(60 * 60_000);
    await anew.tick();
    expect(shop.amounts()).toEqual([9900]);
    expect(await anew.listSubscriptions({ customerId: 'mina' })).toMatchObject([{ status: 'active' }]);
  });

  it('is the same with another date, also when it has ended', async () => {
    const shop = await openImports();
    const { billing, importing } = await shop.fresh(shop.first);
    const { subscription } = await importing(shop.first + DAY);
    expect(await billing.listSubscriptions({ customerId: 'mina' })).toEqual([subscription]);
    const { subscriptionId } = subscription;
    await billing.endSubscription({ customerId: 'mina', subscriptionId });
    expect(await importing(shop.first + 2 * DAY)).toMatchObject({ subscription: { subscriptionId, status: 'ended' } });
  });
});
