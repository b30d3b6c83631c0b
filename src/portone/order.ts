import type { Order } from '../core/order.js';
import type { OfferPeriod, PortOneCustomer, PortOneEasyPay, WindowType } from './wire.js';

/** What is registered: PortOne's `billingKeyMethod`. `MOBILE` is the phone bill, which is charged while it is registered. */
export type BillingKeyMethod = 'CARD' | 'MOBILE' | 'EASY_PAY' | 'PAYPAL';

/**
 * What is to be registered, and for what, at PortOne V2. The names are those of PortOne's browser SDK; `name` is its
 * `issueName` (or `orderName`), and `amount` stays in won, or the unit of `currency`: it is sent in the smallest unit.
 */
export interface PortOneOrder extends Order {
  /**
   * Order number of the registration, unique for ever. Naver Pay never takes one twice.
   * @default random letters and digits
   */
  issueId?: string | undefined;
  /**
   * Number of the first payment: what your server charges with, or what the window pays where it takes the first payment. Made
   * once a purchase and kept across retries, reloads and tabs: PortOne refuses one that was paid.
   * @default random letters and digits
   */
  paymentId?: string | undefined;
  /** Which of the channel's methods is registered. Where there are several, the types ask for it. @default the channel's only one, or its first */
  billingKeyMethod?: BillingKeyMethod | undefined;
  /** Who pays. Shown or demanded by some PGs, handed to the window, and never stored. */
  customer?: Omit<PortOneCustomer, 'customerId'> | undefined;
  /** From when to when, or how often, the service is rendered. Some PGs demand it on phones. */
  offerPeriod?: OfferPeriod | undefined;
  /** Which window to open. Left out, the PG's own. */
  windowType?: { pc?: WindowType | undefined; mobile?: WindowType | undefined } | undefined;
  /** Goods that are shipped, or not; demanded by phone bills. */
  productType?: 'REAL' | 'DIGITAL' | undefined;
  /** Which wallet registers, where the PG has several: NICE demands `{ easyPayProvider: 'KAKAOPAY' }`, or `'NAVERPAY'`. */
  easyPay?: PortOneEasyPay | undefined;
  /** Language of the window, where the PG offers one: `KO_KR`, `EN_US`, … */
  locale?: string | undefined;
  /** Your app's scheme, for WebViews that hand over to a card company's app. */
  appScheme?: string | undefined;
  /** Addresses PortOne posts its webhooks to, in place of the console's. */
  noticeUrls?: string[] | undefined;
  /** Parameters that one PG's own page documents, passed on untouched under `bypass`. */
  bypass?: Record<string, unknown> | undefined;
  /** Any other parameter of the SDK, in the SDK's own spelling. It can't replace what this package sets itself. */
  extra?: Record<string, unknown> | undefined;
}
