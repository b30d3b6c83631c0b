import type { IamportResponse } from '../../core/sdk/wire.js';
import { type FakeCard, fakeCards } from '../fakeCards.js';
import { chargesAtIssue } from '../providers.js';
import type { Entry } from './Entry.js';

/** What the server twin is told of a key, so that it knows those that a window issued and no others. */
export interface IssuedRegistration {
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
  readonly status: 'paid' | 'failed';
}

/** The part of an entry that a registration is made from; a payment page has no more than this. */
export type RegisteredRequest = Pick<Entry, 'params' | 'provider'>;

/** Tells the server twin. It rejects when the twin does not take it: a key nobody knows would only fail later. */
export async function registerIssued(
  apiUrl: string,
  { params, provider }: RegisteredRequest,
  response: IamportResponse,
  behaviour: FakeCard['behaviour'] = 'ok',
): Promise<void> {
  const card = fakeCards.find((candidate) => candidate.behaviour === behaviour) ?? fakeCards[0];
  const registration: IssuedRegistration = {
    imp_uid: response.imp_uid ?? '',
    merchant_uid: params.merchant_uid,
    customer_uid: params.customer_uid,
    pg_provider: provider,
    pay_method: params.pay_method ?? 'card',
    name: params.name,
    amount: Number(params.amount ?? 0),
    currency: params.currency ?? 'KRW',
    card: { number_masked: maskNumber(card.number), name: card.name, behaviour },
    charged: chargesAtIssue(provider, params),
    status: 'paid',
  };
  const answer = await fetch(`${apiUrl.replace(/\/$/, '')}/_window/issued`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(registration),
  });
  if (!answer.ok) throw new Error(`The server twin at ${apiUrl} did not take the issued key: HTTP ${answer.status}.`);
}

/** As card numbers are printed on receipts: the first six and the last four digits. */
function maskNumber(number: string): string {
  const digits = number.replaceAll('-', '');
  return `${digits.slice(0, 6)}******${digits.slice(-4)}`;
}
