import type { Order } from '../core/order.js';

/** Who pays. Sent to the PG, and nowhere else: never kept in storage, events or logs. */
export interface Buyer {
  /** 16 characters at most where the REST API stores it. */
  name?: string | undefined;
  email?: string | undefined;
  /** Phone number; NaverPay and several card PGs refuse a request without it. */
  tel?: string | undefined;
  address?: string | undefined;
  postcode?: string | undefined;
}

/** When the first payment is taken, at PGs that leave the choice. */
export type InitialCharge = 'by-backend' | 'at-issue';

/**
 * What is to be registered, and for what. camelCase of the i'mport field names; see
 * https://developers.portone.io/opi/ko/integration/pg/v1 for what each PG makes of them.
 */
export interface BillingOrder extends Order {
  /**
   * Your name for ONE card of one customer, 80 characters at most. Issuing again with the same one silently replaces the
   * card it stood for. Never a phone number or an e-mail address.
   */
  customerUid: string;
  /** What the customer reads in the payment window, 40 characters at most. */
  name: string;
  /**
   * Order number of the registration itself, 40 characters at most, unique for ever.
   * @default random letters and digits
   */
  merchantUid?: string | undefined;
  /**
   * Order number of the first charge, 40 characters at most; another one than `merchantUid`. Made once an attempt and kept
   * across retries, reloads and tabs, so that a backend can answer it twice and charge once.
   * @default random letters and digits
   */
  chargeMerchantUid?: string | undefined;
  /** The SDK's `pay_method`. @default the PG's own */
  payMethod?: string | undefined;
  /** Who pays. Shown or demanded by some PGs, handed to the window, and never stored. */
  buyer?: Buyer | undefined;
  /** Your app's scheme, for WebViews that hand over to a card company's app. */
  appScheme?: string | undefined;
  /** True for goods that are not shipped; demanded by phone payments. */
  digital?: boolean | undefined;
  /** NaverPay's product code (`naverProductCode`). */
  naverProductCode?: string | undefined;
  /** NaverPay's product count (`naverProductCount`). */
  naverProductCount?: number | undefined;
  /** NaverPay: true opens a popup with a callback, false leaves the page. */
  naverPopupMode?: boolean | undefined;
  /** PAYCO and some others: a popup in place of a frame. */
  popup?: boolean | undefined;
  /** Service period printed in some windows; dates are `YYYYMMDD`. */
  period?: { from?: string; to?: string; interval?: string; text?: string } | undefined;
  /** Language of the window where the PG offers one. */
  language?: string | undefined;
  /** Shop name printed in phone payment windows. */
  company?: string | undefined;
  /** Addresses i'mport posts its webhooks to, in place of the console's. */
  noticeUrl?: string | string[] | undefined;
  /** Parameters that one PG's own page documents, passed on untouched under `bypass`. */
  bypass?: Record<string, unknown> | undefined;
  /** The SDK's `card` parameter (which issuers the window offers). */
  card?: Record<string, unknown> | undefined;
  /** The SDK's `display` parameter (instalment choices and the like). */
  display?: Record<string, unknown> | undefined;
  /** Any other parameter of the SDK, in the SDK's own spelling. It can't replace what this package sets itself. */
  extra?: Record<string, unknown> | undefined;
  /**
   * At a PG that charges while issuing when the amount is above 0: `by-backend` opens the window with amount 0 and lets
   * `charge` take the money; `at-issue` sends the amount, and `charge` is told `chargedAtIssue: true`.
   * @default 'by-backend'
   */
  initialCharge?: InitialCharge | undefined;
}
