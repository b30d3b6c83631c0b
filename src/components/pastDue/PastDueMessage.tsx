'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatDate } from '../../core/messages/formatDate.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { type PastDueContextValue, type PastDueState, usePastDueContext } from './PastDueContext.js';

/** Props of `<PastDue.Message>`. `children` replace its sentences. */
export type PastDueMessageProps = PartProps<'div', PastDueState>;

/** What was tried, what came of the last click, and what happens next. */
function sentencesOf({ state, labels, messages, timeZone }: PastDueContextValue): string[] {
  const { status, subscription, code } = state;
  if (!subscription) return [];
  const { name, pastDue } = subscription;
  const outcomes: Readonly<Record<string, string>> = {
    paying: labels.paying,
    paid: fill(labels.paid, { name }),
    declined: labels.declinedAgain,
    unknown: labels.unknown,
    refused: code === 'too_many_attempts' ? labels.tooMany : labels.failed,
    over: labels.over,
  };
  if (status === 'paying' || status === 'paid' || status === 'over') return [outcomes[status] ?? ''];
  const amount = formatMoney(pastDue.amount, pastDue.currency, messages);
  const next = !pastDue.canHeal
    ? labels.cantHeal
    : pastDue.nextTryAt === null
      ? labels.noNextTry
      : fill(labels.nextTry, { date: formatDate(pastDue.nextTryAt, timeZone, messages) });
  return [outcomes[status] ?? fill(labels.declined, { name, amount }), next];
}

/**
 * What was tried, in the PG's own words why it was declined, and when the next try is; after a click, what came of it. It is announced
 * politely, once. What the PG says is text, never markup, on a line of its own (`.rbk-pg-message`).
 *
 * Renders a `<div role="status">`.
 *
 * @example
 * <PastDue.Message />
 */
export const PastDueMessage = /* @__PURE__ */ definePart(
  'PastDue.Message',
  function PastDueMessage(host: PastDueMessageProps, ref: ForwardedRef<HTMLDivElement>): ReactElement | null {
    const context = usePastDueContext('Message');
    const { state, labels, messages } = context;
    const { status, reason, settled } = state;
    const [what, ...next] = sentencesOf(context);
    const isDeclined = status === 'due' || status === 'declined';

    return renderPart('div', {
      ownClass: 'rbk-past-due-message',
      state,
      host,
      own: { role: 'status', 'data-status': status },
      children: byState(host.children, state) ?? (
        <Fragment>
          {settled && <p>{ownText(fill(labels.paid, { name: settled.name }))}</p>}
          <p>{ownText(what)}</p>
          {isDeclined && reason && (
            <p className="rbk-pg-message">
              <span className="rbk-pg-message-label">{`${messages.pgMessage} `}</span>
              <span>{reason}</span>
            </p>
          )}
          {next.map((sentence) => (
            <p key={sentence}>{ownText(sentence)}</p>
          ))}
        </Fragment>
      ),
      ref,
    });
  },
);
