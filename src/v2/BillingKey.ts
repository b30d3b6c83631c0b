import type { ReactElement, RefAttributes } from 'react';
import {
  type BillingKeyRecoveryProps as AnyRecoveryProps,
  BillingKeyRecovery,
} from '../components/billingKey/BillingKeyRecovery.js';
import { type BillingKeyRootProps as AnyRootProps, BillingKeyRoot } from '../components/billingKey/BillingKeyRoot.js';
import type { ChannelCode } from '../portone/channelTable.js';
import type { CustomChannel } from '../portone/customChannel.js';
import type { IssuedKey } from '../portone/IssuedKey.js';
import type { V2 } from './v2.js';

/** Props of `<BillingKey.Root>`. `id` is the `id` of `useBillingKey`, not the element's. */
export type BillingKeyRootProps<TPg extends ChannelCode | CustomChannel, TData> = AnyRootProps<V2<TPg>, TData>;

/**
 * Holds one attempt, and shares it with the parts inside.
 *
 * Renders a `<div>` with `data-status`, with `data-error` (the code) on `failed`, and with `lang`.
 *
 * @example
 * <BillingKey.Root pg="kcp_v2" channelKey="channel-key-…" order={order} charge={api.charge}>
 *   <BillingKey.Trigger />
 *   <BillingKey.Status />
 *   <BillingKey.AnotherCard />
 * </BillingKey.Root>
 */
export const Root = BillingKeyRoot as unknown as <const TPg extends ChannelCode | CustomChannel, TData>(
  props: BillingKeyRootProps<TPg, TData> & RefAttributes<HTMLDivElement>,
) => ReactElement;

/** Props of `<BillingKey.Recovery>`. `children` replace the items; as a function they are given what is pending. */
export type BillingKeyRecoveryProps<TData> = AnyRecoveryProps<TData, IssuedKey>;

/**
 * Payments that an earlier page left unfinished: the card is registered, and the charge is not settled. The customer goes on
 * from here without entering the card again. It is used outside of `<BillingKey.Root>`.
 *
 * Renders a `<ul>` with `data-status` (`idle` or `charging`) while there is something to finish, and nothing otherwise.
 *
 * @example
 * <BillingKey.Recovery charge={api.charge} onSuccess={() => navigate('/welcome')} />
 */
export const Recovery = BillingKeyRecovery as unknown as <TData>(
  props: BillingKeyRecoveryProps<TData> & RefAttributes<HTMLUListElement>,
) => ReactElement | null;

export { BillingKeyAnotherCard as AnotherCard } from '../components/billingKey/BillingKeyAnotherCard.js';
export { BillingKeyCancel as Cancel } from '../components/billingKey/BillingKeyCancel.js';
export { BillingKeyErrorMessage as ErrorMessage } from '../components/billingKey/BillingKeyErrorMessage.js';
export { BillingKeyRecoveryItem as RecoveryItem } from '../components/billingKey/BillingKeyRecoveryItem.js';
export { BillingKeyRetryCharge as RetryCharge } from '../components/billingKey/BillingKeyRetryCharge.js';
export { BillingKeyStatus as Status } from '../components/billingKey/BillingKeyStatus.js';
export { BillingKeyTrigger as Trigger } from '../components/billingKey/BillingKeyTrigger.js';
