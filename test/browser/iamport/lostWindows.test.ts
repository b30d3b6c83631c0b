import { describe, expect, it, vi } from 'vitest';
import { issueKey, order, type Prepared, prepare, unsettled, untilSeen } from '../core/prepare.js';

const sdkDialog = () => document.querySelector<HTMLElement>('.imp-dialog');

/** An attempt whose window has been seen, and its outcome to come. */
async function opened(page: Prepared) {
  const running = page.flow.issue(order);
  await page.imp.nextRequest();
  await untilSeen(page);
  return { running };
}

async function expectToWork(page: Prepared): Promise<void> {
  const next = page.flow.issue(order);
  await issueKey(page);
  await expect(next).resolves.toMatchObject({ status: 'succeeded' });
}

/** As Turbo does between two pages; the test runner gets its own body back at the end. */
async function withNewBody(run: () => Promise<void>): Promise<void> {
  const before = document.body;
  document.body = document.createElement('body');
  try {
    await run();
  } finally {
    document.body = before;
  }
}

describe('a window that other code takes away', () => {
  it.each<[string, (page: Prepared) => void]>([
    [
      'a foreign message from its frame',
      () => {
        const source = sdkDialog()?.querySelector('iframe')?.contentWindow ?? null;
        window.dispatchEvent(new MessageEvent('message', { source, data: 'extension' }));
      },
    ],
    ['the nodes of its dialog removed', () => sdkDialog()?.replaceChildren()],
    ['the dialog itself removed', () => sdkDialog()?.remove()],
    ['IMP.close by another script', ({ imp }) => imp.IMP.close?.()],
    ['IMP.init by another script', ({ imp }) => imp.IMP.init('imp00000000')],
  ])('ends with window_closed, and the next click works: %s', async (_, take) => {
    vi.mocked(console.warn).mockImplementation(() => {});
    const page = await prepare();
    const { running } = await opened(page);
    take(page);
    await expect(running).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'window_closed', retryable: true },
    });
    await expectToWork(page);
    vi.mocked(console.warn).mockClear();
  });

  it('ends with window_closed when IMP.certification has taken its place and is over', async () => {
    const page = await prepare();
    const { running } = await opened(page);
    Reflect.get(page.imp.IMP, 'certification')({ merchant_uid: 'check' }, () => {});
    await page.imp.issue();
    await expect(running).resolves.toMatchObject({ status: 'failed', error: { code: 'window_closed' } });
    await expectToWork(page);
  });

  it('ends when the body is replaced under it, and works in the new one', async () => {
    const page = await prepare();
    const { running } = await opened(page);
    await withNewBody(async () => {
      await expect(running).resolves.toMatchObject({ status: 'failed', error: { code: 'window_closed' } });
      await expectToWork(page);
    });
  });

  it('keeps a key that comes late all the same', async () => {
    const page = await prepare();
    const { running } = await opened(page);
    const { merchant_uid } = (page.imp.requests[0]?.params ?? {}) as { merchant_uid: string };
    page.imp.IMP.close?.();
    await expect(running).resolves.toMatchObject({ error: { code: 'window_closed' } });
    page.callbacks[0]?.({ success: true, imp_uid: 'imp_late', merchant_uid });
    expect(unsettled(page.client)).toMatchObject([{ key: { impUid: 'imp_late' } }]);
  });
});

describe('an SDK that is said to be ready', () => {
  it('is none where the body was replaced: its dialog is put back, and started again', async () => {
    const page = await prepare();
    await withNewBody(async () => {
      expect(page.client.gateway.isReady()).toBe(false);
      await expectToWork(page);
      expect(page.imp.alerts).toEqual([]);
    });
  });

  it('waits a task when it is asked inside the callback of the shop’s own request', async () => {
    const page = await prepare();
    let inner: Promise<unknown> | undefined;
    page.imp.IMP.request_pay({ merchant_uid: 'own', customer_uid: 'c', name: 'n', amount: 1 }, () => {
      inner = page.flow.issue(order);
    });
    await page.imp.nextRequest();
    await page.imp.cancel();
    await issueKey(page);
    await expect(inner).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('waits a task inside the callback of a certification, too', async () => {
    const page = await prepare();
    let inner: Promise<unknown> | undefined;
    Reflect.get(page.imp.IMP, 'certification')({ merchant_uid: 'check' }, () => {
      inner = page.flow.issue(order);
    });
    await page.imp.nextRequest();
    await page.imp.issue();
    await issueKey(page);
    await expect(inner).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('ends with its window also where the button of another PG stands on the page', async () => {
    const container = document.createElement('div');
    container.className = 'portone-ui-container';
    container.textContent = 'PayPal';
    document.body.append(container);
    const page = await prepare({ client: { windowTimeout: 1000 } });
    const running = page.flow.issue(order);
    await page.imp.nextRequest();
    sdkDialog()?.remove();
    await expect(running).resolves.toMatchObject({ status: 'failed' });
    container.remove();
  });

  it('has no window to be seen in an overlay with nothing on it', async () => {
    const page = await prepare();
    const dialog = sdkDialog();
    if (dialog) dialog.style.display = 'block';
    expect(page.client.gateway.isWindowSeen()).toBe(false);
    expect(page.client.gateway.isWindowVisible()).toBe(false);
  });
});
