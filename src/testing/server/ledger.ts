import type {
  CustomerAnnotation,
  CustomerUidUsage,
  PaymentAnnotation,
  PaymentCancelAnnotation,
} from './annotations.js';
import { seconds } from './clock.js';
import { Refusal } from './envelope.js';
import { newApplyNum, newId } from './identifiers.js';
import { type CardBehaviour, issuedKey, type WindowIssue } from './issued.js';
import { createPayment } from './paymentRecord.js';
import { createPaymentStore, type PaymentStore } from './paymentStore.js';
import { closedReason } from './pgHours.js';

/** What a charge needs; the rest is copied into the record as it came. */
type ChargeOrder = Partial<PaymentAnnotation> &
  Pick<PaymentAnnotation, 'merchant_uid' | 'amount' | 'name' | 'currency'> & {
    customer_uid: string | null;
    customer_uid_usage: CustomerUidUsage;
  };

/** A key as it is charged: its record, and what its card does. */
export interface ChargedCard {
  key: CustomerAnnotation;
  behaviour: CardBehaviour;
}

/** What an amount is made of. Null: i'mport reckons the VAT from what is not tax-free. */
export interface Tax {
  taxFree: number;
  vat: number | null;
}

/** What a key-only issue's record says under `amount`. See {@link FakeIamportServerOptions.keyOnlyAmount}. */
export type KeyOnlyAmount = 'as-sent' | 'zero';

export interface LedgerOptions {
  sandbox: boolean;
  keyOnlyAmount: KeyOnlyAmount;
  issueUsage: 'issue' | null;
  pgHours: boolean;
}

/** Keys, payments, and the rules of money between them. Every method is one synchronous step, so none can interleave. */
export interface Ledger {
  readonly keys: Map<string, CustomerAnnotation>;
  readonly payments: PaymentStore;
  /** What the window did: a key (the older one of that name is silently replaced) and the payment it was issued with. */
  issue(issue: WindowIssue, now: number): PaymentAnnotation;
  putKey(key: CustomerAnnotation, behaviour: CardBehaviour): void;
  /** Throws when there is no such key. */
  card(customerUid: string): ChargedCard;
  /** Charges a card. A declined one is a record with the status `failed`; only what cannot be tried at all throws. */
  charge(order: ChargeOrder, now: number, card: ChargedCard, tax?: Tax): PaymentAnnotation;
  /** The first half of a charge: a record that is `ready`, and the second half, which asks the card network. */
  begin(order: ChargeOrder, now: number, card: ChargedCard, tax?: Tax): BegunCharge;
  /** Gives money back: all that is left of it, or a part. Throws when it is not there to give. */
  cancel(payment: PaymentAnnotation, cancellation: Cancellation, now: number): PaymentCancelAnnotation;
  /** The PG approves after all what it declined. */
  approveAfterAll(payment: PaymentAnnotation, now: number): void;
  /** Whether this order number was ever paid, also when the money was given back. */
  wasPaid(merchantUid: string): boolean;
  /** Throws when this order number was paid before. */
  assertUnpaid(merchantUid: string): void;
  taxOf(impUid: string): Tax;
  setBehaviour(customerUid: string, behaviour: CardBehaviour): void;
  decline(customerUid: string | null, reason: string, times: number): void;
  /** Payments that moved money, the ones taken at issue included. */
  charges(): PaymentAnnotation[];
}

/** A charge that the card network has not answered yet. */
export interface BegunCharge {
  payment: PaymentAnnotation;
  finish(now: number): PaymentAnnotation;
}

/** How much is to be given back, and why. */
export interface Cancellation {
  /** Null or 0: all that is left. */
  amount: number | null;
  reason: string;
}

const NO_TAX: Tax = { taxFree: 0, vat: null };

const REASONS = {
  'declined-at-charge': '카드사 승인이 거절되었습니다. (8004)',
  'limit-exceeded': '한도초과 (8035)',
} as const;

export function createLedger(options: LedgerOptions): Ledger {
  const keys = new Map<string, CustomerAnnotation>();
  const payments = createPaymentStore();
  const behaviours = new Map<string, CardBehaviour>();
  const taxes = new Map<string, Tax>();
  const tookMoney: PaymentAnnotation[] = [];
  let declines: { customerUid: string | null; reason: string; left: number }[] = [];

  function card(customerUid: string): ChargedCard {
    const key = keys.get(customerUid);
    if (key === undefined) throw new Refusal('등록되지 않은 구매자입니다.');
    return { key, behaviour: behaviours.get(customerUid) ?? 'ok' };
  }

  function wasPaid(merchantUid: string): boolean {
    return payments.ofMerchantUid(merchantUid).some(({ paid_at }) => paid_at > 0);
  }

  function assertUnpaid(merchantUid: string): void {
    if (wasPaid(merchantUid)) throw new Refusal('이미 승인완료 된 merchant_uid로는 결제를 다시 시도할 수 없습니다.');
  }

  function declineReason({ key, behaviour }: ChargedCard, now: number): string | null {
    const closed = options.pgHours ? closedReason(key.pg_provider, now) : null;
    if (closed !== null) return closed;
    const order = declines.find(({ customerUid }) => customerUid === null || customerUid === key.customer_uid);
    if (order !== undefined) {
      order.left -= 1;
      declines = declines.filter(({ left }) => left > 0);
      return order.reason;
    }
    return behaviour === 'ok' ? null : REASONS[behaviour];
  }

  function approve(payment: PaymentAnnotation, at: number): void {
    payment.status = 'paid';
    payment.paid_at = at;
    payment.apply_num = newApplyNum();
    payment.receipt_url = `https://iamport.example/receipts/${payment.imp_uid}`;
    tookMoney.push(payment);
  }

  function fail(payment: PaymentAnnotation, at: number, reason: string): void {
    payment.status = 'failed';
    payment.failed_at = at;
    payment.fail_reason = reason;
  }

  function putKey(key: CustomerAnnotation, behaviour: CardBehaviour): void {
    const inserted = keys.get(key.customer_uid)?.inserted ?? key.inserted;
    keys.set(key.customer_uid, { ...key, inserted });
    behaviours.set(key.customer_uid, behaviour);
  }

  function begin(order: ChargeOrder, now: number, charged: ChargedCard, tax: Tax = NO_TAX): BegunCharge {
    assertUnpaid(order.merchant_uid);
    if (!(order.amount > 0)) throw new Refusal('결제금액은 0보다 커야 합니다.');
    const { pg_provider, pg_id, card_name, card_number, sandbox } = charged.key;
    const of = { pg_provider, pg_id, card_name, card_number, sandbox, started_at: seconds(now) };
    const payment = createPayment({ ...order, ...of });
    payments.add(payment);
    taxes.set(payment.imp_uid, tax);
    return {
      payment,
      finish(at) {
        const reason = declineReason(charged, at);
        if (reason === null) approve(payment, seconds(at));
        else fail(payment, seconds(at), reason);
        return payment;
      },
    };
  }

  return {
    keys,
    payments,
    putKey,
    card,
    wasPaid,
    assertUnpaid,

    issue(issue, now) {
      // One report may arrive twice; another payment under a paid order number is refused, as in the window.
      const known = payments.all.get(issue.imp_uid);
      if (known !== undefined && known.status !== 'failed' && known.status !== 'ready') return known;
      assertUnpaid(issue.merchant_uid);
      const at = seconds(now);
      const sandbox = issue.sandbox ?? options.sandbox;
      const payment = createPayment({
        imp_uid: issue.imp_uid,
        merchant_uid: issue.merchant_uid,
        customer_uid: issue.customer_uid,
        customer_uid_usage: options.issueUsage,
        pg_provider: issue.pg_provider,
        pay_method: issue.pay_method,
        name: issue.name,
        amount: issue.charged || options.keyOnlyAmount === 'as-sent' ? issue.amount : 0,
        currency: issue.currency,
        card_name: issue.card.name,
        card_number: issue.card.number_masked,
        channel: 'pc',
        sandbox,
        started_at: at,
      });
      payments.add(payment);
      if (issue.status === 'ready') return payment;
      if (issue.status === 'failed') {
        fail(payment, at, issue.fail_reason ?? '결제창에서 카드 등록이 거절되었습니다.');
        return payment;
      }
      if (issue.charged) approve(payment, at);
      payment.status = 'paid';
      payment.paid_at = at;
      putKey(issuedKey(issue, payment), issue.card.behaviour);
      return payment;
    },

    begin,
    charge: (order, now, charged, tax) => begin(order, now, charged, tax).finish(now),

    cancel(payment, { amount: asked, reason }, now) {
      if (payment.status === 'cancelled') throw new Refusal('이미 전액취소된 주문입니다.');
      if (payment.status !== 'paid') throw new Refusal('결제완료 상태의 주문만 취소할 수 있습니다.');
      const left = payment.amount - payment.cancel_amount;
      const amount = asked || left;
      if (amount < 0 || amount > left) throw new Refusal('취소 가능 금액을 초과하였습니다.');
      const at = seconds(now);
      const { pg_tid, receipt_url } = payment;
      const entry = { pg_tid, amount, cancelled_at: at, reason, cancellation_id: newId(), receipt_url };
      payment.cancel_amount += amount;
      payment.cancelled_at = at;
      payment.cancel_reason = reason;
      payment.cancel_history.push(entry);
      // What a partly cancelled payment's status reads is not documented; it stays `paid` here while some of it is.
      if (payment.cancel_amount === payment.amount) payment.status = 'cancelled';
      return entry;
    },

    approveAfterAll(payment, now) {
      payment.failed_at = 0;
      payment.fail_reason = null;
      approve(payment, seconds(now));
    },

    taxOf: (impUid) => taxes.get(impUid) ?? NO_TAX,

    setBehaviour(customerUid, behaviour) {
      card(customerUid);
      behaviours.set(customerUid, behaviour);
    },

    decline(customerUid, reason, times) {
      if (times > 0) declines.push({ customerUid, reason, left: times });
    },

    charges: () => [...tookMoney],
  };
}
