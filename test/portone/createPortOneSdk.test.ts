import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../src/core/index.js';
import { createPortOneSdk, type PortOneRequest } from '../../src/portone/createPortOneSdk.js';
import type { IssueUiCallbacks, PortOneSdkError } from '../../src/portone/wire.js';
import { stubPage } from '../core/support/stubPage.js';
import { warnings } from '../core/support/warnings.js';

const common = { storeId: 'store-1', channelKey: 'channel-key-1' };
const card: PortOneRequest = {
  call: 'requestIssueBillingKey',
  request: { ...common, billingKeyMethod: 'CARD', issueId: 'issue1' },
};
const paid: PortOneRequest = {
  call: 'requestIssueBillingKeyAndPay',
  request: { ...common, paymentId: 'payment1', orderName: 'Basic', totalAmount: 9900, currency: 'KRW' },
};
const button: PortOneRequest = {
  call: 'loadIssueBillingKeyUI',
  request: { ...common, billingKeyMethod: 'PAYPAL', uiType: 'PAYPAL_RT' },
};

it('there is nothing to load on a server', async () => {
  await expect(createPortOneSdk({ storeId: 'store-1' }).load()).resolves.toBeUndefined();
});

describe('on a page', () => {
  const page = stubPage();
  const said = warnings();

  function start(sdk: object = {}) {
    Object.assign(page().document, { baseURI: 'https://shop.example/checkout', body: { children: [] } });
    Object.assign(page().window, { PortOne: sdk });
    return createPortOneSdk({ storeId: 'store-1', scriptUrl: '/own/address.js' });
  }

  function ask(sdk: ReturnType<typeof createPortOneSdk>, request: PortOneRequest) {
    const answers: Answer[] = [];
    sdk.open(request, (answer) => void answers.push(answer));
    return answers;
  }

  it.each([card, paid])('asks the function that the request is for, with a copy of its own: $call', async (given) => {
    const issue = vi.fn(async (_request: object) => ({ billingKey: 'billing-key-1' }));
    const sdk = start({ [given.call]: issue });
    const request = Object.freeze({ ...given.request });
    const answers = ask(sdk, { ...given, request } as PortOneRequest);
    expect(issue.mock.calls).toEqual([[request]]);
    expect(Object.isFrozen(issue.mock.calls[0]?.[0])).toBe(false);
    await vi.waitUntil(() => answers.length > 0);
    expect(answers).toMatchObject([{ type: 'issued', key: { billingKey: 'billing-key-1' } }]);
  });

  describe('PayPal’s button', () => {
    const failure: PortOneSdkError = Object.assign(new Error('The customer has closed it.'), {
      __portOneErrorType: 'IssueBillingKeyError',
      code: 'PAY_PROCESS_CANCELED',
    });

    it.each<[string, (callbacks: IssueUiCallbacks) => void, object]>([
      [
        'a key',
        ({ onIssueBillingKeySuccess: tell }) => tell({ billingKey: 'billing-key-1' } as never),
        { type: 'issued' },
      ],
      ['nothing', ({ onIssueBillingKeySuccess: tell }) => tell(undefined as never), { code: 'invalid_answer' }],
      [
        'a failure',
        ({ onIssueBillingKeyFail: tell }) => tell(failure),
        { type: expect.stringMatching('cancelled|failed') },
      ],
    ])('answers with %s', async (_, tell, answer) => {
      const load = vi.fn(async (_request: object, callbacks: IssueUiCallbacks) => tell(callbacks));
      const answers = ask(start({ loadIssueBillingKeyUI: load }), button);
      await vi.waitUntil(() => answers.length > 0);
      expect(answers).toMatchObject([answer]);
      expect(load).toHaveBeenCalledExactlyOnceWith(button.request, expect.any(Object));
      expect(load.mock.calls[0]?.[0]).not.toBe(button.request);
    });

    it('that can’t be drawn is a failure', async () => {
      const load = async () => {
        throw Object.assign(new Error('No container.'), { code: 'BadRequest', __portOneErrorType: 'ModuleError' });
      };
      const answers = ask(start({ loadIssueBillingKeyUI: load }), button);
      await vi.waitUntil(() => answers.length > 0);
      expect(answers).toMatchObject([{ type: 'failed', code: 'sdk_error', pgCode: 'BadRequest' }]);
    });
  });

  it('says why no window opened', () => {
    const cause = new Error('inside the SDK');
    const issue = () => {
      throw cause;
    };
    const message = expect.stringContaining('The SDK threw');
    const error = expect.objectContaining({ code: 'sdk_error', cause, message });
    expect(() => ask(start({ requestIssueBillingKey: issue }), card)).toThrow(error);
  });

  it('is ready once the SDK is there, and nobody’s while it was not asked', () => {
    const sdk = start();
    Object.assign(page().window, { PortOne: undefined });
    expect(sdk.isReady()).toBe(false);
    Object.assign(page().window, { PortOne: { requestIssueBillingKey: () => new Promise(() => {}) } });
    expect(sdk.isReady()).toBe(true);
    expect(sdk.isAnswerable()).toBe(true);
    ask(sdk, card);
    expect(sdk.isAnswerable()).toBe(true);
    Object.assign(page().window, { PortOne: {} });
    expect(sdk.isAnswerable()).toBe(false);
  });

  it.each<[string, boolean]>([
    ['https://cdn.portone.io/v2/browser-sdk.js', true],
    ['https://iamport.co/x', true],
    ['https://shop.example/own/address.js', true],
    ['https://cdn.portone.io.evil.example/x', false],
    ['https://notportone.io/x', false],
  ])('listens in development for a policy that blocks PortOne: %s', async (blockedURI, isTold) => {
    await start().load();
    const violation = { disposition: 'enforce', effectiveDirective: 'script-src-elem', sample: '', sourceFile: '' };
    page().document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { ...violation, blockedURI }));
    expect(said()).toEqual(isTold ? [expect.stringContaining("PortOne's SDK")] : []);
  });

  it('listens for nothing in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const listen = vi.spyOn(page().document, 'addEventListener');
    await start().load();
    vi.unstubAllEnvs();
    expect(listen).not.toHaveBeenCalled();
  });
});
