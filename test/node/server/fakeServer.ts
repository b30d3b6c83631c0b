import {
  createFakeIamportServer,
  type Envelope,
  type FakeIamportServer,
  type FakeIamportServerOptions,
  type WindowIssue,
} from '../../../src/testing/server/index.js';

export const API = 'https://api.iamport.kr';
export const START = Date.UTC(2026, 0, 5, 9);

/** What a window reports about an ordinary KCP registration, with changes. */
export function issued(changes: Partial<WindowIssue> = {}): WindowIssue {
  return {
    imp_uid: 'imp_000000000001',
    merchant_uid: 'register1',
    customer_uid: 'customer1_card1',
    pg_provider: 'kcp_billing',
    pay_method: 'card',
    name: '모두의 구독 베이직',
    amount: 9900,
    currency: 'KRW',
    card: { number_masked: '5365-10**-****-1234', name: 'BC카드', behaviour: 'ok' },
    charged: false,
    status: 'paid',
    ...changes,
  };
}

/** A server whose clock stands still, and a client that is logged in to it. */
export async function setup(options: FakeIamportServerOptions = {}) {
  const server = createFakeIamportServer({ now: () => START, ...options });
  return { server, ...(await client(server)) };
}

async function client(server: FakeIamportServer) {
  let token = await takeToken(server);

  async function call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await server.fetch(
      new Request(`${API}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    return { status: response.status, ...((await response.json()) as Envelope<T>) };
  }

  return {
    call,
    async login() {
      token = await takeToken(server);
    },
  };
}

export async function takeToken(server: FakeIamportServer): Promise<string> {
  const response = await server.fetch(
    new Request(`${API}/users/getToken`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ imp_key: 'fake_imp_key', imp_secret: 'fake_imp_secret' }),
    }),
  );
  const { response: auth } = (await response.json()) as Envelope<{ access_token: string }>;
  return auth?.access_token ?? '';
}

export const order = (changes: Record<string, unknown> = {}) => ({
  customer_uid: 'customer1_card1',
  merchant_uid: 'charge1',
  amount: 9900,
  name: '모두의 구독 베이직',
  ...changes,
});
