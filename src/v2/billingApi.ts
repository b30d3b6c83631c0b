import type { IssuedKey } from '../portone/IssuedKey.js';
import type { PortOneOrder } from '../portone/order.js';
import { type BillingApi as AnyBillingApi, createBillingApi } from '../react/billingApi.js';

/** An order of the server, as a hook or a button takes it. What a channel demands besides is yours to add. */
export interface ServerOrder extends Pick<PortOneOrder, 'name' | 'amount' | 'metadata' | 'acceptsEarlierNumber'> {
  readonly issueId: string;
  readonly paymentId: string;
}

/** The page's half of the server kit: TanStack Query options and functions, each with its types. */
export type BillingApi = AnyBillingApi<IssuedKey, ServerOrder>;

/** What the kit is asked for beside the wish. */
export interface BillingApiOptions {
  /**
   * The window takes the first payment, as at phone bills: then its `paymentId` is the number of the order, under which the kit looks
   * for it. @default false
   */
  readonly paysInWindow?: boolean | undefined;
}

/**
 * The page's half of `react-billing-key/server`, mounted at `baseUrl`. The server's first gateway has to be `portone({ … })`.
 *
 * @example
 * const api = billingApi('/api/billing');
 * <BillingProvider storeId="store-…" api={api}>…</BillingProvider>
 * <SubscribeCardButton pg="kcp_v2" channelKey="channel-key-…" order={api.order('basic')} purchaseKey={['basic']} />
 */
export function billingApi(baseUrl: string, { paysInWindow = false }: BillingApiOptions = {}): BillingApi {
  return createBillingApi(baseUrl, {
    claimOf: ({ issueId, paymentId, billingKey, billingIssueToken, chargedAtIssue, consents }: IssuedKey) => ({
      merchantUid: issueId ?? paymentId,
      ...(chargedAtIssue ? {} : { chargeMerchantUid: paymentId }),
      billingKey,
      billingIssueToken,
      chargedAtIssue,
      consents,
    }),
    orderOf: ({ merchantUid, chargeMerchantUid, name, amount }, metadata): ServerOrder => ({
      issueId: merchantUid,
      paymentId: paysInWindow ? merchantUid : chargeMerchantUid,
      name,
      amount,
      metadata,
      acceptsEarlierNumber: true,
    }),
    keyOf: ({ billingKey }) => (billingKey === null ? null : { billingKey }),
  });
}
