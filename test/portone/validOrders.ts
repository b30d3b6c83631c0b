import type { ChannelCode } from '../../src/portone/channelTable.js';
import type { OrderFor } from '../../src/portone/OrderFor.js';

const redirectUrl = 'https://shop.test/done';
const base = { name: '월간 이용권', amount: 9900, redirectUrl };
const customer = { fullName: '홍길동', phoneNumber: '010-0000-0000', email: 'hong@example.com' };
const offerPeriod = { interval: '1m' };
const customerId = 'customer1';

/** An order for each method of each channel, as its types have it. */
export const validOrders: { readonly [Code in ChannelCode]: readonly OrderFor<Code>[] } = {
  inicis_v2: [
    { ...base, billingKeyMethod: 'CARD', customer, offerPeriod },
    { ...base, billingKeyMethod: 'MOBILE', customer, offerPeriod, productType: 'DIGITAL' },
  ],
  kcp_v2: [base],
  tosspayments: [base],
  smartro_v2: [{ ...base, customerId }],
  nice_v2: [{ ...base, easyPay: { easyPayProvider: 'KAKAOPAY' } }],
  kpn: [{ ...base, customerId, customer }],
  ksnet: [base],
  welcome: [
    { ...base, billingKeyMethod: 'CARD', customer, offerPeriod },
    { ...base, billingKeyMethod: 'MOBILE', customer, offerPeriod, productType: 'DIGITAL' },
  ],
  galaxia: [
    { ...base, billingKeyMethod: 'CARD', customerId },
    { ...base, billingKeyMethod: 'MOBILE', customerId },
  ],
  kakaopay: [base],
  naverpay: [base],
  tosspay_v2: [{ ...base, customerId }],
  paypal_v2: [base],
  eximbay_v2: [{ ...base, currency: 'USD', customer }],
  payletter_global: [{ ...base, currency: 'USD', customer }],
};
