'use client';

import { type ForwardedRef, forwardRef, type MouseEvent, type ReactElement } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { type BillingKeyState, useBillingKeyContext } from './BillingKeyContext.js';
import { focusTrigger } from './focusTrigger.js';
import { stateAttributes } from './stateAttributes.js';
import { isTakenUnseen } from './words.js';

/** Props of `<BillingKey.AnotherCard>`. `children` replace its label. */
export type BillingKeyAnotherCardProps = PartProps<'button', BillingKeyState>;

/**
 * The second choice after a charge that failed: opens the window again, for another card. The focus goes to the trigger,
 * which tells how it goes on.
 *
 * Renders a `<button type="button">` with `data-status` while a failed charge can be tried again, and nothing otherwise, nor where
 * the PG has taken the money while it issued the key.
 *
 * @example
 * <BillingKey.AnotherCard />
 */
export const BillingKeyAnotherCard = /* @__PURE__ */ forwardRef(function BillingKeyAnotherCard(
  props: BillingKeyAnotherCardProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { state, messages, passGates, opener } = useBillingKeyContext('AnotherCard');
  // Where the PG took the money with the key, another card would pay a second time.
  if (!state.canRetryCharge || isTakenUnseen(state)) return null;

  return renderPart('button', {
    ownClass: 'rbk-another-card',
    state,
    host: props,
    own: {
      ...stateAttributes(state),
      type: 'button',
      onClick(event: MouseEvent<HTMLElement>) {
        if (!passGates()) return;
        opener.current = focusTrigger(event.currentTarget);
        void state.issue();
      },
    },
    children: byState(props.children, state) ?? messages.useAnotherCard,
    ref,
  });
});
