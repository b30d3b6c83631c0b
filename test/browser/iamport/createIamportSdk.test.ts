import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createIamportSdk } from '../../../src/iamport/createIamportSdk.js';
import { getPage, settle } from '../../../src/iamport/page.js';
import type { IamportCallback, IamportRequest } from '../../../src/iamport/wire.js';
import { type FakeIamport, installFakeIamport } from '../../../src/testing/index.js';

const request: IamportRequest = { merchant_uid: 'm1', customer_uid: 'c1', name: 'Basic', amount: 9900 };
const opening = { request, ui: undefined, onAnswer: () => {} };

let fake: FakeIamport;
beforeEach(() => {
  fake = installFakeIamport();
});
afterEach(() => {
  fake.uninstall();
  getPage().settling = undefined;
});

describe('createIamportSdk', () => {
  it.each([
    ['store-4ff4af41-85e3-4559-8eb8-0d08a2c6ceec', 'userCode is "store-4f…"', 'A store id is for PortOne V2.'],
    ['channel-key-9987cb87', 'userCode is "channel-…"', 'A channel key goes into `channelKey`.'],
    ['1234', 'userCode is "1234"', 'userCode="imp…"'],
  ])('says what is wrong with a userCode that is no merchant’s: %s', (userCode, ...words) => {
    for (const word of words) {
      expect(() => createIamportSdk({ userCode })).toThrow(
        expect.objectContaining({ code: 'invalid_configuration', message: expect.stringContaining(word) }),
      );
    }
  });

  describe('load()', () => {
    it('initialises once, however many ask and however often', async () => {
      const sdks = [1, 2, 3].map(() => createIamportSdk({ userCode: 'imp1' }));
      await Promise.all([...sdks, ...sdks].map((sdk) => sdk.load()));
      expect(fake.initCalls).toEqual([{ userCode: 'imp1', tierCode: undefined }]);
      expect(sdks.every((sdk) => sdk.isReady())).toBe(true);
    });

    it('calls IMP.agency for a sub-merchant', async () => {
      await createIamportSdk({ userCode: 'imp1', tierCode: 'T01' }).load();
      expect(fake.initCalls).toEqual([{ userCode: 'imp1', tierCode: 'T01' }]);
    });

    it.each([
      ['another user code', { userCode: 'imp2' }],
      ['another tier', { userCode: 'imp1', tierCode: 'T01' }],
    ])('refuses %s, which would destroy a payment in flight', async (_, options) => {
      await createIamportSdk({ userCode: 'imp1' }).load();
      const second = createIamportSdk(options);
      await expect(second.load()).rejects.toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringContaining('"imp1"'),
      });
      expect(second.isReady()).toBe(false);
      expect(fake.initCalls).toHaveLength(1);
    });

    it('says so when IMP.init throws, and tries again the next time', async () => {
      const cause = new TypeError('$ is not a function');
      vi.spyOn(fake.IMP, 'init').mockImplementationOnce(() => {
        throw cause;
      });
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await expect(sdk.load()).rejects.toMatchObject({ code: 'sdk_error', cause });
      expect(sdk.isReady()).toBe(false);
      await sdk.load();
      expect(sdk.isReady()).toBe(true);
    });

    it('waits until the SDK has settled after an answer', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      settle();
      expect(sdk.isReady()).toBe(false);
      await sdk.load();
      expect(sdk.isReady()).toBe(true);
    });
  });

  it('starts an SDK anew that was invalidated', async () => {
    const sdk = createIamportSdk({ userCode: 'imp1' });
    await sdk.load();
    sdk.invalidate();
    expect(sdk.isReady()).toBe(false);
    await sdk.load();
    expect(fake.initCalls).toHaveLength(2);
  });

  it('initialises an SDK that has taken the place of the first', async () => {
    const sdk = createIamportSdk({ userCode: 'imp1' });
    await sdk.load();
    fake.uninstall();
    fake = installFakeIamport();
    expect(sdk.isReady()).toBe(false);
    await sdk.load();
    expect(fake.initCalls).toHaveLength(1);
  });

  it('leaves an SDK alone that was taken off the page while it settled', async () => {
    const sdk = createIamportSdk({ userCode: 'imp1' });
    await sdk.load();
    await vi.waitUntil(() => fake.ready);
    document.querySelector('.imp-dialog')?.remove();
    settle();
    const loading = sdk.load();
    Reflect.deleteProperty(window, 'IMP');
    await loading;
    expect(fake.initCalls).toHaveLength(1);
  });

  describe('open()', () => {
    it('keeps a window that is asked for as the one before is answered', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      sdk.open({ ...opening, onAnswer: () => sdk.open(opening) });
      await fake.nextRequest();
      await fake.issue();
      await new Promise((resolve) => setTimeout(resolve));
      expect(getPage().isAsked).toBe(true);
      sdk.close();
    });

    it('hands over a copy, since the SDK writes into what it gets and never answers a frozen object', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      const onAnswer = vi.fn();
      sdk.open({ ...opening, request: Object.freeze({ ...request }), onAnswer });
      await fake.nextRequest();
      await fake.issue();
      expect(onAnswer).toHaveBeenCalledOnce();
    });

    it('says so when the SDK throws', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      const cause = new Error('inside the SDK');
      vi.spyOn(fake.IMP, 'request_pay').mockImplementation(() => {
        throw cause;
      });
      expect(() => sdk.open(opening)).toThrow(expect.objectContaining({ code: 'sdk_error', cause }));
    });

    it('leaves nothing on the page when the SDK throws', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      const dialog = document.querySelector('.imp-dialog');
      const before = dialog?.getAttribute('style');
      // A release without PayPal's button.
      fake.IMP.loadUI = undefined as never;
      expect(() => sdk.open({ ...opening, ui: 'paypal-rt' })).toThrow(expect.objectContaining({ code: 'sdk_error' }));
      expect(getPage().isAsked).toBe(false);
      expect(dialog?.getAttribute('style')).toBe(before);
    });

    it('calls IMP.loadUI where the PG is opened that way', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      const loadUI = vi.fn();
      fake.IMP.loadUI = loadUI;
      sdk.open({ ...opening, ui: 'paypal-rt' });
      expect(loadUI).toHaveBeenCalledExactlyOnceWith('paypal-rt', request, expect.any(Function));
      expect(fake.requests).toHaveLength(0);
      sdk.close();
    });

    it('takes the button away once it is answered: another click on it would register a card that nobody waits for', async () => {
      const container = document.createElement('div');
      container.className = 'portone-ui-container';
      document.body.append(container);
      onTestFinished(() => container.remove());
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      let answer: IamportCallback = () => {};
      fake.IMP.loadUI = (_ui: string, params: IamportRequest, callback?: IamportCallback) => {
        container.textContent = String(params.merchant_uid);
        answer = callback ?? answer;
      };
      sdk.open({ ...opening, ui: 'paypal-rt' });
      answer({ success: false });
      await vi.waitFor(() => expect(container.textContent).toBe(''));

      sdk.open({ ...opening, ui: 'paypal-rt' });
      answer({ success: false });
      // The customer is quicker than the page: the button is the next attempt's by now.
      sdk.open({ ...opening, request: { ...request, merchant_uid: 'm2' }, ui: 'paypal-rt' });
      await new Promise((resolve) => setTimeout(resolve));
      expect(container.textContent).toBe('m2');
    });
  });

  describe('isWindowVisible() and close()', () => {
    it('sees the dialog from its opening until it is closed', async () => {
      const sdk = createIamportSdk({ userCode: 'imp1' });
      await sdk.load();
      await vi.waitUntil(() => fake.ready);
      expect(sdk.isWindowVisible()).toBe(false);
      sdk.open(opening);
      await fake.nextRequest();
      expect(sdk.isWindowVisible()).toBe(true);
      sdk.close();
      expect(sdk.isWindowVisible()).toBe(false);
      expect(fake.closeCalls).toBe(1);
    });

    it('gives the page back that the SDK hides on phones, with releases that have no close()', () => {
      Reflect.deleteProperty(fake.IMP, 'close');
      document.body.classList.add('imp-payment-progress');
      createIamportSdk({ userCode: 'imp1' }).close();
      expect(document.body.classList.contains('imp-payment-progress')).toBe(false);
    });
  });
});
