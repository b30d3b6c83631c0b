import { present } from './customer.js';
import { buildAmount, type ChargeOrder } from './order.js';
import type { BillingKeyPaymentMethod, PaymentMethod, SelectedChannel } from './records.js';
import type { PortOneWindowIssue, WindowPayment } from './windowIssue.js';

export function buildChannel(issue: PortOneWindowIssue): SelectedChannel {
  return {
    type: issue.isTest === false ? 'LIVE' : 'TEST',
    id: `channel-id-${issue.channelKey ?? issue.pgProvider}`,
    name: `fake ${issue.pgProvider}`,
    pgProvider: issue.pgProvider,
    pgMerchantId: `FAKE_${issue.pgProvider}`,
    ...present({ key: issue.channelKey }),
  };
}

/** The order of the first payment that a window made. */
export function firstOrder(issue: PortOneWindowIssue, payment: WindowPayment): ChargeOrder {
  return {
    paymentId: payment.paymentId,
    billingKey: issue.billingKey,
    channelKey: issue.channelKey,
    orderName: payment.orderName,
    amount: buildAmount({ total: payment.totalAmount, taxFree: payment.taxFreeAmount, vat: payment.vatAmount }),
    currency: payment.currency,
    customer: issue.customer ?? {},
    customData: issue.customData,
    noticeUrls: issue.noticeUrls?.slice(),
    locale: undefined,
    productType: undefined,
  };
}

/** As `EasyPayProvider` writes them. A PG that lets its customer choose one is not among them. */
const wallets: Readonly<Record<string, string>> = { NAVERPAY: 'NAVERPAY', KAKAOPAY: 'KAKAOPAY', TOSSPAY_V2: 'TOSSPAY' };

export function keyMethod({
  method = 'CARD',
  card,
  customer,
  pgProvider,
}: PortOneWindowIssue): BillingKeyPaymentMethod {
  const asCard = {
    type: 'BillingKeyPaymentMethodCard' as const,
    card: {
      brand: 'VISA' as const,
      type: 'CREDIT' as const,
      ownerType: 'PERSONAL' as const,
      name: card?.name ?? '모의카드',
      number: card?.number ?? '424242******4242',
    },
  };
  switch (method) {
    case 'CARD':
      return asCard;
    case 'EASY_PAY':
      return {
        type: 'BillingKeyPaymentMethodEasyPay',
        // Which wallets name the card is documented nowhere: here, those that were told of one.
        ...present({ provider: wallets[pgProvider], method: card?.number === undefined ? undefined : asCard }),
      };
    case 'MOBILE':
      return { type: 'BillingKeyPaymentMethodMobile', ...present({ phoneNumber: customer?.phoneNumber }) };
    case 'PAYPAL':
      return { type: 'BillingKeyPaymentMethodPaypal' };
    default:
      return method satisfies never;
  }
}

/** The method of a payment that was made with a key. */
export function paymentMethod(method: BillingKeyPaymentMethod | undefined): PaymentMethod {
  switch (method?.type) {
    case 'BillingKeyPaymentMethodMobile':
      return { type: 'PaymentMethodMobile', ...present({ phoneNumber: method.phoneNumber }) };
    case 'BillingKeyPaymentMethodCard':
      return { type: 'PaymentMethodCard', card: method.card };
    case 'BillingKeyPaymentMethodEasyPay':
      return {
        type: 'PaymentMethodEasyPay',
        ...present({
          provider: method.provider,
          easyPayMethod: method.method && { type: 'PaymentMethodCard' as const, card: method.method.card },
        }),
      };
    default:
      return { type: 'PaymentMethodEasyPay' };
  }
}
