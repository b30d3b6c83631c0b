import { billingApi, createPlace } from 'react-billing-key';
import { type BillingKeyError, createBillingClient, type Messages } from 'react-billing-key/core';
import { createIamportGateway } from 'react-billing-key/iamport';
import { ja } from 'react-billing-key/messages/ja';
import { createFakeIamport, type FakeOutcome } from 'react-billing-key/testing';
import { createFakeIamportServer } from 'react-billing-key/testing/server';
import { Checkout } from './Checkout.js';
import { server } from './server.js';
import { V2 } from './V2.js';
import 'react-billing-key/iamport-global';

const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp00000000' }) });
const place = createPlace(client, {
  pg: 'kcp_billing',
  charge: async (issued) => ({ paid: issued.amount }),
});

export async function subscribe(): Promise<number> {
  const outcome = await place.issue({ customerUid: 'customer-1', name: 'Basic', amount: 9900 });
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
export const api = billingApi('/api/billing');
export { Checkout, server, V2 };
