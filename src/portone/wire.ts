/**
 * PortOne's V2 browser SDK, as far as billing keys go, in its own spelling. Amounts are whole numbers of the currency's
 * smallest unit (cents, but won and yen).
 *
 * Source: the types of `@portone/browser-sdk` 0.1.11 and `browser-sdk.yml` of PortOne's documents.
 */

/** How a window is shown. */
export type WindowType = 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI';

/** The customer, as PortOne's window is given them. What a PG demands of them is in the types of its order. */
export interface PortOneCustomer {
  customerId?: string | undefined;
  fullName?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  phoneNumber?: string | undefined;
  email?: string | undefined;
  zipcode?: string | undefined;
}

/** From when to when, or how often, the service is rendered: one of the two. */
export interface OfferPeriod {
  range?: { from?: string | undefined; to?: string | undefined } | undefined;
  /** Such as `30d`, `6m`, `1y`. */
  interval?: string | undefined;
}

/** Of wallets. */
export interface PortOneEasyPay {
  easyPayProvider?: string | undefined;
  availablePayMethods?: string[] | undefined;
  availableCards?: string[] | undefined;
}

interface RequestCommon {
  storeId: string;
  channelKey?: string | undefined;
  currency?: string | undefined;
  customer?: PortOneCustomer | undefined;
  windowType?: { pc?: WindowType | undefined; mobile?: WindowType | undefined } | undefined;
  /** http(s), where the customer comes back to from a PG that leaves the page. */
  redirectUrl?: string | undefined;
  /** Comes back by `redirectUrl` even where the promise would have been answered. */
  forceRedirect?: boolean | undefined;
  locale?: string | undefined;
  customData?: Record<string, unknown> | undefined;
  offerPeriod?: OfferPeriod | undefined;
  appScheme?: string | undefined;
  noticeUrls?: string[] | undefined;
  productType?: string | undefined;
  popup?: { center?: boolean | undefined } | undefined;
  bypass?: Record<string, unknown> | undefined;
}

/** Of `requestIssueBillingKey`. */
export interface IssueRequest extends RequestCommon {
  billingKeyMethod?: string | undefined;
  issueId?: string | undefined;
  issueName?: string | undefined;
  /** Shown, and never charged. */
  displayAmount?: number | undefined;
  easyPay?: PortOneEasyPay | undefined;
}

/** Of `requestIssueBillingKeyAndPay`: the PG takes the first payment with the key. */
export interface IssueAndPayRequest extends RequestCommon {
  paymentId: string;
  orderName: string;
  totalAmount: number;
  currency: string;
  billingKeyAndPayMethod?: string | undefined;
}

/** Of `loadIssueBillingKeyUI`: PayPal draws a button of its own into an element of the class `portone-ui-container`. */
export interface LoadIssueUiRequest extends Omit<IssueRequest, 'windowType' | 'forceRedirect'> {
  uiType: string;
}

/** An answer to a request. **`code` present means failed, even beside a `billingKey`.** */
export interface IssueResponse {
  transactionType: 'ISSUE_BILLING_KEY';
  /** `NEEDS_CONFIRMATION` is no key yet: `billingIssueToken` has to be confirmed by the server. */
  billingKey: string;
  billingIssueToken?: string | undefined;
  code?: string | undefined;
  message?: string | undefined;
  pgCode?: string | undefined;
  pgMessage?: string | undefined;
}

export interface IssueAndPayResponse extends Omit<IssueResponse, 'transactionType'> {
  transactionType: 'ISSUE_BILLING_KEY_AND_PAY';
  paymentId: string;
  txId: string;
}

/** What the SDK rejects with before a window shows, and what it hands to `onIssueBillingKeyFail`. */
export interface PortOneSdkError extends Error {
  __portOneErrorType: string;
  code: string;
  billingKey?: string | undefined;
  pgCode?: string | undefined;
  pgMessage?: string | undefined;
}

export interface IssueUiCallbacks {
  onIssueBillingKeySuccess(response: IssueResponse): void;
  onIssueBillingKeyFail(error: PortOneSdkError): void;
}

/** `window.PortOne`, as far as billing keys go. */
export interface PortOneSdk {
  /** Resolves to `undefined` when the page is left. */
  requestIssueBillingKey(request: IssueRequest): Promise<IssueResponse | undefined>;
  requestIssueBillingKeyAndPay(request: IssueAndPayRequest): Promise<IssueAndPayResponse | undefined>;
  loadIssueBillingKeyUI(request: LoadIssueUiRequest, callbacks: IssueUiCallbacks): Promise<void>;
  updateLoadIssueBillingKeyUIRequest(request: LoadIssueUiRequest): Promise<void>;
}
