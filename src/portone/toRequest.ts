import { present } from '../core/lib/present.js';
import type { MethodRow } from './ChannelRow.js';
import type { PortOneRequest } from './createPortOneSdk.js';
import { toMinorUnits } from './minorUnits.js';
import type { BillingKeyMethod, PortOneOrder } from './order.js';

export interface RequestSettings {
  readonly storeId: string;
  readonly channelKey: string;
  readonly method: BillingKeyMethod;
  readonly row: MethodRow;
  /** The order number: `issueId`, or `paymentId` where the window takes the first payment. */
  readonly number: string;
  readonly redirectUrl: string | undefined;
}

/** Our order in the SDK's spelling, without the keys that have no value. */
export function toRequest(order: PortOneOrder, settings: RequestSettings): PortOneRequest {
  const { call } = settings.row;
  const { currency = 'KRW', customerId, customer } = order;
  const amount = toMinorUnits(order.amount, currency);
  const common = {
    // First, so that it adds parameters and can't replace what is decided here.
    ...order.extra,
    storeId: settings.storeId,
    channelKey: settings.channelKey,
    customer: customer || customerId ? present({ ...customer, customerId }) : undefined,
    redirectUrl: settings.redirectUrl,
    offerPeriod: order.offerPeriod,
    windowType: order.windowType,
    productType: order.productType && `PRODUCT_TYPE_${order.productType}`,
    locale: order.locale,
    appScheme: order.appScheme,
    noticeUrls: order.noticeUrls,
    bypass: order.bypass,
  };
  if (call === 'requestIssueBillingKeyAndPay') {
    return {
      call,
      request: present({
        ...common,
        paymentId: settings.number,
        orderName: order.name,
        totalAmount: amount,
        currency,
        // The only value that is declared. Eximbay and Payletter have no use for one.
        billingKeyAndPayMethod: settings.method === 'MOBILE' ? 'MOBILE' : undefined,
      }),
    };
  }
  const issue = present({
    ...common,
    billingKeyMethod: settings.method,
    issueId: settings.number,
    issueName: order.name,
    // Shown and never charged; the two go together.
    displayAmount: amount > 0 ? amount : undefined,
    currency: amount > 0 ? currency : undefined,
    easyPay: order.easyPay,
  });
  if (call === 'requestIssueBillingKey') return { call, request: issue };
  const { windowType: _, ...ui } = issue;
  return { call, request: { ...ui, uiType: 'PAYPAL_RT' } };
}
