'use client';

import { type ForwardedRef, forwardRef, type ReactElement, type RefAttributes } from 'react';
import {
  type PendingBillingKey,
  type UsePendingBillingKeysOptions,
  usePendingBillingKeys,
} from '../../react/usePendingBillingKeys.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { BillingKeyRecoveryItem } from './BillingKeyRecoveryItem.js';
import { RecoveryContext } from './RecoveryContext.js';
import { useFocusOnNext } from './useFocusOnNext.js';

export interface RecoveryState<TData = unknown> {
  readonly status: 'idle' | 'charging';
  readonly pending: readonly PendingBillingKey<TData>[];
}

/** Props of `<BillingKey.Recovery>`. `children` replace the items; as a function they are given what is pending. */
export interface BillingKeyRecoveryProps<TData>
  extends UsePendingBillingKeysOptions<TData>,
    Omit<PartProps<'ul', RecoveryState<TData>>, keyof UsePendingBillingKeysOptions<TData>> {}

function Recovery(
  { charge, getCharge, chargeTimeout, onSuccess, onError, ...host }: BillingKeyRecoveryProps<unknown>,
  ref: ForwardedRef<HTMLUListElement>,
): ReactElement | null {
  const { words } = useSurroundings('<BillingKey.Recovery>');
  const pending = usePendingBillingKeys<unknown>({ charge, getCharge, chargeTimeout, onSuccess, onError });
  const focusOnNext = useFocusOnNext(pending.length);
  if (pending.length === 0) return null;

  const state: RecoveryState = { status: pending.some(({ isCharging }) => isCharging) ? 'charging' : 'idle', pending };
  return renderPart('ul', {
    ownClass: 'rbk-recovery',
    state,
    host,
    own: {
      // A list without its marks is no list to some screen readers, unless it says so.
      role: 'list',
      'aria-label': host['aria-label'] ?? words.pending,
      'data-status': state.status,
      ...focusOnNext,
    },
    children:
      byState(host.children, state) ??
      pending.map((item) => (
        <RecoveryContext.Provider key={item.record.attemptId} value={item}>
          <BillingKeyRecoveryItem />
        </RecoveryContext.Provider>
      )),
    ref,
  });
}

/**
 * Payments that an earlier page left unfinished: the card is registered, and the charge is not settled. The customer goes on
 * from here without entering the card again. It stands in no `<BillingKey.Root>`.
 *
 * Renders a `<ul>` with `data-status` (`idle` or `charging`) while there is something to finish, and nothing otherwise. When
 * an item is done with, the focus goes to the next one; after the last, `onSuccess` is where you move it.
 *
 * @example
 * <BillingKey.Recovery charge={api.charge} onSuccess={() => navigate('/welcome')} />
 */
export const BillingKeyRecovery = /* @__PURE__ */ forwardRef(Recovery) as unknown as <TData>(
  props: BillingKeyRecoveryProps<TData> & RefAttributes<HTMLUListElement>,
) => ReactElement | null;
