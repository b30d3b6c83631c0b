import type { IamportResponse } from '../../iamport/wire.js';
import type { FakeFailed, FakeIssued } from '../FakeOutcome.js';
import { type FakeCard, fakeCards } from '../fakeCards.js';
import { chargesAtIssue } from '../providers.js';
import { maskNumber, postReport } from '../window/report.js';
import type { Entry } from './Entry.js';

/** What the fake server is told, so that it knows the keys that a window issued, and no others. */
interface IssueReport {
  readonly imp_uid: string;
  readonly merchant_uid: string;
  readonly customer_uid: string;
  readonly pg_provider: string;
  readonly pay_method: string;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly card: { readonly number_masked: string; readonly name: string; readonly behaviour: FakeCard['behaviour'] };
  /** The PG took the amount while it issued the key. */
  readonly charged: boolean;
  /** `failed` is a payment record without a key. */
  readonly status: 'paid' | 'failed';
  readonly fail_reason?: string | undefined;
}

/** The part of an entry that a report is made from; a payment page has no more than this. */
export type ReportedRequest = Pick<Entry, 'params' | 'provider'>;

/**
 * Tells the fake server, where there is one, what came of a request at the PG; what never came that far is no payment
 * record. `undefined` means that there was nothing to tell, and nothing to wait for. It rejects when the server does not take
 * it: a key nobody knows would only fail later.
 */
export function reportToServer(
  apiUrl: string | undefined,
  request: ReportedRequest,
  outcome: FakeIssued | FakeFailed,
  response: IamportResponse,
): Promise<void> | undefined {
  const { imp_uid } = response;
  if (!apiUrl || !imp_uid) return undefined;
  const failed = outcome.type === 'refused';
  if (!failed && !isIssued(outcome)) return undefined;
  const { params, provider } = request;
  const behaviour = (isIssued(outcome) && outcome.card) || 'ok';
  const card = fakeCards.find((candidate) => candidate.behaviour === behaviour) ?? fakeCards[0];
  return postReport<IssueReport>(apiUrl, {
    imp_uid,
    merchant_uid: params.merchant_uid,
    customer_uid: params.customer_uid,
    pg_provider: provider,
    pay_method: params.pay_method ?? 'card',
    name: params.name,
    amount: Number(params.amount ?? 0),
    currency: params.currency ?? 'KRW',
    card: { number_masked: maskNumber(card.number), name: card.name, behaviour },
    charged: !failed && chargesAtIssue(provider, params),
    status: failed ? 'failed' : 'paid',
    fail_reason: failed ? (response.error_msg ?? undefined) : undefined,
  });
}

export function isIssued(outcome: FakeIssued | FakeFailed): outcome is FakeIssued {
  return outcome.type === 'issued' || outcome.type === 'issuedNewStyle' || outcome.type === 'issuedImpSuccess';
}
