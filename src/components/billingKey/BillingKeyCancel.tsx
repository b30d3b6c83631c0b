'use client';

import { type ForwardedRef, forwardRef, type MouseEvent, type ReactElement } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { type BillingKeyState, useBillingKeyContext } from './BillingKeyContext.js';
import { focusTrigger } from './focusTrigger.js';
import { stateAttributes } from './stateAttributes.js';

/** Props of `<BillingKey.Cancel>`. `children` replace its label. */
export type BillingKeyCancelProps = PartProps<'button', BillingKeyState>;

/**
 * Ends an attempt that waits for the SDK or for the payment window, and gives the focus back to the trigger: a way out for
 * windows that the page is not covered by, as popups are. A charge under way can't be called back, so it is gone by then.
 *
 * Renders a `<button type="button">` with `data-status` while there is something to cancel, and nothing otherwise.
 *
 * @example
 * <BillingKey.Cancel />
 */
export const BillingKeyCancel = /* @__PURE__ */ forwardRef(function BillingKeyCancel(
  props: BillingKeyCancelProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { state, messages } = useBillingKeyContext('Cancel');
  if (!state.isPending || state.status === 'charging') return null;

  return renderPart('button', {
    ownClass: 'rbk-cancel',
    state,
    host: props,
    own: {
      ...stateAttributes(state),
      type: 'button',
      onClick(event: MouseEvent<HTMLElement>) {
        focusTrigger(event.currentTarget);
        state.cancel();
      },
    },
    children: byState(props.children, state) ?? messages.cancel,
    ref,
  });
});
