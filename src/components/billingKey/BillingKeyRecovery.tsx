'use client';

import type { ForwardedRef, ReactElement } from 'react';
import type { IssuedKey } from '../../core/IssuedKey.js';
import {
  type PendingBillingKey,
  type UsePendingBillingKeysOptions,
  usePendingBillingKeys,
} from '../../react/usePendingBillingKeys.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { usePartContext } from '../part/usePartContext.js';
import { BillingKeyRecoveryItem, RecoveryContext } from './BillingKeyRecoveryItem.js';
import { useFocusOnNext } from './focus.js';

export interface RecoveryState<TData = unknown, TIssued extends IssuedKey = IssuedKey> {
  readonly status: 'idle' | 'charging';
  readonly pending: readonly PendingBillingKey<TData, TIssued>[];
}

/** Props of `<BillingKey.Recovery>`. `children` replace the items; as a function they are given what is pending. */
export interface BillingKeyRecoveryProps<TData = unknown, TIssued extends IssuedKey = IssuedKey>
  extends UsePendingBillingKeysOptions<TData, TIssued>,
    Omit<PartProps<'ul', RecoveryState<TData, TIssued>>, keyof UsePendingBillingKeysOptions<TData, TIssued>> {}

function Recovery(
  { charge, getCharge, chargeTimeout, onSuccess, onError, ...host }: BillingKeyRecoveryProps,
  ref: ForwardedRef<HTMLUListElement>,
): ReactElement | null {
  const { labels } = usePartContext('<BillingKey.Recovery>');
  const pending = usePendingBillingKeys<unknown>({ charge, getCharge, chargeTimeout, onSuccess, onError });
  const focusOnNext = useFocusOnNext(pending.length);
  if (pending.length === 0) return null;

  const state: RecoveryState = { status: pending.some(({ isCharging }) => isCharging) ? 'charging' : 'idle', pending };
  return renderPart('ul', {
    ownClass: 'rbk-recovery',
    state,
    host,
    own: {
      // Safari does not announce a list without bullets as a list unless it has the role.
      role: 'list',
      'aria-label': host['aria-label'] ?? labels.pending,
      'data-status': state.status,
      ...focusOnNext,
    },
    children:
      byState(host.children, state) ??
      pending.map((item) => (
        <RecoveryContext.Provider key={item.issued.attemptId} value={item}>
          <BillingKeyRecoveryItem />
        </RecoveryContext.Provider>
      )),
    ref,
  });
}

/**
 * Payments that an earlier page left unfinished: the card is registered, and the charge is not settled. The customer pays
 * from here without entering the card again. It is used outside of `<BillingKey.Root>`.
 *
 * Renders a `<ul>` with `data-status` (`idle` or `charging`) while there is something to finish, and nothing otherwise. When
 * an item is settled, the focus goes to the next one; after the last, move it yourself in `onSuccess`.
 *
 * @example
 * <BillingKey.Recovery charge={api.charge} onSuccess={() => navigate('/welcome')} />
 */
export const BillingKeyRecovery = /* @__PURE__ */ definePart('BillingKey.Recovery', Recovery);
