/** What the types of the V2 channels accept and refuse, checked by `tsc` alone: an unused `@ts-expect-error` is an error too. */
import type { ChannelCode } from '../../src/portone/channelTable.js';
import { type CustomChannel, customChannel } from '../../src/portone/customChannel.js';
import type { OrderFor } from '../../src/portone/OrderFor.js';

/** As the hook and the button take them: the channel picks the type of the order. */
declare function issue<P extends ChannelCode | CustomChannel>(pg: P, order: OrderFor<P>): void;
declare const anyOfThree: 'kcp_v2' | 'smartro_v2' | 'kpn';

const base = { name: 'Monthly plan', amount: 9900 };
const buyer = { fullName: '홍길동', phoneNumber: '010-0000-0000', email: 'hong@example.com' };
const monthly = { offerPeriod: { interval: '1m' } };

// Right.
issue('kcp_v2', base);
issue('tosspayments', { ...base, billingKeyMethod: 'CARD' });
issue('smartro_v2', { ...base, customerId: 'u1' });
issue('kpn', { ...base, customerId: 'u1', customer: { firstName: '길동', lastName: '홍' } });
issue('inicis_v2', { ...base, ...monthly, billingKeyMethod: 'CARD', customer: buyer });
issue('welcome', { ...base, ...monthly, billingKeyMethod: 'MOBILE', customer: buyer, productType: 'DIGITAL' });
issue('galaxia', { ...base, billingKeyMethod: 'MOBILE', customerId: 'u1', currency: 'KRW' });
issue('naverpay', { ...base, windowType: { pc: 'POPUP' } });
issue('payletter_global', { ...base, currency: 'JPY', customer: { email: 'a@b.test' } });
issue(anyOfThree, { ...base, customerId: 'u1', customer: buyer });
issue(customChannel({ code: 'new_pg' }), { ...base, billingKeyMethod: 'EASY_PAY' });

// Wrong.
// @ts-expect-error KCP registers cards only
issue('kcp_v2', { ...base, billingKeyMethod: 'MOBILE' });
// @ts-expect-error Smartro tells customers apart by their id
issue('smartro_v2', base);
// @ts-expect-error a last name alone is no full name
issue('kpn', { ...base, customerId: 'u1', customer: { lastName: '홍' } });
// @ts-expect-error Inicis has two methods, and the order has to choose
issue('inicis_v2', { ...base, ...monthly, customer: buyer });
// @ts-expect-error on phones Inicis asks for the period
issue('inicis_v2', { ...base, billingKeyMethod: 'CARD', customer: buyer });
// @ts-expect-error a phone bill has to say what is sold
issue('welcome', { ...base, ...monthly, billingKeyMethod: 'MOBILE', customer: buyer });
// @ts-expect-error Galaxia takes won
issue('galaxia', { ...base, billingKeyMethod: 'CARD', customerId: 'u1', currency: 'USD' });
// @ts-expect-error there is no such window
issue('naverpay', { ...base, windowType: { pc: 'TAB' } });
// @ts-expect-error Payletter writes to the customer
issue('payletter_global', { ...base, customer: { fullName: '홍길동' } });
// @ts-expect-error the order has to satisfy each of the three
issue(anyOfThree, { ...base, customerId: 'u1' });
// @ts-expect-error V1's name of the channel
issue('kcp_billing', base);
