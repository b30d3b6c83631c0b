'use client';

import { type ForwardedRef, forwardRef, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { type BillingKeyState, useBillingKeyContext } from './BillingKeyContext.js';
import { stateAttributes } from './stateAttributes.js';
import { errorTextOf, isOfAnotherOrder, labelOf } from './words.js';

/** Props of `<BillingKey.Trigger>`. Nodes as `children` replace the label where a click starts anew; a function, every label. */
export type BillingKeyTriggerProps = PartProps<'button', BillingKeyState>;

/**
 * The button that starts an attempt; after a charge that failed it offers the charge again, and no window opens.
 *
 * Renders a `<button type="button">` with `data-status`, with `aria-disabled` and `aria-busy` while an attempt is under way
 * (never `disabled`, which would lose the focus), and with `aria-describedby` while there is an error to read.
 *
 * @example
 * <BillingKey.Trigger>Start my subscription</BillingKey.Trigger>
 */
export const BillingKeyTrigger = /* @__PURE__ */ forwardRef(function BillingKeyTrigger(
  props: BillingKeyTriggerProps,
  ref: ForwardedRef<HTMLButtonElement>,
): ReactElement | null {
  const { state, messages, speaking, refusal, passGates, opener } = useBillingKeyContext('Trigger');
  const { onClick, ...buttonProps } = state.getButtonProps();
  const hasError = refusal !== undefined || errorTextOf(state, messages) !== undefined;
  const describedBy = [props['aria-describedby'], hasError && (speaking.error ?? speaking.status)];

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
        if (state.canRetryCharge || buttonProps['aria-disabled'] || passGates()) onClick();
      },
    },
    children: labelFrom(props.children, state, labelOf(state, messages)),
    ref,
  });
});

function labelFrom(children: BillingKeyTriggerProps['children'], state: BillingKeyState, label: string): ReactNode {
  if (typeof children === 'function') return byState(children, state);
  const startsAnew = state.status === 'idle' || state.status === 'cancelled' || isOfAnotherOrder(state);
  return startsAnew ? (children ?? label) : label;
}
