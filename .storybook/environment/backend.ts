import { delay, HttpResponse, http, type RequestHandler } from 'msw';
import type { IssuedKey } from '../../src/index.js';
import type { IssuedKey as IssuedKeyOfV2 } from '../../src/v2.js';
import type { ChargeAnswer } from './StoryEnvironment.js';

export interface Receipt {
  readonly chargeMerchantUid: string;
  readonly amount: number;
}

/** What a host's own code does with an issued key: a real request, seen in the network tab. */
export const charge = ({ chargeMerchantUid, customerUid, amount }: IssuedKey): Promise<Receipt> =>
  send({ chargeMerchantUid, customerUid, amount });

/** The same over PortOne V2. */
export const chargeOverV2 = ({ paymentId, amount }: IssuedKeyOfV2): Promise<Receipt> =>
  send({ chargeMerchantUid: paymentId, amount });

async function send(order: object): Promise<Receipt> {
  const answer = await fetch('api/subscriptions/charge', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  if (!answer.ok) throw new Error(`The charge was declined (${answer.status}).`);
  return (await answer.json()) as Receipt;
}

/** A backend that charges once per order number, and the addresses of scripts that fail to load. */
export function backend(answer: ChargeAnswer, isSlow: boolean): RequestHandler[] {
  const receipts = new Map<string, Receipt>();
  // A declined card is accepted at the second try, so that the way out can be played too.
  let declinesLeft = answer === 'declined' ? 1 : 0;
  return [
    http.post('*/api/subscriptions/charge', async ({ request }) => {
      const { chargeMerchantUid, amount } = (await request.json()) as Receipt;
      if (answer === 'never') await delay('infinite');
      await delay(isSlow ? 3000 : 300);
      if (declinesLeft-- > 0) return HttpResponse.json({ message: '한도 초과' }, { status: 402 });
      const receipt = receipts.get(chargeMerchantUid) ?? { chargeMerchantUid, amount };
      receipts.set(chargeMerchantUid, receipt);
      return HttpResponse.json(receipt);
    }),
    http.get('*/sdk/never.js', async () => {
      await delay('infinite');
      return new HttpResponse(null, { status: 404 });
    }),
    http.get('*/sdk/missing.js', () => new HttpResponse(null, { status: 404 })),
  ];
}
