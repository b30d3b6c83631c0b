import { afterEach, vi } from 'vitest';
import { memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import { type BillingClient, type BillingClientOptions, createBillingClient } from '../../../src/core/BillingClient.js';
import type { BillingEvent } from '../../../src/core/index.js';
import { createIamportGateway } from '../../../src/iamport/createIamportGateway.js';
import type { IamportSdkOptions } from '../../../src/iamport/createIamportSdk.js';
import type { BillingOrder, IssuedKey } from '../../../src/iamport/index.js';
import { getPage } from '../../../src/iamport/page.js';
import type { IamportCallback } from '../../../src/iamport/wire.js';
import { type FakeIamport, type FakeIamportOptions, installFakeIamport } from '../../../src/testing/index.js';

export const order: BillingOrder = {
  customerUid: 'card-1',
  name: 'Basic',
  amount: 9900,
  buyer: { name: '김하늘', email: 'haneul@example.com', tel: '010-1234-5678', address: '서울 중구', postcode: '04524' },
};

let fake: FakeIamport | undefined;

/** Back to the clock of the browser. What was set on the faked one still comes to pass: the page would wait for it. */
export async function realClock(): Promise<void> {
  if (vi.isFakeTimers()) {
    await vi.runOnlyPendingTimersAsync();
    // An answer that came with them makes the page settle, which is a timer of its own.
    await vi.advanceTimersByTimeAsync(10);
  }
  vi.useRealTimers();
}

afterEach(async () => {
  await realClock();
  fake?.uninstall();
  fake = undefined;
  await getPage().settling;
});

interface Setup {
  readonly sdk?: FakeIamportOptions;
  readonly client?: Partial<BillingClientOptions & IamportSdkOptions>;
  readonly flow?: Partial<PlaceOptions<string, IssuedKey>>;
  /** Waits for the SDK, as a page does that loads it ahead. @default true */
  readonly isLoaded?: boolean;
}

export type Prepared = Awaited<ReturnType<typeof prepare>>;

/** A page with the fake SDK on it, a client, and one place that can run attempts. */
export async function prepare({ sdk = {}, client: clientOptions, flow: flowOptions, isLoaded = true }: Setup = {}) {
  const imp = installFakeIamport(sdk);
  fake = imp;
  const callbacks = keepCallbacks(imp);
  const events: BillingEvent[] = [];
  const storage = memoryStorage();
  const onEvent = (event: BillingEvent) => void events.push(event);
  const client = createBillingClient({
    gateway: createIamportGateway({ userCode: 'imp00000000', ...clientOptions }),
    storage,
    onEvent,
    ...clientOptions,
  });
  const charge = vi.fn(async (issued: IssuedKey) => `receipt of ${issued.chargeMerchantUid}`);
  const createFlow = (more: Partial<PlaceOptions<string, IssuedKey>> = {}) =>
    createPlace<string, IssuedKey, BillingOrder>(client, { pg: 'kcp_billing', charge, ...flowOptions, ...more });
  if (isLoaded) {
    await client.load();
    await vi.waitUntil(() => imp.ready);
  }
  return { imp, callbacks, client, storage, events, charge, createFlow, flow: createFlow() };
}

/** The SDK calls back once; a test that wants it twice, or late, does so itself. */
function keepCallbacks(imp: FakeIamport): IamportCallback[] {
  const callbacks: IamportCallback[] = [];
  const requestPay = imp.IMP.request_pay;
  imp.IMP.request_pay = (params, callback) => {
    if (callback) callbacks.push(callback);
    requestPay.call(imp.IMP, params, callback);
  };
  return callbacks;
}

export function statuses(events: readonly BillingEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'status' ? [event.status] : []));
}

/** Answers the open window as one that issued a key, and waits for the end of the attempt. */
export async function issueKey({ imp }: Prepared): Promise<void> {
  await imp.nextRequest();
  await imp.issue();
}

/** What is stored of attempts that are not over, newest first. */
export function unsettled(client: BillingClient) {
  return client.records().filter(({ status }) => status !== 'settled');
}

/** Until the watch over an open window has seen it: what becomes of it from then on is noticed. */
export async function untilSeen({ client }: Pick<Prepared, 'client'>): Promise<void> {
  const looks = vi.spyOn(client.gateway, 'isWindowSeen');
  await vi.waitUntil(() => looks.mock.results.some(({ value }) => value === true), { timeout: 5000 });
  looks.mockRestore();
}
