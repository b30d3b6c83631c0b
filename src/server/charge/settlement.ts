import type { Payment } from '../gateway/Gateway.js';
import type { Charge, Try } from './Charge.js';

/** What is known of a charge, and what the gateway says. */
export interface Evidence {
  readonly charge: Charge;
  /** Every try there was. */
  readonly tries: readonly Try[];
  /** What the gateway has under the charge's number, newest first. */
  readonly payments: readonly Payment[];
  /** The try whose own call was answered with the one payment; null when they were looked up. */
  readonly answerTo: number | null;
  /** The keys that the tries charged. */
  readonly billingKeys: readonly string[];
  /** Which of the account's channels count: a payment of the other kind grants nothing. */
  readonly sandbox: boolean;
  /** Milliseconds, the database's clock. */
  readonly now: number;
}

/** The one payment that says how the charge stands. */
type Said = Evidence & { readonly payment: Payment };

/** What the evidence changes. */
export interface Settlement {
  /** Null: the charge is as it was. */
  readonly charge: Partial<Omit<Charge, 'version'>> | null;
  /** Null: no try changes. */
  readonly tried: { readonly number: number; readonly set: Partial<Omit<Try, 'version'>> } | null;
  /** What became of the charge, when that is news. */
  readonly news: 'paid' | 'recovered' | 'failed' | 'refunded' | 'mismatch' | null;
  /** True when a charge of the key took money, and not what was ordered. */
  readonly tookOther?: boolean | undefined;
  /** Payments beside the one that the charge was paid with: money that was taken once more. */
  readonly strangers: readonly Payment[];
}

type Change = Omit<Settlement, 'strangers'>;

/** Milliseconds after which a try without a record is looked for a few times more. */
export const LOOK_FOR_LOST = [5 * 60_000, 60 * 60_000, 24 * 60 * 60_000] as const;

/** Nobody knows of money that it took. The charge is looked at a few times more, also when it was sent again since. */
export const isLost = ({ status }: Try): boolean => status === 'lost';

/** Of a charge that was taken for failed: a receipt must not say of money that it was never taken. */
const UNFAILED = { failCode: null, failReason: null } as const;

const NOTHING: Change = { charge: null, tried: null, news: null };

/**
 * The rules of settling, in one place.
 *
 * - `paid` at the gateway overrules anything written here, provided it is the payment that was ordered.
 * - A payment that a browser made under a charge's number is never that charge, whatever it says. Without money it says nothing.
 * - A declined payment settles the try it belongs to and no other one.
 * - A payment's number that was known is never forgotten.
 */
export function settlementOf(evidence: Evidence): Settlement {
  const { charge, payments } = evidence;
  const payment = foremost(evidence);
  const said = payment === null ? NOTHING : changeBy({ ...evidence, payment });
  const change = withLookForLost(evidence, withOwnNumber(evidence, said));
  const after = { ...charge, ...change.charge };
  const isPaid = after.status === 'paid' || after.status === 'refunded';
  const strangers = isPaid ? payments.filter(({ status, impUid }) => status === 'paid' && impUid !== after.impUid) : [];
  return { ...change, strangers };
}

/** A gateway may name two tries of one order number alike: the number stays with the try that had it first. */
function withOwnNumber({ tries }: Evidence, change: Change): Change {
  if (change.tried === null) return change;
  const { number, set } = change.tried;
  const { impUid, ...rest } = set;
  const isTaken = tries.some((one) => one.number !== number && one.impUid === impUid);
  return isTaken ? { ...change, tried: { number, set: rest } } : change;
}

/** A charge that is clear is looked at all the same where another of its tries is lost. */
function withLookForLost({ tries, now }: Evidence, { charge, ...rest }: Change): Change {
  const isLookedFor = charge?.lookAt === null && tries.some((one) => isLost(one) && one.number !== rest.tried?.number);
  return { charge: isLookedFor ? { ...charge, lookAt: now + LOOK_FOR_LOST[0] } : charge, ...rest };
}

/** The payment that says how a charge stands: one that took the money, if there is one. Null: none says anything. */
function foremost(evidence: Evidence): Payment | null {
  const { charge, payments } = evidence;
  const ordered = payments.filter((payment) => isWhatWasOrdered({ ...evidence, payment }));
  const of = (list: readonly Payment[], status: Payment['status']) =>
    list.find((payment) => payment.status === status && payment.impUid === charge.impUid) ??
    list.find((payment) => payment.status === status);
  const open = payments.filter((payment) => isMadeByServer(evidence, payment));
  const latest = `${charge.chargeMerchantUid}:${charge.tries}`;
  return (
    of(ordered, 'paid') ??
    of(ordered, 'cancelled') ??
    of(payments, 'paid') ??
    open.find(({ tag }) => tag === latest) ??
    open[0] ??
    null
  );
}

function changeBy(said: Said): Change {
  const { payment } = said;
  const { cancelledAmount } = payment;
  const number = tryOf(said);
  switch (payment.status) {
    case 'paid':
      if (!isWhatWasOrdered(said)) return mismatch(said, number);
      return payment.amount > 0 && cancelledAmount >= payment.amount ? refunded(said, number) : paid(said, number);
    case 'cancelled':
      if (!isWhatWasOrdered(said)) return NOTHING;
      // How a payment reads of which a part was given back is documented nowhere: the amount says it.
      return cancelledAmount > 0 && cancelledAmount < payment.amount ? paid(said, number) : refunded(said, number);
    case 'failed':
      return declined(said, number);
    case 'pending':
      return NOTHING;
  }
}

function refunded({ charge, payment, now }: Said, number: number | null): Change {
  if (charge.status === 'refunded') return NOTHING;
  return {
    charge: {
      ...(isPaidWith(charge, payment) ? {} : paymentFields(payment)),
      status: 'refunded',
      ...UNFAILED,
      refundedAmount: payment.cancelledAmount || charge.amount,
      settledAt: charge.settledAt ?? now,
      lookAt: null,
      looks: 0,
    },
    tried: number === null ? null : { number, set: { status: 'paid', impUid: payment.impUid, endedAt: now } },
    news: 'refunded',
  };
}

function paid({ charge, payment, now }: Said, number: number | null): Change {
  const refunded = Math.max(charge.refundedAmount, payment.cancelledAmount);
  if (charge.status === 'refunded') return NOTHING;
  if (isPaidWith(charge, payment)) {
    if (refunded === charge.refundedAmount) return NOTHING;
    return { charge: { refundedAmount: refunded, lookAt: null, looks: 0 }, tried: null, news: 'refunded' };
  }
  return {
    charge: {
      ...paymentFields(payment),
      status: 'paid',
      ...UNFAILED,
      refundedAmount: refunded,
      settledAt: now,
      callEndsAt: 0,
      lookAt: null,
      looks: 0,
    },
    tried: number === null ? null : { number, set: { status: 'paid', impUid: payment.impUid, endedAt: now } },
    news: charge.status === 'failed' ? 'recovered' : 'paid',
  };
}

function declined({ charge, tries, payment, now }: Said, number: number | null): Change {
  const known = tries.find((one) => one.number === number);
  const { impUid, failCode, failReason } = payment;
  // Only a try that was sent, or given up for lost, can still learn that it was declined.
  const isOpen = known?.status === 'sent' || known?.status === 'lost';
  const tried = isOpen
    ? { number: known.number, set: { status: 'declined' as const, impUid, failCode, failReason, endedAt: now } }
    : null;
  const isLatest = number === charge.tries;
  const settles =
    isLatest && (charge.status === 'pending' || (charge.status === 'failed' && charge.failCode === 'lost'));
  if (!settles) return { ...NOTHING, tried };
  return {
    charge: {
      ...paymentFields(payment),
      status: 'failed',
      failCode,
      failReason: failReason ?? 'The card was declined.',
      settledAt: now,
      callEndsAt: 0,
      lookAt: null,
      looks: 0,
    },
    tried,
    news: 'failed',
  };
}

/** Money was taken under our number, and it is not the order: nothing is granted for it, and somebody has to look. */
function mismatch({ charge, payment, answerTo, now }: Said, number: number | null): Change {
  if (charge.status === 'paid' || charge.status === 'refunded' || charge.failCode === 'mismatch') return NOTHING;
  return {
    charge: {
      status: 'failed',
      impUid: payment.impUid,
      failCode: 'mismatch',
      failReason: `Payment ${payment.impUid} is not what was ordered: ${payment.amount} ${payment.currency}.`,
      settledAt: now,
      callEndsAt: 0,
      lookAt: null,
      looks: 0,
    },
    tried: number === null ? null : { number, set: { status: 'refused', endedAt: now } },
    news: 'mismatch',
    tookOther: answerTo !== null || payment.isKeyCharge,
  };
}

/**
 * Which try made this payment: the one whose call was answered, the one whose tag the payment carries, the one that is known
 * by its number, or, for a payment without a tag that no other try is known by, the latest. Null when it is none of ours.
 */
function tryOf({ charge, tries, payment, answerTo }: Said): number | null {
  if (answerTo !== null) return answerTo;
  const known = tries.find(({ impUid }) => impUid === payment.impUid);
  if (known !== undefined) return known.number;
  if (payment.tag !== null) return tries.find(({ tryId }) => tryId === payment.tag)?.number ?? null;
  const latest = tries.find(({ number }) => number === charge.tries);
  return latest?.impUid === null ? latest.number : null;
}

function isWhatWasOrdered(said: Said): boolean {
  const { charge, payment, billingKeys, sandbox } = said;
  return (
    isMadeByServer(said, payment) &&
    // What the PG took while it issued the key is under the number of its registration, and known by its own.
    (charge.chargedAtIssue || payment.merchantUid === charge.chargeMerchantUid) &&
    payment.amount === charge.amount &&
    payment.currency === charge.currency &&
    payment.sandbox === sandbox &&
    (payment.billingKey === null || billingKeys.includes(payment.billingKey) || isPaidWith(charge, payment))
  );
}

/** The payment that the charge was paid with: it was what was ordered, though its card may be forgotten by now. */
function isPaidWith({ status, impUid }: Charge, payment: Payment): boolean {
  return status === 'paid' && impUid === payment.impUid;
}

/** A window can be opened under any number. The one that a registration was paid with is known by its own number. */
function isMadeByServer({ charge, answerTo }: Evidence, { isKeyCharge, impUid }: Payment): boolean {
  return charge.chargedAtIssue ? impUid === charge.impUid : isKeyCharge || answerTo !== null;
}

function paymentFields(payment: Payment): Pick<Charge, 'impUid' | 'cardName' | 'cardNumber' | 'receiptUrl'> {
  const { impUid, cardName, cardNumber, receiptUrl } = payment;
  return { impUid, cardName, cardNumber, receiptUrl };
}
