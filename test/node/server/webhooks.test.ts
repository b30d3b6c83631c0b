import { describe, expect, it, onTestFinished } from 'vitest';
import { listen } from '../../../examples/checkout/listen.js';
import type { FakeIamportServerOptions, WebhookBody } from '../../../src/testing/server/index.js';
import { issued, order, START, setup } from './fakeServer.js';

const SHOP = 'https://shop.example/webhook';
const DAY = 86_400_000;

/** A merchant who hears every webhook, and answers it with `answer`. */
async function merchant(options: FakeIamportServerOptions & { answer?: () => number | null } = {}) {
  const { answer = () => 200, ...rest } = options;
  const heard: WebhookBody[] = [];
  const world = await setup({
    webhookUrl: SHOP,
    postWebhook: async (_, body) => {
      heard.push(body);
      const status = answer();
      if (status === null) throw new TypeError('fetch failed');
      return new Response(null, { status });
    },
    ...rest,
  });
  return { ...world, heard };
}

const told = (heard: readonly WebhookBody[]) => heard.map(({ merchant_uid, status }) => `${merchant_uid} ${status}`);

describe('webhooks', () => {
  it('tell of what was paid, and of a booking that failed, and of no other failure', async () => {
    const { server, call, heard } = await merchant();
    server.registerIssued(issued({ imp_uid: 'imp_0', merchant_uid: 'refused', status: 'failed' }));
    server.registerIssued(issued());
    server.decline();
    await call('POST', '/subscribe/payments/again', order({ merchant_uid: 'declined' }));
    await call('POST', '/subscribe/payments/again', order());
    const schedules = [{ ...order({ merchant_uid: 'booked' }), schedule_at: (START + DAY) / 1000 }];
    await call('POST', '/subscribe/payments/schedule', { customer_uid: 'customer1_card1', schedules });
    server.decline();
    await server.clock.advance(DAY);
    expect(told(heard)).toEqual(['register1 paid', 'charge1 paid', 'booked failed']);
  });

  it('tell of a cancellation in the console with its number, and of one over the API only when asked to', async () => {
    const { server, call, heard } = await merchant();
    server.registerIssued(issued());
    for (const merchant_uid of ['a', 'b', 'c']) {
      await call('POST', '/subscribe/payments/again', order({ merchant_uid }));
    }
    const impUid = server.charges({ merchantUid: 'a' })[0]?.imp_uid ?? '';
    heard.length = 0;
    await call('POST', '/payments/cancel', { merchant_uid: 'b' });
    await call('POST', '/payments/cancel', { merchant_uid: 'c', enable_webhook: true });
    const { cancel_history } = server.console.cancel({ impUid });
    expect(told(heard)).toEqual(['c cancelled', 'a cancelled']);
    expect(heard[1]?.cancellation_id).toBe(cancel_history[0]?.cancellation_id);
  });

  it('go to an address that is known later, and nowhere before', async () => {
    const urls: string[] = [];
    let url: string | undefined;
    const { server } = await setup({
      webhookUrl: () => url,
      postWebhook: async (to) => {
        urls.push(to);
        return undefined;
      },
    });
    server.registerIssued(issued());
    url = SHOP;
    server.registerIssued(issued({ imp_uid: 'imp_2', merchant_uid: 'register2' }));
    expect(urls).toEqual([SHOP]);
    expect(server.webhooks).toHaveLength(1);
  });

  it.each([
    ['json', 'application/json', '{"imp_uid":"imp_000000000001","merchant_uid":"register1","status":"paid"}'],
    ['form', 'application/x-www-form-urlencoded', 'imp_uid=imp_000000000001&merchant_uid=register1&status=paid'],
  ] as const)('come as %s over HTTP', async (webhookFormat, type, body) => {
    const got: [type: string | null, body: string][] = [];
    const shop = await listen(async (request) => {
      got.push([request.headers.get('content-type'), await request.text()]);
      return new Response(null);
    });
    onTestFinished(shop.close);
    const { server } = await setup({ webhookUrl: () => shop.url, webhookFormat });
    server.registerIssued(issued());
    await server.idle();
    expect(got).toEqual([[type, body]]);
    expect(server.webhooks).toMatchObject([{ delivered: true, attempts: 1 }]);
  });

  it('are sent once, whatever the merchant answers', async () => {
    const answers = [500, null, 404];
    const { server, heard } = await merchant({ answer: () => answers.shift() ?? null });
    for (const index of [1, 2, 3]) {
      server.registerIssued(issued({ imp_uid: `imp_${index}`, merchant_uid: `register${index}` }));
    }
    await server.clock.advance(10 * 60_000);
    expect(heard).toHaveLength(3);
    expect(server.webhooks.map(({ delivered }) => delivered)).toEqual([false, false, false]);
  });

  it('are repeated five times, a minute apart, where the merchant asked for it', async () => {
    const { server, heard } = await merchant({ webhookRepeats: true, answer: () => 503 });
    server.registerIssued(issued());
    await server.clock.advance(59_000);
    expect(heard).toHaveLength(1);
    for (let minute = 0; minute < 9; minute += 1) await server.clock.advance(60_000);
    expect(heard).toHaveLength(6);
    expect(server.webhooks).toMatchObject([{ delivered: false, attempts: 6 }]);
  });

  it('are repeated until they are taken, and not at all when they were refused', async () => {
    const answers = [null, 500, 200, 404];
    const { server, heard } = await merchant({ webhookRepeats: true, answer: () => answers.shift() ?? null });
    server.registerIssued(issued());
    for (let minute = 0; minute < 5; minute += 1) await server.clock.advance(60_000);
    expect(heard).toHaveLength(3);
    expect(server.webhooks).toMatchObject([{ delivered: true, attempts: 3 }]);
    server.registerIssued(issued({ imp_uid: 'imp_2', merchant_uid: 'register2' }));
    await server.clock.advance(60_000);
    expect(heard).toHaveLength(4);
  });

  it('can be held, and let go in another order, twice, or not at all', async () => {
    const { server, call, heard } = await merchant();
    server.registerIssued(issued());
    await server.idle();
    heard.length = 0;
    const hold = server.holdWebhooks();
    for (const merchant_uid of ['a', 'b', 'c']) {
      await call('POST', '/subscribe/payments/again', order({ merchant_uid }));
    }
    expect(heard).toEqual([]);
    expect(hold.held).toHaveLength(3);
    hold.release((held) => [...held].reverse().flatMap((one) => (one.body.merchant_uid === 'b' ? [] : [one, one])));
    expect(told(heard)).toEqual(['c paid', 'c paid', 'a paid', 'a paid']);
    await call('POST', '/subscribe/payments/again', order({ merchant_uid: 'd' }));
    expect(told(heard).at(-1)).toBe('d paid');
  });
});
