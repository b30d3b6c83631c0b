'use client';

import { type ReactElement, type ReactNode, type RefAttributes, useState } from 'react';
import type { BillingKeyState as AnyState } from '../components/billingKey/BillingKeyContext.js';
import {
  type UseCheckoutOptions as AnyCheckoutOptions,
  type UseCheckoutResult as AnyCheckoutResult,
  useCheckout as useAnyCheckout,
} from '../components/checkout/useCheckout.js';
import {
  SubscribeCardButton as AnyButton,
  type SubscribeCardButtonProps as AnyButtonProps,
} from '../components/SubscribeCardButton.js';
import type { AttemptState as AnyAttemptState, IssueOutcome as AnyIssueOutcome } from '../core/attempt/AttemptState.js';
import { createPlace as createAnyPlace } from '../core/attempt/createPlace.js';
import type { Place as AnyPlace, PlaceOptions as AnyPlaceOptions } from '../core/attempt/Place.js';
import type { BillingClient } from '../core/BillingClient.js';
import type { Gateway } from '../core/Gateway.js';
import type { ChannelCode } from '../portone/channelTable.js';
import { createPortOneGateway, type PortOneOptions } from '../portone/createPortOneGateway.js';
import type { PortOneSdkOptions } from '../portone/createPortOneSdk.js';
import type { CustomChannel } from '../portone/customChannel.js';
import type { IssuedKey } from '../portone/IssuedKey.js';
import type { OrderFor } from '../portone/OrderFor.js';
import type { PortOneOrder } from '../portone/order.js';
import type { ChargeOption as AnyTypedChargeOption } from '../react/charge.js';
import { GatewayProvider, type ProviderOptions } from '../react/GatewayProvider.js';
import {
  type UseBillingKeyOptions as AnyHookOptions,
  type UseBillingKeyResult as AnyHookResult,
  useBillingKey as useAnyBillingKey,
} from '../react/useBillingKey.js';
import {
  type UseBillingReturnOptions as AnyReturnOptions,
  type UseBillingReturnResult as AnyReturnResult,
  useBillingReturn as useAnyBillingReturn,
} from '../react/useBillingReturn.js';
import {
  type PendingBillingKey as AnyPendingBillingKey,
  type UsePendingBillingKeysOptions as AnyPendingOptions,
  usePendingBillingKeys as useAnyPendingBillingKeys,
} from '../react/usePendingBillingKeys.js';

/** The types of V2, for the channel that a hook or button names. */
export interface V2<TPg extends ChannelCode | CustomChannel> {
  readonly options: PortOneOptions & { readonly pg: TPg };
  readonly order: OrderFor<NoInfer<TPg>>;
  readonly issued: IssuedKey;
}

/** Props of `<BillingProvider>`. */
export interface BillingProviderProps
  extends ProviderOptions<IssuedKey, { readonly billingKey: string } | { readonly billingIssueToken: string }>,
    PortOneSdkOptions {}

/**
 * Holds what all billing hooks and buttons of a page share: the merchant, the SDK, the customer, the language, and the attempts
 * that outlive a page load. Put it inside `<QueryClientProvider>`, once.
 *
 * @example
 * <BillingProvider storeId="store-…" customerId={member.id}>
 *   <Checkout />
 * </BillingProvider>
 */
export function BillingProvider(props: BillingProviderProps): ReactNode {
  const [createGateway] = useState(() => (): Gateway => createPortOneGateway(props));
  const options: ProviderOptions = props as ProviderOptions;
  const { storeId, scriptUrl, nonce } = props;
  return <GatewayProvider {...options} createGateway={createGateway} settings={{ storeId, scriptUrl, nonce }} />;
}

/** What `useBillingKey` takes. */
export type UseBillingKeyOptions<TPg extends ChannelCode | CustomChannel, TData> = AnyHookOptions<V2<TPg>, TData>;
/** The state of the attempt, by `status`, and what can be done about it. */
export type UseBillingKeyResult<TPg extends ChannelCode | CustomChannel, TData> = AnyHookResult<V2<TPg>, TData>;

/** The state of the attempt, with what can be done about it: what `useBillingKey` returns. */
export type BillingKeyState<
  TData = unknown,
  TPg extends ChannelCode | CustomChannel = ChannelCode | CustomChannel,
> = AnyState<TData, V2<TPg>>;

/**
 * Registers a card and has your backend charge it: one attempt at a time, from the click to the answer of `charge`.
 *
 * @example
 * const billing = useBillingKey({ pg: 'kcp_v2', channelKey, charge: (issued) => api.charge(issued) });
 * <button {...billing.getButtonProps({ name: 'Basic', amount: 9900 })}>Subscribe</button>
 */
export const useBillingKey = useAnyBillingKey as <const TPg extends ChannelCode | CustomChannel, TData>(
  options: UseBillingKeyOptions<TPg, TData>,
) => UseBillingKeyResult<TPg, TData>;

/** What `useCheckout` takes: the options of `useBillingKey`, with PGs to choose from and an order for each. */
export type UseCheckoutOptions<TPg extends ChannelCode, TData> = AnyCheckoutOptions<TPg, V2<TPg>, TData>;
/** What `useCheckout` returns: the attempt, the choice and the terms. */
export type UseCheckoutResult<TPg extends ChannelCode, TData> = AnyCheckoutResult<TPg, V2<TPg>, TData>;

/**
 * A whole checkout without a component: the choice of a PG, the terms, and the attempt, tied together.
 *
 * @example
 * const checkout = useCheckout({
 *   pgs: ['kcp_v2', 'kakaopay'],
 *   channelKey: { kcp_v2: 'channel-key-…', kakaopay: 'channel-key-…' },
 *   order: () => ({ name: 'Basic', amount: 9900 }),
 *   terms: [{ id: 'billing', required: true }],
 *   charge: api.charge,
 * });
 * <input {...checkout.getTermProps('billing')} />
 * <button {...checkout.getButtonProps()}>Subscribe</button>
 * {checkout.isRefused && <p role="status">Please agree to the billing terms.</p>}
 */
export const useCheckout = useAnyCheckout as unknown as <const TPg extends ChannelCode, TData>(
  options: UseCheckoutOptions<TPg, TData>,
) => UseCheckoutResult<TPg, TData>;

/**
 * Props of `<SubscribeCardButton>`: the options of `useBillingKey`, and the attributes of the button. `id` and `onError` are
 * those of `useBillingKey`.
 */
export type SubscribeCardButtonProps<TPg extends ChannelCode | CustomChannel, TData> = AnyButtonProps<V2<TPg>, TData>;

/**
 * A complete button: it registers a card, has your backend charge it, says how it goes, and offers a way on when something
 * went wrong. It is made of `BillingKey.Root`, `Trigger`, `Status` and `AnotherCard`, which you can also compose yourself.
 *
 * Renders the `<button type="button">` and, below it, a `<div role="status">` and the second choice after a failed charge,
 * in a `<div class="rbk-root rbk-button">`. Attributes, `className`, `style`, `render` and `ref` are the button's. It sets `data-status`
 * (and `data-error` on `failed`), and `aria-disabled` and `aria-busy` while an attempt is in progress.
 *
 * @example
 * <SubscribeCardButton
 *   pg="kcp_v2"
 *   channelKey="channel-key-…"
 *   order={{ name: 'Basic', amount: 9900 }}
 *   charge={(issued) => api.charge(issued)}
 *   onSuccess={() => navigate('/welcome')}
 * />
 */
export const SubscribeCardButton = AnyButton as unknown as <const TPg extends ChannelCode | CustomChannel, TData>(
  props: SubscribeCardButtonProps<TPg, TData> & RefAttributes<HTMLButtonElement>,
) => ReactElement;

/** What `useBillingReturn` takes. */
export type UseBillingReturnOptions<TData> = AnyReturnOptions<TData, IssuedKey>;
/** The state of the attempt that came back, and `retryCharge()`. */
export type UseBillingReturnResult<TData> = AnyReturnResult<TData, IssuedKey>;

/**
 * For a page that is nothing but the place a PG comes back to: carries on the attempt of this browser that the address
 * names. `idle` when the page was opened without a return.
 *
 * @example
 * const billing = useBillingReturn({ charge: api.charge, onSuccess: () => navigate('/welcome') });
 */
export const useBillingReturn = useAnyBillingReturn as unknown as <TData>(
  options?: UseBillingReturnOptions<TData>,
) => UseBillingReturnResult<TData>;

/** What `usePendingBillingKeys` takes. */
export type UsePendingBillingKeysOptions<TData> = AnyPendingOptions<TData, IssuedKey>;
/** A key whose charge is not settled, with the ways to settle it. */
export type PendingBillingKey<TData> = AnyPendingBillingKey<TData, IssuedKey>;

/**
 * Keys that were issued in this browser to the customer, and whose charge is not settled: after a crash, a reload or a closed
 * tab the customer goes on from here, without entering the card again.
 *
 * Attempts that a hook or button on this page is working on, or that another tab is charging now, are not listed.
 *
 * @example
 * const [pending] = usePendingBillingKeys({ charge: (issued) => api.charge(issued) });
 * {pending && <button onClick={pending.charge}>Finish paying for {pending.issued.name}</button>}
 */
export const usePendingBillingKeys = useAnyPendingBillingKeys as unknown as <TData>(
  options?: UsePendingBillingKeysOptions<TData>,
) => PendingBillingKey<TData>[];

/** One attempt, by `status`, with the keys of V2. */
export type AttemptState<TData = unknown> = AnyAttemptState<TData, IssuedKey>;
/** What `issue()` resolves to, with the keys of V2. */
export type IssueOutcome<TData = unknown> = AnyIssueOutcome<TData, IssuedKey>;
/** What a place says about its attempts, with the keys of V2. */
export type PlaceOptions<TData> = AnyPlaceOptions<TData, IssuedKey> & PortOneOptions;

/**
 * Hands an issued key to your backend, which charges: a function, or TanStack Query mutation options, so that `retry`,
 * `meta`, `mutationKey`, the devtools and the global callbacks of the mutation cache all work as elsewhere.
 */
export type ChargeOption<TData> = AnyTypedChargeOption<TData, IssuedKey>;

/** A place for pages without React, with the orders and keys of V2. */
export type Place<TData> = AnyPlace<TData, IssuedKey, PortOneOrder>;

/**
 * A place of its own, for pages without React.
 *
 * @example
 * const client = createBillingClient({ gateway: createPortOneGateway({ storeId: 'store-…' }) });
 * const place = createPlace(client, { pg: 'kcp_v2', channelKey: 'channel-key-…', charge: (issued) => api.charge(issued) });
 * const outcome = await place.issue({ name: 'Basic', amount: 9900 });
 */
export const createPlace = createAnyPlace as <TData>(
  client: BillingClient,
  options: PlaceOptions<TData>,
) => Place<TData>;
