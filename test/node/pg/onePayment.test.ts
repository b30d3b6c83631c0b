import { describe, expect, it } from 'vitest';
import { listPgs } from '../../../src/iamport/index.js';
import { decidePg } from '../../../src/iamport/pg/decidePg.js';
import type { PgCode } from '../../../src/iamport/pg/pgTable.js';
import { openShop } from '../../server/support/shop.js';

const AGAIN = 'POST /subscribe/payments/again';
const price = 9900;

/** What a PG does with the amount it is sent, whoever sent it. */
type Takes = 'nothing' | 'what it is sent' | 'always';

/** The PGs as their documents describe them, by hand: `unsaid` ones are tried both ways. */
const truths: readonly (readonly [pg: PgCode, payMethod: string | undefined, takes: Takes | 'unsaid'])[] = [
  ['kcp_billing', 'card', 'nothing'],
  ['html5_inicis', 'card', 'nothing'],
  ['danal_tpay', 'card', 'what it is sent'],
  ['danal', 'phone', 'always'],
  ['jtnet', 'card', 'what it is sent'],
  ['kicc', 'card', 'nothing'],
  ['payco', 'card', 'nothing'],
  ['kakaopay', undefined, 'what it is sent'],
  ['chai', 'trans', 'nothing'],
  ['mobilians', 'phone', 'always'],
  ['mobilians_v2', 'card', 'what it is sent'],
  ['mobilians_v2', 'phone', 'always'],
  ['naverpay', undefined, 'nothing'],
  ['paymentwall', 'card', 'always'],
  ['tosspayments', 'card', 'nothing'],
  ['smartro_v2', 'card', 'nothing'],
  ['welcome', 'card', 'nothing'],
  ['welcome', 'phone', 'always'],
  ['settle_acc', 'trans', 'what it is sent'],
  ['tosspay_v2', 'tosspay', 'nothing'],
  ['toss_brandpay', 'toss_brandpay', 'nothing'],
  ['paypal_v2', 'paypal', 'nothing'],
  ['nice_v2', 'kakaopay', 'unsaid'],
  ['nice_v2', 'naverpay_card', 'unsaid'],
  ['nice_v2', 'naverpay_point', 'unsaid'],
  ['galaxia', 'card', 'nothing'],
  ['galaxia', 'phone', 'always'],
  ['payletter_global', undefined, 'always'],
  ['smilepay', 'card', 'unsaid'],
  ['kcp_quick', 'card', 'unsaid'],
  ['kcp_quick', 'trans', 'unsaid'],
];

const subscriptions = truths
  .flatMap(([pg, payMethod, takes]) =>
    takes === 'unsaid'
      ? (['nothing', 'what it is sent'] as const).map((either) => ({ pg, payMethod, takes: either }))
      : [{ pg, payMethod, takes }],
  )
  .flatMap((truth) => (['by-backend', 'at-issue'] as const).map((initialCharge) => ({ ...truth, initialCharge })))
  // Whether the record of an issue that took nothing shows the amount or 0 is said of two PGs only.
  .flatMap((truth) => (['the amount sent', 'zero'] as const).map((record) => ({ ...truth, record })));

describe.each(subscriptions)('$pg $payMethod, which takes $takes; $initialCharge; the record shows $record', (shop) => {
  it('takes one payment for one subscription, however often the page asks', async () => {
    const { pg, payMethod, takes, initialCharge, record } = shop;
    // smartro_v2, welcome and PayPal's currency want what this shop has not: they are tried elsewhere.
    const { order: begin, register, claim, post, simulator, billing } = await openShop({ fake: { pgDemands: false } });
    const order = await begin('mina', 'monthly');
    const { customerUid, merchantUid, chargeMerchantUid } = order;
    const decision = decidePg(
      pg,
      { customerUid, merchantUid, chargeMerchantUid, name: 'Basic', amount: price, payMethod, initialCharge },
      'desktop',
    );
    const charged = takes === 'always' || (takes === 'what it is sent' && decision.wireAmount > 0);
    const impUid = register(order, {
      pg_provider: pg,
      pay_method: payMethod ?? 'card',
      amount: charged || record === 'the amount sent' ? decision.wireAmount : 0,
      charged,
    });

    const ask = () => post('/charges', claim(order, impUid, { chargedAtIssue: decision.chargedAtIssue }));
    const [first, ...rest] = await Promise.all([ask(), ask(), ask()]);
    expect(first).toMatchObject({ status: 200, body: { status: 'paid', amount: price, chargedAtIssue: charged } });
    for (const answer of [...rest, await ask()]) expect(answer.body).toEqual(first.body);

    expect(simulator.charges({ customerUid }).map(({ amount }) => amount)).toEqual([price]);
    expect(simulator.countCalls(AGAIN)).toBe(charged ? 0 : 1);
    expect(await billing.listSubscriptions({ customerId: 'mina' })).toMatchObject([
      { status: 'active', amount: price },
    ]);
  });
});

it('leaves out none of the 25 PGs', () => {
  const known = listPgs().map(({ code }) => code);
  expect(known).toHaveLength(25);
  expect([...new Set(truths.map(([pg]) => pg))]).toEqual(known);
});
