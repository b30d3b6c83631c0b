/**
 * What the types accept and refuse, checked by `tsc` alone: an unused `@ts-expect-error` is an error too. What the
 * refusals say is tested in `test/node/types`.
 */
import type { BillingOrder } from '../../src/iamport/order.js';
import { type CustomPg, customPg, type PgCodeOrCustomPg } from '../../src/iamport/pg/customPg.js';
import type { OrderFor } from '../../src/iamport/pg/OrderFor.js';

/** As the hook and the button take them: the PG picks the type of the order. */
declare function issue<P extends PgCodeOrCustomPg>(pg: P, order: OrderFor<P>): void;

const base = { customerUid: 'card-1', name: 'Monthly plan', amount: 9900 };
const tel = '010-0000-0000';
const quick = { actionType: 'Register', encryptedCI: 'Y2k=', memberID: 'member-1' } as const;

// Right.
issue('kcp_billing', base);
issue('kcp_billing', { ...base, payMethod: 'card' });
issue('kcp_billing', { ...base, payMethod: undefined, initialCharge: 'by-backend', buyer: { name: '홍길동' } });
issue('naverpay', { ...base, buyer: { tel }, naverProductCode: 'plan-1', naverProductCount: 1 });
issue('danal', { ...base, digital: true });
issue('danal', { ...base, digital: false, initialCharge: 'at-issue', payMethod: 'phone' });
issue('kakaopay', { ...base, initialCharge: 'at-issue' });
issue('kakaopay', { ...base, initialCharge: 'by-backend' });
issue('mobilians_v2', { ...base, payMethod: 'card', customerId: 'member-1', initialCharge: 'at-issue' });
issue('mobilians_v2', { ...base, payMethod: 'phone', digital: true });
issue('welcome', { ...base, payMethod: 'card', buyer: { name: '홍길동', tel }, currency: 'KRW' });
issue('welcome', { ...base, payMethod: 'phone', buyer: { name: '홍길동', tel }, digital: true });
issue('paymentwall', { ...base, buyer: { name: 'Gil Dong', email: 'a@b.test' }, currency: 'USD' });
issue('payletter_global', { ...base, currency: 'JPY', buyer: { email: 'a@b.test' } });
issue('nice_v2', { ...base, payMethod: 'naverpay_point', customerId: 'member-1', buyer: { tel } });
issue('tosspay_v2', { ...base, customerId: 'member-1' });
issue('kcp_quick', { ...base, payMethod: 'trans', bypass: { kcpQuick: { ...quick, registerAutoPay: true } } });
issue(customPg({ code: 'ksnet_v3' }), { ...base, payMethod: 'anything', initialCharge: 'at-issue' });

// Wrong: the pay method.
// @ts-expect-error card only
issue('kcp_billing', { ...base, payMethod: 'phone' });
// @ts-expect-error phone only
issue('danal', { ...base, digital: true, payMethod: 'card' });
// @ts-expect-error it has no use for one
issue('kakaopay', { ...base, payMethod: 'card' });
// @ts-expect-error it has to be chosen
issue('welcome', { ...base, buyer: { name: '홍길동', tel } });
// @ts-expect-error not one of the three
issue('nice_v2', { ...base, payMethod: 'card', customerId: 'member-1', buyer: { tel } });
// @ts-expect-error for ordinary payments only
issue('tosspay_v2', { ...base, customerId: 'member-1', payMethod: 'tosspay_money' });

// Wrong: something is missing.
// @ts-expect-error buyer.tel
issue('naverpay', { ...base, naverProductCode: 'plan-1', naverProductCount: 1 });
// @ts-expect-error buyer.tel
issue('naverpay', { ...base, buyer: { name: '홍길동' }, naverProductCode: 'plan-1', naverProductCount: 1 });
// @ts-expect-error naverProductCode
issue('naverpay', { ...base, buyer: { tel }, naverProductCount: 1 });
// @ts-expect-error naverProductCount
issue('naverpay', { ...base, buyer: { tel }, naverProductCode: 'plan-1' });
// @ts-expect-error digital
issue('danal', base);
// @ts-expect-error digital
issue('mobilians', { ...base, payMethod: 'phone' });
// @ts-expect-error digital
issue('galaxia', { ...base, payMethod: 'phone', customerId: 'member-1' });
// @ts-expect-error customerId
issue('smartro_v2', base);
// @ts-expect-error customerId
issue('mobilians_v2', { ...base, payMethod: 'card' });
// @ts-expect-error buyer.email
issue('paymentwall', { ...base, buyer: { name: 'Gil Dong' } });
// @ts-expect-error currency
issue('payletter_global', { ...base, buyer: { email: 'a@b.test' } });
// @ts-expect-error bypass
issue('kcp_quick', { ...base, payMethod: 'card' });
// @ts-expect-error bypass.kcpQuick.memberID
issue('kcp_quick', { ...base, payMethod: 'card', bypass: { kcpQuick: { actionType: 'Register', encryptedCI: 'x' } } });

// Wrong: a value that the PG does not take.
// @ts-expect-error KRW only
issue('welcome', { ...base, payMethod: 'card', buyer: { name: '홍길동', tel }, currency: 'USD' });
// @ts-expect-error one of three currencies
issue('payletter_global', { ...base, currency: 'EUR', buyer: { email: 'a@b.test' } });
// @ts-expect-error a payment is no registration
issue('kcp_quick', { ...base, payMethod: 'card', bypass: { kcpQuick: { ...quick, actionType: 'Pay' } } });
// @ts-expect-error a number
issue('naverpay', { ...base, buyer: { tel }, naverProductCode: 'plan-1', naverProductCount: '1' });

// Wrong: who takes the first payment.
// @ts-expect-error it can't charge while issuing
issue('kcp_billing', { ...base, initialCharge: 'at-issue' });
// @ts-expect-error it always charges
issue('danal', { ...base, digital: true, initialCharge: 'by-backend' });
// @ts-expect-error nobody knows what it would do
issue('smilepay', { ...base, buyer: { tel }, initialCharge: 'at-issue' });
// @ts-expect-error a card key is free of charge here, whatever the phone does
issue('galaxia', { ...base, payMethod: 'card', customerId: 'member-1', initialCharge: 'at-issue' });

// Wrong: names.
// @ts-expect-error no such PG; customPg is the way to one
issue('kcp_biling', base);
// @ts-expect-error no such field
issue('kcp_billing', { ...base, paymethod: 'card' });
// @ts-expect-error no such field of the buyer
issue('naverpay', { ...base, buyer: { tel, phone: tel }, naverProductCode: 'plan-1', naverProductCount: 1 });
// @ts-expect-error an amount is never a string
issue('kcp_billing', { ...base, amount: '9900' });

/** In generic code an order for one PG is still an order. */
export function asOrder<P extends PgCodeOrCustomPg>(order: OrderFor<P>): BillingOrder {
  return order;
}

/** A PG that is chosen at run time takes an order that fits each of the candidates. */
export function chosenLater(pg: 'kcp_billing' | 'danal', order: OrderFor<'kcp_billing' | 'danal'>): void {
  issue(pg, order);
}
chosenLater('danal', { ...base, digital: true });
// @ts-expect-error danal demands digital
chosenLater('kcp_billing', base);
// @ts-expect-error one wants card, the other phone
chosenLater('danal', { ...base, digital: true, payMethod: 'phone' });
// @ts-expect-error neither takes it
chosenLater('danal', { ...base, digital: true, payMethod: 'trans' });

declare const picked: 'kcp_billing' | 'naverpay';
declare const withMethods: 'kcp_billing' | 'welcome';
declare const ownOrKnown: 'naverpay' | CustomPg;
declare const anyPg: PgCodeOrCustomPg;
declare const text: string;
const naver = { ...base, buyer: { tel }, naverProductCode: 'plan-1', naverProductCount: 1 };

// Right: unions.
issue(picked, naver);
issue(withMethods, { ...base, payMethod: 'card', buyer: { name: '홍길동', tel } });
issue(ownOrKnown, naver);
// Code that knows nothing of the PG leaves it all to the check at run time.
issue(anyPg, base);

// Wrong: unions.
// @ts-expect-error naverpay's fields
issue(picked, base);
// @ts-expect-error buyer.tel
issue(picked, { ...naver, buyer: { name: '홍길동' } });
// @ts-expect-error naverpay has no use for a pay method
issue(picked, { ...naver, payMethod: 'card' });
// @ts-expect-error welcome wants it chosen
issue(withMethods, { ...base, buyer: { name: '홍길동', tel } });
// @ts-expect-error kcp_billing takes no phone bill
issue(withMethods, { ...base, payMethod: 'phone', digital: true, buyer: { name: '홍길동', tel } });
// @ts-expect-error naverpay's fields
issue(ownOrKnown, base);
// @ts-expect-error a text is no PgCodeOrCustomPg: customPg({ code: text }) is one
issue(text, base);
issue(customPg({ code: text }), base);

// Metadata: whatever way its type was written.
interface Plan {
  readonly id: string;
  readonly seats: number;
  readonly note?: string | undefined;
}
declare const plan: Plan;
issue('kcp_billing', { ...base, metadata: plan });
issue('kcp_billing', { ...base, metadata: { plan: 'basic', seats: 2, nested: { list: [1, null] } } });
// @ts-expect-error a list
issue('kcp_billing', { ...base, metadata: ['basic'] });
// @ts-expect-error a date
issue('kcp_billing', { ...base, metadata: new Date() });
// @ts-expect-error text
issue('kcp_billing', { ...base, metadata: 'basic' });
