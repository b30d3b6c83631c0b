import { ApiError } from './ApiError.js';
import type { Plan } from './Charge.js';
import type { IamportClient } from './createIamportClient.js';
import type { IamportPayment } from './IamportPayment.js';
import { neverChargesAtIssue } from './neverChargesAtIssue.js';
import type { ChargeRequest } from './readChargeRequest.js';

/** What i'mport says about a registration. */
export interface VerifiedIssue {
  payment: IamportPayment;
  /** True when the PG took the plan's price while it issued the key: record it, and charge nothing. */
  paid: boolean;
}

/** Asks i'mport about everything the page claims. Throws unless there is a key, and a registration it came from. */
export async function verifyIssue(iamport: IamportClient, request: ChargeRequest, plan: Plan): Promise<VerifiedIssue> {
  const [hasKey, payment] = await Promise.all([
    iamport.hasKey(request.customerUid),
    iamport.getPayment(request.impUid),
  ]);
  if (!hasKey) {
    throw conflict(
      'no_billing_key',
      `i'mport has no billing key for customerUid ${request.customerUid}, so there is nothing to charge. Register the card again.`,
    );
  }
  if (payment === null) {
    throw conflict('issue_unknown', `i'mport knows no payment ${request.impUid}. Send the impUid of the registration.`);
  }
  if (payment.merchantUid !== request.merchantUid || payment.customerUid !== request.customerUid) {
    throw conflict(
      'issue_mismatch',
      `Payment ${request.impUid} is not the registration ${request.merchantUid} of ${request.customerUid}.`,
    );
  }
  return { payment, paid: wasPaid(payment, request, plan) };
}

function wasPaid(payment: IamportPayment, request: ChargeRequest, plan: Plan): boolean {
  const { impUid, status, amount, currency } = payment;
  if (status === 'failed' || status === 'cancelled') {
    throw conflict('issue_failed', `Registration ${impUid} is ${status}. Register the card again.`);
  }
  if (tookMoney(payment)) {
    if (status !== 'paid') {
      throw new ApiError(503, 'charge_unsettled', `The PG has not settled registration ${impUid} yet.`, {
        retryAfterSeconds: 5,
      });
    }
    if (amount - payment.cancelAmount === plan.amount && currency === plan.currency) return true;
    throw conflict(
      'amount_mismatch',
      `Registration ${impUid} took ${amount} ${currency}, plan ${plan.id} costs ${plan.amount} ${plan.currency}. ` +
        'Nothing was charged on top; refund it with POST /payments/cancel, or settle it by hand.',
    );
  }
  if (request.chargedAtIssue) {
    throw conflict(
      'not_charged_at_issue',
      `The page says that registration ${impUid} took the money; i'mport says it did not. Nothing was charged.`,
    );
  }
  return false;
}

function tookMoney(payment: IamportPayment): boolean {
  if (payment.amount === 0) return false;
  return !neverChargesAtIssue(payment) || payment.applyNum !== null || payment.receiptUrl !== null;
}

function conflict(code: ConstructorParameters<typeof ApiError>[1], message: string): ApiError {
  return new ApiError(409, code, message);
}
