import { createServer } from 'node:http';
import {
  type BillingServer,
  createBillingServer,
  iamport,
  memoryStore,
  portone,
  toNodeHandler,
} from 'react-billing-key/server';

export const billing: BillingServer = createBillingServer({
  gateways: [
    iamport({ apiKey: 'key', apiSecret: 'secret' }),
    portone({ storeId: 'store-0', apiSecret: 'secret', webhookSecret: 'whsec_c2VjcmV0' }),
  ],
  store: memoryStore(),
  price: ({ planId }) => (planId === 'basic' ? { name: 'Basic', amount: 9900, period: { unit: 'month' } } : null),
  customerOf: (request) => request.headers.get('x-customer'),
});

export const { GET, POST, DELETE } = billing.routes;
export const server = createServer(toNodeHandler(billing.fetch));
