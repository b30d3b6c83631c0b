import type { IamportRequest } from '../../iamport/wire.js';
import { chargesAtIssue, findProvider } from '../providers.js';

/** What a payment window shows of a request, whichever SDK asked for it. */
export interface WindowOrder {
  /** The PG's code, for its colours. */
  readonly pg: string;
  /** The PG's name. */
  readonly title: Readonly<Record<'ko' | 'en', string>>;
  readonly name: string;
  readonly number: string;
  /** In the currency's own unit. */
  readonly amount: number;
  readonly currency: string;
  /** The PG takes the amount while it issues the key. */
  readonly chargedNow: boolean;
  /** Some PGs print no amount. */
  readonly amountHidden: boolean;
}

/** A request of the V1 SDK, as its window shows it. */
export function iamportOrder(provider: string, params: IamportRequest, phone: boolean): WindowOrder {
  const facts = findProvider(provider);
  const hidden = facts.amountHiddenOn;
  return {
    pg: provider,
    title: facts,
    name: String(params.name ?? ''),
    number: params.merchant_uid,
    amount: Number(params.amount ?? 0),
    currency: params.currency ?? 'KRW',
    chargedNow: chargesAtIssue(provider, params),
    amountHidden: hidden === 'both' || hidden === (phone ? 'phone' : 'desktop'),
  };
}
