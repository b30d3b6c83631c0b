'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatDate } from '../../core/messages/formatDate.js';
import { definePart, type PartProps, renderPart } from '../part/part.js';
import { isPayable, type PastDueState, usePastDueContext } from './PastDueContext.js';

/** Props of `<PastDue.Deadline>`. `children` replace its sentence. */
export type PastDueDeadlineProps = PartProps<'p', PastDueState>;

/**
 * When the subscription ends unless it is paid.
 *
 * Renders a `<p>` while something is due, and nothing otherwise.
 *
 * @example
 * <PastDue.Deadline />
 */
export const PastDueDeadline = /* @__PURE__ */ definePart(
  'PastDue.Deadline',
  function PastDueDeadline(host: PastDueDeadlineProps, ref: ForwardedRef<HTMLParagraphElement>): ReactElement | null {
    const { state, labels, messages, timeZone } = usePastDueContext('Deadline');
    if (!isPayable(state) || !state.subscription) return null;
    const date = formatDate(state.subscription.pastDue.deadlineAt, timeZone, messages);
    return renderPart('p', {
      ownClass: 'rbk-note',
      state,
      host,
      text: fill(labels.deadline, { date }),
      ref,
    });
  },
);
