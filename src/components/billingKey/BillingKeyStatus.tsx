'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { type BillingKeyState, stateAttributes, useBillingKeyContext } from './BillingKeyContext.js';
import { errorContentOf, statusTextOf } from './labels.js';
import { useLiveRegion } from './liveRegions.js';

/** Props of `<BillingKey.Status>`. `children` replace its text, as nodes or as a function of the state. */
export type BillingKeyStatusProps = PartProps<'div', BillingKeyState>;

/**
 * Says what is going on and how it ended. Screen readers announce it once. Where `<BillingKey.ErrorMessage>` is mounted, errors
 * are shown there and not here. What a PG says is text, never markup, on a line of its own (`.rbk-pg-message`).
 *
 * Renders a `<div role="status">`, always there, empty while there is nothing to say, with `data-status`.
 *
 * @example
 * <BillingKey.Status className="text-sm" />
 */
export const BillingKeyStatus = /* @__PURE__ */ definePart(
  'BillingKey.Status',
  function BillingKeyStatus(props: BillingKeyStatusProps, ref: ForwardedRef<HTMLDivElement>): ReactElement | null {
    const context = useBillingKeyContext('Status');
    const { state, messages, agreement, liveRegions } = context;
    const id = useLiveRegion('status', context, props.id);
    const error = liveRegions.error === undefined ? errorContentOf(state, messages, agreement.isRefused) : undefined;

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
      text: error ?? statusTextOf(state, messages),
      ref,
    });
  },
);
