import { describe, expect, it, vi } from 'vitest';
import korean from '../../../docs/csp.ko.md?raw';
import english from '../../../docs/csp.md?raw';
import { nonce, type PageWithCsp, pageWithCsp } from './pageWithCsp.js';

const blocks = (text: string) => [...text.matchAll(/```text\n([^`]+)```/g)].map(([, block]) => (block ?? '').trim());
const [documented = '', trustedTypes = ''] = blocks(english);
const userCode = 'imp00000000';
const realSdk = 'https://cdn.iamport.kr/v1/iamport.js';
const order = {
  customerUid: 'card7f3',
  name: 'Basic plan',
  amount: 9900,
  redirectUrl: 'https://shop.example/return',
};

/** The documented policy without one of its words. */
function without(directive: string, word: string): string {
  const lines = documented.split('\n');
  const line = lines.find((candidate) => candidate.startsWith(`${directive} `)) ?? '';
  expect(line).toContain(word);
  return lines.map((each) => (each === line ? line.replace(word, '') : each)).join('\n');
}

async function register({ core, createFakeIamport }: PageWithCsp, withNonce = true) {
  const sdk = createFakeIamport({ outcome: 'issued' });
  const client = core.createBillingClient({
    gateway: core.createIamportGateway({ userCode, scriptUrl: sdk.scriptUrl(), ...(withNonce && { nonce }) }),
  });
  const flow = core.createPlace(client, { pg: 'kcp_billing', charge: async () => 'paid' });
  return flow.issue(order);
}

/** A page on which the package is at work, whose SDK can't get at the network. */
async function startedPage(policy: string): Promise<PageWithCsp> {
  const page = await pageWithCsp(policy);
  page.createFakeIamport().install();
  await page.core.createBillingClient({ gateway: page.core.createIamportGateway({ userCode }) }).load();
  return page;
}

describe('the documented policy', () => {
  it('is the same in both languages', () => {
    expect(blocks(korean)).toEqual(blocks(english));
    expect(blocks(english)).toHaveLength(2);
  });

  it.each([
    ['alone', documented],
    ['with Trusted Types', `${documented}\n${trustedTypes}`],
  ])('%s lets a whole attempt through', async (_case, policy) => {
    const page = await pageWithCsp(policy);
    expect(await register(page)).toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(page.violations).toEqual([]);
    expect(page.warnings).toEqual([]);
  });

  it('needs no nonce on the provider, since a script that is trusted brings the SDK', async () => {
    const page = await pageWithCsp(documented);
    expect(await register(page, false)).toMatchObject({ status: 'succeeded' });
    expect(page.violations).toEqual([]);
  });

  it('needs the nonce on the provider where strict-dynamic is left out', async () => {
    const policy = without('script-src', " 'strict-dynamic'");
    expect(await register(await pageWithCsp(policy))).toMatchObject({ status: 'succeeded' });

    const page = await pageWithCsp(policy);
    const client = page.core.createBillingClient({
      gateway: page.core.createIamportGateway({ userCode, scriptUrl: realSdk }),
    });
    await expect(client.load()).rejects.toMatchObject({ code: 'sdk_load_failed' });
    expect(page.warnings).toEqual([expect.stringContaining(`blocked ${realSdk}: script-src-elem`)]);
    expect(page.warnings[0]).toContain('give BillingProvider the nonce');
  });

  it('needs the name of the Trusted Types policy', async () => {
    const page = await pageWithCsp(`${documented}\n${trustedTypes.replace('react-billing-key', 'others')}`);
    const client = page.core.createBillingClient({
      gateway: page.core.createIamportGateway({ userCode, scriptUrl: realSdk, nonce }),
    });
    await expect(client.load()).rejects.toMatchObject({ code: 'sdk_load_failed' });
    expect(page.warnings).toEqual([expect.stringContaining('Add react-billing-key to trusted-types')]);
  });

  it.each(['https://service.iamport.kr', 'https://checkout-service.prod.iamport.co'])(
    'needs %s in connect-src and frame-src',
    async (host) => {
      const connecting = await startedPage(without('connect-src', host));
      await expect((connecting.window as Window & typeof globalThis).fetch(`${host}/users/pg/imp1`)).rejects.toThrow();
      await vi.waitFor(() =>
        expect(connecting.warnings).toEqual([expect.stringContaining(`Add ${host} to connect-src`)]),
      );

      const framing = await startedPage(without('frame-src', host));
      const frame = framing.window.document.createElement('iframe');
      frame.src = `${host}/payments/ready`;
      framing.window.document.body.append(frame);
      await vi.waitFor(() => expect(framing.warnings).toEqual([expect.stringContaining(`Add ${host} to frame-src`)]));
    },
  );
});

describe('a policy in the way of PortOne V2', () => {
  const script = 'https://cdn.portone.io/v2/browser-sdk.js';
  const load = ({ v2 }: PageWithCsp, options = {}) =>
    v2.createBillingClient({ gateway: v2.createPortOneGateway({ storeId: 'store-1', ...options }) }).load();

  it('names the SDK’s script, and what lets it in', async () => {
    const page = await pageWithCsp(without('script-src', " 'strict-dynamic'"));
    await expect(load(page)).rejects.toMatchObject({ code: 'sdk_load_failed' });
    expect(page.warnings).toEqual([
      `The page's Content-Security-Policy blocked ${script}: script-src-elem. PortOne's SDK and the PGs' windows don't work without ` +
        'it, and the SDK says nothing of it. Add https://cdn.portone.io to script-src-elem, or give BillingProvider the nonce of ' +
        'the page. See docs/csp.md for the whole policy.',
    ]);
  });

  it('is told of another address of the script too', async () => {
    const page = await pageWithCsp(without('script-src', " 'strict-dynamic'"));
    const scriptUrl = 'https://mirror.example/browser-sdk.js';
    await expect(load(page, { scriptUrl })).rejects.toMatchObject({ code: 'sdk_load_failed' });
    expect(page.warnings).toEqual([expect.stringContaining(`blocked ${scriptUrl}: script-src-elem`)]);
  });
});

describe('a policy in the way of a PG', () => {
  /** A phone that is being taken to the PG. */
  function post({ window: { document } }: PageWithCsp): void {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = 'https://pg.example/card';
    document.body.append(form);
    form.submit();
  }

  it('is told of while an attempt is open', async () => {
    const page = await startedPage(`${documented}\nform-action 'self';`);
    const flow = page.core.createPlace(
      page.core.createBillingClient({ gateway: page.core.createIamportGateway({ userCode }) }),
      {
        pg: 'kcp_billing',
        charge: async () => 'paid',
      },
    );
    void flow.issue(order);
    expect(flow.getState().status).toBe('window');
    post(page);
    await vi.waitFor(() =>
      expect(page.warnings).toEqual([expect.stringContaining('Add https://pg.example to form-action')]),
    );
  });

  it('is the page’s own business at any other time', async () => {
    const page = await startedPage(`${documented}\nform-action 'self'; img-src 'none';`);
    post(page);
    const image = page.window.document.createElement('img');
    image.src = 'https://shop.example/logo.png';
    page.window.document.body.append(image);
    await vi.waitFor(() => expect([...page.violations].sort()).toEqual(['form-action', 'img-src']));
    expect(page.warnings).toEqual([]);
  });
});

describe('a page without an http(s) address', () => {
  it('is told that a PG can’t come back to it', async () => {
    const page = await startedPage(documented);
    expect(page.window.location.href).toBe('about:srcdoc');
    Object.defineProperty(page.window.navigator, 'userAgent', { value: 'Android Mobile' });
    const flow = page.core.createPlace(
      page.core.createBillingClient({ gateway: page.core.createIamportGateway({ userCode }) }),
      {
        pg: 'kcp_billing',
        charge: async () => 'paid',
      },
    );
    const { redirectUrl, ...withoutReturn } = order;
    expect(redirectUrl).toBeDefined();
    expect(await flow.issue(withoutReturn)).toMatchObject({
      status: 'failed',
      error: { code: 'invalid_request', field: 'redirectUrl' },
    });
    expect(page.warnings).toEqual([expect.stringContaining('The order has no redirectUrl')]);
  });
});
