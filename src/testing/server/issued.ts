import type { CustomerAnnotation, PaymentAnnotation } from './annotations.js';
import { Refusal } from './envelope.js';
import { type Fields, isRecord, isTrue, optionalText, requiredNumber, requiredText } from './fields.js';

/** What a test card does when it is charged later. */
export type CardBehaviour = 'ok' | 'declined-at-charge' | 'limit-exceeded';

/** The card a customer entered in the payment window. */
export interface IssuedCard {
  /** Masked, as `5365-10**-****-1234`. */
  number_masked: string;
  name: string;
  behaviour: CardBehaviour;
}

/** What the payment window reports to `POST /_window/issued` when a customer has finished in it. */
export interface WindowIssue {
  imp_uid: string;
  merchant_uid: string;
  customer_uid: string;
  pg_provider: string;
  pay_method: string;
  name: string;
  amount: number;
  currency: string;
  card: IssuedCard;
  /** True when the PG took `amount` while it issued the key. */
  charged: boolean;
  /** `failed` leaves a failed payment behind and no key; `ready` is a window that is open, or that nobody finished. */
  status: 'paid' | 'failed' | 'ready';
  /** Whether the card was registered on a test channel. @default the server's option `sandbox` */
  sandbox?: boolean | undefined;
  /** Why it failed. */
  fail_reason?: string | undefined;
}

/** Reads a window's report; throws a {@link Refusal} that names the field which is wrong. */
export function readWindowIssue(fields: Fields): WindowIssue {
  const card = fields.card;
  if (!isRecord(card)) throw new Refusal('card is missing: { number_masked, name, behaviour }.');
  const failReason = optionalText(fields, 'fail_reason');
  return {
    imp_uid: requiredText(fields, 'imp_uid', 32),
    merchant_uid: requiredText(fields, 'merchant_uid', 40),
    customer_uid: requiredText(fields, 'customer_uid', 80),
    pg_provider: requiredText(fields, 'pg_provider', 80),
    pay_method: requiredText(fields, 'pay_method', 20),
    name: optionalText(fields, 'name') ?? '',
    amount: requiredNumber(fields, 'amount'),
    currency: optionalText(fields, 'currency') ?? 'KRW',
    card: {
      number_masked: optionalText(card, 'number_masked') ?? '',
      name: optionalText(card, 'name') ?? '',
      behaviour: oneOf(optionalText(card, 'behaviour') ?? 'ok', 'card.behaviour', BEHAVIOURS),
    },
    charged: isTrue(fields.charged),
    status: oneOf(requiredText(fields, 'status', 10), 'status', ['paid', 'failed', 'ready']),
    ...(fields.sandbox === undefined ? {} : { sandbox: isTrue(fields.sandbox) }),
    ...(failReason === null ? {} : { fail_reason: failReason }),
  };
}

/** The key that a window leaves behind beside its payment. */
export function issuedKey(issue: WindowIssue, payment: PaymentAnnotation): CustomerAnnotation {
  return {
    customer_uid: issue.customer_uid,
    pg_provider: issue.pg_provider,
    pg_id: payment.pg_id,
    sandbox: payment.sandbox,
    customer_id: null,
    card_name: issue.card.name,
    card_code: null,
    card_number: issue.card.number_masked,
    card_type: null,
    customer_name: null,
    customer_tel: null,
    customer_email: null,
    customer_addr: null,
    customer_postcode: null,
    inserted: payment.started_at,
    updated: payment.started_at,
  };
}

const BEHAVIOURS = ['ok', 'declined-at-charge', 'limit-exceeded'] as const;

function oneOf<T extends string>(value: string, name: string, allowed: readonly T[]): T {
  const found = allowed.find((entry) => entry === value);
  if (found === undefined) throw new Refusal(`${name} is '${value}'; it must be one of ${allowed.join(', ')}.`);
  return found;
}
