'use client';

import type { ForwardedRef, MouseEvent, ReactElement } from 'react';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { type BillingKeyState, stateAttributes, useBillingKeyContext } from './BillingKeyContext.js';
import { focusTrigger } from './focus.js';

/** Props of `<BillingKey.Cancel>`. `children` replace its label. */
export type BillingKeyCancelProps = PartProps<'button', BillingKeyState>;

/**
 * Ends an attempt that waits for the SDK or for the payment window, and gives the focus back to the trigger: the way out when
 * a popup is hidden behind the page, or a window does not show. It is removed while the charge runs, which can't be called back.
 *
 * Renders a `<button type="button">` with `data-status` while there is something to cancel, and nothing otherwise.
 *
 * @example
 * <BillingKey.Cancel />
 */
export const BillingKeyCancel = /* @__PURE__ */ definePart(
  'BillingKey.Cancel',
  function BillingKeyCancel(props: BillingKeyCancelProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { state, messages } = useBillingKeyContext('Cancel');
    if (!state.isPending || state.status === 'charging') return null;

    return renderPart('button', {
      ownClass: 'rbk-cancel',
      state,
      host: props,
      own: {
        ...stateAttributes(state),
        onClick(event: MouseEvent<HTMLElement>) {
          // The second click of a double click, whose first one began the attempt from a button that stood here.
          if (event.detail > 1) return;
          focusTrigger(event.currentTarget);
          state.cancel();
        },
      },
      text: messages.cancel,
      ref,
    });
  },
);
