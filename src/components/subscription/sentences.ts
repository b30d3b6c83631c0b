import { fill } from '../../core/messages/checkout/checkoutMessagesOf.js';
import { formatDate } from '../../core/messages/formatDate.js';
import { formatMoney } from '../../core/messages/formatMoney.js';
import type { SubscriptionMessages } from '../../core/messages/manage/ManageMessages.js';
import type { SubscriptionView } from '../../server/subscription/SubscriptionView.js';
import type { SubscriptionContextValue } from './SubscriptionContext.js';

type Told = Pick<SubscriptionContextValue, 'messages' | 'labels' | 'timeZone'>;

/** `매월 9,900원` */
export function priceOf(
  { amount, currency, period }: Pick<SubscriptionView, 'amount' | 'currency' | 'period'>,
  { messages, labels }: Told,
): string {
  const { unit, count } = period;
  const one = { day: labels.perDay, week: labels.perWeek, month: labels.perMonth, year: labels.perYear };
  const many = { day: labels.perDays, week: labels.perWeeks, month: labels.perMonths, year: labels.perYears };
  return fill((count === 1 ? one : many)[unit] ?? '{amount}', {
    amount: formatMoney(amount, currency, messages),
    count: String(count),
  });
}

/** The state, in a word or two. */
export function stateName({ status }: SubscriptionView, labels: SubscriptionMessages): string {
  return status === 'past_due' ? labels.pastDue : labels[status];
}

/** What is charged next and when; of one that is charged no more, until when it can be used. */
export function nextSentence(subscription: SubscriptionView, { messages, labels, timeZone }: Told): string {
  const { status, nextCharge, isCharging, pastDue, endsAt, endedAt, trialEndsAt } = subscription;
  const date = (day: string) => formatDate(day, timeZone, messages);
  const money = (amount: number, currency: string) => formatMoney(amount, currency, messages);
  if (status === 'ended') return fill(labels.endedAt, { date: date(endedAt ?? '') });
  if (isCharging) return labels.charging;
  if (status === 'ending') return fill(labels.endsAt, { date: date(endsAt ?? '') });
  if (pastDue) return fill(labels.amountPastDue, { amount: money(pastDue.amount, pastDue.currency) });
  if (!nextCharge) return labels.noNextCharge;
  const amount = money(nextCharge.amount, nextCharge.currency);
  return status === 'trialing'
    ? fill(labels.trialUntil, { date: date(trialEndsAt ?? nextCharge.at), amount })
    : fill(labels.nextCharge, { date: date(nextCharge.at), amount });
}

/** What came of the last click, as long as it holds: another tab may have done something else since. */
export function newsOf({ state, ...told }: SubscriptionContextValue): string {
  const { labels, messages, timeZone } = told;
  const { status, done, problem, subscription } = state;
  // Another tab was faster, or the price is another one by now.
  const overtaken = ['subscription_state', 'amount_mismatch'];
  if (problem) return overtaken.includes(problem.code ?? '') ? labels.overtaken : labels.notChanged;
  switch (done) {
    case 'cancel':
    case 'end':
      if (status === 'ended') return labels.endedNow;
      return done === 'cancel' && status === 'ending' && subscription?.endsAt
        ? fill(labels.cancelled, { date: formatDate(subscription.endsAt, timeZone, messages) })
        : '';
    case 'resume':
      return status === 'ending' || status === 'ended' ? '' : labels.resumed;
    case 'consent':
      return subscription?.consent?.isGiven === false ? '' : labels.agreed;
    default:
      return '';
  }
}
