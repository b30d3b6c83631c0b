import type { IssuedKey } from '../../src/index.js';
import type { Receipt } from './chargeEndpoint.js';

/** What a host's own code does with an issued key: a real request, seen in the network tab. */
export async function charge({ chargeMerchantUid, customerUid, amount }: IssuedKey): Promise<Receipt> {
  const answer = await fetch('api/subscriptions/charge', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chargeMerchantUid, customerUid, amount }),
  });
  if (!answer.ok) throw new Error(`The charge was declined (${answer.status}).`);
  return (await answer.json()) as Receipt;
}
