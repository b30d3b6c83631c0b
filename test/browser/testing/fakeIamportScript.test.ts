import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { refuseInProduction } from '../../../src/testing/refuseInProduction.js';
import { isLocalHost } from '../../../src/testing/script/isLocalHost.js';
import { readScriptOptions } from '../../../src/testing/script/readScriptOptions.js';
import { encodePageRequest } from '../../../src/testing/window/paymentPageRequest.js';
import { showAddressedPage } from '../../../src/testing/window/showPaymentPage.js';

describe('fake-iamport.js', () => {
  it.each([
    'localhost',
    'shop.localhost',
    'shop.test',
    '127.0.0.1',
    '[::1]',
    '10.0.2.2',
    '192.168.0.7',
    '172.20.1.1',
    '',
  ])('runs on %s', (host) => expect(isLocalHost(host)).toBe(true));

  it.each(['shop.co.kr', 'localhost.evil.kr', 'test.kr', '172.32.0.1', '11.0.0.1', 'xlocalhost', '127.0.0.1.evil.kr'])(
    'does not run on %s',
    (host) => expect(isLocalHost(host)).toBe(false),
  );

  it('is set up by the page, its attributes and its address, the last one winning', () => {
    const script = document.createElement('script');
    script.src = 'http://127.0.0.1:5000/lib/fake-iamport.js?locale=ko&api=http://127.0.0.1:4001&outcome=nonsense';
    script.dataset.locale = 'en';
    script.dataset.delay = '20';
    expect(readScriptOptions(script, { delay: 10, popup: 'allow' })).toEqual({
      options: {
        ui: true,
        paymentPageUrl: 'http://127.0.0.1:5000/lib/fake-payment-page.html',
        popup: 'allow',
        locale: 'ko',
        delay: 20,
        apiUrl: 'http://127.0.0.1:4001',
      },
      allow: false,
      isPaymentPage: false,
    });
  });

  it('works under a policy that allows its own script and trusts no markup', async () => {
    const frame = document.createElement('iframe');
    const policy = "default-src 'none'; script-src 'self' 'unsafe-eval' 'unsafe-inline'; connect-src *";
    frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}; require-trusted-types-for 'script'">
      <script>violations = []; document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));</script>
      <script type="module" src="/src/testing/script/fakeIamportScript.ts"></script><p>shop</p>`;
    document.body.append(frame);
    const inside = () => frame.contentWindow as Window & { IMP?: { init(code: string): void }; violations?: string[] };
    try {
      await vi.waitUntil(() => inside().IMP, { timeout: 5000 });
      const { IMP, violations, document: shop } = inside();
      Reflect.get(IMP ?? {}, 'init')('imp00000000');
      await vi.waitUntil(() => Reflect.get(inside(), '__FAKE_IAMPORT__').handle.ready);
      Reflect.get(IMP ?? {}, 'request_pay')(
        { customer_uid: 'c1', merchant_uid: 'm1', name: 'plan', amount: 1 },
        () => {},
      );
      const host = shop.querySelector('.fake-payment-window');
      const dialog = host?.shadowRoot?.querySelector<HTMLElement>('[role=dialog]');
      expect(dialog && getComputedStyle(dialog).backgroundColor).toBe('rgb(255, 255, 255)');
      // The frame of the PG is what is open, as of the real SDK; it lies behind what is drawn.
      expect(shop.querySelector<HTMLElement>('.imp-dialog iframe')?.checkVisibility()).toBe(true);
      // The SDK's own style element, which the real one adds too, is all that such a policy keeps out.
      expect(violations).toEqual(['style-src-elem']);
    } finally {
      frame.remove();
    }
  });
});

describe('the payment page', () => {
  const request = {
    params: { merchant_uid: 'm1', customer_uid: 'c1', name: 'Monthly plan', amount: 9900 },
    provider: 'kcp_billing',
    generation: '1.3',
    locale: 'en',
    apiUrl: undefined,
  } as const;
  const back = 'https://shop.test/return?plan=basic';

  function show(fragment: string): ReturnType<typeof vi.fn<(url: string) => void>> {
    history.replaceState(null, '', `#${fragment}`);
    const leave = vi.fn<(url: string) => void>();
    showAddressedPage(leave);
    return leave;
  }

  const withReturn = (m_redirect_url: string) =>
    encodePageRequest({ ...request, params: { ...request.params, m_redirect_url } });

  afterEach(() => {
    history.replaceState(null, '', location.pathname + location.search);
    document.body.replaceChildren();
  });

  it('goes back with the answer', async () => {
    const leave = show(withReturn(back));
    await page.getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Register card' }).click();
    await vi.waitFor(() => expect(leave).toHaveBeenCalledOnce());
    expect(leave.mock.calls[0]?.[0]).toMatch(
      /^https:\/\/shop\.test\/return\?plan=basic&imp_uid=imp_\d{12}&merchant_uid=m1&imp_success=true$/,
    );
  });

  it('goes back with the cancel', async () => {
    const leave = show(withReturn(back));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await vi.waitFor(() => expect(leave).toHaveBeenCalledOnce());
    const keys = new URL(leave.mock.calls[0]?.[0] ?? '').searchParams;
    expect(keys.get('imp_success')).toBe('false');
    expect(keys.get('error_msg')).toContain('취소');
  });

  it('is a dead end for a request that names no way back', async () => {
    const leave = show(encodePageRequest(request));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent(/m_redirect_url/);
    expect(leave).not.toHaveBeenCalled();
  });

  it.each(['', 'nonsense', '%7B%7D', withReturn('javascript:alert(1)')])(
    'takes no typed nonsense (%#)',
    async (fragment) => {
      show(fragment);
      await expect.element(page.getByRole('alert')).toBeVisible();
      expect(page.getByRole('dialog').query()).toBeNull();
    },
  );
});

describe('createFakeIamport() in production', () => {
  it('refuses, unless it is told that this is meant', () => {
    expect(() => refuseInProduction({}, 'production')).toThrow(/NODE_ENV=production/);
    expect(() => refuseInProduction({ iKnowThisIsNotAPaymentWindow: true }, 'production')).not.toThrow();
    expect(() => refuseInProduction({}, 'test')).not.toThrow();
  });
});
