import { ApiError } from './ApiError.js';
import type { Charge, Plan } from './Charge.js';
import type { ChargeStore } from './createChargeStore.js';
import type { IamportClient } from './createIamportClient.js';
import type { IamportPayment } from './IamportPayment.js';
import { IamportUnavailable } from './IamportUnavailable.js';
import { type ChargeRequest, invalidField } from './readChargeRequest.js';
import { verifyIssue } from './verifyIssue.js';

/** Takes the money for a registration, once. */
export interface ChargeService {
  /** The settled row, `paid` or `failed`; the same one for the same order number, however often it is asked for. */
  charge(request: ChargeRequest): Promise<Charge>;
  /** What is known about a charge, asking i'mport when the row was left pending. Never charges. */
  look(chargeMerchantUid: string): Promise<Charge | null>;
}

export interface ChargeServiceOptions {
  store: ChargeStore;
  iamport: IamportClient;
  now: () => number;
  /**
   * Milliseconds after which a charge that brought no answer can't be made any more. Until then nobody tries it again:
   * i'mport may not have seen it yet.
   */
  callLife: number;
  /** True for a card that is to be charged no more. */
  isEnded: (customerUid: string) => Promise<boolean>;
}

export function createChargeService({ store, iamport, now, callLife, isEnded }: ChargeServiceOptions): ChargeService {
  const underway = new Map<string, Promise<Charge>>();

  async function charge(request: ChargeRequest): Promise<Charge> {
    // Whoever asks while it is being charged waits for that answer.
    const running = underway.get(request.chargeMerchantUid);
    if (running !== undefined) return answerTo(request, await running);
    const run = settleOrCharge(request).finally(() => underway.delete(request.chargeMerchantUid));
    underway.set(request.chargeMerchantUid, run);
    return answerTo(request, await run);
  }

  async function settleOrCharge(request: ChargeRequest): Promise<Charge> {
    const [plan, before] = await Promise.all([store.findPlan(request.planId), store.find(request.chargeMerchantUid)]);
    if (plan === null) throw invalidField('planId', 'names no plan that is for sale');
    if (before !== null) {
      assertSameOrder(before, request);
      if (before.status === 'paid') return before;
      if (before.status === 'pending') {
        // Somebody stopped in the middle. i'mport knows how far it got.
        const settled = await settle(before);
        if (settled.status !== 'pending') return settled;
        if (now() < before.callEndsAt) throw unsettled(before.callEndsAt - now());
      }
    }
    if (await isEnded(request.customerUid)) throw ended(request.customerUid);
    const issue = await verifyIssue(iamport, request, plan);
    const callEndsAt = issue.paid ? now() : now() + callLife;
    const { pgProvider: pg, impUid: issueImpUid } = issue.payment;
    const begun = await store.begin({ ...request, plan, pg, issueImpUid, callEndsAt }, before);
    if (!begun) throw await whyNotBegun(request, before);
    if (issue.paid) return store.markPaid(request.chargeMerchantUid, issue.payment, true);
    return take(request, plan);
  }

  /** The row, unless the customer has paid a second time with another card under an order number that was paid. */
  async function answerTo(request: ChargeRequest, row: Charge): Promise<Charge> {
    assertSameOrder(row, request);
    if (row.status !== 'paid' || row.issueImpUid === request.impUid) return row;
    const plan = { id: row.planId, name: row.planName, amount: row.amount, currency: row.currency };
    const issue = await verifyIssue(iamport, request, plan);
    if (!issue.paid) return row;
    throw new ApiError(
      409,
      'order_conflict',
      `Registration ${request.impUid} took the money for ${row.chargeMerchantUid}, which ${row.impUid} has paid before. Refund one of them.`,
      { field: 'impUid' },
    );
  }

  /** The row says `pending`, and it is ours: now the card can be charged. */
  async function take(request: ChargeRequest, plan: Plan): Promise<Charge> {
    const { chargeMerchantUid, customerUid } = request;
    try {
      const answer = await iamport.charge({
        customerUid,
        merchantUid: chargeMerchantUid,
        amount: plan.amount,
        currency: plan.currency,
        name: plan.name,
      });
      const row = await pendingRow(chargeMerchantUid);
      if (answer.kind === 'attempted') return record(row, answer.payment);
      // An order number is refused when it was paid: perhaps by a try of ours that was given up too early.
      const settled = await settle(row);
      return settled.status === 'pending' ? store.markFailed(chargeMerchantUid, answer.message, null) : settled;
    } catch (error) {
      if (!(error instanceof IamportUnavailable)) throw error;
      if (!error.mayStillRun) await store.endCall(chargeMerchantUid);
      const settled = await settle(await pendingRow(chargeMerchantUid));
      if (settled.status === 'pending') throw unsettled(settled.callEndsAt - now());
      return settled;
    }
  }

  /** Looks for the payment of a pending row at i'mport. Still pending when there is none. */
  async function settle(row: Charge): Promise<Charge> {
    const payment = await iamport.findPayment(row.chargeMerchantUid);
    // Until the new try has left its own record, the one found is of the try that failed before.
    if (payment === null || payment.impUid === row.impUid) return row;
    return record(row, payment);
  }

  /** HTTP 200 and code 0 only say that the card network was asked. `status` is what it answered. */
  async function record(row: Charge, payment: IamportPayment): Promise<Charge> {
    const { chargeMerchantUid } = row;
    const ours =
      payment.merchantUid === chargeMerchantUid &&
      (payment.customerUid === null || payment.customerUid === row.customerUid) &&
      payment.amount === row.amount;
    switch (payment.status) {
      case 'paid':
        if (ours) return store.markPaid(chargeMerchantUid, payment, false);
        return store.markFailed(chargeMerchantUid, `Payment ${payment.impUid} is of another order.`, payment.impUid);
      case 'failed':
      case 'cancelled':
        return store.markFailed(chargeMerchantUid, payment.failReason ?? payment.status, payment.impUid);
      default:
        // `ready`, or `pending` at PGs that approve later.
        return row;
    }
  }

  async function pendingRow(chargeMerchantUid: string): Promise<Charge> {
    const row = await store.find(chargeMerchantUid);
    if (row === null) throw new Error(`The row of charge ${chargeMerchantUid} is gone from the database.`);
    return row;
  }

  async function whyNotBegun(request: ChargeRequest, before: Charge | null): Promise<ApiError> {
    const after = await store.find(request.chargeMerchantUid);
    if (after?.status === before?.status && after?.attempt === before?.attempt) {
      return new ApiError(
        409,
        'issue_already_used',
        `Registration ${request.impUid} has its charge under another order number. Send the chargeMerchantUid it was first sent with.`,
      );
    }
    // Another process took the row in the meantime.
    return unsettled(1000);
  }

  return {
    charge,
    async look(chargeMerchantUid) {
      const row = await store.find(chargeMerchantUid);
      if (row?.status !== 'pending' || underway.has(chargeMerchantUid)) return row;
      return settle(row);
    },
  };
}

function assertSameOrder(row: Charge, request: ChargeRequest): void {
  const differs =
    row.customerUid !== request.customerUid ? 'customerUid' : row.planId !== request.planId ? 'planId' : null;
  if (differs === null) return;
  throw new ApiError(
    409,
    'order_conflict',
    `chargeMerchantUid ${row.chargeMerchantUid} was first sent with another ${differs}. An order number stands for one charge: use a new one.`,
    { field: differs },
  );
}

function ended(customerUid: string): ApiError {
  const message = `The subscription of ${customerUid} has ended. Register the card anew, under a customerUid of its own.`;
  return new ApiError(409, 'subscription_ended', message, { field: 'customerUid' });
}

function unsettled(milliseconds: number): ApiError {
  // Asking early costs one look-up, and may find the answer.
  const retryAfterSeconds = Math.min(5, Math.max(1, Math.ceil(milliseconds / 1000)));
  return new ApiError(
    503,
    'charge_unsettled',
    "i'mport has not said yet what became of this charge. Send the same request again: it is never charged twice.",
    { retryAfterSeconds },
  );
}
