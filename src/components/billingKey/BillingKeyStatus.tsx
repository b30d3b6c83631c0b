'use client';

import { type ForwardedRef, forwardRef, type ReactElement } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { type BillingKeyState, useBillingKeyContext } from './BillingKeyContext.js';
import { stateAttributes } from './stateAttributes.js';
import { useSpeakingPart } from './useSpeakingPart.js';
import { errorTextOf, statusTextOf } from './words.js';

/** Props of `<BillingKey.Status>`. `children` replace its words, as nodes or as a function of the state. */
export type BillingKeyStatusProps = PartProps<'div', BillingKeyState>;

/**
 * Says in words what is going on and how it ended, to the eye and, once, to screen readers. Errors are left to
 * `<BillingKey.ErrorMessage>` where there is one. What a PG says is text, never markup.
 *
 * Renders a `<div role="status">`, always there, empty while there is nothing to say, with `data-status`.
 *
 * @example
 * <BillingKey.Status className="text-sm" />
 */
export const BillingKeyStatus = /* @__PURE__ */ forwardRef(function BillingKeyStatus(
  props: BillingKeyStatusProps,
  ref: ForwardedRef<HTMLDivElement>,
): ReactElement | null {
  const context = useBillingKeyContext('Status');
  const { state, messages, refusal, speaking } = context;
  const id = useSpeakingPart('status', context, props.id);
  const error = speaking.error === undefined ? (refusal ?? errorTextOf(state, messages)) : undefined;

  return renderPart('div', {
    ownClass: 'rbk-status',
    state,
    host: props,
    own: {
      ...stateAttributes(state),
      id,
      role: 'status',
      'data-tone': error === undefined ? undefined : 'error',
    },
    children: byState(props.children, state) ?? error ?? statusTextOf(state, messages),
    ref,
  });
});
