/**
 * The SDK's own wire: what `IMP.request_pay` takes and what its callback gets, in the SDK's own spelling.
 * Everything else in this package speaks camelCase; snake_case stays on this edge.
 *
 * Source: PortOne V1 docs, `sdk/ko/v1-sdk/javascript-sdk/payrq` (parameters) and `payrt` (answer).
 */

/** Parameters of `IMP.request_pay` for a billing key. The SDK writes into this object, so it is always a fresh one. */
export interface IamportRequest {
  /** The channel's key in the PortOne console; preferred to `pg` by the current SDK. */
  channelKey?: string;
  /** `{pg}` or `{pg}.{mid}`. Deprecated by the current SDK in favour of `channelKey`, still understood. */
  pg?: string;
  /** The SDK takes `card` when it is absent. */
  pay_method?: string;
  /** Order number of this request: unique for ever, 40 characters at most. */
  merchant_uid: string;
  /** The merchant's name for ONE card of one customer, 80 characters at most. Its presence asks for a billing key. */
  customer_uid: string;
  /** What the customer reads in the window, 40 characters at most. */
  name: string;
  /** Won (or the currency's unit). A number, never a string. */
  amount: number;
  currency?: string;
  buyer_name?: string;
  buyer_email?: string;
  buyer_tel?: string;
  buyer_addr?: string;
  buyer_postcode?: string;
  /** The customer's id at the merchant; some PGs demand it. */
  customer_id?: string;
  /** Absolute address that a redirecting PG comes back to. */
  m_redirect_url?: string;
  /** The app's own scheme, for WebViews that leave to a card company's app. */
  app_scheme?: string;
  digital?: boolean;
  popup?: boolean;
  naverPopupMode?: boolean;
  naverProductCode?: string;
  naverProductCount?: number;
  notice_url?: string | string[];
  language?: string;
  company?: string;
  period?: IamportPeriod;
  custom_data?: unknown;
  bypass?: Record<string, unknown>;
  card?: Record<string, unknown>;
  display?: Record<string, unknown>;
  /** Anything a PG's page documents that is not listed above. */
  [parameter: string]: unknown;
}

/** Dates are `YYYYMMDD`; `interval` is `1m` or `1y`. */
export interface IamportPeriod {
  from?: string;
  to?: string;
  interval?: string;
  text?: string;
}

/**
 * What the callback gets. No key can be relied on: old PGs answer `success`, some `imp_success`, new ones neither, and
 * one failure is spelled `error_coe` by the SDK itself.
 */
export interface IamportResponse {
  success?: boolean | string;
  imp_success?: boolean | string;
  imp_uid?: string | null;
  merchant_uid?: string;
  customer_uid?: string;
  pg_provider?: string;
  pay_method?: string;
  status?: string;
  paid_amount?: number;
  error_code?: string | null;
  /** The SDK's own typo (code `F1001`, no payment channel on the account). */
  error_coe?: string | null;
  error_msg?: string | null;
  [key: string]: unknown;
}

/** What `IMP.request_pay` calls with its answer. It is never called when the page is left. */
export type IamportCallback = (response: IamportResponse) => void;

/** `window.IMP`, as far as a billing page needs it. */
export interface Iamport {
  /** Once a user code. A second call destroys the request in flight. */
  init(userCode: string): void;
  /** As `init`, for a sub-merchant's tier code. */
  agency(userCode: string, tierCode: string): void;
  request_pay(request: IamportRequest, callback?: IamportCallback): void;
  /** 1.3.0: renders the PG's own button (PayPal) into `.portone-ui-container`. */
  loadUI?(ui: string, request: IamportRequest, callback?: IamportCallback): void;
  /** Hides the window. It does not call the callback. Absent in a few old releases. */
  close?(): void;
}
