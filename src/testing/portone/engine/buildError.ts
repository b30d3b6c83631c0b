import type { PortOneSdkError } from '../../../portone/wire.js';
import type { FakePortOneCall } from '../FakePortOneRequest.js';

/** Which class of error a call rejects with. It is told by `__portOneErrorType`, as the package's own guards do. */
const types: Readonly<Record<FakePortOneCall, string>> = {
  requestIssueBillingKey: 'IssueBillingKeyError',
  requestIssueBillingKeyAndPay: 'IssueBillingKeyAndPayError',
  loadIssueBillingKeyUI: 'LoadIssueBillingKeyUIError',
};

export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
  readonly billingKey?: string | undefined;
  readonly pgCode?: string | undefined;
  readonly pgMessage?: string | undefined;
}

/** What the SDK rejects with: an `Error` with the fields of the SDK's own classes on it. */
export function buildError(call: FakePortOneCall | 'callback', details: ErrorDetails): PortOneSdkError {
  const type = call === 'callback' ? 'IssueBillingKeyError' : types[call];
  const transactionType = call === 'requestIssueBillingKeyAndPay' ? 'ISSUE_BILLING_KEY_AND_PAY' : 'ISSUE_BILLING_KEY';
  return Object.assign(new Error(details.message), { __portOneErrorType: type, transactionType, ...details });
}
