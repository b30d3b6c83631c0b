'use client';

import type { ForwardedRef, MouseEvent, ReactElement, ReactNode } from 'react';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type BillingKeyState, stateAttributes, useBillingKeyContext } from './BillingKeyContext.js';
import { focusMissingTerm } from './focus.js';
import { errorCodeOf, isOfAnotherOrder, labelOf } from './labels.js';

/** Props of `<BillingKey.Trigger>`. Nodes as `children` replace the label where a click starts anew; a function, every label. */
export type BillingKeyTriggerProps = PartProps<'button', BillingKeyState>;

/**
 * The button that starts an attempt; after a charge that failed it offers the charge again, and no window opens.
 *
 * Renders a `<button type="button">` with `data-status`, with `aria-disabled` and `aria-busy` while an attempt is in progress
 * (never `disabled`, which would lose the focus), and with `aria-describedby` while there is an error to read.
 *
 * @example
 * <BillingKey.Trigger>Start my subscription</BillingKey.Trigger>
 */
export const BillingKeyTrigger = /* @__PURE__ */ definePart(
  'BillingKey.Trigger',
  function BillingKeyTrigger(props: BillingKeyTriggerProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { state, messages, liveRegions, agreement, opener } = useBillingKeyContext('Trigger');
    const { onClick, ...buttonProps } = state.getButtonProps();
    const hasError = errorCodeOf(state, agreement.isRefused) !== undefined;
    const describedBy = [props['aria-describedby'], hasError && (liveRegions.error ?? liveRegions.status)];

    return renderPart('button', {
      ownClass: 'rbk-trigger',
      state,
      host: props,
      own: {
        ...buttonProps,
        ...stateAttributes(state),
        'data-rbk': 'trigger',
        'aria-describedby': describedBy.filter(Boolean).join(' ') || undefined,
        onClick(event: MouseEvent<HTMLElement>) {
          opener.current = event.currentTarget;
          if (state.canRetryCharge || buttonProps['aria-disabled'] || agreement.check()) onClick(event);
          else focusMissingTerm(event.currentTarget);
        },
      },
      children: ownText(labelFrom(props.children, state, labelOf(state, messages))),
      ref,
    });
  },
);

function labelFrom(children: BillingKeyTriggerProps['children'], state: BillingKeyState, label: string): ReactNode {
  if (typeof children === 'function') return byState(children, state);
  const startsAnew = state.status === 'idle' || state.status === 'cancelled' || isOfAnotherOrder(state);
  return startsAnew ? (children ?? label) : label;
}
