import { type BillingServer, createBillingServer, iamport, type Store } from '../../src/server/index.js';
import type { Claim } from './handWritten.js';
import type { IamportProcess } from './iamportProcess.js';

/** An order whose window has been through: what is left is the charge. */
export interface Registered {
  readonly customerId: string;
  readonly claim: Claim;
}

/** The kit as a host has it. */
export interface Shop {
  readonly billing: BillingServer;
  register(count: number): Promise<Registered[]>;
  charge(order: Registered): Promise<void>;
  look(order: Registered): Promise<void>;
}

let numbers = 0;

export function openShop(store: Store, api: IamportProcess): Shop {
  const billing = createBillingServer({
    gateways: [iamport({ apiKey: 'fake_imp_key', apiSecret: 'fake_imp_secret', apiUrl: api.url })],
    store,
    price: () => ({ name: '모두의 구독', amount: 9900 }),
    customerOf: (request) => request.headers.get('x-user'),
    onEvent: (event) => {
      if (event.type === 'error' || event.type === 'gateway_unavailable') console.error(event);
    },
    mode: 'test',
    tickEvery: null,
  });

  async function ask(path: string, user: string, body?: unknown): Promise<void> {
    const headers = { 'x-user': user, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    // What the kit can't say yet is asked again, as `billingApi` does.
    for (let tried = 1; ; tried += 1) {
      const response = await billing.fetch(new Request(`http://localhost/api/billing${path}`, init));
      const answer = await response.text();
      if (response.status === 200) return;
      if (tried === 3) throw new Error(`${path} was answered ${response.status}: ${answer}`);
    }
  }

  async function registerOne(): Promise<Registered> {
    numbers += 1;
    const customerId = `customer${numbers}`;
    // Not of twelve digits: a charge may get any number of those.
    const impUid = `imp_window${numbers}`;
    const order = await billing.createOrder({ customerId, planId: 'basic' });
    const { merchantUid, customerUid, chargeMerchantUid } = order;
    await api.issued({ imp_uid: impUid, merchant_uid: merchantUid, customer_uid: customerUid });
    return { customerId, claim: { merchantUid, customerUid, chargeMerchantUid, impUid } };
  }

  return {
    billing,
    async register(count) {
      const made: Registered[] = [];
      while (made.length < count) made.push(await registerOne());
      return made;
    },
    charge: ({ customerId, claim }) => ask('/charges', customerId, claim),
    look: ({ customerId, claim }) => ask(`/charges/${claim.chargeMerchantUid}`, customerId),
  };
}
