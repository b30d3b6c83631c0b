import type { PaymentAnnotation, ScheduleResultAnnotation } from './annotations.js';
import { seconds } from './clock.js';
import { Refusal } from './envelope.js';
import type { Ledger } from './ledger.js';

/** One payment to come and where its webhook goes. */
export interface ScheduledPayment {
  entry: ScheduleResultAnnotation;
  noticeUrl: string | null;
}

/** Payments to come. They are made when the clock has passed their time. */
export interface Schedules {
  readonly all: ScheduledPayment[];
  /** Books all of them or, when one cannot be booked, none. */
  book(entries: ScheduledPayment[]): void;
  /** Takes back what is still to come: the named order numbers, or everything of that customer. */
  revoke(customerUid: string, merchantUids: string[] | null, now: number): ScheduleResultAnnotation[];
  assertFree(merchantUid: string): void;
  /** Makes the payments that are due, oldest first, each at its own time. */
  fireDue(now: number, onPayment: (payment: PaymentAnnotation, noticeUrl: string | null) => void): void;
}

export function createSchedules(ledger: Ledger): Schedules {
  const all: ScheduledPayment[] = [];
  const waiting = (): ScheduledPayment[] => all.filter(({ entry }) => entry.schedule_status === 'scheduled');

  function assertFree(merchantUid: string): void {
    if (waiting().some(({ entry }) => entry.merchant_uid === merchantUid)) {
      throw new Refusal('이미 예약된 merchant_uid입니다.');
    }
  }

  return {
    all,
    assertFree,

    book(entries) {
      const seen = new Set<string>();
      for (const { entry } of entries) {
        ledger.assertUnpaid(entry.merchant_uid);
        assertFree(entry.merchant_uid);
        if (seen.has(entry.merchant_uid)) throw new Refusal('이미 예약된 merchant_uid입니다.');
        seen.add(entry.merchant_uid);
      }
      all.push(...entries);
    },

    revoke(customerUid, merchantUids, now) {
      const found = waiting().filter(
        ({ entry }) =>
          entry.customer_uid === customerUid && (merchantUids === null || merchantUids.includes(entry.merchant_uid)),
      );
      if (found.length === 0) throw new Refusal('취소할 예약결제 기록이 존재하지 않습니다.');
      for (const { entry } of found) {
        entry.schedule_status = 'revoked';
        entry.revoked_at = seconds(now);
      }
      return found.map(({ entry }) => entry);
    },

    fireDue(now, onPayment) {
      const due = waiting()
        .filter(({ entry }) => entry.schedule_at <= seconds(now))
        .sort((a, b) => a.entry.schedule_at - b.entry.schedule_at);
      for (const { entry, noticeUrl } of due) {
        entry.schedule_status = 'executed';
        entry.executed_at = entry.schedule_at;
        const payment = attempt(ledger, entry);
        if (payment === null) continue;
        entry.imp_uid = payment.imp_uid;
        entry.payment_status = payment.status === 'paid' ? 'paid' : 'failed';
        entry.fail_reason = payment.fail_reason;
        onPayment(payment, noticeUrl);
      }
    },
  };
}

function attempt(ledger: Ledger, entry: ScheduleResultAnnotation): PaymentAnnotation | null {
  const { customer_uid, merchant_uid, amount, name, currency, custom_data } = entry;
  const { buyer_name, buyer_email, buyer_tel, buyer_addr, buyer_postcode } = entry;
  try {
    return ledger.charge(
      {
        customer_uid,
        merchant_uid,
        amount,
        name,
        currency,
        custom_data,
        buyer_name,
        buyer_email,
        buyer_tel,
        buyer_addr,
        buyer_postcode,
        customer_uid_usage: 'payment.scheduled',
      },
      entry.schedule_at * 1000,
    );
  } catch (error) {
    // The key was deleted, or the order paid another way, since it was booked: nobody is there to be told but the record.
    if (!(error instanceof Refusal)) throw error;
    entry.payment_status = 'failed';
    entry.fail_reason = error.message;
    return null;
  }
}
