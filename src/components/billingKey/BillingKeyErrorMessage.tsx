'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type BillingKeyState, stateAttributes, useBillingKeyContext } from './BillingKeyContext.js';
import { errorContentOf } from './labels.js';
import { useLiveRegion } from './liveRegions.js';

/** Props of `<BillingKey.ErrorMessage>`. `children` replace its text, and are shown only while there is an error. */
export type BillingKeyErrorMessageProps = PartProps<'p', BillingKeyState>;

/**
 * What went wrong and what the customer can do, with the PG's own sentence, unaltered, on a line of its own
 * (`.rbk-pg-message`). Text, never markup. It is announced politely, once: where this part is mounted, `<BillingKey.Status>` says nothing of errors.
 *
 * Renders a `<p role="status">`, always there, empty while there is no error, with `data-status` and `data-error`.
 *
 * @example
 * <BillingKey.ErrorMessage className="text-red-700" />
 */
export const BillingKeyErrorMessage = /* @__PURE__ */ definePart(
  'BillingKey.ErrorMessage',
  function BillingKeyErrorMessage(
    props: BillingKeyErrorMessageProps,
    ref: ForwardedRef<HTMLParagraphElement>,
  ): ReactElement | null {
    const context = useBillingKeyContext('ErrorMessage');
    const { state, messages, agreement } = context;
    const id = useLiveRegion('error', context, props.id);
    const error = errorContentOf(state, messages, agreement.isRefused);

    return renderPart('p', {
      ownClass: 'rbk-error-message',
      state,
      host: props,
      own: { ...stateAttributes(state), id, role: 'status' },
      children: error && ownText(byState(props.children, state) ?? error),
      ref,
    });
  },
);
