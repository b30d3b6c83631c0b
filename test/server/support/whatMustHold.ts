import { billingServerErrorCodes } from '../../../src/server/errors.js';
import { BillingServerError, type BillingServerEvent } from '../../../src/server/index.js';

/** What every refusal says, whatever a test is about: developers read it when something went wrong. */
export function refusalProblems(error: unknown): string[] {
  if (!(error instanceof BillingServerError)) return [];
  const { code, message, status, field, retryAfterSeconds } = error;
  return problemsOf({ code, message, status, field, retryAfter: retryAfterSeconds });
}

/** The same of an answer of the routes. */
export function answerProblems(status: number, headers: Headers, body: unknown): string[] {
  const { error } = (body ?? {}) as { error?: { code?: unknown; message?: unknown; field?: unknown } };
  if (error === undefined) return status < 400 ? [] : [`${status} without an error`];
  const retryAfter = headers.get('retry-after');
  const { code, message, field } = error;
  return problemsOf({ code, message, field, status, retryAfter: retryAfter === null ? undefined : Number(retryAfter) });
}

const LATER = ['charge_unsettled', 'gateway_unavailable', 'store_conflict', 'too_many_attempts'];

/** The fields that a code can be about; what is not here is about none. */
const FIELDS: Readonly<Record<string, RegExp>> = {
  invalid_field: /^[a-zA-Z]+(\[\d+\])?$/,
  invalid_configuration: /^[a-zA-Z]+(\.[a-zA-Z]+)*$/,
  order_unknown: /^merchantUid$/,
  order_mismatch: /^(merchantUid|customerUid|chargeMerchantUid|customerId|amount|planId|subscriptionId)$/,
  plan_unknown: /^planId$/,
  card_unknown: /^cardId$/,
  card_in_use: /^cardId$/,
  subscription_unknown: /^subscriptionId$/,
  registration_unknown: /^(impUid|billingKey)$/,
  registration_mismatch: /^impUid$/,
  registration_used: /^impUid$/,
  not_charged_at_issue: /^chargedAtIssue$/,
  consent_required: /^consents$/,
};

function problemsOf(said: {
  readonly code: unknown;
  readonly message: unknown;
  readonly status: unknown;
  readonly field: unknown;
  readonly retryAfter: number | undefined;
}): string[] {
  const { code, message, status, field, retryAfter } = said;
  const problems: string[] = [];
  const known = billingServerErrorCodes.find((one) => one === code);
  if (known === undefined) return [`${JSON.stringify(code)} is no code`];
  if (status !== new BillingServerError(known, '').status) problems.push(`${known} is answered with ${status}`);
  // What a declined card is answered with is in the PG's words.
  const sentence = known === 'charge_declined' ? /^\S/ : /^\S.{14,}\.$/s;
  if (typeof message !== 'string' || !sentence.test(message)) problems.push(`${known} says "${message}"`);
  const fields = FIELDS[known];
  if (fields !== undefined && !fields.test(`${field}`)) problems.push(`${known} is about the field ${field}`);
  if (LATER.includes(known) && !(retryAfter !== undefined && retryAfter >= 1 && retryAfter <= 86_400)) {
    problems.push(`${known} is to be tried again after ${retryAfter} seconds`);
  }
  return problems;
}

const CHARGE = [
  'amount',
  'chargeMerchantUid',
  'currency',
  'failCode',
  'impUid',
  'merchantUid',
  'refundedAmount',
  'subscriptionId',
];
const MAIL = ['planId', 'planName', 'subscriptionId'];
const PAID = [...MAIL, 'amount', 'currency', 'merchantUid', 'period'];
const DECLINED = ['amount', 'canHeal', 'currency', 'deadlineAt', 'nextTryAt', 'period', 'reason', 'tryNumber'];

/** What the host is told with each kind of event, at least. */
const DATA: Readonly<Record<string, readonly string[]>> = {
  charge_paid: CHARGE,
  charge_failed: CHARGE,
  charge_recovered: CHARGE,
  refunded: CHARGE,
  charge_unsettled: CHARGE,
  payment_mismatch: ['impUid', 'merchantUid'],
  card_registered: ['cardId'],
  card_revoked: ['cardId'],
  customer_erased: [],
  renewal_upcoming: [...MAIL, 'amount', 'currency', 'dueAt', 'period'],
  consent_due: [...MAIL, 'amountAfter', 'amountBefore', 'consentFrom', 'currency', 'period', 'startsAt'],
  renewed: PAID,
  recovered: PAID,
  refund_due: ['amount', 'currency', 'merchantUid'],
  declined: [...MAIL, ...DECLINED],
  ending: [...MAIL, 'endsAt'],
  ended: [...MAIL, 'reason'],
  periods_skipped: [...MAIL, 'from', 'through'],
};

/** What every event tells, whatever a test is about: hosts write mails and give money back by it. */
export function eventProblems(event: BillingServerEvent): string[] {
  switch (event.type) {
    case 'gateway_unavailable':
      return event.gateway && event.message ? [] : [`gateway_unavailable of "${event.gateway}": "${event.message}"`];
    case 'error':
      return event.where && event.error instanceof Error ? [] : [`an error at "${event.where}": ${event.error}`];
    default: {
      const { type, eventId, customerId, data, createdAt } = event;
      const wanted = DATA[type];
      if (wanted === undefined) return [`${JSON.stringify(type)} is no event`];
      const missing = wanted.filter((field) => data[field] === undefined);
      const problems = missing.length > 0 ? [`${type} does not tell ${missing.join(', ')}`] : [];
      if (!eventId || !customerId || !(createdAt > 0))
        problems.push(`${type}: ${eventId}, ${customerId}, ${createdAt}`);
      return problems;
    }
  }
}
