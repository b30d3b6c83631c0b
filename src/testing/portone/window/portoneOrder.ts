import type { WindowOrder } from '../../window/WindowOrder.js';
import type { AnsweredRequest } from '../engine/buildResponse.js';
import { findPortOneProvider } from '../providers.js';

/** A request of the V2 SDK, as its window shows it. */
export function portoneOrder(
  provider: string,
  { call, params }: Pick<AnsweredRequest, 'call' | 'params'>,
): WindowOrder {
  const pays = call === 'requestIssueBillingKeyAndPay';
  const currency = params.currency ?? 'KRW';
  const amount = pays ? params.totalAmount : params.displayAmount;
  return {
    pg: provider.toLowerCase(),
    title: findPortOneProvider(provider),
    name: (pays ? params.orderName : params.issueName) ?? '',
    number: (pays ? params.paymentId : params.issueId) ?? '',
    amount: (amount ?? 0) / 10 ** minorDigits(currency),
    currency,
    chargedNow: pays,
    amountHidden: amount === undefined,
  };
}

/** The SDK counts in the smallest unit: cents, but whole won and yen. */
function minorDigits(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
  } catch {
    return 0;
  }
}
