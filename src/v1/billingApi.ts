import type { IssuedKey } from '../iamport/IssuedKey.js';
import type { BillingOrder } from '../iamport/order.js';
import { type BillingApi as AnyBillingApi, createBillingApi } from '../react/billingApi.js';

/** An order of the server, as a hook or a button takes it. */
export interface ServerOrder
  extends Pick<BillingOrder, 'customerUid' | 'name' | 'amount' | 'metadata' | 'acceptsEarlierNumber'> {
  readonly merchantUid: string;
  readonly chargeMerchantUid: string;
  readonly currency: string;
}

/** The page's half of the server kit: TanStack Query options and functions, each with its types. */
export type BillingApi = AnyBillingApi<IssuedKey, ServerOrder>;

/**
 * The page's half of `react-billing-key/server`, mounted at `baseUrl`.
 *
 * @example
 * const api = billingApi('/api/billing');
 * <BillingProvider userCode="imp00000000" api={api}>…</BillingProvider>
 * <SubscribeCardButton pg="kcp_billing" order={api.order('basic')} purchaseKey={['basic']} />
 */
export function billingApi(baseUrl: string): BillingApi {
  return createBillingApi(baseUrl, {
    claimOf: ({ merchantUid, customerUid, chargeMerchantUid, impUid, chargedAtIssue, consents }: IssuedKey) => ({
      merchantUid,
      customerUid,
      chargeMerchantUid,
      impUid,
      chargedAtIssue,
      consents,
    }),
    orderOf: ({ merchantUid, customerUid, chargeMerchantUid, name, amount, currency }, metadata): ServerOrder => ({
      merchantUid,
      customerUid,
      chargeMerchantUid,
      name,
      amount,
      currency,
      metadata,
      acceptsEarlierNumber: true,
    }),
    keyOf: ({ impUid }) => (impUid === null ? null : { impUid }),
  });
}
