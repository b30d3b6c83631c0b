import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/server/Context.js';
import type { Card } from '../../src/server/card/Card.js';
import { createChargeLedger } from '../../src/server/charge/chargeLedger.js';
import { createCharges } from '../../src/server/charge/createCharges.js';
import { createDeclineLimit } from '../../src/server/charge/declineLimit.js';
import {
  type BillingServerEvent,
  type ChargeAnswer,
  type Gateway,
  GatewayUnavailable,
  memoryStore,
  type Payment,
} from '../../src/server/index.js';
import { insert, update } from '../../src/server/store/Store.js';

const START = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LIFE = MINUTE;

const card: Card = {
  cardId: 'card1',
  version: 1,
  customerId: 'mina',
  gateway: 'iamport',
  account: 'iamport:key',
  billingKey: 'key1',
  merchantUid: 'register1',
  impUid: 'imp_register',
  status: 'active',
  defaultOf: 'mina',
  pg: 'kcp_billing',
  payMethod: 'card',
  name: 'BC카드',
  number: '5365-****',
  sandbox: true,
  createdAt: START - DAY,
  revokedAt: null,
  workAt: null,
  failures: 0,
};

const wanted = {
  chargeMerchantUid: 'charge1',
  card,
  name: '베이직',
  amount: 9900,
  currency: 'KRW',
  taxFree: 0,
  vat: 900,
  merchantUid: 'register1',
  subscriptionId: 'sub1',
  period: 1,
  planId: 'basic',
  buyer: { name: '김민아' },
};

/** The row of a charge whose first call is out. */
const out = {
  chargeMerchantUid: 'charge1',
  version: 1,
  customerId: 'mina',
  cardId: 'card1',
  gateway: 'iamport',
  account: 'iamport:key',
  merchantUid: 'register1',
  subscriptionId: 'sub1',
  period: 1,
  planId: 'basic',
  name: '베이직',
  amount: 9900,
  currency: 'KRW',
  taxFree: 0,
  vat: 900,
  status: 'pending',
  chargedAtIssue: false,
  tries: 1,
  callEndsAt: START + LIFE,
  lookAt: START + LIFE,
  looks: 0,
  impUid: null,
  failCode: null,
  failReason: null,
  refundedAmount: 0,
  cardName: 'BC카드',
  cardNumber: '5365-****',
  receiptUrl: null,
  createdAt: START,
  settledAt: null,
} as const;

const tryOut = {
  tryId: 'charge1:1',
  version: 1,
  chargeMerchantUid: 'charge1',
  customerId: 'mina',
  number: 1,
  cardId: 'card1',
  status: 'sent',
  impUid: null,
  failCode: null,
  failReason: null,
  startedAt: START,
  callEndsAt: START + LIFE,
  endedAt: null,
} as const;

function paymentOf(changes: Partial<Payment> = {}): Payment {
  return {
    impUid: 'imp_1',
    merchantUid: 'charge1',
    billingKey: 'key1',
    isKeyCharge: true,
    status: 'paid',
    amount: 9900,
    cancelledAmount: 0,
    currency: 'KRW',
    sandbox: true,
    tag: 'charge1:1',
    failCode: null,
    failReason: null,
    receiptUrl: 'https://receipt.example/1',
    cardName: 'BC카드',
    cardNumber: '5365-****',
    ...changes,
  };
}

const declined = (changes: Partial<Payment> = {}) =>
  paymentOf({ status: 'failed', failCode: '8035', failReason: '한도초과', receiptUrl: null, ...changes });

const answered = (payment: Payment): ChargeAnswer => ({ kind: 'answered', payment });
const lost = () => new GatewayUnavailable('The connection broke.', { mayStillRun: true });
const unreachable = () => new GatewayUnavailable('No address was found.', { mayStillRun: false });

/** The kit's charges at a gateway that answers what a test wants. */
async function open({ chargeLife = LIFE }: { chargeLife?: number } = {}) {
  let at = START;
  const store = memoryStore({ now: () => at });
  const answers: (ChargeAnswer | Error)[] = [];
  const calls: unknown[] = [];
  const emitted: BillingServerEvent[] = [];
  const shop = { known: [] as Payment[], down: null as Error | null, during: async (): Promise<void> => undefined };
  const gateway = {
    name: 'iamport',
    account: 'iamport:key',
    chargeLife,
    async charge(request) {
      calls.push({ charge: request });
      await shop.during();
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? lost();
      return answer;
    },
    async findPayments(request) {
      calls.push({ find: request });
      if (shop.down !== null) throw shop.down;
      return shop.known;
    },
  } as Partial<Gateway> as Gateway;
  const context: Context = {
    store,
    gateways: [gateway],
    mode: 'test',
    emit: (event) => void emitted.push(event),
    assertBound: async () => undefined,
  };
  await store.commit([insert('cards', card)]);
  const charges = createCharges(context);
  return Object.assign(shop, {
    store,
    context,
    charges,
    calls,
    emitted,
    answer: (...all: (ChargeAnswer | Error)[]) => void answers.push(...all),
    charge: (changes: Partial<typeof wanted> = {}, more: { again?: boolean } = {}) =>
      charges.charge({ charge: { ...wanted, ...changes }, ...more }),
    later(milliseconds: number) {
      at += milliseconds;
    },
    now: () => at,
    row: () => store.get('charges', 'charge1'),
    tries: () => store.find('tries', { where: { chargeMerchantUid: 'charge1' }, order: { by: 'number' }, limit: 9 }),
    /** Types of the events that are stored, by the alphabet. */
    async told() {
      const rows = await store.find('events', { where: { customerId: 'mina' }, order: { by: 'createdAt' }, limit: 99 });
      return rows.map(({ type }) => type).sort();
    },
  });
}

const news = {
  chargeMerchantUid: 'charge1',
  merchantUid: 'register1',
  subscriptionId: 'sub1',
  impUid: 'imp_1',
  amount: 9900,
  currency: 'KRW',
  refundedAmount: 0,
  failCode: null,
};

describe('a charge', () => {
  it('is written down with its try before the gateway is called, with all that the gateway has to know', async () => {
    const shop = await open();
    shop.answer(answered(paymentOf()));
    let before: unknown;
    shop.during = async () => {
      before = [await shop.row(), await shop.tries()];
    };
    await shop.charge();
    expect(before).toEqual([out, [tryOut]]);
    const { billingKey } = card;
    const { name, amount, currency, taxFree, vat, buyer } = wanted;
    const request = { billingKey, merchantUid: 'charge1', name, amount, currency, taxFree, vat, buyer };
    expect(shop.calls).toEqual([{ charge: { ...request, tag: 'charge1:1' } }]);
  });

  it('needs nothing but a card, a name and an amount', async () => {
    const shop = await open();
    shop.answer(answered(paymentOf()));
    const { chargeMerchantUid, name, amount, currency } = wanted;
    await shop.charges.charge({ charge: { chargeMerchantUid, card, name, amount, currency } });
    const none = { merchantUid: null, subscriptionId: null, period: null, planId: null, taxFree: null, vat: null };
    expect(await shop.row()).toMatchObject({ ...none, status: 'paid' });
    expect(shop.calls).toMatchObject([{ charge: { taxFree: null, vat: null, buyer: null } }]);
  });

  it('that is paid is settled with its try, and told', async () => {
    const shop = await open();
    shop.during = async () => shop.later(2000);
    shop.answer(answered(paymentOf()));
    const settledAt = START + 2000;
    const paid = {
      ...out,
      version: 2,
      status: 'paid',
      callEndsAt: 0,
      lookAt: null,
      impUid: 'imp_1',
      receiptUrl: 'https://receipt.example/1',
      settledAt,
    };
    expect(await shop.charge()).toEqual(paid);
    expect(await shop.row()).toEqual(paid);
    expect(await shop.tries()).toEqual([
      { ...tryOut, version: 2, status: 'paid', impUid: 'imp_1', endedAt: settledAt },
    ]);
    const [event] = await shop.store.find('events', {
      where: { customerId: 'mina' },
      limit: 9,
      order: { by: 'createdAt' },
    });
    expect(event).toMatchObject({ type: 'charge_paid', customerId: 'mina', data: news, createdAt: settledAt });
    expect(await shop.charge()).toEqual(paid);
    expect(shop.calls).toHaveLength(1);
  });

  it('that is declined is tried again when it is asked for, with the card that is given then', async () => {
    const shop = await open();
    shop.answer(answered(declined()), answered(paymentOf({ impUid: 'imp_2', tag: 'charge1:2', billingKey: 'key2' })));
    await shop.store.commit([
      insert('cards', {
        ...card,
        ...{ cardId: 'card2', billingKey: 'key2', defaultOf: null, impUid: null, merchantUid: null },
      }),
    ]);
    const failed = await shop.charge();
    expect(failed).toMatchObject({
      status: 'failed',
      failCode: '8035',
      failReason: '한도초과',
      lookAt: null,
      tries: 1,
    });
    expect(await shop.charge({}, { again: false })).toEqual(failed);
    shop.known = [declined()];
    shop.later(1000);
    shop.during = async () => {
      const now = shop.now();
      expect(await shop.row()).toMatchObject({
        ...{ status: 'pending', tries: 2, cardId: 'card2', gateway: 'iamport', account: 'iamport:key', looks: 0 },
        ...{ callEndsAt: now + LIFE, lookAt: now + LIFE, failCode: null, failReason: null, settledAt: null },
      });
      expect((await shop.tries())[1]).toEqual({
        ...tryOut,
        ...{ tryId: 'charge1:2', number: 2, cardId: 'card2', startedAt: now, callEndsAt: now + LIFE },
      });
    };
    const again = await shop.charge({ card: { ...card, cardId: 'card2', billingKey: 'key2' } });
    expect(again).toMatchObject({ status: 'paid', tries: 2, impUid: 'imp_2', failCode: null });
    expect((await shop.tries()).map(({ status, endedAt }) => [status, endedAt])).toEqual([
      ['declined', START],
      ['paid', START + 1000],
    ]);
    expect(await shop.told()).toEqual(['charge_failed', 'charge_paid']);
  });

  it('that is refused took nothing, unless the gateway has it as paid', async () => {
    const shop = await open();
    shop.answer({ kind: 'refused', code: '400', message: 'The number is taken.' });
    const failed = { status: 'failed', failCode: 'refused', failReason: 'The number is taken.' } as const;
    expect(await shop.charge()).toEqual({
      ...out,
      ...failed,
      version: 2,
      callEndsAt: 0,
      lookAt: null,
      settledAt: START,
    });
    const { failCode, failReason } = failed;
    expect(await shop.tries()).toEqual([
      { ...tryOut, version: 2, status: 'refused', failCode, failReason, endedAt: START },
    ]);
    expect(await shop.told()).toEqual(['charge_failed']);
    shop.answer({ kind: 'refused', code: '400', message: 'The number is taken.' });
    shop.during = async () => {
      shop.known = [paymentOf()];
    };
    expect(await shop.charge()).toMatchObject({ status: 'paid', impUid: 'imp_1', failCode: null, failReason: null });
  });

  it('that never left this machine is no news, and can be asked for again at once', async () => {
    const shop = await open();
    shop.answer(unreachable(), answered(paymentOf({ tag: 'charge1:2' })));
    const failReason = 'The gateway could not be asked: nothing was charged.';
    expect(await shop.charge()).toMatchObject({ status: 'failed', failCode: 'unavailable', failReason, lookAt: null });
    expect(await shop.tries()).toMatchObject([{ status: 'refused', failCode: 'unavailable', failReason }]);
    expect(await shop.told()).toEqual([]);
    expect(shop.emitted).toEqual([
      { type: 'gateway_unavailable', gateway: 'iamport', message: 'No address was found.' },
    ]);
    expect(await shop.charge()).toMatchObject({ status: 'paid', tries: 2 });
  });

  it('that never left this machine is known to be over, also where the gateway can’t be asked', async () => {
    const shop = await open();
    shop.down = unreachable();
    shop.answer(unreachable());
    expect(await shop.charge()).toMatchObject({ status: 'pending', callEndsAt: START, lookAt: START });
    expect(shop.emitted).toHaveLength(2);
    shop.down = null;
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1' })).toMatchObject({ status: 'failed' });
  });

  it('whose answer is lost is not made again before its call’s life is over', async () => {
    const shop = await open();
    shop.answer(lost(), answered(paymentOf({ tag: 'charge1:2' })));
    expect(await shop.charge()).toEqual(out);
    expect(shop.emitted).toMatchObject([{ type: 'gateway_unavailable', message: 'The connection broke.' }]);
    shop.later(LIFE - 1);
    expect(await shop.charge()).toEqual(out);
    shop.later(1);
    const before = shop.calls.length;
    expect(await shop.charge()).toMatchObject({ status: 'paid', tries: 2 });
    // The gateway was asked once more what it knows, and then called.
    expect(shop.calls.slice(before)).toMatchObject([
      { find: { merchantUid: 'charge1', impUid: null } },
      { charge: {} },
    ]);
    expect((await shop.tries()).map(({ status }) => status)).toEqual(['lost', 'paid']);
    expect(await shop.told()).toEqual(['charge_failed', 'charge_paid']);
  });

  it('that the gateway has begun waits for its end, however long that takes', async () => {
    const shop = await open();
    shop.answer(lost());
    shop.known = [paymentOf({ status: 'pending' })];
    expect(await shop.charge()).toMatchObject({ status: 'pending' });
    shop.later(HOUR);
    expect(await shop.charge()).toMatchObject({ status: 'pending', tries: 1 });
    // A window that somebody opened under the number is no charge that is begun.
    shop.known = [paymentOf({ status: 'pending', isKeyCharge: false })];
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1' })).toMatchObject({ failCode: 'lost' });
  });

  it('of a worker that slept before its call is left to others', async () => {
    const shop = await open({ chargeLife: -1 });
    shop.answer(answered(paymentOf()));
    expect(await shop.charge()).toMatchObject({ status: 'pending' });
    expect(shop.calls).toEqual([]);
  });

  it('beside which something was changed meanwhile is not made', async () => {
    const shop = await open();
    await shop.store.commit([update('cards', card, { name: '새 카드' })]);
    const charging = shop.charges.charge({ charge: wanted, alongside: [update('cards', card, { failures: 1 })] });
    await expect(charging).rejects.toMatchObject({
      code: 'store_conflict',
      retryAfterSeconds: 1,
      message: expect.stringContaining('charge charge1 was changed by somebody else'),
    });
    expect(await shop.row()).toBeNull();
    expect(shop.calls).toEqual([]);
    shop.answer(answered(declined()));
    await shop.charge();
    const again = shop.charges.charge({ charge: wanted, alongside: [update('cards', card, { failures: 1 })] });
    await expect(again).rejects.toMatchObject({ code: 'store_conflict' });
    expect(await shop.tries()).toHaveLength(1);
  });

  it('of another account than there is says what is missing', async () => {
    const shop = await open();
    const elsewhere = shop.charge({ card: { ...card, account: 'iamport:other' } });
    await expect(elsewhere).rejects.toMatchObject({
      code: 'invalid_configuration',
      field: 'gateways',
      message: expect.stringContaining('the account iamport:other at iamport'),
    });
  });

  it('that breaks in the gateway in a way of its own stays open', async () => {
    const shop = await open();
    shop.answer(new TypeError('undefined is not a function'));
    await expect(shop.charge()).rejects.toThrow(TypeError);
    expect(shop.emitted).toEqual([]);
    expect(await shop.row()).toEqual(out);
    shop.down = new TypeError('neither');
    await expect(shop.charges.look({ chargeMerchantUid: 'charge1' })).rejects.toThrow('neither');
  });
});

describe('a look at a charge', () => {
  it('asks the gateway while it is open, and otherwise when it is to be fresh', async () => {
    const shop = await open();
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true })).toBeNull();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    const calls = shop.calls.length;
    shop.known = [paymentOf({ status: 'cancelled', cancelledAmount: 9900 })];
    expect(await shop.charges.look({ chargeMerchantUid: 'charge1' })).toMatchObject({ status: 'paid' });
    expect(shop.calls).toHaveLength(calls);
    const looks = [1, 2].map(() => shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true }));
    expect(await Promise.all(looks)).toMatchObject([{ status: 'refunded' }, { status: 'refunded' }]);
    expect(shop.calls.slice(calls)).toEqual([{ find: { merchantUid: 'charge1', impUid: 'imp_1' } }]);
    expect(await shop.told()).toEqual(['charge_paid', 'refunded']);
  });

  it('takes a charge over that somebody else has made', async () => {
    const shop = await open();
    shop.known = [paymentOf({ tag: null })];
    expect(await shop.charges.adopt({ charge: wanted })).toMatchObject({ status: 'paid', impUid: 'imp_1', tries: 1 });
    expect(await shop.tries()).toMatchObject([{ number: 1, callEndsAt: START }]);
    shop.known = [];
    const none = { ...wanted, chargeMerchantUid: 'charge2', merchantUid: 'register2' };
    expect(await shop.charges.adopt({ charge: none })).toMatchObject({ status: 'failed', failCode: 'lost' });
  });
});

describe('a sweep of charges', () => {
  it('looks for a lost one after its life, and then five minutes, an hour and a day later', async () => {
    const shop = await open();
    shop.answer(lost());
    await shop.charge();
    shop.later(LIFE - 1);
    expect(await shop.charges.sweep()).toBe(0);
    shop.later(1);
    expect(await shop.charges.sweep()).toBe(1);
    expect(await shop.row()).toMatchObject({
      ...{ status: 'failed', failCode: 'lost', settledAt: shop.now(), callEndsAt: 0 },
      failReason: 'The gateway has no record of it: nothing was charged.',
    });
    for (const wait of [5 * MINUTE, HOUR, DAY]) {
      expect((await shop.row())?.lookAt).toBe(shop.now() + wait);
      shop.later(wait);
      expect(await shop.charges.sweep()).toBe(1);
    }
    expect((await shop.row())?.lookAt).toBeNull();
    expect(await shop.told()).toEqual(['charge_failed']);
  });

  it('finds a lost one that was paid after all', async () => {
    const shop = await open();
    shop.answer(lost());
    await shop.charge();
    shop.later(LIFE);
    await shop.charges.sweep();
    shop.known = [paymentOf()];
    shop.later(5 * MINUTE);
    await shop.charges.sweep();
    expect(await shop.row()).toMatchObject({
      status: 'paid',
      failCode: null,
      failReason: null,
      impUid: 'imp_1',
      lookAt: null,
    });
    expect(await shop.told()).toEqual(['charge_failed', 'charge_recovered']);
  });

  it('asks a gateway that is down less and less often, and tells of a charge that is open for a day once', async () => {
    const shop = await open();
    shop.answer(lost());
    await shop.charge();
    shop.down = unreachable();
    shop.later(LIFE);
    let looks = 0;
    for (const wait of [15_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, ...Array(26).fill(HOUR)]) {
      const at = shop.now();
      expect(await shop.charges.sweep()).toBe(1);
      looks += 1;
      expect(await shop.row()).toMatchObject({ status: 'pending', lookAt: at + wait, looks });
      const isOverdue = at >= START + LIFE + DAY;
      expect(await shop.told()).toEqual(isOverdue ? ['charge_unsettled'] : []);
      shop.later(wait);
    }
    const eventId = 'charge_unsettled:charge1:1';
    const data = { ...news, impUid: null };
    expect(await shop.store.get('events', eventId)).toMatchObject({
      type: 'charge_unsettled',
      customerId: 'mina',
      data,
    });
  });

  it('tells of one that breaks, and goes on with the others', async () => {
    const shop = await open();
    shop.answer(lost(), lost());
    await shop.charge();
    await shop.charge({ chargeMerchantUid: 'charge2', merchantUid: 'register2' });
    shop.down = new TypeError('undefined is not a function');
    shop.emitted.length = 0;
    shop.later(LIFE);
    expect(await shop.charges.sweep()).toBe(2);
    expect(shop.emitted).toMatchObject([
      { type: 'error', where: 'charge charge1', error: { message: 'undefined is not a function' } },
      { type: 'error', where: 'charge charge2' },
    ]);
  });

  it('is made anew for a charge of which a webhook tells', async () => {
    const shop = await open();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    shop.down = unreachable();
    await shop.charges.recheck('charge1');
    expect(await shop.row()).toMatchObject({ status: 'paid', lookAt: START + 15_000 });
    shop.down = null;
    shop.known = [paymentOf({ status: 'cancelled', cancelledAmount: 9900 })];
    await shop.charges.recheck('charge1');
    expect(await shop.row()).toMatchObject({ status: 'refunded', refundedAmount: 9900, lookAt: null });
  });
});

describe('what the PG took with the key', () => {
  const taken = paymentOf({ impUid: 'imp_register', merchantUid: 'register1', isKeyCharge: false, tag: null });
  const record = (shop: Awaited<ReturnType<typeof open>>, changes: Partial<Payment> = {}) =>
    shop.charges.recordTaken({ charge: wanted, payment: { ...taken, ...changes } });

  it('is a paid charge without a try', async () => {
    const shop = await open();
    const paid = {
      ...out,
      ...{ status: 'paid', chargedAtIssue: true, tries: 0, callEndsAt: 0, lookAt: null, settledAt: START },
      ...{ impUid: 'imp_register', receiptUrl: 'https://receipt.example/1' },
    };
    expect(await record(shop)).toEqual(paid);
    expect(await shop.row()).toEqual(paid);
    expect(await shop.tries()).toEqual([]);
    expect(await record(shop)).toEqual(paid);
    expect(await shop.told()).toEqual(['charge_paid']);
    expect(shop.calls).toEqual([]);
  });

  it('is asked about under the number of the registration, and also its own where something was tried', async () => {
    const shop = await open();
    shop.answer(answered(declined()));
    await shop.charge();
    shop.later(1000);
    const at = shop.now();
    expect(await record(shop)).toEqual({
      ...out,
      ...{ version: 3, status: 'paid', chargedAtIssue: true, callEndsAt: 0, settledAt: at, createdAt: START },
      ...{ impUid: 'imp_register', receiptUrl: 'https://receipt.example/1', lookAt: at + 5 * MINUTE },
    });
    const calls = shop.calls.length;
    await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    expect(shop.calls.slice(calls)).toEqual([
      { find: { merchantUid: 'register1', impUid: 'imp_register' } },
      { find: { merchantUid: 'charge1', impUid: null } },
    ]);
  });

  it('for a charge that is open, or paid by something else, is to be looked at', async () => {
    const shop = await open();
    shop.answer(lost());
    await shop.charge();
    const refused = {
      code: 'registration_used',
      field: 'impUid',
      message: expect.stringContaining('charge1, which has a payment of its own (pending)'),
    };
    for (let told = 0; told < 2; told += 1) await expect(record(shop)).rejects.toMatchObject(refused);
    expect(await shop.store.get('events', 'payment_mismatch:imp_register')).toMatchObject({
      type: 'payment_mismatch',
      customerId: 'mina',
      data: { ...news, impUid: 'imp_register' },
    });
    expect(await shop.row()).toEqual(out);
  });

  it('for a charge of which another payment is known to be wrong is to be looked at', async () => {
    const shop = await open();
    shop.answer(answered(paymentOf({ amount: 100 })));
    expect(await shop.charge()).toMatchObject({ status: 'failed', failCode: 'mismatch' });
    expect(await shop.charge()).toMatchObject({ status: 'failed', failCode: 'mismatch', tries: 1 });
    await expect(record(shop)).rejects.toMatchObject({ code: 'registration_used' });
  });

  it('beside which something was changed meanwhile is not written down', async () => {
    const shop = await open();
    await shop.store.commit([update('cards', card, { name: '새 카드' })]);
    const recording = shop.charges.recordTaken({
      charge: wanted,
      payment: taken,
      alongside: [update('cards', card, { failures: 1 })],
    });
    await expect(recording).rejects.toMatchObject({ code: 'store_conflict' });
    shop.answer(answered(declined()));
    await shop.charge();
    const again = shop.charges.recordTaken({
      charge: wanted,
      payment: taken,
      alongside: [update('cards', card, { failures: 1 })],
    });
    await expect(again).rejects.toMatchObject({ code: 'store_conflict' });
    expect(await shop.row()).toMatchObject({ status: 'failed' });
  });

  it('for another price than the number stands for is refused', async () => {
    const shop = await open();
    await record(shop);
    const other = shop.charges.recordTaken({ charge: { ...wanted, amount: 1 }, payment: taken });
    await expect(other).rejects.toMatchObject({ code: 'order_mismatch', field: 'amount' });
  });
});

describe('what is written down of charges', () => {
  it('says which row is gone', async () => {
    const { context } = await open();
    const ledger = createChargeLedger(context, async () => []);
    await expect(ledger.read('charge9')).rejects.toThrow('The row of charge charge9 is gone from the store.');
  });

  it('is left alone by the end of a try that is not the latest one, or that is settled', async () => {
    const shop = await open();
    const ledger = createChargeLedger(shop.context, async () => []);
    const ended = { status: 'lost', failCode: 'lost', failReason: 'x' } as const;
    shop.answer(lost());
    await shop.charge();
    for (const number of [0, 2]) {
      expect(await ledger.endTry('charge1', { ...ended, number })).toEqual(out);
      await ledger.endCall('charge1', number);
    }
    expect(await shop.row()).toEqual(out);
    shop.known = [paymentOf()];
    const paid = await shop.charges.look({ chargeMerchantUid: 'charge1' });
    expect(await ledger.endTry('charge1', { ...ended, number: 1 })).toEqual(paid);
    await ledger.endCall('charge1', 1);
    expect(await shop.row()).toEqual(paid);
  });

  it('tells of each payment that a charge has no use for once', async () => {
    const shop = await open();
    shop.answer(answered(paymentOf()));
    await shop.charge();
    shop.known = [paymentOf(), paymentOf({ impUid: 'imp_2', tag: null })];
    for (let looked = 0; looked < 2; looked += 1)
      await shop.charges.look({ chargeMerchantUid: 'charge1', fresh: true });
    expect(await shop.told()).toEqual(['charge_paid', 'payment_mismatch']);
    expect(await shop.store.get('events', 'payment_mismatch:imp_2')).toMatchObject({
      data: { chargeMerchantUid: 'charge1', impUid: 'imp_2', amount: 9900, currency: 'KRW' },
    });
  });

  it('goes on without a card that was erased', async () => {
    const shop = await open();
    shop.answer(lost());
    await shop.charge();
    await shop.store.commit([{ kind: 'delete', table: 'cards', id: 'card1', version: 1 }]);
    shop.later(LIFE);
    expect(await shop.charges.sweep()).toBe(1);
    expect(shop.emitted.filter(({ type }) => type === 'error')).toEqual([]);
    expect(await shop.row()).toMatchObject({ status: 'failed', failCode: 'lost' });
  });
});

describe('the limit of declined charges', () => {
  const now = START;

  /** Three a day, after these tries of mina. */
  async function limited(...tries: { status: string; startedAt?: number; callEndsAt?: number; number?: string }[]) {
    const store = memoryStore({ now: () => now });
    for (const [
      index,
      { number = `charge${index}`, startedAt = now - HOUR, callEndsAt = 0, status },
    ] of tries.entries()) {
      const row = { ...tryOut, tryId: `try${index}`, chargeMerchantUid: number, startedAt, callEndsAt };
      await store.commit([insert('tries', { ...row, status } as Parameters<typeof insert<'tries'>>[1])]);
    }
    const limit = createDeclineLimit({ store }, 3);
    return (number = 'next', customerId = 'mina') => limit({ customerId, number }, async () => 'done');
  }

  const refused = (retryAfterSeconds: number) => ({
    code: 'too_many_attempts',
    retryAfterSeconds,
    message: expect.stringMatching(/^3 charges of this customer were declined/),
  });

  it('lets through what is below it, and says when it is over', async () => {
    const declined = { status: 'declined' };
    expect(await (await limited(declined, declined))()).toBe('done');
    const many = await limited(
      { status: 'declined', startedAt: now - 3 * HOUR },
      { status: 'declined', startedAt: now - HOUR },
      { status: 'declined', startedAt: now - 2 * HOUR },
      { status: 'declined', startedAt: now - 5 * HOUR },
    );
    await expect(many()).rejects.toMatchObject(refused((21 * HOUR) / 1000));
    expect(await many('next', 'jun')).toBe('done');
  });

  it('counts those of a day, up to now', async () => {
    const two = [{ status: 'declined' }, { status: 'declined' }];
    await expect((await limited(...two, { status: 'declined', startedAt: now - DAY }))()).rejects.toMatchObject(
      refused(1),
    );
    await expect((await limited(...two, { status: 'declined', startedAt: now }))()).rejects.toThrow('declined');
    for (const startedAt of [now - DAY - 1, now + 1]) {
      expect(await (await limited(...two, { status: 'declined', startedAt }))()).toBe('done');
    }
  });

  it('is not hidden behind tries that were no decline', async () => {
    const lost = Array.from({ length: 9 }, () => ({ status: 'lost', startedAt: now - 1000 }));
    const declined = Array.from({ length: 3 }, () => ({ status: 'declined' }));
    await expect((await limited(...lost, ...declined))()).rejects.toMatchObject(refused((23 * HOUR) / 1000));
  });

  it('counts calls of others that are out, for a minute', async () => {
    const sent = { status: 'sent', callEndsAt: now + 1 };
    await expect((await limited(sent, sent, sent))()).rejects.toMatchObject(refused(60));
    expect(await (await limited(sent, sent, { ...sent, callEndsAt: now }))()).toBe('done');
    expect(await (await limited(sent, sent, { ...sent, status: 'paid' }))()).toBe('done');
    expect(await (await limited(sent, sent, { ...sent, number: 'next' }))('next')).toBe('done');
    await expect((await limited(sent, { status: 'declined' }, sent))()).rejects.toMatchObject(refused(60));
  });

  it('counts what this process is at, the same number once', async () => {
    const limit = createDeclineLimit({ store: memoryStore({ now: () => now }) }, 3);
    const ends: (() => void)[] = [];
    const hold = (number: string, customerId = 'mina') =>
      limit({ customerId, number }, () => new Promise<void>((resolve) => ends.push(resolve)));
    const held = [hold('a'), hold('a'), hold('b'), hold('c'), hold('a', 'jun')];
    const next = () => limit({ customerId: 'mina', number: 'd' }, async () => 'done');
    await expect(next()).rejects.toMatchObject(refused(60));
    ends[0]?.();
    await held[0];
    await expect(next()).rejects.toMatchObject(refused(60));
    ends[2]?.();
    await held[2];
    expect(await next()).toBe('done');
    for (const end of ends) end();
    await Promise.all(held);
    expect(await next()).toBe('done');
  });

  it('may be none: then nobody counts', async () => {
    const store = { ...memoryStore(), find: () => Promise.reject(new Error('asked')) };
    const limit = createDeclineLimit({ store }, Number.POSITIVE_INFINITY);
    expect(await limit({ customerId: 'mina', number: 'a' }, async () => 'done')).toBe('done');
  });
});
