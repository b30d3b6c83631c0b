'use client';

import { type ForwardedRef, forwardRef, type ReactElement } from 'react';
import type { PartProps } from '../part/PartProps.js';
import { byState, renderPart } from '../part/renderPart.js';
import { type BillingKeyState, useBillingKeyContext } from './BillingKeyContext.js';
import { stateAttributes } from './stateAttributes.js';
import { useSpeakingPart } from './useSpeakingPart.js';
import { errorTextOf } from './words.js';

/** Props of `<BillingKey.ErrorMessage>`. `children` replace its words, and are shown only while there is an error. */
export type BillingKeyErrorMessageProps = PartProps<'p', BillingKeyState>;

/**
 * What went wrong and what the customer can do, with the PG's own sentence, unaltered, on a line of its own. Text, never
 * markup. It is announced politely, once; `<BillingKey.Status>` then leaves errors to it.
 *
 * Renders a `<p role="status">`, always there, empty while there is no error, with `data-status` and `data-error`.
 *
 * @example
 * <BillingKey.ErrorMessage className="text-red-700" />
 */
export const BillingKeyErrorMessage = /* @__PURE__ */ forwardRef(function BillingKeyErrorMessage(
  props: BillingKeyErrorMessageProps,
  ref: ForwardedRef<HTMLParagraphElement>,
): ReactElement | null {
  const context = useBillingKeyContext('ErrorMessage');
  const { state, messages, refusal } = context;
  const id = useSpeakingPart('error', context, props.id);
  const text = refusal ?? errorTextOf(state, messages);

  return renderPart('p', {
    ownClass: 'rbk-error-message',
    state,
    host: props,
    own: { ...stateAttributes(state), id, role: 'status' },
    children: text === undefined ? undefined : (byState(props.children, state) ?? text),
    ref,
  });
});
