import type { IamportRequest } from '../../iamport/wire.js';

/** What goes with a customer to the payment page, and no more: nothing of the buyer. */
export interface PaymentPageRequest {
  readonly params: Pick<
    IamportRequest,
    'merchant_uid' | 'customer_uid' | 'name' | 'amount' | 'currency' | 'pay_method' | 'm_redirect_url'
  >;
  readonly provider: string;
  readonly generation: '1.3' | '1.2';
  readonly locale: 'ko' | 'en' | undefined;
  readonly apiUrl: string | undefined;
}

/** Into the fragment, which no server sees. */
export function encodePageRequest(request: PaymentPageRequest): string {
  return encodeURIComponent(JSON.stringify(request));
}

/** Anyone can type a fragment: what does not read as a request is none. */
export function decodePageRequest(fragment: string): PaymentPageRequest | undefined {
  try {
    const value: unknown = JSON.parse(decodeURIComponent(fragment.replace(/^#/, '')));
    return isPageRequest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPageRequest(value: unknown): value is PaymentPageRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { params, provider } = value as Partial<PaymentPageRequest>;
  return (
    typeof provider === 'string' && typeof params?.merchant_uid === 'string' && isWebAddress(params.m_redirect_url)
  );
}

/** Only a web page is returned to: `javascript:` in a typed fragment would run as this page. */
function isWebAddress(address: string | undefined): boolean {
  return address === undefined || /^https?:$/.test(new URL(address).protocol);
}
