import { expect } from 'vitest';
import {
  type BillingServerEvent,
  type BillingServerOptions,
  createBillingServer,
  type Gateway,
  type KeyRecord,
  memoryStore,
  type Order,
  type Payment,
  type Price,
  type Registration,
  type Store,
} from '../../../src/server/index.js';
import { MINUTE, paymentOf, START } from './payments.js';
import { refusalProblems } from './whatMustHold.js';

export const UID = expect.stringMatching(/^[0-9a-f]{32}$/);

const PLANS: Readonly<Record<string, Price>> = {
  basic: { name: '베이직', amount: 9900 },
  plus: { name: '플러스', amount: 14900, taxFree: 900, vat: 1000 },
  free: { name: '무료', amount: 0 },
};

/** The kit at a gateway that knows what a test wants. */
export async function openKit(
  options: Partial<BillingServerOptions> = {},
  wrap: (store: Store) => Store = (store) => store,
) {
  let at = START;
  const memory = memoryStore({ now: () => at });
  const emitted: BillingServerEvent[] = [];
  const calls: unknown[] = [];
  const problems: string[] = [];
  const world = {
    registration: {} as Partial<Registration> | null,
    key: {} as Partial<KeyRecord> | null,
    paid: true,
    down: null as Error | null,
  };

  const chargedWith = (changes: Partial<Payment>) =>
    paymentOf({ impUid: 'imp_charge', merchantUid: '', billingKey: null, tag: null, ...changes });

  const gateway: Gateway = {
    name: 'iamport',
    account: 'iamport:key',
    chargeLife: MINUTE,
    async findRegistration(claim) {
      calls.push({ findRegistration: claim });
      if (world.down !== null) throw world.down;
      if (world.registration === null) return null;
      return {
        ...{ status: 'issued', merchantUid: claim.merchantUid, customerUid: claim.customerUid, impUid: 'imp_register' },
        ...{ isRegistration: true, billingKey: claim.customerUid, payment: null, isDoubtful: false, pg: 'kcp_billing' },
        ...{ payMethod: 'card', cardName: 'BC카드', cardNumber: '5365-****', sandbox: true, startedAt: at },
        ...{ failReason: null, ...world.registration },
      };
    },
    async findKey(billingKey) {
      calls.push({ findKey: billingKey });
      if (world.down !== null) throw world.down;
      if (world.key === null) return null;
      return {
        billingKey,
        pg: 'kcp_billing',
        cardName: 'BC카드',
        cardNumber: '5365-****',
        sandbox: true,
        ...world.key,
      };
    },
    async charge(request) {
      calls.push({ charge: request });
      if (world.down !== null) throw world.down;
      const { merchantUid, billingKey, amount, currency, tag } = request;
      const said = chargedWith({ merchantUid, billingKey, amount, currency, tag, impUid: `imp_${tag}` });
      if (world.paid) return { kind: 'answered', payment: said };
      const declined = { status: 'failed', failCode: '8035', failReason: '한도초과', receiptUrl: null } as const;
      return { kind: 'answered', payment: { ...said, ...declined } };
    },
    async findPayments() {
      if (world.down !== null) throw world.down;
      return [];
    },
    async revokeKey(request) {
      calls.push({ revokeKey: request });
      if (world.down !== null) throw world.down;
    },
    readWebhook: async () => null,
  };
  const second: Gateway = { ...gateway, name: 'portone', account: 'portone:store' };
  const store = wrap(memory);
  const billing = createBillingServer({
    gateways: [gateway, second],
    store,
    price: ({ planId }) => PLANS[planId] ?? null,
    customerOf: () => null,
    onEvent: (event) => void emitted.push(event),
    mode: 'test',
    tickEvery: null,
    ...options,
  });
  const order = (more: Partial<Parameters<typeof billing.createOrder>[0]> = {}) =>
    billing.createOrder({ customerId: 'mina', planId: 'basic', ...more });
  return Object.assign(world, {
    billing,
    store: memory,
    gateway,
    emitted,
    calls,
    paymentOf: chargedWith,
    order,
    charge: (of: { readonly merchantUid: string }, more: Partial<Parameters<typeof billing.charge>[0]> = {}) =>
      billing.charge({ customerId: 'mina', merchantUid: of.merchantUid, impUid: 'imp_register', ...more }),
    later(milliseconds: number) {
      at += milliseconds;
    },
    async refusal(work: Promise<unknown>) {
      const error: unknown = await work.then(
        () => null,
        (caught: unknown) => caught,
      );
      problems.push(...refusalProblems(error));
      expect(problems).toEqual([]);
      return error;
    },
    row: async (merchantUid: string) => (await memory.get('orders', merchantUid)) as Order,
  });
}

export type Kit = Awaited<ReturnType<typeof openKit>>;
