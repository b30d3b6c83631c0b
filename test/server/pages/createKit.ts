import { QueryClient } from '@tanstack/react-query';
import { vi } from 'vitest';
import { createCharge } from '../../../src/react/charge.js';
import type { Price } from '../../../src/server/index.js';
import { billingApi as v1Api } from '../../../src/v1/billingApi.js';
import { billingApi as v2Api } from '../../../src/v2/billingApi.js';
import type { Backend, ChargeMode } from '../../core/model/backend.js';
import { createClock } from '../../core/model/clock.js';
import type { Generation, TestKey } from '../../core/model/generations/Generation.js';
import type { Ledger } from '../../core/model/ledger.js';
import type { Host } from '../../core/model/play.js';
import { plans } from '../../core/model/shop.js';
import { currentTab, runOutside, type Tab } from '../../core/model/Tab.js';
import type { Api } from '../model/commands.js';
import { createActivity } from '../model/createActivity.js';
import { createFakes } from '../model/createFakes.js';
import { createProcesses } from '../model/createProcesses.js';
import { eventProblems } from '../support/whatMustHold.js';
import type { HostStep } from './hostSteps.js';

const site = 'https://shop.example';
const baseUrl = `${site}/api/billing`;
const day = 24 * 60 * 60_000;
const customerHeader = 'x-customer';

/** An answer that the page waits for. */
interface Held {
  answer(): void;
  drop(): void;
}

/** The real server kit, over HTTP, with i'mport or PortOne V2 behind it, in place of the simulated server. */
export function createKit(count: (name: string) => void, generation: Api, takesAtIssue: boolean): Host<HostStep> {
  const api = generation === 'v1' ? v1Api(baseUrl) : v2Api(baseUrl, { paysInWindow: takesAtIssue });
  const activity = createActivity();
  const clock = createClock(activity.settle);
  const violations: string[] = [];
  const held: Held[] = [];
  const keys = new Set<string>();
  /** The page's pool of mutations, as its QueryClient is. */
  const queryClients = new WeakMap<Tab, QueryClient>();
  /** What a window has taken, by the number of the order: which charge that is. */
  const taken = new Map<string, { readonly number: string; readonly attemptId: string }>();
  /** Orders whose money the host was told to look at. */
  const toldOf = new Set<unknown>();
  let ledger: Ledger | undefined;
  let mode: ChargeMode = 'ok';
  let webhooks: 'once' | 'twice' | 'never' = 'once';
  let serial = 0;

  const fakes = createFakes(clock.now, async (gateway, headers, body) => {
    if (webhooks === 'never') return undefined;
    const receive = () => server.billing.receiveWebhook({ gateway, headers: new Headers(headers), body });
    await Promise.all([receive(), ...(webhooks === 'twice' ? [receive()] : [])]);
    return new Response(null, { status: 200 });
  });
  const fake = fakes[generation];
  const processes = createProcesses({
    fakes,
    first: generation,
    onSent() {},
    now: clock.now,
    price: ({ planId }) => priceOf(planId),
    customerOf: (request) => request.headers.get(customerHeader),
    sellsUnder: [],
    onEvent(event) {
      count(`told ${event.type}`);
      violations.push(...eventProblems(event));
      if (event.type === 'payment_mismatch') toldOf.add(event.data.merchantUid);
      if (event.type === 'error') violations.push(`an error at ${event.where}: ${event.error.stack}`);
    },
    onActivity: activity.note,
  });
  let server = processes.start();
  activity.install();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('It took too long.', 'TimeoutError')), milliseconds);
    return controller.signal;
  });
  vi.stubGlobal('fetch', (url: string | URL | Request, init?: RequestInit) => {
    const request = new Request(url, init);
    return request.url.startsWith(site) ? askServer(request) : askGateway(request);
  });

  function priceOf(planId: string): Price | null {
    const plan = plans.find(({ id }) => id === planId);
    return plan ? { name: plan.name, amount: plan.amount } : null;
  }

  /** Money moves while a gateway is asked, and may move without. */
  function noteMoney(): void {
    for (const { number, attemptId } of paid()) {
      if (!ledger?.committed.has(number)) ledger?.commit(number, attemptId);
    }
  }

  /** What was paid, as charges: a window takes the money under the number of its order. */
  function paid() {
    return fake.paid().map(({ number: order }) => {
      const attemptId = ledger?.attemptOf(order) ?? '';
      return { number: order, attemptId, ...taken.get(order), order };
    });
  }

  async function askGateway(request: Request): Promise<Response> {
    sayDeclined();
    const response = await processes.fetch(request);
    noteMoney();
    return response;
  }

  /** Also of keys that are there since the server has confirmed them. */
  function sayDeclined(): void {
    for (const key of keys) fake.setDeclined(key, mode === 'declined');
  }

  /** The network between the pages and the server. */
  async function askServer(request: Request): Promise<Response> {
    const tab = currentTab();
    const isCharge = request.method === 'POST' && request.url.endsWith('/charges');
    const asked = mode;
    if (asked === 'offline') throw new TypeError('Failed to fetch');
    request.headers.set('origin', site);
    if (typeof tab?.customer === 'string') request.headers.set(customerHeader, tab.customer);
    activity.note();
    const asking = server;
    const response = await runOutside(() => asking.billing.fetch(request));
    activity.note();
    if (asking.isDead) return new Promise(() => {});
    const { pathname } = new URL(request.url);
    if (response.status >= 500) count(`${response.status} at ${pathname.split('/')[3]}`);
    if (isCharge && asked === 'lost') throw new TypeError('Failed to fetch');
    if (isCharge && asked === 'hang') {
      await new Promise<void>((answer, reject) => {
        held.push({ answer, drop: () => reject(new TypeError('Failed to fetch')) });
      });
    }
    return tab?.isAlive === false ? new Promise(() => {}) : response;
  }

  function queryClientOf(tab: Tab): QueryClient {
    const known = queryClients.get(tab) ?? new QueryClient();
    queryClients.set(tab, known);
    return known;
  }

  function createBackend(of: Ledger, { read }: Generation): Backend {
    ledger = of;
    return {
      issue(request) {
        const { number, card, name, amount, key: named, tab, attemptId } = request;
        if (fake.paid().some((paid) => paid.number === number)) return false;
        serial += 1;
        const { key } = fake.register({
          merchantUid: number,
          customerUid: String(card),
          name,
          amount,
          currency: 'KRW',
          isTaken: takesAtIssue,
          serial,
          named,
        });
        // Also of a page that is gone.
        const record = tab.client.log.get(attemptId);
        keys.add(key);
        sayDeclined();
        if (takesAtIssue && record) taken.set(number, { number: record.chargeNumber, attemptId });
        noteMoney();
        return true;
      },
      async charge(key, button, onPaused) {
        const { number } = read(key);
        const charging = of.send(key, button);
        of.fly(number, charging);
        try {
          const tab = currentTab();
          if (!tab) throw new Error('No page charges.');
          const receipt = await createCharge<{ status: string }, TestKey>(queryClientOf(tab), api.charge as never)(
            key,
            onPaused,
          );
          charging.isUnanswered = false;
          if (receipt.status !== 'paid')
            violations.push(`${number} is charged, and its receipt says ${receipt.status}`);
          return `receipt of ${number}`;
        } catch (error) {
          const { status = 0 } = error as { status?: number };
          count(`charge failed ${(error as { code?: string }).code}`);
          if (status >= 400 && status < 500 && ![408, 409, 425, 429].includes(status)) {
            charging.isUnanswered = false;
            sayUnpaid(number);
          }
          throw error;
        } finally {
          of.land(number);
        }
      },
      async getCharge(number) {
        const receipt = await api.getCharge(number);
        of.answerAsked(number);
        // A page does not believe it of what a window has taken.
        if (receipt === null && !takesAtIssue) sayUnpaid(number);
        return receipt && `receipt of ${number}`;
      },
      async makeOrder(order) {
        const { planId } = order.metadata as { planId: string };
        const made = await api.order(planId)();
        // What the page adds to it: whatever else the PG wants to know.
        return { ...order, ...made };
      },
      async getRegistration(orderNumber) {
        return api.getRegistration(orderNumber);
      },
      setMode(next) {
        mode = next;
        sayDeclined();
      },
      letGo(isGood) {
        const waiting = held.shift();
        if (isGood) waiting?.answer();
        else waiting?.drop();
        return waiting !== undefined;
      },
    };
  }

  /** A page is told that no money moved: it believes it. */
  function sayUnpaid(number: string): void {
    if (ledger?.committed.has(number)) violations.push(`${number} is paid, and a page is told that it is not`);
  }

  async function tick(): Promise<void> {
    void server.billing.tick();
    await activity.settle();
  }

  return {
    clock,
    backendOf: createBackend,
    async perform(step) {
      count(`host ${step.what}`);
      switch (step.what) {
        case 'fault':
          fake.fail(step.call, step.kind, step.times, step.committed);
          return;
        case 'recover':
          fake.clearFaults();
          return;
        case 'die':
          processes.kill(server);
          server = processes.start();
          return;
        case 'tick':
          await clock.advance(step.minutes * 60_000);
          await tick();
          return;
        case 'webhooks':
          webhooks = step.arrive;
          return;
        default:
          step satisfies never;
      }
    },
    async recover() {
      fake.clearFaults();
      for (let round = 0; round < 6; round += 1) {
        await clock.advance(10 * 60_000);
        await tick();
      }
    },
    broken() {
      noteMoney();
      return violations;
    },
    async unfinished() {
      const found: string[] = [];
      // By then an order that no page has come back to is closed.
      await clock.advance(9 * day);
      await tick();
      const { billing } = processes.start();
      const lists = await Promise.all(['kim', 'lee'].map((customerId) => billing.listCharges({ customerId })));
      const known = lists.flat();
      for (const { number, order } of paid()) {
        const row = known.find(({ chargeMerchantUid, merchantUid }) =>
          [chargeMerchantUid, merchantUid].includes(number),
        );
        if (row?.status !== 'paid' && !toldOf.has(order))
          found.push(`${number} is paid, and the server has it as ${row?.status}`);
      }
      for (const { chargeMerchantUid, status } of known) {
        if (status === 'pending') found.push(`${chargeMerchantUid} is pending for ever`);
      }
      return found;
    },
    stop() {
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    },
  };
}
