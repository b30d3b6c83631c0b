import type { Context } from '../../../src/server/Context.js';
import type { Card } from '../../../src/server/card/Card.js';
import { createCharges } from '../../../src/server/charge/createCharges.js';
import {
  type BillingServerEvent,
  type ChargeAnswer,
  type Gateway,
  GatewayUnavailable,
  memoryStore,
  type Payment,
  type Store,
} from '../../../src/server/index.js';
import { insert } from '../../../src/server/store/Store.js';
import { overtaken } from './overtaken.js';
import { DAY, START } from './payments.js';

export const LIFE = 60_000;

export const card: Card = {
  cardId: 'card1',
  version: 1,
  customerId: 'mina',
  gateway: 'iamport',
  account: 'iamport:key',
  billingKey: 'key1',
  merchantUid: 'register1',
  impUid: 'imp_register',
  status: 'active',
  defaultOf: 'mina',
  pg: 'kcp_billing',
  payMethod: 'card',
  name: 'BC카드',
  number: '5365-****',
  sandbox: true,
  createdAt: START - DAY,
  revokedAt: null,
  workAt: null,
  failures: 0,
};

export const wanted = {
  chargeMerchantUid: 'charge1',
  card,
  name: '베이직',
  amount: 9900,
  currency: 'KRW',
  taxFree: 0,
  vat: 900,
  merchantUid: 'register1',
  subscriptionId: 'sub1',
  period: 1,
  planId: 'basic',
  buyer: { name: '김민아' },
};

/** The row of a charge whose first call is out. */
export const out = {
  chargeMerchantUid: 'charge1',
  version: 1,
  customerId: 'mina',
  cardId: 'card1',
  gateway: 'iamport',
  account: 'iamport:key',
  merchantUid: 'register1',
  subscriptionId: 'sub1',
  period: 1,
  planId: 'basic',
  name: '베이직',
  amount: 9900,
  currency: 'KRW',
  taxFree: 0,
  vat: 900,
  status: 'pending',
  chargedAtIssue: false,
  tries: 1,
  callEndsAt: START + LIFE,
  lookAt: START + LIFE,
  looks: 0,
  impUid: null,
  failCode: null,
  failReason: null,
  refundedAmount: 0,
  cardName: 'BC카드',
  cardNumber: '5365-****',
  receiptUrl: null,
  createdAt: START,
  settledAt: null,
} as const;

export const tryOut = {
  tryId: 'charge1:1',
  version: 1,
  chargeMerchantUid: 'charge1',
  customerId: 'mina',
  number: 1,
  cardId: 'card1',
  status: 'sent',
  impUid: null,
  failCode: null,
  failReason: null,
  startedAt: START,
  callEndsAt: START + LIFE,
  endedAt: null,
} as const;

export const answered = (payment: Payment): ChargeAnswer => ({ kind: 'answered', payment });
export const lost = () => new GatewayUnavailable('The connection broke.', { mayStillRun: true });
export const unreachable = () => new GatewayUnavailable('No address was found.', { mayStillRun: false });

/** The kit's charges at a gateway that answers what a test wants. */
export async function openCharges({ chargeLife = LIFE }: { chargeLife?: number } = {}) {
  let at = START;
  const memory = memoryStore({ now: () => at });
  const { store, overtaking } = overtaken(memory);
  const answers: (ChargeAnswer | Error)[] = [];
  const calls: unknown[] = [];
  const emitted: BillingServerEvent[] = [];
  const nothing = async (): Promise<void> => undefined;
  /** What happens while the gateway is called, and while it is asked what it knows. */
  const happens = { during: nothing, meanwhile: nothing };
  const shop = { known: [] as Payment[], down: null as Error | null, ...happens };
  const gateway = {
    name: 'iamport',
    account: 'iamport:key',
    chargeLife,
    async charge(request) {
      calls.push({ charge: request });
      await shop.during();
      const answer = answers.shift();
      if (answer === undefined || answer instanceof Error) throw answer ?? lost();
      return answer;
    },
    async findPayments(request) {
      calls.push({ find: request });
      await shop.meanwhile();
      if (shop.down !== null) throw shop.down;
      return shop.known;
    },
  } as Partial<Gateway> as Gateway;
  const context: Context = {
    store,
    gateways: [gateway],
    mode: 'test',
    emit: (event) => void emitted.push(event),
    assertBound: async () => undefined,
  };
  await memory.commit([insert('cards', card)]);
  const charges = createCharges(context);
  return Object.assign(shop, {
    store,
    context,
    charges,
    calls,
    emitted,
    answer: (...all: (ChargeAnswer | Error)[]) => void answers.push(...all),
    charge: (changes: Partial<typeof wanted> = {}, more: { again?: boolean } = {}) =>
      charges.charge({ charge: { ...wanted, ...changes }, ...more }),
    later(milliseconds: number) {
      at += milliseconds;
    },
    now: () => at,
    /** Another server writes right before the kit does the next time. */
    overtake: (work: (store: Store) => Promise<unknown>) => void overtaking.push(() => work(memory)),
    row: () => store.get('charges', 'charge1'),
    tries: () => store.find('tries', { where: { chargeMerchantUid: 'charge1' }, order: { by: 'number' }, limit: 9 }),
    /** Types of the events that are stored, by the alphabet. */
    async told() {
      const rows = await store.find('events', { where: { customerId: 'mina' }, order: { by: 'createdAt' }, limit: 99 });
      return rows.map(({ type }) => type).sort();
    },
  });
}

export const news = {
  chargeMerchantUid: 'charge1',
  merchantUid: 'register1',
  subscriptionId: 'sub1',
  impUid: 'imp_1',
  amount: 9900,
  currency: 'KRW',
  refundedAmount: 0,
  failCode: null,
};

export type OpenCharges = Awaited<ReturnType<typeof openCharges>>;
