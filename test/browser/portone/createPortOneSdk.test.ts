import { createElement } from 'react';
import { createPortal } from 'react-dom';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import type { Answer } from '../../../src/core/index.js';
import { createPortOneSdk, type PortOneRequest } from '../../../src/portone/createPortOneSdk.js';
import type { PortOneSdk } from '../../../src/portone/wire.js';
import { createFakePortOne, type FakePortOne, type FakePortOneOptions } from '../../../src/testing/index.js';

let fake: FakePortOne | undefined;

afterEach(() => {
  vi.useRealTimers();
  fake?.uninstall();
  fake = undefined;
  for (const element of document.querySelectorAll('script[src*="/scripts/"], script[src^="blob:"], iframe')) {
    element.remove();
  }
});

function createFake(options: FakePortOneOptions = {}): FakePortOne {
  fake = createFakePortOne({ device: 'desktop', popup: 'allow', ...options });
  return fake;
}

const request: PortOneRequest = {
  call: 'requestIssueBillingKey',
  request: { storeId: 'store-1', channelKey: 'channel-key-kcp_v2', billingKeyMethod: 'CARD', issueId: 'issue1' },
};

function open(sdk: ReturnType<typeof createPortOneSdk>, what = request) {
  const answers: Answer[] = [];
  sdk.open(what, (answer) => answers.push(answer));
  return answers;
}

describe('loading the V2 SDK', () => {
  it('takes the one that is there, and adds no tag', async () => {
    createFake().install();
    const before = document.scripts.length;
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    expect(sdk.isReady()).toBe(true);
    await sdk.load();
    expect(document.scripts).toHaveLength(before);
  });

  it('adds one tag, with the nonce of the page, however many ask', async () => {
    const scriptUrl = createFake().scriptUrl();
    const sdk = createPortOneSdk({ storeId: 'store-1', scriptUrl, nonce: 'abc' });
    await Promise.all([sdk.load(), sdk.load()]);
    const tags = [...document.scripts].filter(({ src }) => src === scriptUrl);
    expect(tags).toHaveLength(1);
    expect(tags[0]?.nonce).toBe('abc');
    expect(sdk.isReady()).toBe(true);
  });

  it.each([
    ['/scripts/missing.js', 'sdk_load_failed'],
    ['/scripts/hanging.js', 'sdk_load_timeout'],
    ['/scripts/empty.js', 'sdk_missing'],
  ])('fails for %s with %s, and forgets it', async (scriptUrl, code) => {
    const options = { storeId: 'store-1', scriptTimeout: scriptUrl.includes('hanging') ? 100 : 15_000 };
    const sdk = createPortOneSdk({ ...options, scriptUrl });
    await expect(sdk.load()).rejects.toMatchObject({ code });
    // The npm package's loader would give the same failure for ever.
    createFake().install();
    await expect(sdk.load()).resolves.toBeUndefined();
  });

  it('fetches it anew after it was found to be useless, unless the host brought it', async () => {
    const fakeSdk = createFake();
    const sdk = createPortOneSdk({ storeId: 'store-1', scriptUrl: fakeSdk.scriptUrl() });
    await sdk.load();
    sdk.invalidate();
    expect(window.PortOne).toBeUndefined();
    await sdk.load();
    expect(window.PortOne).toBe(fakeSdk.PortOne);
    const other = createPortOneSdk({ storeId: 'store-1' });
    await other.load();
    other.invalidate();
    expect(window.PortOne).toBe(fakeSdk.PortOne);
  });
});

describe('answers', () => {
  it.each([
    ['issued', { type: 'issued' }],
    ['codeBesideKey', { type: 'failed', code: 'refused' }],
    ['rejected', { type: 'failed', code: 'sdk_error', pgCode: 'BadRequest' }],
    ['networkError', { type: 'failed', code: 'sdk_error', pgMessage: undefined }],
  ] as const)('%s', async (outcome, expected) => {
    createFake({ outcome }).install();
    const answers = open(createPortOneSdk({ storeId: 'store-1' }));
    await vi.waitUntil(() => answers.length > 0);
    expect(answers).toMatchObject([expected]);
  });

  it('hands the token of an unconfirmed key on', async () => {
    createFake({ outcome: 'needsConfirmation' }).install();
    const answers = open(createPortOneSdk({ storeId: 'store-1' }));
    await vi.waitUntil(() => answers.length > 0);
    expect(answers).toEqual([{ type: 'issued', key: { billingIssueToken: expect.any(String) } }]);
  });

  it('waits for the page to leave where the SDK says nothing, and then gives up', async () => {
    vi.useFakeTimers();
    createFake({ outcome: 'undefined' }).install();
    const answers = open(createPortOneSdk({ storeId: 'store-1' }));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(answers).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(answers).toMatchObject([{ type: 'failed', code: 'invalid_answer' }]);
  });

  it('takes PayPal’s button away once it is answered, and not that of the next attempt', async () => {
    const container = document.createElement('div');
    container.className = 'portone-ui-container';
    document.body.append(container);
    onTestFinished(() => {
      container.remove();
      Reflect.deleteProperty(window, 'PortOne');
    });
    let fail = () => {};
    const loadIssueBillingKeyUI: PortOneSdk['loadIssueBillingKeyUI'] = async ({ issueId }, callbacks) => {
      container.textContent = String(issueId);
      fail = () => callbacks.onIssueBillingKeyFail({ code: 'Cancelled' } as never);
    };
    Reflect.set(window, 'PortOne', { loadIssueBillingKeyUI });
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    const ask = (issueId: string) =>
      open(sdk, {
        call: 'loadIssueBillingKeyUI',
        request: { storeId: 'store-1', channelKey: 'channel-key-paypal', uiType: 'PAYPAL_RT', issueId } as never,
      });
    ask('issue1');
    fail();
    await vi.waitFor(() => expect(container.textContent).toBe(''));
    ask('issue1');
    fail();
    ask('issue2');
    await new Promise((resolve) => setTimeout(resolve));
    expect(container.textContent).toBe('issue2');
  });

  it('throws what the SDK throws, as an error of ours', () => {
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    expect(() => open(sdk)).toThrow(expect.objectContaining({ code: 'sdk_error' }));
  });

  it('knows that an SDK that is gone answers nobody', () => {
    createFake({ outcome: 'silent' }).install();
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    expect(sdk.isAnswerable()).toBe(true);
    fake?.uninstall();
    expect(sdk.isAnswerable()).toBe(false);
  });
});

describe('the window', () => {
  /** As an SDK may draw one: PortOne says nothing about it. */
  function draw(size: string, parent: Element = document.body): HTMLIFrameElement {
    const frame = document.createElement('iframe');
    frame.style.cssText = `width: ${size}; height: ${size}`;
    parent.append(frame);
    return frame;
  }

  it('is a frame that was not there before, and no small one', () => {
    createFake({ outcome: 'silent' }).install();
    const chat = draw('400px');
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    expect(sdk.isWindowVisible()).toBe(false);
    draw('60px');
    expect(sdk.isWindowVisible()).toBe(false);
    const frame = draw('400px');
    expect(sdk.isWindowVisible()).toBe(true);
    frame.style.display = 'none';
    expect(sdk.isWindowVisible()).toBe(false);
    expect(chat.isConnected).toBe(true);
  });

  it('can’t be reached under a modal dialog that it is not in', () => {
    createFake({ outcome: 'silent' }).install();
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    const frame = draw('400px');
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.show();
    expect(sdk.isWindowVisible()).toBe(true);
    dialog.close();
    dialog.showModal();
    expect(sdk.isWindowVisible()).toBe(false);
    dialog.append(frame);
    expect(sdk.isWindowVisible()).toBe(true);
    dialog.remove();
    warn.mockClear();
  });

  it('is taken away without what React has drawn for the host meanwhile', async () => {
    createFake({ outcome: 'silent' }).install();
    const screen = await render(null);
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    const help = createElement('iframe', { title: 'Help', style: { width: 400, height: 400 } });
    await screen.rerender(help);
    sdk.close();
    expect(screen.container.querySelector('iframe')).not.toBeNull();
    await screen.rerender(null);
    expect(screen.container.childElementCount).toBe(0);
  });

  it('is taken away without a dialog that React has drawn beside it, which React would not find again', async () => {
    createFake({ outcome: 'silent' }).install();
    const screen = await render(null);
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    const terms = createElement('div', { role: 'dialog', 'aria-label': 'Terms' });
    await screen.rerender(createPortal(terms, document.body));
    const dialog = screen.baseElement.querySelector('[aria-label=Terms]');
    if (dialog) draw('400px', dialog);
    sdk.close();
    expect(dialog?.querySelector('iframe')?.isConnected).toBe(true);
    await screen.rerender(null);
    expect(dialog?.isConnected).toBe(false);
  });

  it('is taken away without a chat that the host has put there meanwhile', () => {
    createFake({ outcome: 'silent' }).install();
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    const around = document.createElement('div');
    document.body.append(around);
    const chat = draw('60px', around);
    const frame = draw('400px');
    sdk.close();
    expect(frame.isConnected).toBe(false);
    expect(chat.isConnected).toBe(true);
    around.remove();
  });

  it('is lost with the body of the page', () => {
    createFake({ outcome: 'silent' }).install();
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    expect(sdk.isWindowLost()).toBe(false);
    open(sdk);
    expect(sdk.isWindowLost()).toBe(false);
    const { body } = document;
    document.body = document.createElement('body');
    expect(sdk.isWindowLost()).toBe(true);
    document.body = body;
  });

  it('is taken away with what came with it, and nothing else', () => {
    createFake({ outcome: 'silent' }).install();
    const chat = draw('400px');
    const sdk = createPortOneSdk({ storeId: 'store-1' });
    open(sdk);
    const around = document.createElement('div');
    document.body.append(around);
    draw('400px', around);
    sdk.close();
    expect(around.isConnected).toBe(false);
    expect(chat.isConnected).toBe(true);
    expect(sdk.isWindowVisible()).toBe(false);
  });
});
