import type { PaymentAnnotation, ScheduleResultAnnotation } from './annotations.js';
import { seconds } from './clock.js';
import { Refusal } from './envelope.js';
import type { ChargedCard, Ledger, Tax } from './ledger.js';

/** One payment to come. */
export interface Booking {
  entry: ScheduleResultAnnotation;
  /** Where its webhook goes, if not to the merchant's own address. */
  noticeUrl: string | null;
  tax: Tax;
  /** The key as it was when the payment was booked. */
  card: ChargedCard;
  /** When it is tried next, in seconds; null when it is not. A failed booking has one only while i'mport repeats it. */
  dueAt: number | null;
}

/** Payments to come. They are made when the clock has passed their time. */
export interface Schedules {
  readonly all: readonly Booking[];
  ofCustomerUid(customerUid: string): readonly Booking[];
  /** Throws a 404 when nothing was ever booked under this number. */
  get(merchantUid: string): Booking;
  /** Books all of them or, when one cannot be booked, none. */
  book(bookings: readonly Booking[]): void;
  /** Takes back what is still to come: of one key, of the order numbers named, or of those of them that are the key's. */
  revoke(which: Revocation, now: number): ScheduleResultAnnotation[];
  /** Gives a payment to come another time, in seconds. */
  move(merchantUid: string, at: number): ScheduleResultAnnotation;
  /** Books a failed or revoked payment again, under the same number. */
  reschedule(merchantUid: string, at: number): ScheduleResultAnnotation;
  /** Tries a failed or revoked payment at once, under the same number. */
  retry(merchantUid: string, now: number): PaymentAnnotation;
  /** Throws while a payment with this order number is to come. */
  assertFree(merchantUid: string): void;
  /** Whether i'mport repeats every failed booking a day later, until it is paid. */
  setRecovery(on: boolean): void;
  /** Tells the booking, if the payment is one's, that its money was given back. */
  noteCancelled(payment: PaymentAnnotation): void;
  /** Tells the booking, if the payment is one's, that it was approved after all. */
  noteApproved(payment: PaymentAnnotation): void;
  /** Makes the payments that are due, oldest first, each at its own time. */
  fireDue(now: number): void;
}

export interface Revocation {
  customerUid: string | null;
  merchantUids: readonly string[] | null;
}

export interface SchedulesOptions {
  ledger: Ledger;
  /** See {@link FakeIamportServerOptions.bookingsCharge}. */
  bookingsCharge: 'current-key' | 'booked-key';
  recovery: boolean;
  /** Hears of every try, approved or not. */
  onPayment(payment: PaymentAnnotation, noticeUrl: string | null): void;
}

const DAY = 86_400;

export function createSchedules({ ledger, onPayment, bookingsCharge, ...options }: SchedulesOptions): Schedules {
  const all: Booking[] = [];
  const byMerchantUid = new Map<string, Booking>();
  const byCustomerUid = new Map<string, Booking[]>();
  const waiting = new Set<Booking>();
  /** No booking is due before this second, so that most calls need not look at any. */
  let earliest = Number.POSITIVE_INFINITY;
  let { recovery } = options;

  function setDue(booking: Booking, at: number | null): void {
    booking.dueAt = at;
    if (at === null) {
      waiting.delete(booking);
      return;
    }
    waiting.add(booking);
    earliest = Math.min(earliest, at);
  }

  function get(merchantUid: string): Booking {
    const booking = byMerchantUid.get(merchantUid);
    if (booking === undefined) throw new Refusal('존재하지 않는 예약결제입니다.', 404);
    return booking;
  }

  /** The booking, if it is one that failed or was revoked, and nobody has paid since. */
  function unpaidBooking(merchantUid: string): Booking {
    const booking = get(merchantUid);
    if (booking.entry.schedule_status === 'scheduled') throw new Refusal('아직 실행되지 않은 예약결제입니다.', 400);
    if (ledger.wasPaid(merchantUid)) throw new Refusal('이미 승인된 예약결제입니다.', 400);
    return booking;
  }

  /** Tries a booking once. Throws when it can't be tried at all. */
  function tryBooking(booking: Booking, now: number): PaymentAnnotation {
    const { entry, noticeUrl } = booking;
    const { customer_uid, merchant_uid, amount, name, currency, custom_data } = entry;
    const { buyer_name, buyer_email, buyer_tel, buyer_addr, buyer_postcode } = entry;
    const buyer = { buyer_name, buyer_email, buyer_tel, buyer_addr, buyer_postcode };
    const order = { customer_uid, merchant_uid, amount, name, currency, custom_data, ...buyer };
    const card = bookingsCharge === 'booked-key' ? booking.card : ledger.card(customer_uid);
    const payment = ledger.charge({ ...order, customer_uid_usage: 'payment.scheduled' }, now, card, booking.tax);
    entry.schedule_status = 'executed';
    entry.executed_at = seconds(now);
    entry.revoked_at = 0;
    entry.imp_uid = payment.imp_uid;
    entry.payment_status = payment.status === 'paid' ? 'paid' : 'failed';
    entry.fail_reason = payment.fail_reason;
    setDue(booking, recovery && payment.status === 'failed' ? seconds(now) + DAY : null);
    onPayment(payment, noticeUrl);
    return payment;
  }

  function fire(booking: Booking, at: number): void {
    const { entry } = booking;
    try {
      tryBooking(booking, at * 1000);
    } catch (error) {
      // The key was deleted, or the order paid another way, since it was booked: nobody is there to be told but the record.
      if (!(error instanceof Refusal)) throw error;
      setDue(booking, null);
      if (entry.schedule_status !== 'scheduled') return;
      entry.schedule_status = 'executed';
      entry.executed_at = at;
      entry.payment_status = 'failed';
      entry.fail_reason = error.message;
    }
  }

  function assertFree(merchantUid: string): void {
    if (byMerchantUid.get(merchantUid)?.entry.schedule_status === 'scheduled') {
      throw new Refusal('이미 예약된 merchant_uid입니다.');
    }
  }

  return {
    all,
    ofCustomerUid: (customerUid) => byCustomerUid.get(customerUid) ?? [],
    get,
    assertFree,

    book(bookings) {
      const seen = new Set<string>();
      for (const { entry } of bookings) {
        ledger.assertUnpaid(entry.merchant_uid);
        // A number that was booked once is used up, also when it was revoked or failed: those are rescheduled.
        if (byMerchantUid.has(entry.merchant_uid) || seen.has(entry.merchant_uid)) {
          throw new Refusal('이미 예약된 merchant_uid입니다.');
        }
        seen.add(entry.merchant_uid);
      }
      for (const booking of bookings) {
        const { customer_uid, merchant_uid, schedule_at } = booking.entry;
        all.push(booking);
        byMerchantUid.set(merchant_uid, booking);
        const ofCustomer = byCustomerUid.get(customer_uid) ?? [];
        ofCustomer.push(booking);
        byCustomerUid.set(customer_uid, ofCustomer);
        setDue(booking, schedule_at);
      }
    },

    revoke({ customerUid, merchantUids }, now) {
      const named =
        merchantUids === null
          ? (byCustomerUid.get(customerUid ?? '') ?? [])
          : [...new Set(merchantUids)].flatMap((merchantUid) => byMerchantUid.get(merchantUid) ?? []);
      const found = named.filter(
        ({ entry }) =>
          entry.schedule_status === 'scheduled' && (customerUid === null || entry.customer_uid === customerUid),
      );
      if (found.length === 0) throw new Refusal('취소할 예약결제 기록이 존재하지 않습니다.');
      for (const booking of found) {
        booking.entry.schedule_status = 'revoked';
        booking.entry.revoked_at = seconds(now);
        setDue(booking, null);
      }
      return found.map(({ entry }) => entry);
    },

    move(merchantUid, at) {
      const booking = get(merchantUid);
      if (booking.entry.schedule_status !== 'scheduled') {
        throw new Refusal('이미 실행되었거나 취소된 예약결제입니다.', 400);
      }
      booking.entry.schedule_at = at;
      setDue(booking, at);
      return booking.entry;
    },

    reschedule(merchantUid, at) {
      const booking = unpaidBooking(merchantUid);
      const { entry } = booking;
      entry.schedule_status = 'scheduled';
      entry.schedule_at = at;
      entry.executed_at = 0;
      entry.revoked_at = 0;
      entry.imp_uid = null;
      entry.payment_status = null;
      entry.fail_reason = null;
      setDue(booking, at);
      return entry;
    },

    retry(merchantUid, now) {
      const booking = unpaidBooking(merchantUid);
      if (!ledger.keys.has(booking.entry.customer_uid)) throw new Refusal('존재하지 않는 빌링키입니다.', 404);
      return tryBooking(booking, now);
    },

    setRecovery(on) {
      recovery = on;
      for (const booking of all) {
        const { schedule_status, payment_status, executed_at } = booking.entry;
        if (schedule_status !== 'executed' || payment_status !== 'failed') continue;
        setDue(booking, on ? executed_at + DAY : null);
      }
    },

    noteCancelled(payment) {
      const booking = byMerchantUid.get(payment.merchant_uid);
      if (booking?.entry.imp_uid === payment.imp_uid) booking.entry.payment_status = 'cancelled';
    },

    noteApproved(payment) {
      const booking = byMerchantUid.get(payment.merchant_uid);
      if (booking === undefined || booking.entry.imp_uid !== payment.imp_uid) return;
      booking.entry.payment_status = 'paid';
      booking.entry.fail_reason = null;
      setDue(booking, null);
    },

    fireDue(now) {
      const until = seconds(now);
      while (earliest <= until) {
        const due: Booking[] = [];
        earliest = Number.POSITIVE_INFINITY;
        for (const booking of waiting) {
          if (booking.dueAt === null) continue;
          if (booking.dueAt <= until) due.push(booking);
          else earliest = Math.min(earliest, booking.dueAt);
        }
        due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
        // What fails and is repeated by i'mport comes due again a day later, which may have passed as well.
        for (const booking of due) fire(booking, booking.dueAt ?? until);
      }
    },
  };
}
