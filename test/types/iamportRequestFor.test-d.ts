/** The SDK's own parameters, PG by PG: what `tsc` accepts and refuses. An unused `@ts-expect-error` is an error too. */
import type { IamportRequest, IamportRequestFor } from '../../src/iamport/index.js';
import type { PgCode } from '../../src/iamport/pg/pgTable.js';

declare function requestPay<P extends PgCode>(pg: P, request: IamportRequestFor<P>): void;

const base = { merchant_uid: 'order-1', customer_uid: 'card-1', name: 'Monthly plan', amount: 9900 };
const tel = '010-0000-0000';
const kcpQuick = { actionType: 'Register', encryptedCI: 'Y2k=', memberID: 'member-1' } as const;

// Right.
requestPay('kcp_billing', base);
requestPay('kcp_billing', { ...base, pg: 'kcp_billing', pay_method: 'card' });
requestPay('kcp_billing', { ...base, pg: 'kcp_billing.A52CY', channelKey: 'channel-key-1' });
requestPay('kcp_billing', { ...base, m_redirect_url: 'https://shop.example/return', whatever_comes: 1 });
requestPay('kakaopay', base);
requestPay('danal', { ...base, pay_method: 'phone', digital: true });
requestPay('naverpay', { ...base, buyer_tel: tel, naverProductCode: 'plan-1', naverProductCount: 1 });
requestPay('welcome', { ...base, pay_method: 'card', buyer_name: '홍길동', buyer_tel: tel, currency: 'KRW' });
requestPay('mobilians_v2', { ...base, pay_method: 'phone', digital: false });
requestPay('kcp_quick', { ...base, pay_method: 'trans', bypass: { kcpQuick } });
// Whatever one PG takes, the SDK takes.
const loose: IamportRequest = { ...base } satisfies IamportRequestFor<'kicc'>;
void loose;

// Wrong: another PG's code.
// @ts-expect-error pg
requestPay('kcp_billing', { ...base, pg: 'kcp' });

// Wrong: the pay method. Left out, the SDK takes card.
// @ts-expect-error card only
requestPay('kcp_billing', { ...base, pay_method: 'phone' });
// @ts-expect-error card would be taken
requestPay('danal', { ...base, digital: true });
// @ts-expect-error card would be taken
requestPay('tosspay_v2', { ...base, customer_id: 'member-1' });
// @ts-expect-error it has no use for one
requestPay('kakaopay', { ...base, pay_method: 'card' });
// @ts-expect-error it has to be chosen
requestPay('welcome', { ...base, buyer_name: '홍길동', buyer_tel: tel });

// Wrong: something is missing.
// @ts-expect-error digital
requestPay('mobilians', { ...base, pay_method: 'phone' });
// @ts-expect-error buyer_tel
requestPay('naverpay', { ...base, naverProductCode: 'plan-1', naverProductCount: 1 });
// @ts-expect-error naverProductCount
requestPay('naverpay', { ...base, buyer_tel: tel, naverProductCode: 'plan-1' });
// @ts-expect-error customer_id
requestPay('smartro_v2', base);
// @ts-expect-error customer_id
requestPay('mobilians_v2', { ...base, pay_method: 'card' });
// @ts-expect-error buyer_email
requestPay('paymentwall', { ...base, buyer_name: 'Gil Dong' });
// @ts-expect-error bypass.kcpQuick.memberID
requestPay('kcp_quick', { ...base, pay_method: 'card', bypass: { kcpQuick: { actionType: 'Register' } } });

// Wrong: a value that the PG, or the SDK, does not take.
// @ts-expect-error KRW only
requestPay('smartro_v2', { ...base, customer_id: 'member-1', currency: 'USD' });
// @ts-expect-error never a string
requestPay('kcp_billing', { ...base, amount: '9900' });
