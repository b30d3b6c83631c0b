import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { IssuedKey } from '../../src/index.js';
import { BillingApiError } from '../../src/react/BillingApiError.js';
import { type BillingApi, billingApi, type ServerOrder } from '../../src/v1/billingApi.js';
import { openSubscriptionShop } from './subscription/shop.js';
import { listen } from './support/listen.js';
import type { ShopOptions } from './support/shop.js';

/** The kit over HTTP, and the page's half of it. */
async function openPage(options: ShopOptions = {}) {
  const shop = await openSubscriptionShop({ customerOf: () => 'mina', ...options });
  const { url, close } = await listen(shop.billing.fetch);
  onTestFinished(close);
  const api = billingApi(`${url}/api/billing/`);
  const client = new QueryClient();
  return {
    ...shop,
    api,
    charge: (issued: IssuedKey) => new MutationObserver(client, { ...api.charge, retryDelay: 1 }).mutate(issued),
    query: <T>(options: BillingApi['savedCards'] | BillingApi['subscriptions']) =>
      client.fetchQuery({ ...options, staleTime: 0 } as Parameters<typeof client.fetchQuery>[0]) as Promise<T>,
  };
}

function issuedKey(order: ServerOrder, impUid: string): IssuedKey {
  const { merchantUid, customerUid, chargeMerchantUid, name, amount, currency, metadata } = order;
  return {
    api: 'v1',
    attemptId: 'attempt1',
    merchantUid,
    customerUid,
    chargeMerchantUid,
    impUid,
    pg: 'kcp_billing',
    payMethod: 'card',
    name,
    amount,
    dueToday: amount,
    currency,
    chargedAtIssue: false,
    via: 'callback',
    purpose: 'subscribe',
    consents: [],
    metadata: metadata as IssuedKey['metadata'],
  };
}

describe('billingApi', () => {
  it('is a page’s whole way: an order, a charge, a look, the cards', async () => {
    const page = await openPage();
    const order = await page.api.order('monthly', { metadata: { ref: 'newsletter' } })();
    expect(order).toMatchObject({ name: '모두의 구독 월간', amount: 9900, currency: 'KRW' });
    expect(order.metadata).toEqual({ ref: 'newsletter', planId: 'monthly' });
    expect(await page.api.getCharge(order.chargeMerchantUid)).toBeNull();
    expect(await page.api.getRegistration(order.merchantUid)).toBeNull();
    const impUid = page.register(order);
    expect(await page.api.getRegistration(order.merchantUid)).toEqual({ impUid });
    const receipt = await page.charge(issuedKey(order, impUid));
    expect(receipt).toMatchObject({ status: 'paid', amount: 9900 });
    expect(await page.api.getCharge(order.chargeMerchantUid)).toEqual(receipt);
    expect(await page.query(page.api.savedCards)).toMatchObject([{ number: '5365-10**-****-1234' }]);
    expect(await page.query(page.api.subscriptions)).toMatchObject([{ planId: 'monthly', status: 'active' }]);
  });

  it('sends the session’s cookie to a server on another origin too, which may name this one in trustedOrigins', async () => {
    const page = await openPage({ trustedOrigins: ['https://app.example'] });
    const sent: Request[] = [];
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', (...call: Parameters<typeof fetch>) => {
      sent.push(new Request(...call));
      return fetch(...call);
    });
    onTestFinished(() => void vi.unstubAllGlobals());
    await page.api.order('basic')();
    // As a browser understands it: anything else leaves the cookie out.
    expect(sent.map(({ credentials }) => credentials)).toEqual(['include']);
  });

  it('sends a charge again that nobody has settled, and none that was refused', async () => {
    const page = await openPage();
    const order = await page.api.order('basic')();
    const impUid = page.register(order);
    page.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'answer-lost-after-commit' });
    const lookup = 'GET /payments/findAll/{merchant_uid}';
    page.simulator.failNext({ route: lookup, kind: 'network', times: 3 });
    expect(await page.charge(issuedKey(order, impUid))).toMatchObject({ status: 'paid' });
    const before = page.simulator.calls.length;
    const stolen = { ...issuedKey(order, impUid), merchantUid: 'nothing' };
    await expect(page.charge(stolen)).rejects.toMatchObject({
      code: 'order_unknown',
      status: 404,
      field: 'merchantUid',
    });
    expect(page.simulator.calls).toHaveLength(before);
  });

  it('rejects with the PG’s words when the card is declined', async () => {
    const page = await openPage();
    const order = await page.api.order('basic')();
    page.simulator.decline({ reason: '한도초과' });
    const declined = page.charge(issuedKey(order, page.register(order)));
    await expect(declined).rejects.toBeInstanceOf(BillingApiError);
    await expect(declined).rejects.toMatchObject({ code: 'charge_declined', charge: { failReason: '한도초과' } });
    expect(await page.api.getCharge(order.chargeMerchantUid)).toBeNull();
  });

  it('does not know what is not known: a charge that nobody has settled rejects', async () => {
    const page = await openPage();
    const order = await page.api.order('basic')();
    const impUid = page.register(order);
    page.simulator.failNext({ route: 'POST /subscribe/payments/again', kind: 'network' });
    const { merchantUid } = order;
    await expect(page.billing.charge({ customerId: 'mina', merchantUid, impUid })).rejects.toBeDefined();
    const asked = page.api.getCharge(order.chargeMerchantUid);
    await expect(asked).rejects.toMatchObject({ code: 'charge_unsettled' });
  });

  it('says so when something else answers, and when nobody does', async () => {
    const elsewhere = await listen(() => new Response('<!doctype html>', { status: 200 }));
    const order = billingApi(elsewhere.url).order('basic')();
    await expect(order).rejects.toMatchObject({ code: 'unreachable' });
    await expect(order).rejects.toThrow('Is it mounted there');
    await elsewhere.close();
    await expect(billingApi(elsewhere.url).order('basic')()).rejects.toMatchObject({ code: 'unreachable', status: 0 });
  });

  it.each(['', 'null', '{}', '{"ok":true}', '{"status":"ok"}', '[]', '"signed out"', '<!doctype html>'])(
    'takes no other answer for a receipt: %s',
    async (text) => {
      const elsewhere = await listen(() => new Response(text, { status: 200 }));
      onTestFinished(elsewhere.close);
      const api = billingApi(elsewhere.url);
      const observer = new MutationObserver(new QueryClient(), { ...api.charge, retry: false });
      const issued = issuedKey({ metadata: {} } as ServerOrder, 'imp_1');
      await expect(observer.mutate(issued)).rejects.toMatchObject({ code: 'unreachable' });
      await expect(api.getCharge('charge-1')).rejects.toMatchObject({ code: 'unreachable' });
      const paid = new MutationObserver(new QueryClient(), api.payNow).mutate({ subscriptionId: 'sub1' });
      await expect(paid).rejects.toMatchObject({ code: 'unreachable' });
      await expect(api.getRegistration('order-1')).rejects.toBeInstanceOf(Error);
    },
  );

  it.each([
    ['failed', 'charge_declined', { status: 402, charge: { failReason: '한도초과' } }],
    ['pending', 'charge_unsettled', { status: 0 }],
  ])(
    'takes no receipt for a payment that says %s, whatever route of the host’s hands it on',
    async (status, code, is) => {
      const receipt = { status, chargeMerchantUid: 'charge-1', failReason: '한도초과' };
      const elsewhere = await listen(() => Response.json(receipt));
      onTestFinished(elsewhere.close);
      const observer = new MutationObserver(new QueryClient(), { ...billingApi(elsewhere.url).charge, retry: false });
      const charged = observer.mutate(issuedKey({ metadata: {} } as ServerOrder, 'imp_1'));
      await expect(charged).rejects.toMatchObject({ code, ...is });
    },
  );

  it('removes a card, and says who needs it', async () => {
    const page = await openPage();
    const order = await page.api.order('monthly')();
    await page.charge(issuedKey(order, page.register(order)));
    const client = new QueryClient();
    const removed = new MutationObserver(client, page.api.removeCard).mutate(order.customerUid);
    await expect(removed).rejects.toMatchObject({ code: 'card_in_use' });
    const chosen = new MutationObserver(client, page.api.makeDefaultCard).mutate(order.customerUid);
    expect(await chosen).toMatchObject({ isDefault: true });
  });
});

describe('what is sent again', () => {
  /** A page whose server answers every call as a test says, and how many seconds after the first one each call came. */
  function openAnswered(answer: () => Response) {
    vi.useFakeTimers();
    const seconds: number[] = [];
    const begun = Date.now();
    vi.stubGlobal('fetch', async () => {
      seconds.push((Date.now() - begun) / 1000);
      return answer();
    });
    onTestFinished(() => {
      vi.useRealTimers();
      vi.unstubAllGlobals();
    });
    const api = billingApi('/api/billing');
    const client = new QueryClient();
    const issued = issuedKey({ metadata: {} } as ServerOrder, 'imp_1');
    const ended = async (asked: Promise<unknown>) => {
      const error = asked.catch((caught: unknown) => caught);
      await vi.runAllTimersAsync();
      expect(await error).toBeInstanceOf(BillingApiError);
      return seconds;
    };
    return {
      charge: () => ended(new MutationObserver(client, api.charge).mutate(issued)),
      pay: () => ended(new MutationObserver(client, api.payNow).mutate({ subscriptionId: 'sub1' })),
      list: (of: 'savedCards' | 'subscriptions') =>
        ended(client.fetchQuery(api[of] as Parameters<typeof client.fetchQuery>[0])),
    };
  }

  const noAnswer = () => {
    throw new TypeError('Failed to fetch');
  };
  const refused = (status: number, headers = {}) =>
    Response.json({ error: { code: 'internal', message: 'No.' } }, { status, headers });

  it.each([
    ['nobody answers', noAnswer],
    ['the server breaks', () => refused(500)],
    ['the server is not mounted yet', () => new Response('Bad gateway', { status: 502 })],
  ])('is a charge where %s, later each time, for about two minutes', async (_, answer) => {
    expect(await openAnswered(answer).charge()).toEqual([0, 1, 3, 7, 15, 30, 45, 60, 75, 90, 105, 120, 135]);
  });

  it('is a charge when the server has said that it makes sense', async () => {
    const seconds = await openAnswered(() => refused(503, { 'retry-after': '20' })).charge();
    expect(seconds.slice(0, 4)).toEqual([0, 20, 40, 60]);
  });

  it('is no charge that was refused', async () => {
    expect(await openAnswered(() => refused(409)).charge()).toEqual([0]);
  });

  it.each([noAnswer, () => refused(500)])('is no payment by hand: the customer presses again', async (answer) => {
    expect(await openAnswered(answer).pay()).toEqual([0]);
  });

  it.each(['savedCards', 'subscriptions'] as const)(
    'is the question for %s, three times, unless it was refused',
    async (of) => {
      expect(await openAnswered(() => refused(500)).list(of)).toHaveLength(4);
      vi.useRealTimers();
      expect(await openAnswered(() => refused(401)).list(of)).toHaveLength(1);
    },
  );
});
