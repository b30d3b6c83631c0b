import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { IssuedKey } from '../../src/index.js';
import { BillingApiError } from '../../src/react/BillingApiError.js';
import { billingApi } from '../../src/v1/billingApi.js';

/** A page whose server answers every call as a test says, and what the page has sent. */
function openPage(answer: () => Response, baseUrl = '/api/billing') {
  const sent: { readonly url: string; readonly method?: string; readonly headers: Headers }[] = [];
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', headers }: RequestInit) => {
    sent.push({ url, method, headers: new Headers(headers) });
    return answer();
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const api = billingApi(baseUrl);
  const client = new QueryClient();
  return {
    api,
    sent,
    charge: () =>
      new MutationObserver(client, { ...api.charge, retry: false }).mutate({ merchantUid: 'order-1' } as IssuedKey),
    remove: (cardId: string) => new MutationObserver(client, api.removeCard).mutate(cardId),
    cards: () => client.fetchQuery({ ...api.savedCards, retry: false } as Parameters<typeof client.fetchQuery>[0]),
  };
}

const noAnswer = () => {
  throw new TypeError('Failed to fetch');
};

describe('what billingApi sends', () => {
  it.each([
    ['/api/billing', '/api/billing/cards'],
    ['/api/billing/', '/api/billing/cards'],
    ['https://pay.example//', 'https://pay.example/cards'],
  ])('goes to where the kit is mounted: %s', async (baseUrl, url) => {
    const page = openPage(() => Response.json([]), baseUrl);
    await page.cards();
    expect(page.sent).toMatchObject([{ url }]);
  });

  it('names the type of a body where there is one: a browser asks another origin for leave before it sends that name', async () => {
    const page = openPage(() => Response.json([]));
    await page.cards();
    await page.remove('card-1');
    await page.api.order('basic')();
    expect(page.sent.map(({ method, headers }) => [method, headers.get('content-type')])).toEqual([
      ['GET', null],
      ['DELETE', null],
      ['POST', 'application/json'],
    ]);
  });

  it('is known to TanStack Query by the server’s address and by its own name', () => {
    const { api } = openPage(noAnswer, 'https://pay.example/');
    const keys = Object.entries(api).flatMap(([name, one]) => {
      const key = 'mutationKey' in one ? one.mutationKey : 'queryKey' in one ? one.queryKey : undefined;
      return key ? [[name, ...key]] : [];
    });
    expect(keys.map(([name]) => name)).toHaveLength(12);
    for (const [name, address, own] of keys) {
      expect(address).toBe('https://pay.example');
      expect(own).toBe(name === 'savedCards' ? 'cards' : name);
    }
  });

  it('is an order without a plan for a card that is only registered', async () => {
    const page = openPage(() => Response.json({ planId: null, metadata: { ref: 'account' } }));
    const order = await page.api.order(null, { purpose: 'register' })();
    expect(Object.keys(order.metadata ?? {})).toEqual(['ref']);
  });
});

describe('what billingApi makes of an answer', () => {
  it('takes an empty one for a yes to what was done, and for no list', async () => {
    const page = openPage(() => new Response(null, { status: 204 }));
    await expect(page.remove('card-1')).resolves.toBeUndefined();
    await expect(page.cards()).rejects.toMatchObject({ code: 'unreachable', status: 204 });
  });

  it('takes only an empty one for a yes', async () => {
    const page = openPage(() => new Response('<!doctype html>'));
    await expect(page.remove('card-1')).rejects.toMatchObject({ code: 'unreachable', status: 200 });
  });

  it('says what was asked where nobody answered, and why', async () => {
    const asked = openPage(noAnswer).cards();
    await expect(asked).rejects.toMatchObject({
      name: 'BillingApiError',
      code: 'unreachable',
      message: 'GET /api/billing/cards got no answer.',
      cause: new TypeError('Failed to fetch'),
    });
  });

  it('says what was asked where something else answered', async () => {
    const asked = openPage(() => new Response('Bad gateway', { status: 502 })).remove('card-1');
    await expect(asked).rejects.toThrow(/^DELETE \/api\/billing\/cards\/card-1 answered HTTP 502/);
  });

  it('says which answer is no receipt, and that one came', async () => {
    const charged = openPage(() => Response.json({ ok: true })).charge();
    await expect(charged).rejects.toThrow(/^\/api\/billing\/charges answered with what is no receipt/);
    await expect(charged).rejects.toMatchObject({ status: 200 });
  });

  it.each([
    ['pending', /charge charge-1/],
    ['failed', /^\/api\/billing\/charges was declined/],
  ])('says which charge is %s', async (status, message) => {
    const receipt = { status, chargeMerchantUid: 'charge-1' };
    await expect(openPage(() => Response.json(receipt)).charge()).rejects.toThrow(message);
  });

  it('takes a registration that is open for one that may still have a key, and says which it is', async () => {
    for (const answer of ['{"status":"pending"}', 'null']) {
      const { api } = openPage(() => new Response(answer));
      const asked = api.getRegistration('order-1');
      await expect(asked).rejects.toBeInstanceOf(BillingApiError);
      await expect(asked).rejects.toMatchObject({ code: 'charge_unsettled' });
      await expect(asked).rejects.toThrow('Registration order-1');
    }
  });

  it.each(['failed', 'none'])('takes a registration that is %s for one without a key', async (status) => {
    const { api } = openPage(() => Response.json({ status }));
    expect(await api.getRegistration('order-1')).toBeNull();
  });
});
