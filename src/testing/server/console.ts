import type { PaymentAnnotation, ScheduleResultAnnotation } from './annotations.js';
import { seconds } from './clock.js';
import { Refusal } from './envelope.js';
import type { Books } from './routes/call.js';

/**
 * What somebody else does: a colleague in PortOne's console, PortOne's own recovery, the PG. The host's server does not
 * call any of it, and has to live with all of it. Each throws an error with i'mport's sentence where i'mport refuses.
 */
export interface FakeConsole {
  /** Gives the money back, and tells of it by webhook, as a cancellation in the console does. */
  cancel(cancellation: ConsoleCancellation): PaymentAnnotation;
  /** Tries a failed or revoked booking at once, under its own number. */
  retry(merchantUid: string): PaymentAnnotation;
  /** Books a failed or revoked booking again, under its own number. `at` is in milliseconds, on the server's clock. */
  reschedule(merchantUid: string, at: number): ScheduleResultAnnotation;
  /** Moves a booking. `at` is in milliseconds, on the server's clock. */
  move(merchantUid: string, at: number): ScheduleResultAnnotation;
  /** Takes a booking back. */
  unschedule(merchantUid: string): ScheduleResultAnnotation;
  /** Deletes a key. Its bookings stay. */
  deleteKey(customerUid: string): void;
  /** Switches PortOne's recovery on or off: failed bookings are repeated every day until they are paid. */
  setRecovery(on: boolean): void;
  /** The PG approves a payment after all that it had declined (Paymentwall does), and a webhook says `paid`. */
  approveAfterAll(impUid: string): PaymentAnnotation;
  /** Sends the webhook of a payment once more, with what the payment is by now. */
  resendWebhook(impUid: string): void;
}

/** What to give back. */
export interface ConsoleCancellation {
  impUid: string;
  /** @default all that is left */
  amount?: number | undefined;
  /** @default '관리자 취소' */
  reason?: string | undefined;
}

export function createConsole(books: Books, now: () => number): FakeConsole {
  function payment(impUid: string): PaymentAnnotation {
    const found = books.ledger.payments.all.get(impUid);
    if (found === undefined) throw new Refusal('존재하지 않는 결제정보입니다.', 404);
    return found;
  }

  function future(at: number): number {
    if (!(at > now())) {
      throw new RangeError(
        `A booking can't be moved to ${at}: that is not after the server's now, ${now()}. Pass milliseconds on the server's clock, as server.clock.now() + 86_400_000.`,
      );
    }
    return seconds(at);
  }

  return {
    cancel({ impUid, amount = 0, reason = '관리자 취소' }) {
      const cancelled = payment(impUid);
      const { cancellation_id } = books.ledger.cancel(cancelled, { amount, reason }, now());
      if (cancelled.status === 'cancelled') books.schedules.noteCancelled(cancelled);
      books.webhooks.send(cancelled, { cancellationId: cancellation_id });
      return cancelled;
    },
    retry: (merchantUid) => books.schedules.retry(merchantUid, now()),
    reschedule: (merchantUid, at) => books.schedules.reschedule(merchantUid, future(at)),
    move: (merchantUid, at) => books.schedules.move(merchantUid, future(at)),
    unschedule(merchantUid) {
      const { entry } = books.schedules.get(merchantUid);
      books.schedules.revoke({ customerUid: null, merchantUids: [merchantUid] }, now());
      return entry;
    },
    deleteKey(customerUid) {
      books.ledger.card(customerUid);
      books.ledger.keys.delete(customerUid);
    },
    setRecovery: books.schedules.setRecovery,
    approveAfterAll(impUid) {
      const declined = payment(impUid);
      if (declined.status !== 'failed') throw new Refusal('결제실패 상태의 주문이 아닙니다.');
      books.ledger.approveAfterAll(declined, now());
      books.schedules.noteApproved(declined);
      books.webhooks.send(declined);
      return declined;
    },
    resendWebhook: (impUid) => books.webhooks.send(payment(impUid)),
  };
}
