'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { useBillingContext } from '../../react/BillingContext.js';
import { type GatewayTypes, useBillingKey } from '../../react/useBillingKey.js';
import { useAgreement, useReturnedConsents } from '../consent/agreement.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { pressOnce } from '../part/pressOnce.js';
import { useMessages } from '../part/usePartContext.js';
import {
  BillingKeyContext,
  type BillingKeyContextValue,
  type BillingKeyState,
  stateAttributes,
} from './BillingKeyContext.js';
import { type BillingProps, messagePurposeOf, splitBillingProps } from './BillingProps.js';
import { useFocusReturn, useScrollToOutcome } from './focus.js';
import { useLiveRegions } from './liveRegions.js';

/** Props of `<BillingKey.Root>`. `id` is the `id` of `useBillingKey`, not the element's. */
export type BillingKeyRootProps<T extends GatewayTypes = GatewayTypes, TData = unknown> = BillingProps<T, TData> &
  Omit<PartProps<'div', BillingKeyState<TData, T>>, keyof BillingProps<T, TData>>;

function Root(props: BillingKeyRootProps, ref: ForwardedRef<HTMLDivElement>): ReactElement {
  const { client } = useBillingContext('<BillingKey.Root>');
  const [billing, host] = splitBillingProps<BillingProps<GatewayTypes, unknown>, PartProps<'div', BillingKeyState>>(
    props,
    client.gateway.optionNames,
  );
  return useBillingKeyRoot(billing, host, ref);
}

/** What a root is, for those that are one themselves: a component around another would cost each button of a page twice. */
export function useBillingKeyRoot(
  { locale, messages: ownMessages, terms, agreed, onAgreedChange, ...options }: BillingProps<GatewayTypes, unknown>,
  host: PartProps<'div', BillingKeyState>,
  ref?: ForwardedRef<HTMLDivElement>,
): ReactElement {
  const agreement = useAgreement({ terms, agreed, onAgreedChange });
  const consents = { terms: agreement.terms, agreed: agreement.agreed };
  const state: BillingKeyState = useBillingKey<GatewayTypes, unknown>({ ...options, ...consents });
  useReturnedConsents(state, agreement.terms, agreement);
  const messages = useMessages('<BillingKey.Root>', {
    locale,
    messages: ownMessages,
    purpose: messagePurposeOf(options.purpose, options.order),
  });
  const { liveRegions, addLiveRegion } = useLiveRegions(state.status !== 'idle' || agreement.isRefused);
  const opener = useFocusReturn(state.status);
  useScrollToOutcome(state, liveRegions);

  const value: BillingKeyContextValue = { state, messages, agreement, liveRegions, addLiveRegion, opener };
  return (
    <BillingKeyContext.Provider value={value}>
      {renderPart('div', {
        ownClass: 'rbk-root',
        state,
        host,
        own: { ...stateAttributes(state), lang: messages.locale, 'data-rbk': 'root', onKeyDown: pressOnce },
        children: byState(host.children, state),
        ref,
      })}
    </BillingKeyContext.Provider>
  );
}

/**
 * Holds one attempt, and shares it with the parts inside.
 *
 * Renders a `<div>` with `data-status`, with `data-error` (the code) on `failed`, and with `lang`.
 *
 * @example
 * <BillingKey.Root pg="kcp_billing" order={order} charge={api.charge}>
 *   <BillingKey.Trigger />
 *   <BillingKey.Status />
 *   <BillingKey.AnotherCard />
 * </BillingKey.Root>
 */
export const BillingKeyRoot = /* @__PURE__ */ definePart('BillingKey.Root', Root);
