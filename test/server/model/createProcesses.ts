import {
  type BillingServer,
  type BillingServerEvent,
  type BillingServerOptions,
  createBillingServer,
  memoryStore,
  type Store,
  type Write,
} from '../../../src/server/index.js';
import type { Api } from './commands.js';
import type { Fake } from './createFakes.js';

/** One server of the shop. Once it is dead, nothing that it asked for is ever answered. */
export interface ServerProcess {
  readonly billing: BillingServer;
  /** How far its clock is ahead, in milliseconds. */
  ahead: number;
  isDead: boolean;
}

interface ProcessesOptions {
  readonly fakes: Readonly<Record<Api, Fake>>;
  /** Told of every charge that is sent: its order number, and the key. */
  readonly onSent: (number: string, key: string) => void;
  readonly now: () => number;
  readonly price: BillingServerOptions['price'];
  /** @default nobody: there is no page */
  readonly customerOf?: BillingServerOptions['customerOf'];
  readonly subscriptions?: BillingServerOptions['subscriptions'];
  /** Whose orders are those that name none. @default 'v1' */
  readonly first?: Api | undefined;
  /** @default those of the shop */
  readonly sellsUnder?: BillingServerOptions['terms'];
  readonly onEvent: (event: BillingServerEvent) => void;
  /** Told of everything that a server asks its database or a gateway: while there is none, nothing goes on. */
  readonly onActivity: () => void;
}

/** Nothing that was bought is charged without the first. */
export const terms = [{ id: 'use', version: '2', required: true }, { id: 'news' }];

/** Servers on one database, which can die, and a database that can be put back to what it was. */
export function createProcesses(options: ProcessesOptions) {
  const { fakes, onSent, now, price, customerOf = () => null, subscriptions, onEvent, onActivity } = options;
  const { sellsUnder = terms, first = 'v1' } = options;
  let memory = memoryStore({ now });
  /** Every commit that was made, to make them again. */
  let commits: (readonly Write[])[] = [];
  const all: ServerProcess[] = [];

  function storeOf(process: { isDead: boolean; ahead: number }): Store {
    const living = async <T>(answer: () => Promise<T>): Promise<T> => {
      onActivity();
      if (process.isDead) return new Promise(() => {});
      const value = await answer();
      return process.isDead ? new Promise(() => {}) : value;
    };
    return {
      now: () => living(async () => (await memory.now()) + process.ahead),
      open: () => living(() => memory.open()),
      identity: () => living(() => memory.identity()),
      close: async () => undefined,
      get: (table, id) => living(() => memory.get(table, id)),
      find: (table, query) => living(() => memory.find(table, query)),
      commit: (writes) =>
        living(async () => {
          const isMade = await memory.commit(writes);
          if (isMade) commits.push(structuredClone(writes));
          return isMade;
        }),
    };
  }

  function start(ahead = 0): ServerProcess {
    const process = { isDead: false, ahead };
    const gatewayOf = (api: Api) => fakes[api].gateway(`https://${api}.process-${all.length}.test`);
    const billing = createBillingServer({
      gateways: [gatewayOf(first), gatewayOf(first === 'v1' ? 'v2' : 'v1')],
      store: storeOf(process),
      price,
      customerOf,
      subscriptions,
      terms: sellsUnder,
      onEvent: (event) => {
        if (!process.isDead) onEvent(event);
      },
      mode: 'test',
      deployment: 'model',
      tickEvery: null,
      limits: { ordersAnHour: Number.POSITIVE_INFINITY, declinesADay: Number.POSITIVE_INFINITY },
    });
    const started = Object.assign(process, { billing });
    all.push(started);
    return started;
  }

  async function noteCharge(request: Request): Promise<void> {
    const { pathname } = new URL(request.url);
    const [, paymentId] = /^\/payments\/([^/]+)\/billing-key$/.exec(pathname) ?? [];
    if (paymentId === undefined && pathname !== '/subscribe/payments/again') return;
    const { merchant_uid, customer_uid, billingKey } = (await request.json()) as Record<string, string>;
    onSent(paymentId ?? merchant_uid ?? '', billingKey ?? customer_uid ?? '');
  }

  return {
    all,
    start,
    /** In place of the network: each process calls each gateway under an address of its own. */
    async fetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
      const request = new Request(url, init);
      const process = all[Number(/process-(\d+)/.exec(request.url)?.[1])];
      onActivity();
      if (!process || process.isDead) return new Promise(() => {});
      const [, api] = /^https:\/\/(v[12])\./.exec(request.url) ?? [];
      if (request.method === 'POST') await noteCharge(request.clone());
      const response = await fakes[api as Api].fetch(request);
      onActivity();
      return process.isDead ? new Promise(() => {}) : response;
    },
    kill(process: ServerProcess) {
      process.isDead = true;
    },
    /** How far the database is, for `restore`. */
    mark: () => commits.length,
    /** Puts the database back to a mark, as a backup does. Every server is started anew. */
    async restore(mark: number) {
      for (const process of all) process.isDead = true;
      memory = memoryStore({ now });
      commits = commits.slice(0, mark);
      for (const writes of commits) {
        if (!(await memory.commit(structuredClone(writes)))) throw new Error('The backup can’t be read.');
      }
    },
    get store(): Store {
      return memory;
    },
  };
}
