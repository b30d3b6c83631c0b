import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Receipt } from '../../../examples/checkout/server/Charge.js';
import { type Listening, listen } from '../../../examples/checkout/server/listen.js';
import type { RenewalNotice } from '../../../examples/checkout/server/Renewal.js';
import type { ChargeRequest } from '../../../examples/checkout/server/readChargeRequest.js';
import type { IamportConfig } from '../../../examples/checkout/server/readConfig.js';
import { type BackendOptions, startBackend } from '../../../examples/checkout/server/startBackend.js';
import { createFakeIamportServer, type WindowIssue } from '../../../src/testing/server/index.js';

/** Everything an answer of the backend may have. */
export interface Answer extends Partial<Receipt> {
  httpStatus: number;
  retryAfter: string | null;
  error?: { code: string; message: string; field?: string };
  charge?: Receipt;
  renewals?: RenewalNotice[];
}

export const CUSTOMER = 'browser1_card1';

interface WorldOptions extends Partial<BackendOptions> {
  /** Whether webhooks arrive. @default false */
  readonly webhooks?: boolean;
}

/** The real backend over HTTP, on an SQLite file of its own, against the simulator over HTTP. */
export async function checkoutWorld({ webhooks = false, ...options }: WorldOptions = {}) {
  const simulator = createFakeIamportServer({
    webhookUrl: '/api/iamport/webhook',
    postWebhook: async (path, body) => (webhooks ? post(`${first.url}${path}`, body) : undefined),
  });
  const iamport = await listen(simulator.fetch);
  const databaseUrl = await temporaryDatabase();
  const logged: string[] = [];
  let ahead = 0;

  const config: IamportConfig = {
    simulated: true,
    userCode: 'imp00000000',
    apiKey: 'fake_imp_key',
    apiSecret: 'fake_imp_secret',
    apiUrl: iamport.url,
    scriptUrl: `${iamport.url}/fake-iamport.js`,
    pg: 'kcp_billing',
  };
  const backends: Listening[] = [];
  const start = async (changes: Partial<BackendOptions> = {}) => {
    const backend = await startBackend({
      config,
      databaseUrl,
      now: () => Date.now() + ahead,
      log: (line) => logged.push(line),
      ...options,
      ...changes,
    });
    backends.push(backend);
    return backend;
  };
  const first = await start();
  onTestFinished(async () => {
    simulator.clearFaults();
    for (const backend of backends) await backend.close().catch(() => undefined);
    await iamport.close();
  });

  return {
    simulator,
    config,
    databaseUrl,
    logged,
    url: first.url,
    backend: first,
    start,
    /** Moves the backend's clock. */
    later: (milliseconds: number) => {
      ahead += milliseconds;
    },
    register: (changes: Partial<WindowIssue> = {}) => simulator.registerIssued({ ...windowIssue, ...changes }),
    charge: (changes: Record<string, unknown> = {}, url = first.url) => charge(url, changes),
    get: (path: string, url = first.url) => send(`${url}${path}`),
    /** What anybody may post. */
    webhook: (body: object) => post(`${first.url}/api/iamport/webhook`, body),
    end: (customerUid = CUSTOMER) => send(`${first.url}/api/subscriptions/${customerUid}`, { method: 'DELETE' }),
  };
}

export const windowIssue: WindowIssue = {
  imp_uid: 'imp_100000000001',
  merchant_uid: 'register1',
  customer_uid: CUSTOMER,
  pg_provider: 'kcp_billing',
  pay_method: 'card',
  name: '모두의 구독 베이직',
  amount: 9900,
  currency: 'KRW',
  card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
  charged: false,
  status: 'paid',
};

export const chargeRequest: ChargeRequest = {
  planId: 'basic',
  customerUid: CUSTOMER,
  merchantUid: 'register1',
  impUid: 'imp_100000000001',
  chargeMerchantUid: 'charge1',
  chargedAtIssue: false,
  pg: 'kcp_billing',
};

export function charge(url: string, changes: Record<string, unknown> = {}): Promise<Answer> {
  return send(`${url}/api/subscriptions/charge`, jsonPost({ ...chargeRequest, ...changes }));
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, jsonPost(body));
}

function jsonPost(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export async function temporaryDatabase(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'checkout.db')}`;
}

async function send(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const body = (await response.json()) as Omit<Answer, 'httpStatus'>;
  return { ...body, httpStatus: response.status, retryAfter: response.headers.get('retry-after') };
}
