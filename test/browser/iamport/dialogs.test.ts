import { describe, expect, it, vi } from 'vitest';
import { issueKey, prepare, statuses, unsettled, untilSeen } from '../core/prepare.js';
import {
  expectToWorkAndLeaveNoTrace,
  isReachable,
  newOrder,
  openModal,
  outline,
  sdkDialog,
  without,
} from './hostPage.js';

describe('a payment window', () => {
  it('is reached over a native modal dialog, which stays open', async () => {
    const page = await prepare();
    const modal = openModal();
    const closed = vi.fn();
    modal.addEventListener('close', closed);
    await expectToWorkAndLeaveNoTrace(page, () => modal.open && modal.contains(sdkDialog()));
    expect(modal.open).toBe(true);
    expect(closed).not.toHaveBeenCalled();
  });

  describe('over several modal dialogs, none of which has the focus,', () => {
    const cover = 'inset: 0; border: 0; padding: 0; width: 100vw; height: 100vh; max-width: none; max-height: none';

    /** Opens them in the order of their numbers, which say where in the document each is. */
    function openModals(...places: number[]) {
      const modals = places.map(() => document.createElement('dialog'));
      document.body.append(...modals);
      for (const place of places) modals[place]?.showModal();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      return modals;
    }

    async function expectWindowIn(modal: HTMLDialogElement | undefined): Promise<void> {
      expect(document.activeElement).toBe(document.body);
      await expectToWorkAndLeaveNoTrace(await prepare(), () => modal?.contains(sdkDialog()) === true);
    }

    it.each([[[0, 1]], [[0, 1, 2]], [[0, 2, 1]], [[2, 1, 0]]])(
      'is in the one that was opened last: %j',
      async (order) => {
        const modals = openModals(...order);
        await expectWindowIn(modals[order.at(-1) ?? 0]);
      },
    );

    it('is in the one that covers the page with what is in it', async () => {
      const [top] = openModals(1, 0);
      const content = document.createElement('div');
      top?.append(content);
      for (const element of [top, content]) if (element) element.style.cssText = cover;
      await expectWindowIn(top);
    });

    it('is in the last of the document where the page lets nothing be clicked', async () => {
      const modals = openModals(1, 0, 2);
      document.body.style.pointerEvents = 'none';
      await expectWindowIn(modals[2]);
    });
  });

  it('covers the page from inside a modal dialog that is transformed', async () => {
    const page = await prepare();
    openModal(document.body, 'transform: translate(10px, 10px); width: 200px; height: 100px');
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    const { width, height } = sdkDialog()?.getBoundingClientRect() ?? {};
    expect([width, height]).toEqual([innerWidth, innerHeight]);
    await page.imp.issue();
    await outcome;
  });

  it('is reached over the modal dialog of a page that the SDK hides on phones', async () => {
    vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('iPhone Mobile Safari/');
    const page = await prepare({ flow: { pg: 'danal_tpay' } });
    const root = document.createElement('div');
    root.dataset.host = '';
    document.body.append(root);
    openModal(root);
    await expectToWorkAndLeaveNoTrace(page);
  });

  it('is moved ahead where the browser can’t move a frame alive', async () => {
    without(Element.prototype, 'moveBefore');
    const page = await prepare();
    const home = sdkDialog()?.parentElement;
    const modal = openModal();
    expect(page.client.gateway.isReady()).toBe(false);
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    expect(modal.contains(sdkDialog())).toBe(true);
    expect(isReachable()).toBe(true);
    await page.imp.issue();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    await vi.waitUntil(() => sdkDialog()?.parentElement === home);
    // And once more, from the start.
    const next = page.flow.issue(newOrder());
    await issueKey(page);
    await expect(next).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('is refused, with the reason, over a modal dialog in a shadow root', async () => {
    const page = await prepare();
    const host = document.createElement('div');
    host.dataset.host = '';
    document.body.append(host);
    openModal(host.attachShadow({ mode: 'open' }))
      .querySelector('button')
      ?.focus();
    const before = outline();
    await expect(page.flow.issue(newOrder())).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'window_covered', message: expect.stringContaining('shadow root') },
    });
    expect(page.imp.requests).toHaveLength(0);
    expect(outline()).toBe(before);
  });

  it('is refused on a page whose body is inert', async () => {
    const page = await prepare();
    document.body.inert = true;
    await expect(page.flow.issue(newOrder())).resolves.toMatchObject({ error: { code: 'window_covered' } });
    expect(page.imp.requests).toHaveLength(0);
  });

  it.each([
    ['stays on the page', {}],
    ['leaves it', { device: 'phone', navigate() {} } as const],
  ])('that is refused was never open, where the PG %s, and the next click opens it', async (_, sdk) => {
    if ('device' in sdk) vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('iPhone Mobile Safari/');
    const page = await prepare({ sdk });
    document.body.inert = true;
    // A page that is told of a redirect would wait for one.
    await expect(page.flow.issue(newOrder())).resolves.toMatchObject({
      status: 'failed',
      error: { code: 'window_covered', retryable: true },
    });
    expect(statuses(page.events)).toEqual(['loading', 'failed']);
    expect(page.flow.getState()).toMatchObject({ status: 'failed' });
    expect(page.client.records()).toEqual([]);

    document.body.inert = false;
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    expect(page.imp.requests).toHaveLength(1);
    expect(unsettled(page.client)).toHaveLength(1);
    page.flow.cancel();
    await outcome;
  });

  it('is clicked where the body lets nothing be, as under Radix', async () => {
    const page = await prepare();
    document.body.style.pointerEvents = 'none';
    await expectToWorkAndLeaveNoTrace(page);
  });

  it('is freed of inert and aria-hidden, which are put back', async () => {
    const page = await prepare();
    const other = document.createElement('main');
    other.dataset.host = '';
    document.body.append(other);
    for (const element of [other, sdkDialog()]) {
      element?.setAttribute('inert', '');
      element?.setAttribute('aria-hidden', 'true');
    }
    await expectToWorkAndLeaveNoTrace(page, () => sdkDialog()?.hasAttribute('aria-hidden') === false);
    expect(sdkDialog()?.inert).toBe(true);
  });

  it('is not hidden again when whoever hid it has shown the page meanwhile', async () => {
    const page = await prepare();
    sdkDialog()?.setAttribute('inert', '');
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    await page.imp.issue();
    await outcome;
    await new Promise((resolve) => setTimeout(resolve));
    expect(sdkDialog()?.inert).toBe(false);
  });

  it('goes back home when the host cancels', async () => {
    const page = await prepare();
    const modal = openModal();
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    expect(modal.contains(sdkDialog())).toBe(true);
    page.flow.cancel();
    await outcome;
    expect(modal.contains(sdkDialog())).toBe(false);
    expect(sdkDialog()?.isConnected).toBe(true);
  });

  it('ends when the host takes its dialog away with it, and works again', async () => {
    const page = await prepare();
    const modal = openModal();
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    await untilSeen(page);
    modal.remove();
    await expect(outcome).resolves.toMatchObject({ error: { code: 'window_closed' } });
    const next = page.flow.issue(newOrder());
    await issueKey(page);
    await expect(next).resolves.toMatchObject({ status: 'succeeded' });
  });
});
