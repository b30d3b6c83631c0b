'use client';

import { type ForwardedRef, Fragment, forwardRef, type ReactElement, useContext, useState } from 'react';
import { BillingKeyError } from '../../core/BillingKeyError.js';
import { developerText } from '../../core/developerText.js';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import type { PendingBillingKey } from '../../react/usePendingBillingKeys.js';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { useSurroundings } from '../part/useSurroundings.js';
import { RecoveryContext } from './RecoveryContext.js';

export interface RecoveryItemState {
  readonly status: 'idle' | 'charging' | 'failed';
  readonly item: PendingBillingKey<unknown>;
}

/** Props of `<BillingKey.RecoveryItem>`. `children` replace its words and buttons. */
export interface BillingKeyRecoveryItemProps extends PartProps<'li', RecoveryItemState> {
  /** One of `usePendingBillingKeys()`. @default the one that `<BillingKey.Recovery>` is at */
  readonly item?: PendingBillingKey<unknown> | undefined;
}

/**
 * One unfinished payment: what it is, a button that charges it, and one that gives it up.
 *
 * Renders a `<li>` with `data-status`: `idle`, `charging`, or `failed` after a try from here.
 *
 * @example
 * <BillingKey.RecoveryItem item={pending} />
 */
export const BillingKeyRecoveryItem = /* @__PURE__ */ forwardRef(function BillingKeyRecoveryItem(
  { item: given, ...host }: BillingKeyRecoveryItemProps,
  ref: ForwardedRef<HTMLLIElement>,
): ReactElement | null {
  const around = useContext(RecoveryContext);
  const item = given ?? around;
  const { messages, words } = useSurroundings('<BillingKey.RecoveryItem>');
  const [hasFailed, setFailed] = useState(false);
  if (!item) throw new BillingKeyError('invalid_configuration', developerText?.noRecoveryItem);
  const { record, isCharging } = item;
  const state: RecoveryItemState = { status: isCharging ? 'charging' : hasFailed ? 'failed' : 'idle', item };

  async function charge(): Promise<void> {
    if (!item || isCharging) return;
    setFailed(false);
    const outcome = await item.charge();
    setFailed(outcome.status === 'failed');
  }

  const said = {
    idle: fill(words.pendingItem, { name: record.name, amount: formatMoney(record.amount, record.currency, messages) }),
    charging: words.pendingCharging,
    failed: words.pendingFailed,
  };
  return renderPart('li', {
    ownClass: 'rbk-recovery-item',
    state,
    host,
    own: { 'data-status': state.status },
    children: byState(host.children, state) ?? (
      <Fragment>
        <p role="status">{said[state.status]}</p>
        <button
          type="button"
          className="rbk-retry-charge"
          aria-disabled={isCharging || undefined}
          aria-busy={isCharging || undefined}
          onClick={() => void charge()}
        >
          {isCharging ? messages.button.charging : words.chargePending}
        </button>
        {!isCharging && (
          <button type="button" className="rbk-cancel" onClick={item.dismiss}>
            {words.dismissPending}
          </button>
        )}
      </Fragment>
    ),
    ref,
  });
});
