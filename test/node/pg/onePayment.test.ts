import { describe, expect, it } from 'vitest';
import { listPgs } from '../../../src/core/index.js';
import { decidePg } from '../../../src/core/pg/decidePg.js';
import type { PgCode } from '../../../src/core/pg/pgTable.js';
import { CUSTOMER, checkoutWorld } from '../example/checkoutWorld.js';

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
    const { charge, register, simulator, get } = await checkoutWorld();
    const decision = decidePg(
      pg,
      { customerUid: CUSTOMER, name: 'Basic', amount: price, payMethod, initialCharge },
      'desktop',
    );
    const charged = takes === 'always' || (takes === 'what it is sent' && decision.wireAmount > 0);
    register({
      pg_provider: pg,
      pay_method: payMethod ?? 'card',
      amount: charged || record === 'the amount sent' ? decision.wireAmount : 0,
      charged,
    });

    const request = { pg, chargedAtIssue: decision.chargedAtIssue };
    const [first, ...rest] = await Promise.all([charge(request), charge(request), charge(request)]);
    expect(first).toMatchObject({ httpStatus: 200, status: 'paid', amount: price, chargedAtIssue: charged });
    for (const answer of [...rest, await charge(request)]) expect(answer).toEqual(first);

    expect(simulator.charges({ customerUid: CUSTOMER }).map(({ amount }) => amount)).toEqual([price]);
    expect(simulator.countCalls(AGAIN)).toBe(charged ? 0 : 1);
    expect(await get(`/api/subscriptions/${CUSTOMER}`)).toMatchObject({
      status: 'active',
      charges: [{ amount: price }],
    });
  });
});

it('leaves out none of the 24 PGs', () => {
  const known = listPgs().map(({ code }) => code);
  expect(known).toHaveLength(24);
  expect([...new Set(truths.map(([pg]) => pg))]).toEqual(known);
});
