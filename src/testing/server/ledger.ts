import type { CustomerAnnotation, PaymentAnnotation } from './annotations.js';
import { seconds } from './clock.js';
import { Refusal } from './envelope.js';
import { newApplyNum } from './identifiers.js';
import type { CardBehaviour, WindowIssue } from './issued.js';
import { createPayment } from './paymentRecord.js';

/** What a charge on a key needs; the rest is copied into the record as it came. */
type ChargeOrder = Partial<PaymentAnnotation> &
  Pick<PaymentAnnotation, 'merchant_uid' | 'amount' | 'name' | 'currency'> & {
    customer_uid: string;
    customer_uid_usage: 'payment' | 'payment.scheduled';
  };

/** What a key-only issue's record says under `amount`. See {@link FakeIamportServerOptions.keyOnlyAmount}. */
export type KeyOnlyAmount = 'as-sent' | 'zero';

/** Keys, payments, and the rules of money between them. Every method is one synchronous step, so none can interleave. */
export interface Ledger {
  readonly keys: Map<string, CustomerAnnotation>;
  /** By `imp_uid`, in the order they were made. */
  readonly payments: Map<string, PaymentAnnotation>;
  /** What the window did: a key (the older one of that name is silently replaced) and the payment it was issued with. */
  issue(issue: WindowIssue, now: number): PaymentAnnotation;
  putKey(key: CustomerAnnotation, behaviour: CardBehaviour): void;
  key(customerUid: string): CustomerAnnotation;
  /** Charges a key. A declined card is a record with the status `failed`; only what cannot be tried at all throws. */
  charge(order: ChargeOrder, now: number): PaymentAnnotation;
  /** Throws when this order number was paid before. */
  assertUnpaid(merchantUid: string): void;
  setBehaviour(customerUid: string, behaviour: CardBehaviour): void;
  decline(customerUid: string | null, reason: string, times: number): void;
  /** Payments that moved money, the ones taken at issue included. */
  charges(): PaymentAnnotation[];
}

const REASONS = {
  'declined-at-charge': '카드사 승인이 거절되었습니다. (8004)',
  'limit-exceeded': '한도초과 (8035)',
} as const;

export function createLedger(options: { sandbox: boolean; keyOnlyAmount: KeyOnlyAmount }): Ledger {
  const keys = new Map<string, CustomerAnnotation>();
  const payments = new Map<string, PaymentAnnotation>();
  const behaviours = new Map<string, CardBehaviour>();
  const tookMoney = new Set<string>();
  const declines: { customerUid: string | null; reason: string; left: number }[] = [];

  function putKey(key: CustomerAnnotation, behaviour: CardBehaviour): void {
    keys.set(key.customer_uid, key);
    behaviours.set(key.customer_uid, behaviour);
  }

  function key(customerUid: string): CustomerAnnotation {
    const found = keys.get(customerUid);
    if (found === undefined) throw new Refusal('등록되지 않은 구매자입니다.');
    return found;
  }

  function assertUnpaid(merchantUid: string): void {
    for (const payment of payments.values()) {
      if (payment.merchant_uid === merchantUid && payment.paid_at > 0) {
        throw new Refusal('이미 승인완료 된 merchant_uid로는 결제를 다시 시도할 수 없습니다.');
      }
    }
  }

  function declineReason(customerUid: string): string | null {
    const order = declines.find(
      (entry) => entry.left > 0 && (entry.customerUid === null || entry.customerUid === customerUid),
    );
    if (order !== undefined) {
      order.left -= 1;
      return order.reason;
    }
    const behaviour = behaviours.get(customerUid) ?? 'ok';
    return behaviour === 'ok' ? null : REASONS[behaviour];
  }

  function approve(payment: PaymentAnnotation, at: number): void {
    payment.status = 'paid';
    payment.paid_at = at;
    payment.apply_num = newApplyNum();
    payment.receipt_url = `https://iamport.example/receipts/${payment.imp_uid}`;
    tookMoney.add(payment.imp_uid);
  }

  function fail(payment: PaymentAnnotation, at: number, reason: string): void {
    payment.status = 'failed';
    payment.failed_at = at;
    payment.fail_reason = reason;
  }

  return {
    keys,
    payments,
    putKey,
    key,
    assertUnpaid,

    issue(issue, now) {
      // One report may arrive twice; another payment under a paid order number is refused, as in the window.
      const known = payments.get(issue.imp_uid);
      if (known !== undefined && known.status !== 'failed') return known;
      assertUnpaid(issue.merchant_uid);
      const at = seconds(now);
      const payment = createPayment({
        imp_uid: issue.imp_uid,
        merchant_uid: issue.merchant_uid,
        customer_uid: issue.customer_uid,
        customer_uid_usage: 'issue',
        pg_provider: issue.pg_provider,
        pay_method: issue.pay_method,
        name: issue.name,
        amount: issue.charged || options.keyOnlyAmount === 'as-sent' ? issue.amount : 0,
        currency: issue.currency,
        card_name: issue.card.name,
        card_number: issue.card.number_masked,
        channel: 'pc',
        sandbox: options.sandbox,
        started_at: at,
      });
      payments.set(payment.imp_uid, payment);
      if (issue.status === 'failed') {
        fail(payment, at, issue.fail_reason ?? '결제창에서 카드 등록이 거절되었습니다.');
        return payment;
      }
      if (issue.charged) approve(payment, at);
      payment.status = 'paid';
      payment.paid_at = at;
      const replaced = keys.get(issue.customer_uid);
      putKey(
        {
          customer_uid: issue.customer_uid,
          pg_provider: issue.pg_provider,
          pg_id: payment.pg_id,
          sandbox: options.sandbox,
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
          inserted: replaced?.inserted ?? at,
          updated: at,
        },
        issue.card.behaviour,
      );
      return payment;
    },

    charge(order, now) {
      const card = key(order.customer_uid);
      assertUnpaid(order.merchant_uid);
      if (!(order.amount > 0)) throw new Refusal('결제금액은 0보다 커야 합니다.');
      const at = seconds(now);
      const payment = createPayment({
        ...order,
        pg_provider: card.pg_provider,
        pg_id: card.pg_id,
        card_name: card.card_name,
        card_number: card.card_number,
        sandbox: card.sandbox,
        started_at: at,
      });
      payments.set(payment.imp_uid, payment);
      const reason = declineReason(order.customer_uid);
      if (reason === null) approve(payment, at);
      else fail(payment, at, reason);
      return payment;
    },

    setBehaviour(customerUid, behaviour) {
      key(customerUid);
      behaviours.set(customerUid, behaviour);
    },

    decline(customerUid, reason, times) {
      declines.push({ customerUid, reason, left: times });
    },

    charges: () => [...payments.values()].filter((payment) => tookMoney.has(payment.imp_uid)),
  };
}
