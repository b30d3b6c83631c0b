'use client';

import {
  createContext,
  type ForwardedRef,
  Fragment,
  type MouseEvent,
  type ReactElement,
  useContext,
  useState,
} from 'react';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';
import type { IssuedKey } from '../../core/IssuedKey.js';
import type { CheckoutMessages } from '../../core/messages/checkout/CheckoutMessages.js';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import type { Messages } from '../../core/messages/Messages.js';
import { messagesFor } from '../../core/messages/mergeMessages.js';
import type { PendingBillingKey } from '../../react/usePendingBillingKeys.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { pressOnce } from '../part/pressOnce.js';
import { usePartContext } from '../part/usePartContext.js';
import { messagePurposeOf } from './BillingProps.js';

/** The unfinished payment that an item of `<BillingKey.Recovery>` shows. */
export const RecoveryContext = createContext<PendingBillingKey<unknown> | undefined>(undefined);

export interface RecoveryItemState {
  readonly status: 'idle' | 'charging' | 'failed';
  readonly item: PendingBillingKey<unknown>;
}

/** Props of `<BillingKey.RecoveryItem>`. `children` replace its sentence and buttons. */
export interface BillingKeyRecoveryItemProps extends PartProps<'li', RecoveryItemState> {
  /** One of `usePendingBillingKeys()`. @default the one that `<BillingKey.Recovery>` renders it for */
  readonly item?: PendingBillingKey<unknown> | undefined;
}

/**
 * One unfinished payment: what was bought, a button that charges it, and one that gives it up.
 *
 * Renders a `<li>` with `data-status`: `idle`, `charging`, or `failed` after a try from here.
 *
 * @example
 * <BillingKey.RecoveryItem item={pending} />
 */
export const BillingKeyRecoveryItem = /* @__PURE__ */ definePart(
  'BillingKey.RecoveryItem',
  function BillingKeyRecoveryItem(
    { item: given, ...host }: BillingKeyRecoveryItemProps,
    ref: ForwardedRef<HTMLLIElement>,
  ): ReactElement | null {
    const around = useContext(RecoveryContext);
    const item = given ?? around;
    const { messages, labels } = usePartContext('<BillingKey.RecoveryItem>');
    const [hasFailed, setFailed] = useState(false);
    if (!item) throw new BillingKeyError('invalid_configuration', developerText?.noRecoveryItem);
    const { issued, isCharging } = item;
    const state: RecoveryItemState = { status: isCharging ? 'charging' : hasFailed ? 'failed' : 'idle', item };

    async function charge(): Promise<void> {
      if (!item || isCharging) return;
      setFailed(false);
      const outcome = await item.charge();
      setFailed(outcome.status === 'failed');
    }

    const texts = textsOf(issued, messages, labels);
    return renderPart('li', {
      ownClass: 'rbk-recovery-item',
      state,
      host,
      own: {
        'data-status': state.status,
        onKeyDown: pressOnce,
      },
      children: byState(host.children, state) ?? (
        <Fragment>
          <p role="status">{texts[state.status]}</p>
          <button
            type="button"
            className="rbk-retry-charge"
            aria-disabled={isCharging || undefined}
            aria-busy={isCharging || undefined}
            onClick={once(charge)}
          >
            {isCharging ? texts.chargingLabel : texts.chargeLabel}
          </button>
          {!isCharging && (
            <button type="button" className="rbk-cancel" onClick={once(item.dismiss)}>
              {texts.dismissLabel}
            </button>
          )}
        </Fragment>
      ),
      ref,
    });
  },
);

/** The second click of a double click is on the next item, where this one is gone by then. */
function once(work: () => unknown): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) void work();
  };
}

/** What an item says. A card that is only registered or changed, or a trial, is no payment, and is not spoken of as one. */
function textsOf(issued: IssuedKey, messages: Messages, labels: CheckoutMessages) {
  const { name, dueToday, currency } = issued;
  const purpose = messagePurposeOf(issued.purpose, issued);
  if (purpose === undefined) {
    return {
      idle: fill(labels.pendingItem, { name, amount: formatMoney(dueToday, currency, messages) }),
      charging: labels.pendingCharging,
      failed: labels.pendingFailed,
      chargeLabel: labels.chargePending,
      chargingLabel: messages.button.charging,
      dismissLabel: labels.dismissPending,
    };
  }
  const { button, status, errors, cancel } = messagesFor(messages, purpose);
  return {
    idle: fill(labels.pendingCard, { name }),
    charging: status.charging,
    failed: errors.charge_failed,
    chargeLabel: button.retryCharge,
    chargingLabel: button.charging,
    dismissLabel: cancel,
  };
}
