'use client';

import { type ForwardedRef, forwardRef, type ReactElement, type RefAttributes, useMemo } from 'react';
import type { BillingOrder } from '../../core/order.js';
import type { CustomPg } from '../../core/pg/customPg.js';
import type { PgCode } from '../../core/pg/pgTable.js';
import { type UseBillingKeyOptions, useBillingKey } from '../../react/useBillingKey.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { BillingKeyContext, type BillingKeyContextValue, type BillingKeyState } from './BillingKeyContext.js';
import { type BillingProps, splitBillingProps } from './splitBillingProps.js';
import { stateAttributes } from './stateAttributes.js';
import { useFocusReturn } from './useFocusReturn.js';
import { useGates } from './useGates.js';
import { useMessages } from './useMessages.js';
import { useSpeakingParts } from './useSpeakingParts.js';

/** Props of `<BillingKey.Root>`. `id` is the `id` of `useBillingKey`, not the element's. */
export type BillingKeyRootProps<TPg extends PgCode | CustomPg, TData> = BillingProps<TPg, TData> &
  Omit<PartProps<'div', BillingKeyState<TData, TPg>>, keyof BillingProps<TPg, TData>>;

function Root(props: BillingKeyRootProps<PgCode, unknown>, ref: ForwardedRef<HTMLDivElement>): ReactElement {
  const [{ locale, messages: overrides, ...options }, host] = splitBillingProps<
    BillingProps<PgCode, unknown>,
    PartProps<'div', BillingKeyState>
  >(props);
  const state: BillingKeyState = useBillingKey(anyPg(options));
  const messages = useMessages('<BillingKey.Root>', locale, overrides);
  const { speaking, register } = useSpeakingParts();
  const gates = useGates();
  const opener = useFocusReturn(state.status);

  const value = useMemo<BillingKeyContextValue>(
    () => ({ state, messages, speaking, register, opener, ...gates }),
    [state, messages, speaking, register, opener, gates],
  );
  return (
    <BillingKeyContext.Provider value={value}>
      {renderPart('div', {
        ownClass: 'rbk-root',
        state,
        host,
        own: { ...stateAttributes(state), lang: messages.locale, 'data-rbk': 'root' },
        children: byState(host.children, state),
        ref,
      })}
    </BillingKeyContext.Provider>
  );
}

/**
 * The place of one attempt, around the parts that show it.
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
export const BillingKeyRoot = /* @__PURE__ */ forwardRef(Root) as unknown as <
  const TPg extends PgCode | CustomPg,
  TData,
>(
  props: BillingKeyRootProps<TPg, TData> & RefAttributes<HTMLDivElement>,
) => ReactElement;

// The parts work with whatever PG and answer the host's types have settled on.
function anyPg(options: object): UseBillingKeyOptions<PgCode | CustomPg, unknown> & { order: BillingOrder } {
  return options as UseBillingKeyOptions<PgCode | CustomPg, unknown> & { order: BillingOrder };
}
