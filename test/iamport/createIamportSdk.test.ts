import { describe, expect, it, vi } from 'vitest';
import { createIamportSdk } from '../../src/iamport/createIamportSdk.js';
import { drawnDialog, stubPage } from '../core/support/stubPage.js';
import { warnings } from '../core/support/warnings.js';

const userCode = 'imp00000000';
const request = { merchant_uid: 'm1', customer_uid: 'card-1', name: 'Basic', amount: 9900 };
const opening = { request, ui: undefined, onAnswer: () => {} };

describe('on a server', () => {
  it('there is nothing to load', async () => {
    expect(globalThis).not.toHaveProperty('document');
    await expect(createIamportSdk({ userCode }).load()).resolves.toBeUndefined();
  });
});

describe('on a page', () => {
  const page = stubPage();
  const said = warnings();
  const replace = (sdk: unknown) => Object.assign(page().window, { IMP: sdk });

  it('is ready once it was started, and not after it swallowed a request', async () => {
    const init = vi.spyOn(page().sdk, 'init');
    const sdk = createIamportSdk({ userCode });
    expect(sdk.isReady()).toBe(false);
    await sdk.load();
    await sdk.load();
    expect(init.mock.calls).toEqual([[userCode]]);
    expect(sdk.isReady()).toBe(true);
    sdk.invalidate();
    expect(sdk.isReady()).toBe(false);
    replace(undefined);
    expect(sdk.isReady()).toBe(false);
    expect(() => sdk.invalidate()).not.toThrow();
  });

  it('starts a sub-merchant by its tier code, and tells it from any other merchant', async () => {
    const agency = vi.fn();
    Object.assign(page().sdk, { agency });
    await createIamportSdk({ userCode, tierCode: 'A' }).load();
    expect(agency.mock.calls).toEqual([[userCode, 'A']]);
    const other = createIamportSdk({ userCode: `${userCode}A` });
    expect(other.isReady()).toBe(false);
    const message = expect.stringContaining(`"${userCode}/A"`);
    await expect(other.load()).rejects.toMatchObject({ code: 'invalid_configuration', message });
  });

  it('warns in development of who started it before', async () => {
    const frame = (selector: string) => (selector.startsWith('.imp-dialog iframe') ? {} : null);
    Object.assign(page().document, { querySelector: frame });
    await createIamportSdk({ userCode }).load();
    expect(said()).toEqual([expect.stringContaining('IMP.init was called before this package came to it.')]);
  });

  it.each(['scriptUrl', 'jQueryUrl'])('listens in development for a policy that blocks the %s', async (setting) => {
    Object.assign(page().document, { baseURI: 'https://shop.example/checkout' });
    await createIamportSdk({ userCode, [setting]: '/own/address.js' }).load();
    const blockedURI = 'https://shop.example/own/address.js';
    const violation = { disposition: 'enforce', effectiveDirective: 'script-src-elem', sample: '', sourceFile: '' };
    page().document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { ...violation, blockedURI }));
    expect(said()).toEqual([expect.stringContaining(`blocked ${blockedURI}`)]);
  });

  it.each<[string, boolean]>([
    ['https://cdn.iamport.kr/v1/iamport.js', true],
    ['https://iamport.co/x', true],
    ['https://cdn.iamport.kr.evil.example/x', false],
    ['https://notiamport.kr/x', false],
  ])('listens in development for a policy that blocks i’mport: %s', async (blockedURI, isTold) => {
    Object.assign(page().document, { baseURI: 'https://shop.example/checkout' });
    await createIamportSdk({ userCode }).load();
    const violation = { disposition: 'enforce', effectiveDirective: 'frame-src', sample: '', sourceFile: '' };
    page().document.dispatchEvent(Object.assign(new Event('securitypolicyviolation'), { ...violation, blockedURI }));
    expect(said()).toEqual(isTold ? [expect.stringContaining("i'mport's SDK")] : []);
  });

  it('tells a fake in the SDK’s place which language the page has', async () => {
    const languageOf = () => Reflect.get(page().window, Symbol.for('react-billing-key/page/1')).locale;
    await createIamportSdk({ userCode }).load();
    expect(languageOf()).toBeUndefined();
    await createIamportSdk({ userCode, locale: { locale: 'ja' } }).load();
    expect(languageOf()).toBe('ja');
  });

  it('is refused where the user code is none', () => {
    const noCode = expect.stringContaining('userCode is missing');
    const noText = createIamportSdk.bind(null, { userCode: 7 as unknown as string });
    for (const make of [noText, () => createIamportSdk({ userCode: '' })]) {
      expect(make).toThrow(expect.objectContaining({ code: 'invalid_configuration', message: noCode }));
    }
    const foreign = expect.objectContaining({ message: expect.stringContaining('userCode is "limp1"') });
    expect(() => createIamportSdk({ userCode: 'limp1' })).toThrow(foreign);
  });

  it('warns of nothing in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const listen = vi.spyOn(page().document, 'addEventListener');
    Object.assign(page().document, { querySelector: () => ({}) });
    await createIamportSdk({ userCode }).load();
    page().sdk.init();
    vi.unstubAllEnvs();
    expect(listen).not.toHaveBeenCalled();
    expect(said()).toEqual([]);
  });

  it('gives the SDK a copy of its own', () => {
    createIamportSdk({ userCode }).open({ ...opening, request: Object.freeze({ ...request }) });
    expect(page().requests).toEqual([request]);
    expect(Object.isFrozen(page().requests[0])).toBe(false);
  });

  it('makes the next request wait a task after an answer: the SDK wipes what is asked inside its own callback', async () => {
    const sdk = createIamportSdk({ userCode });
    await sdk.load();
    let isReadyInside: boolean | undefined;
    sdk.open({
      ...opening,
      onAnswer: () => {
        isReadyInside = sdk.isReady();
      },
    });
    page().answer();
    expect(isReadyInside).toBe(false);
    await sdk.load();
    expect(sdk.isReady()).toBe(true);
    sdk.close();
    expect(sdk.isReady()).toBe(false);
  });

  it('starts the SDK once, however often it is asked for a window', async () => {
    const init = vi.spyOn(page().sdk, 'init');
    const sdk = createIamportSdk({ userCode });
    await sdk.load();
    sdk.open(opening);
    page().answer();
    await sdk.load();
    expect(sdk.isReady()).toBe(true);
    expect(init).toHaveBeenCalledOnce();
  });

  it('knows that a window is asked for until it is answered or closed: nothing under it is moved meanwhile', async () => {
    const isAsked = () => Reflect.get(page().window, Symbol.for('react-billing-key/page/1')).isAsked;
    const sdk = createIamportSdk({ userCode });
    await sdk.load();
    expect(isAsked()).toBe(false);
    sdk.open(opening);
    expect(isAsked()).toBe(true);
    page().answer();
    expect(isAsked()).toBe(false);
    sdk.open(opening);
    sdk.close();
    expect(isAsked()).toBe(false);
  });

  it('remembers whom it asked: an SDK that is gone answers nobody', () => {
    const sdk = createIamportSdk({ userCode });
    const another = createIamportSdk({ userCode });
    expect(sdk.isAnswerable()).toBe(true);
    sdk.open(opening);
    expect(sdk.isAnswerable()).toBe(true);
    replace({ ...page().sdk });
    expect(sdk.isAnswerable()).toBe(false);
    expect(another.isAnswerable()).toBe(true);
  });

  it('asks for PayPal’s button', () => {
    const loadUI = vi.fn();
    const onAnswer = vi.fn();
    Object.assign(page().sdk, { loadUI });
    createIamportSdk({ userCode }).open({ ...opening, onAnswer, ui: 'paypal-rt' });
    expect(loadUI.mock.calls).toEqual([['paypal-rt', request, expect.any(Function)]]);
    const response = { imp_uid: 'imp_1', merchant_uid: 'm1' };
    loadUI.mock.calls[0]?.[2](response);
    expect(onAnswer.mock.calls).toEqual([[response]]);
    expect(page().requests).toEqual([]);
  });

  it.each(['an old release', 'no SDK at all'])('says that %s has no such button', (what) => {
    if (what === 'no SDK at all') replace(undefined);
    const message = 'This release of the SDK has no IMP.loadUI: it came with 1.3.0.';
    const ask = () => createIamportSdk({ userCode }).open({ ...opening, ui: 'paypal-rt' });
    const cause = expect.objectContaining({ message });
    expect(ask).toThrow(expect.objectContaining({ code: 'sdk_error', cause }));
  });

  it('asks nobody where the SDK is gone, and closes what is left on the page', () => {
    const remove = vi.fn();
    Object.assign(page().document, { body: { classList: { remove } } });
    replace(undefined);
    const sdk = createIamportSdk({ userCode });
    expect(() => sdk.open(opening)).not.toThrow();
    sdk.close();
    replace({});
    sdk.close();
    expect(remove.mock.calls).toEqual([['imp-payment-progress'], ['imp-payment-progress']]);
  });
});

describe('a window', () => {
  const page = stubPage();
  const sdk = createIamportSdk({ userCode });
  const dialog = (...displays: string[]) => {
    const dialogs = displays.map((display) => ({ display, ...drawnDialog }));
    vi.spyOn(page().document, 'querySelectorAll').mockReturnValue(dialogs);
    vi.stubGlobal('getComputedStyle', ({ display }: { display: string }) => ({ display }));
  };

  it('can be seen where one of the SDK’s dialogs is shown', () => {
    expect(sdk.isWindowVisible()).toBe(false);
    dialog('none');
    expect(sdk.isWindowVisible()).toBe(false);
    dialog('none', 'block');
    expect(sdk.isWindowVisible()).toBe(true);
  });

  it.each([
    [[[0, 0]], false],
    [[[5, 0]], false],
    [[[0, 5]], false],
    [
      [
        [0, 0],
        [5, 5],
      ],
      true,
    ],
  ])('is seen by what is drawn on it, of the sizes %j: %s', (sizes, isSeen) => {
    const drawn = sizes.map(([width, height]) => ({ getBoundingClientRect: () => ({ width, height }) }));
    vi.spyOn(page().document, 'querySelectorAll').mockReturnValue([{ querySelectorAll: () => drawn }]);
    vi.stubGlobal('getComputedStyle', () => ({ display: 'block' }));
    expect(sdk.isWindowSeen()).toBe(isSeen);
  });

  it('is lost once all the frames are gone that the SDK had when it was asked', () => {
    const frames = [{ isConnected: true }, { isConnected: true }];
    const asked = createIamportSdk({ userCode });
    expect(asked.isWindowLost()).toBe(false);
    asked.open(opening);
    expect(asked.isWindowLost()).toBe(false);
    Object.assign(page().document, {
      querySelectorAll: (selector: string) => (selector === '.imp-dialog iframe' ? frames : []),
    });
    asked.open(opening);
    expect(asked.isWindowLost()).toBe(false);
    Object.assign(frames[0] ?? {}, { isConnected: false });
    expect(asked.isWindowLost()).toBe(false);
    Object.assign(frames[1] ?? {}, { isConnected: false });
    expect(asked.isWindowLost()).toBe(true);
  });
});
