import type { CardBehaviour } from '../server/issued.js';
import { present } from './customer.js';
import { uuid } from './identifiers.js';
import type { ChargeOrder } from './order.js';
import type { BillingKeyInfo, FailedPayment, PaidPayment, Payment, ReadyPayment } from './records.js';
import { type PgFailure, Refusal } from './refusal.js';
import type { PortOneWindowIssue, WindowPayment } from './windowIssue.js';
import { buildChannel, firstOrder, keyMethod, paymentMethod } from './windowRecords.js';

/** What a window issued and nobody has confirmed yet. */
interface PendingIssue {
  readonly issue: PortOneWindowIssue;
  readonly since: number;
  confirmed: boolean;
}

/** What one try to pay came to. */
export type Tried = { paid: PaidPayment } | { failed: FailedPayment; pg: PgFailure };

/** Keys, payments, and the rules of money between them. Every method is one synchronous step, so none can interleave. */
export interface Ledger {
  readonly keys: ReadonlyMap<string, BillingKeyInfo>;
  /** By `paymentId`: the last try of each. */
  readonly payments: ReadonlyMap<string, Payment>;
  /** Every try, oldest first. */
  readonly tries: readonly Payment[];
  readonly pending: ReadonlyMap<string, PendingIssue>;
  /** Takes what a window did. A first payment is tried with it. */
  issue(issue: PortOneWindowIssue, now: number): { key?: BillingKeyInfo; first?: Tried };
  /** A key that exists, deleted or not. */
  find(billingKey: string): BillingKeyInfo;
  /** A key that can be charged. */
  usable(billingKey: string): BillingKeyInfo;
  charge(order: ChargeOrder, now: number, scheduleId?: string): Tried;
  /** Throws when the payment was paid before, cancelled since or not. */
  assertUnpaid(paymentId: string, type: 'ALREADY_PAID' | 'ALREADY_PAID_OR_WAITING'): void;
  /** Takes the new state of a payment's last try. */
  replace(payment: Payment): void;
  setBehaviour(billingKey: string, behaviour: CardBehaviour): void;
  decline(billingKey: string | null, pg: PgFailure, times: number): void;
  /** What the PG would say to the next charge of a key, used up by asking. */
  takeDecline(billingKey: string): PgFailure | null;
}

const DECLINES: Readonly<Record<Exclude<CardBehaviour, 'ok'>, PgFailure>> = {
  'declined-at-charge': { pgCode: '8004', pgMessage: '카드사 승인이 거절되었습니다.' },
  'limit-exceeded': { pgCode: '8035', pgMessage: '한도초과' },
};

export interface LedgerOptions {
  storeId: string;
  merchantId: string;
}

export const rfc3339 = (milliseconds: number): string => new Date(milliseconds).toISOString();

export function createLedger({ storeId, merchantId }: LedgerOptions): Ledger {
  const keys = new Map<string, BillingKeyInfo>();
  const payments = new Map<string, Payment>();
  const tries: Payment[] = [];
  const pending = new Map<string, PendingIssue>();
  const behaviours = new Map<string, CardBehaviour>();
  const declines: { billingKey: string | null; pg: PgFailure; left: number }[] = [];

  function find(billingKey: string): BillingKeyInfo {
    const key = keys.get(billingKey);
    if (key === undefined) throw new Refusal('BILLING_KEY_NOT_FOUND', '요청된 빌링키를 찾을 수 없습니다.');
    return key;
  }

  function usable(billingKey: string): BillingKeyInfo {
    const key = find(billingKey);
    if (key.status === 'DELETED') throw new Refusal('BILLING_KEY_ALREADY_DELETED', '이미 삭제된 빌링키입니다.');
    return key;
  }

  function assertUnpaid(paymentId: string, type: 'ALREADY_PAID' | 'ALREADY_PAID_OR_WAITING'): void {
    const last = payments.get(paymentId);
    if (last !== undefined && last.status !== 'FAILED' && last.status !== 'READY') {
      throw new Refusal(type, '이미 완료된 결제 건입니다.');
    }
  }

  function takeDecline(billingKey: string): PgFailure | null {
    const ordered = declines.find(
      (entry) => entry.left > 0 && (entry.billingKey === null || entry.billingKey === billingKey),
    );
    if (ordered !== undefined) {
      ordered.left -= 1;
      return ordered.pg;
    }
    const behaviour = behaviours.get(billingKey) ?? 'ok';
    return behaviour === 'ok' ? null : DECLINES[behaviour];
  }

  /** What every payment says, whatever came of it. */
  function common(order: ChargeOrder, transactionId: string, platformType: 'API' | 'PC', now: number) {
    const at = rfc3339(now);
    return {
      id: order.paymentId,
      transactionId,
      merchantId,
      storeId,
      version: 'V2' as const,
      requestedAt: at,
      updatedAt: at,
      statusChangedAt: at,
      orderName: order.orderName,
      amount: order.amount,
      currency: order.currency,
      customer: order.customer,
      origin: { platformType, ipAddress: '203.0.113.7' },
    };
  }

  function tryOrder(key: BillingKeyInfo, order: ChargeOrder, now: number, more: TryDetails): Tried {
    const at = rfc3339(now);
    const [channel] = key.channels;
    if (channel === undefined) throw new Refusal('CHANNEL_NOT_FOUND', '요청된 채널을 찾을 수 없습니다.');
    const tried = {
      ...common(order, more.transactionId ?? uuid(), more.inWindow ? 'PC' : 'API', now),
      method: paymentMethod(key.methods[0]),
      channel,
      billingKey: key.billingKey,
      ...present({ customData: order.customData, scheduleId: more.scheduleId }),
    };
    const pg = more.pg;
    const result: Tried =
      pg === null
        ? {
            paid: {
              ...tried,
              status: 'PAID',
              paidAt: at,
              pgTxId: uuid(),
              receiptUrl: `https://portone.example/receipts/${tried.transactionId}`,
              disputes: [],
            },
          }
        : {
            failed: {
              ...tried,
              status: 'FAILED',
              amount: { ...tried.amount, paid: 0 },
              failedAt: at,
              failure: { reason: pg.pgMessage, ...pg },
            },
            pg,
          };
    const payment = 'paid' in result ? result.paid : result.failed;
    payments.set(payment.id, payment);
    tries.push(payment);
    return result;
  }

  function ready(issue: PortOneWindowIssue, payment: WindowPayment, now: number): ReadyPayment {
    const order = firstOrder(issue, payment);
    const waiting = common(order, payment.transactionId, 'PC', now);
    return { ...waiting, status: 'READY', amount: { ...order.amount, paid: 0 } };
  }

  function issueNow(issue: PortOneWindowIssue, now: number): { key?: BillingKeyInfo; first?: Tried } {
    const key = buildKey(issue, now);
    behaviours.set(key.billingKey, issue.card?.behaviour ?? 'ok');
    const pg =
      issue.status === 'failed'
        ? { pgCode: issue.pgCode ?? '3001', pgMessage: issue.pgMessage ?? '결제창에서 등록이 거절되었습니다.' }
        : issue.payment === undefined
          ? null
          : takeDecline(key.billingKey);
    const first =
      issue.payment &&
      tryOrder(key, firstOrder(issue, issue.payment), now, {
        transactionId: issue.payment.transactionId,
        inWindow: true,
        pg,
      });
    if (pg !== null) return present({ first });
    keys.set(key.billingKey, key);
    return present({ key, first });
  }

  function buildKey(issue: PortOneWindowIssue, now: number): BillingKeyInfo {
    const at = rfc3339(now);
    return {
      status: 'ISSUED',
      billingKey: issue.billingKey,
      merchantId,
      storeId,
      methods: [keyMethod(issue)],
      channels: [buildChannel(issue)],
      customer: issue.customer ?? {},
      requestedAt: rfc3339(pending.get(issue.billingIssueToken ?? '')?.since ?? now),
      issuedAt: at,
      ...present({ customData: issue.customData, issueId: issue.issueId, issueName: issue.issueName }),
    };
  }

  return {
    keys,
    payments,
    tries,
    pending,
    find,
    usable,
    assertUnpaid,
    takeDecline,

    issue(issue, now) {
      // One report may arrive twice.
      const known = keys.get(issue.billingKey);
      if (known !== undefined) return { key: known };
      if (issue.payment !== undefined) assertUnpaid(issue.payment.paymentId, 'ALREADY_PAID');
      if (issue.status !== 'needs-confirmation' || issue.billingIssueToken === undefined) return issueNow(issue, now);
      pending.set(issue.billingIssueToken, { issue: { ...issue, status: 'issued' }, since: now, confirmed: false });
      if (issue.payment !== undefined) payments.set(issue.payment.paymentId, ready(issue, issue.payment, now));
      return {};
    },

    charge(order, now, scheduleId) {
      const key = usable(order.billingKey);
      if (order.channelKey !== undefined && !key.channels.some(({ key: known }) => known === order.channelKey)) {
        throw new Refusal('CHANNEL_NOT_FOUND', '요청된 채널을 찾을 수 없습니다.');
      }
      assertUnpaid(order.paymentId, 'ALREADY_PAID');
      return tryOrder(key, order, now, { scheduleId, inWindow: false, pg: takeDecline(order.billingKey) });
    },

    replace(payment) {
      tries[tries.findIndex(({ transactionId }) => transactionId === payment.transactionId)] = payment;
      payments.set(payment.id, payment);
    },

    setBehaviour(billingKey, behaviour) {
      find(billingKey);
      behaviours.set(billingKey, behaviour);
    },
    decline: (billingKey, pg, times) => void declines.push({ billingKey, pg, left: times }),
  };
}

interface TryDetails {
  transactionId?: string | undefined;
  scheduleId?: string | undefined;
  inWindow: boolean;
  pg: PgFailure | null;
}
