import { delay, HttpResponse, http, type RequestHandler } from 'msw';
import type { ChargeAnswer } from './outcomes.js';

export interface Receipt {
  readonly chargeMerchantUid: string;
  readonly amount: number;
}

/** A backend that charges once per order number, as the one in `examples/checkout` does. */
export function chargeEndpoint(answer: ChargeAnswer, isSlow: boolean): RequestHandler[] {
  const receipts = new Map<string, Receipt>();
  // A declined card is good again at the second try, so that the way out can be played too.
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
