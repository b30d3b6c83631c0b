import { fakeCards } from '../../fakeCards.js';
import type { PortOneWindowIssue } from '../../portoneServer/windowIssue.js';
import { maskNumber, postReport } from '../../window/report.js';
import type { FakePortOneFailed, FakePortOneIssued } from '../FakePortOneOutcome.js';
import { findPortOneProvider } from '../providers.js';
import { type AnsweredRequest, buildResponse, issueTokenOf } from './buildResponse.js';

/** The part of an entry that a report is made from. */
export type ReportedRequest = AnsweredRequest & { readonly provider: string };

/**
 * Tells the fake server, where there is one, what came of a request at the PG. `undefined` means that there was nothing to
 * tell, and nothing to wait for. It rejects when the server does not take it: a key nobody knows would only fail later.
 */
export function reportToServer(
  apiUrl: string | undefined,
  request: ReportedRequest,
  outcome: FakePortOneIssued | FakePortOneFailed,
): Promise<void> | undefined {
  if (!apiUrl || outcome.type === 'cancelled') return undefined;
  return postReport(apiUrl, buildReport(request, outcome));
}

function buildReport(request: ReportedRequest, outcome: FakePortOneIssued | FakePortOneFailed): PortOneWindowIssue {
  const { params, provider } = request;
  const issued = outcome.type === 'issued' || outcome.type === 'needsConfirmation';
  const response = buildResponse(request, outcome);
  const behaviour = issued ? (outcome.card ?? 'ok') : 'ok';
  const card = fakeCards.find((candidate) => candidate.behaviour === behaviour) ?? fakeCards[0];
  const { customerId, fullName, firstName, lastName, email, phoneNumber } = params.customer ?? {};
  const name = fullName ?? (firstName && lastName ? `${firstName} ${lastName}` : undefined);
  return {
    status:
      outcome.type === 'issued' ? 'issued' : outcome.type === 'needsConfirmation' ? 'needs-confirmation' : 'failed',
    billingKey: (issued && outcome.billingKey) || request.billingKey,
    billingIssueToken: outcome.type === 'needsConfirmation' ? issueTokenOf(request) : undefined,
    channelKey: params.channelKey,
    pgProvider: provider,
    method: methodOf(request),
    issueId: params.issueId,
    issueName: params.issueName,
    customer: JSON.parse(JSON.stringify({ id: customerId, name, email, phoneNumber })),
    customData: params.customData && JSON.stringify(params.customData),
    noticeUrls: params.noticeUrls,
    card: { name: card.name, number: maskNumber(card.number), behaviour },
    payment:
      request.call === 'requestIssueBillingKeyAndPay'
        ? {
            paymentId: params.paymentId ?? '',
            transactionId: request.transactionId,
            orderName: params.orderName ?? '',
            totalAmount: params.totalAmount ?? 0,
            currency: params.currency ?? 'KRW',
          }
        : undefined,
    pgCode: response.pgCode,
    pgMessage: response.pgMessage,
  };
}

function methodOf({ call, params, provider }: ReportedRequest): PortOneWindowIssue['method'] {
  if (call === 'loadIssueBillingKeyUI') return 'PAYPAL';
  if (findPortOneProvider(provider).easyPay) return 'EASY_PAY';
  return (params.billingKeyMethod ?? params.billingKeyAndPayMethod) === 'MOBILE' ? 'MOBILE' : 'CARD';
}
