import { present } from './customer.js';
import { uuid } from './identifiers.js';
import { type Ledger, rfc3339, type Tried } from './ledger.js';
import type { ChargeOrder } from './order.js';
import type { PaymentSchedule } from './records.js';
import { Refusal } from './refusal.js';

/** Payments to come. They are made when the clock has passed their time. */
export interface Schedules {
  readonly all: readonly PaymentSchedule[];
  book(order: ChargeOrder, timeToPay: number, now: number): PaymentSchedule;
  /** Takes back the named ones, or everything of a key: all of them or, when one cannot be, none. */
  revoke(what: { billingKey?: string | undefined; scheduleIds?: string[] | undefined }, now: number): PaymentSchedule[];
  find(scheduleId: string): PaymentSchedule;
  /** @throws Refusal `PAYMENT_SCHEDULE_ALREADY_EXISTS` when a payment of that id is still to come */
  assertFree(paymentId: string): void;
  /** @throws Refusal `PAYMENT_SCHEDULE_ALREADY_EXISTS` when a payment with that key is still to come */
  assertNoneOf(billingKey: string): void;
  /** Makes the payments that are due, oldest first, each at its own time. */
  fireDue(now: number, onTried: (tried: Tried, order: ChargeOrder) => void): void;
}

export function createSchedules(ledger: Ledger, store: { storeId: string; merchantId: string }): Schedules {
  const all: PaymentSchedule[] = [];
  const orders = new Map<PaymentSchedule, ChargeOrder>();
  const waiting = (): PaymentSchedule[] => all.filter(({ status }) => status === 'SCHEDULED');
  const exists = (): Refusal => new Refusal('PAYMENT_SCHEDULE_ALREADY_EXISTS', '결제 예약 건이 이미 존재합니다.');

  function assertFree(paymentId: string): void {
    if (waiting().some((schedule) => schedule.paymentId === paymentId)) throw exists();
  }

  function find(scheduleId: string): PaymentSchedule {
    const found = all.find(({ id }) => id === scheduleId);
    if (found === undefined) throw new Refusal('PAYMENT_SCHEDULE_NOT_FOUND', '결제 예약 건을 찾을 수 없습니다.');
    return found;
  }

  return {
    all,
    find,
    assertFree,
    assertNoneOf(billingKey) {
      if (waiting().some((schedule) => schedule.billingKey === billingKey)) throw exists();
    },

    book(order, timeToPay, now) {
      ledger.usable(order.billingKey);
      ledger.assertUnpaid(order.paymentId, 'ALREADY_PAID_OR_WAITING');
      assertFree(order.paymentId);
      if (timeToPay <= now) throw new Refusal('INVALID_REQUEST', 'timeToPay는 현재 시각 이후여야 합니다.');
      const schedule: PaymentSchedule = {
        status: 'SCHEDULED',
        id: uuid(),
        ...store,
        paymentId: order.paymentId,
        billingKey: order.billingKey,
        orderName: order.orderName,
        isCulturalExpense: false,
        isEscrow: false,
        customer: order.customer,
        customData: order.customData ?? '',
        totalAmount: order.amount.total,
        taxFreeAmount: order.amount.taxFree,
        vatAmount: order.amount.vat,
        currency: order.currency,
        createdAt: rfc3339(now),
        timeToPay: rfc3339(timeToPay),
        ...present({ noticeUrls: order.noticeUrls }),
      };
      all.push(schedule);
      orders.set(schedule, order);
      return schedule;
    },

    revoke({ billingKey, scheduleIds }, now) {
      if (billingKey === undefined && scheduleIds === undefined) {
        throw new Refusal('INVALID_REQUEST', 'billingKey, scheduleIds 중 하나 이상은 필수입니다.');
      }
      if (billingKey !== undefined) ledger.usable(billingKey);
      const found = scheduleIds?.map(find) ?? waiting().filter((schedule) => schedule.billingKey === billingKey);
      for (const schedule of found) {
        if (billingKey !== undefined && schedule.billingKey !== billingKey) {
          throw new Refusal('PAYMENT_SCHEDULE_NOT_FOUND', '해당 빌링키의 결제 예약 건을 찾을 수 없습니다.');
        }
        if (schedule.status === 'REVOKED') {
          throw new Refusal('PAYMENT_SCHEDULE_ALREADY_REVOKED', '이미 취소된 결제 예약 건입니다.');
        }
        if (schedule.status !== 'SCHEDULED') {
          throw new Refusal('PAYMENT_SCHEDULE_ALREADY_PROCESSED', '이미 처리된 결제 예약 건입니다.');
        }
      }
      for (const schedule of found) {
        schedule.status = 'REVOKED';
        schedule.revokedAt = rfc3339(now);
      }
      return found;
    },

    fireDue(now, onTried) {
      const due = waiting()
        .filter(({ timeToPay }) => Date.parse(timeToPay) <= now)
        .sort((a, b) => Date.parse(a.timeToPay) - Date.parse(b.timeToPay));
      for (const schedule of due) {
        const order = orders.get(schedule);
        if (order === undefined) continue;
        schedule.startedAt = schedule.completedAt = schedule.timeToPay;
        const tried = tryOrder(ledger, order, schedule);
        schedule.status = tried !== null && 'paid' in tried ? 'SUCCEEDED' : 'FAILED';
        if (tried !== null) onTried(tried, order);
      }
    },
  };
}

function tryOrder(ledger: Ledger, order: ChargeOrder, schedule: PaymentSchedule): Tried | null {
  try {
    return ledger.charge(order, Date.parse(schedule.timeToPay), schedule.id);
  } catch (error) {
    // Nobody is there to be told that the order was paid another way since, but the schedule's own status.
    if (!(error instanceof Refusal)) throw error;
    return null;
  }
}
