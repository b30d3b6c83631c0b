import { type BillingKeyError, createBillingClient, createBillingFlow, type Messages } from 'react-billing-key/core';
import { ja } from 'react-billing-key/messages/ja';
import { createFakeIamport, type FakeOutcome } from 'react-billing-key/testing';
import { createFakeIamportServer } from 'react-billing-key/testing/server';
import { Checkout } from './Checkout.js';
import 'react-billing-key/iamport-global';

const client = createBillingClient({ userCode: 'imp00000000' });
const flow = createBillingFlow(client, {
  pg: 'kcp_billing',
  charge: async (issued) => ({ paid: issued.amount }),
});

export async function subscribe(): Promise<number> {
  const outcome = await flow.issue({ customerUid: 'customer-1', name: 'Basic', amount: 9900 });
  switch (outcome.status) {
    case 'succeeded':
      return outcome.data.paid;
    case 'cancelled':
    case 'redirecting':
      return 0;
    case 'failed':
      throw outcome.error satisfies BillingKeyError;
    default:
      return outcome satisfies never;
  }
}

const outcome: FakeOutcome = 'cancelled';
export const fake = createFakeIamport({ outcomes: [outcome] });
export const answer: Promise<Response> = createFakeIamportServer().fetch(new Request('https://api.iamport.kr/'));
const labelOf = (messages: Messages): string => messages.button.idle;
export const label = labelOf(ja);
export const close = (): void => window.IMP?.close?.();
export { Checkout };
