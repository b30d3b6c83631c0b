import type {
  FakePortOneServerOptions,
  PortOneWindowIssue,
  SignedWebhook,
} from '../../../src/testing/portoneServer/index.js';
import { createFakePortOneServer } from '../../../src/testing/portoneServer/index.js';
import { answerProblems } from './checkAnswer.js';

export const apiUrl = 'https://api.portone.test';

/** 2026-03-01, 09:00 in Korea. */
export const start = Date.parse('2026-03-01T00:00:00Z');

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A shop with a store of its own: a fake server whose clock stands still until it is moved, and one way to call it. */
export function openShop(options: FakePortOneServerOptions = {}) {
  const posted: { url: string; webhook: SignedWebhook }[] = [];
  const server = createFakePortOneServer({
    apiSecret: 'secret',
    now: () => start,
    webhookUrl: 'https://shop.test/webhook',
    async postWebhook(url, webhook) {
      posted.push({ url, webhook });
      return undefined;
    },
    ...options,
  });
  const problems: string[] = [];

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const before = server.calls.length;
    const response = await server.fetch(
      new Request(apiUrl + path, {
        method,
        headers: { authorization: 'PortOne secret', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const answer = { status: response.status, body: (await response.json()) as Record<string, unknown> };
    // A path that is no route is no call, and nowhere described.
    const route = server.calls[before]?.route;
    if (route !== undefined && route !== 'POST /_window/issued') {
      problems.push(...answerProblems(route, answer.status, answer.body));
    }
    return answer;
  }

  return {
    server,
    posted,
    /** What PortOne's own description says against the answers so far. */
    problems,
    send,
    get: (path: string, body?: unknown) =>
      send('GET', body === undefined ? path : `${path}?requestBody=${encodeURIComponent(JSON.stringify(body))}`),
    post: (path: string, body: unknown, headers?: Record<string, string>) => send('POST', path, body, headers),
    delete: (path: string, body?: unknown) =>
      send('DELETE', body === undefined ? path : `${path}?requestBody=${encodeURIComponent(JSON.stringify(body))}`),
    /** A card is registered in the window. */
    issue(issue: Partial<PortOneWindowIssue> = {}): string {
      const billingKey = issue.billingKey ?? 'billing-key-1';
      server.registerIssued({
        status: 'issued',
        billingKey,
        pgProvider: 'KCP_V2',
        channelKey: 'channel-key-kcp',
        issueId: 'issue-1',
        customer: { id: 'customer-1' },
        ...issue,
      });
      return billingKey;
    },
  };
}

export const order = (billingKey: string, total = 9_900) => ({
  billingKey,
  orderName: '월간 이용권',
  amount: { total },
  currency: 'KRW',
});
