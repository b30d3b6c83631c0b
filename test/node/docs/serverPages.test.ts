import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBlocks } from '../../../scripts/docs/readBlocks.js';
import { createFakeIamportServer, type FakeIamportServer } from '../../../src/testing/server/index.js';
import { read } from './pages.js';

/** What the page exports, as far as it is used here. */
interface Billing {
  chargeOnce(claims: object, plan: object, charges: object): Promise<{ status: string; impUid: string | null }>;
  readClaims(body: unknown): object;
}

interface Row {
  chargeMerchantUid: string;
  status: string;
  startedAt: number;
}

const folder = mkdtempSync(join(tmpdir(), 'server-pages-'));
const plan = { id: 'basic', name: 'Basic plan', amount: 9900 };
const body = {
  customerUid: 'member-7-card-1',
  merchantUid: 'm1',
  impUid: 'imp_1',
  chargeMerchantUid: 'c1',
  chargedAtIssue: false,
  metadata: { planId: 'basic' },
};

let billing: Billing;
let server: FakeIamportServer;
let charges: ReturnType<typeof createCharges>;

beforeAll(async () => {
  for (const { files, code } of readBlocks('docs/server/core.md', read('docs/server/core.md'))) {
    const [file] = files;
    if (file === undefined) continue;
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const script = outputText.replace(/from '\.\/(\w+)'/g, "from './$1.mjs'");
    writeFileSync(join(folder, file.replace(/^lib\//, '').replace(/\.ts$/, '.mjs')), script);
  }
  billing = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'billing.mjs')).href)) as Billing;
});

beforeEach(() => {
  vi.stubEnv('IAMPORT_API_KEY', 'fake_imp_key');
  vi.stubEnv('IAMPORT_API_SECRET', 'fake_imp_secret');
  server = createFakeIamportServer();
  charges = createCharges();
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => server.fetch(new Request(url, init)));
  server.registerIssued({
    imp_uid: 'imp_1',
    merchant_uid: 'm1',
    customer_uid: 'member-7-card-1',
    pg_provider: 'kcp_billing',
    pay_method: 'card',
    name: 'Basic plan',
    amount: 9900,
    currency: 'KRW',
    card: { number_masked: '4242-42**-****-4242', name: 'Test card', behaviour: 'ok' },
    charged: false,
    status: 'paid',
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

function createCharges() {
  const rows = new Map<string, Row>();
  return {
    rows,
    find: async (uid: string) => rows.get(uid) ?? null,
    async begin(row: Row, before: Row | null) {
      const now = rows.get(row.chargeMerchantUid);
      const isFree = before === null ? !now : now?.status === before.status && now.startedAt === before.startedAt;
      if (isFree) rows.set(row.chargeMerchantUid, row);
      return isFree;
    },
    async settle(uid: string, result: object) {
      const row = rows.get(uid);
      if (row?.status === 'pending') rows.set(uid, { ...row, ...result });
    },
  };
}

const charge = (changes: object = {}) => billing.chargeOnce(billing.readClaims({ ...body, ...changes }), plan, charges);

describe('docs/server/core.md', () => {
  it('charges, and answers the same number with the same charge', async () => {
    const first = await charge();
    expect(first).toMatchObject({ status: 'paid', amount: 9900 });
    expect(await charge()).toEqual(first);
    expect(server.countCharges()).toBe(1);
  });

  it('of two requests at the same moment makes one charge', async () => {
    const answers = await Promise.allSettled([charge(), charge()]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(server.countCharges()).toBe(1);
  });

  it('tells a decline by response.status, and tries again under the same number', async () => {
    server.decline({ reason: '한도 초과' });
    expect(await charge()).toMatchObject({ status: 'failed', failReason: '한도 초과' });
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(server.countCharges()).toBe(1);
  });

  it('finds a charge whose answer was lost', async () => {
    server.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    expect(await charge()).toMatchObject({ status: 'paid' });
    expect(server.countCharges()).toBe(1);
  });

  it('sends nothing again while the first call may still be under way', async () => {
    server.failNext({ route: 'POST /subscribe/payments/again', kind: 'network' });
    await expect(charge()).rejects.toMatchObject({ status: 503, retryAfter: 5 });
    await expect(charge()).rejects.toMatchObject({ status: 503 });
    expect(server.countCalls('POST /subscribe/payments/again')).toBe(1);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect(await charge()).toMatchObject({ status: 'paid' });
    vi.restoreAllMocks();
    expect(server.countCharges()).toBe(1);
  });

  it('gets a new token once the old one is over', async () => {
    await charge();
    server.expireTokens();
    expect(await charge({ chargeMerchantUid: 'c2' })).toMatchObject({ status: 'paid' });
  });

  it.each([
    ['a card without a key', { customerUid: 'member-8-card-1' }, 409],
    ['the registration of somebody else', { merchantUid: 'm2' }, 409],
    ['a page that says the PG has charged', { chargedAtIssue: true }, 409],
    ['a number that is a path', { impUid: '../users' }, 400],
    ['one number for both orders', { chargeMerchantUid: 'm1' }, 400],
  ])('refuses %s', async (_, changes, status) => {
    await expect(async () => charge(changes)).rejects.toMatchObject({ status });
    expect(server.countCharges()).toBe(0);
  });
});
