import { describe, expect, it, vi } from 'vitest';
import { assertReachable } from '../../../src/iamport/dialogs.js';
import { issueKey, prepare } from '../core/prepare.js';
import {
  expectToWorkAndLeaveNoTrace,
  isReachable,
  newOrder,
  openModal,
  outline,
  sdkDialog,
  without,
} from './hostPage.js';

/** An element of the host's. */
function add(parent: ParentNode = document.body, style = '', tag = 'div'): HTMLElement {
  const element = document.createElement(tag);
  element.dataset.host = '';
  if (style) element.setAttribute('style', style);
  parent.append(element);
  return element;
}

/** As Safari 15.3 and Chromium 104. */
function withoutModalSelector(): void {
  const { matches } = Element.prototype;
  vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, selector: string) {
    if (selector === ':modal') throw new DOMException("':modal' is not a valid selector.", 'SyntaxError');
    return matches.call(this, selector);
  });
}

describe('the payment window', () => {
  it('stays where it is beside dialogs of the host that are closed, or not modal', async () => {
    const page = await prepare();
    const dialogs = [add(document.body, '', 'dialog'), add(document.body, 'width: 10px', 'dialog')];
    (dialogs[1] as HTMLDialogElement).show();
    const home = sdkDialog()?.parentElement;
    await expectToWorkAndLeaveNoTrace(page, () => sdkDialog()?.parentElement === home);
  });

  it('is not lifted where nothing covers it', async () => {
    await expectToWorkAndLeaveNoTrace(await prepare(), () => sdkDialog()?.hasAttribute('popover') === false);
  });

  it('is lifted over a bar at the foot of the page, which would cover its buttons', async () => {
    const page = await prepare();
    add(document.body, 'position: fixed; inset: auto 0 0 0; height: 60px; z-index: 2147483647');
    const isOnTop = () => sdkDialog()?.contains(document.elementFromPoint(innerWidth - 5, innerHeight - 5)) === true;
    await expectToWorkAndLeaveNoTrace(page, isOnTop);
  });

  it('that is lifted leaves the host’s own popover open that opens afterwards', async () => {
    const page = await prepare();
    add(document.body, 'position: fixed; inset: 0; z-index: 2147483647');
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    expect(sdkDialog()?.matches(':popover-open')).toBe(true);
    const popover = add();
    popover.popover = 'auto';
    const toggled = new Promise((resolve) => popover.addEventListener('toggle', resolve));
    popover.showPopover();
    await toggled;
    expect(isReachable()).toBe(true);
    expect(popover.matches(':popover-open')).toBe(true);
    await page.imp.issue();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('opens in a browser without popovers, where it can’t be lifted', async () => {
    without(HTMLElement.prototype, 'showPopover');
    const page = await prepare();
    add(document.body, 'position: fixed; inset: 0; z-index: 2147483647');
    const outcome = page.flow.issue(newOrder());
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
  });

  it('keeps the focus where the host’s trap would take it back, and the trap works on', async () => {
    const page = await prepare();
    const trap = vi.fn();
    document.addEventListener('focusin', trap);
    const button = add(document.body, '', 'button');
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    const field = add(sdkDialog() ?? document.body, 'position: fixed', 'button');
    field.focus();
    expect(document.activeElement).toBe(field);
    expect(trap).not.toHaveBeenCalled();
    button.focus();
    expect(trap).toHaveBeenCalledOnce();
    window.dispatchEvent(new FocusEvent('focusin'));
    await page.imp.issue();
    await outcome;
    await vi.waitUntil(() => !sdkDialog()?.style.zIndex);
    // It is over: what has the focus now is the host's affair.
    field.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
    expect(trap).toHaveBeenCalledTimes(2);
    document.removeEventListener('focusin', trap);
  });

  it('comes home to its place, also where what stood behind it is gone', async () => {
    const page = await prepare();
    const home = sdkDialog()?.parentElement;
    const behind = add();
    openModal();
    const outcome = page.flow.issue(newOrder());
    await page.imp.nextRequest();
    expect(sdkDialog()?.parentElement).not.toBe(home);
    behind.remove();
    await page.imp.issue();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    await vi.waitUntil(() => sdkDialog()?.parentElement === home);
  });

  it('gets what hid it back, also where it was in a modal dialog meanwhile', async () => {
    const page = await prepare();
    for (const element of [add(), sdkDialog()]) element?.setAttribute('aria-hidden', 'true');
    openModal();
    await expectToWorkAndLeaveNoTrace(page, () => sdkDialog()?.hasAttribute('aria-hidden') === false);
    expect(sdkDialog()?.hasAttribute('aria-hidden')).toBe(true);
  });

  it('is given nothing that it did not have, where only the page around it is inert', async () => {
    const page = await prepare();
    for (const name of ['inert', 'aria-hidden']) add().setAttribute(name, 'true');
    await expectToWorkAndLeaveNoTrace(page);
    expect(sdkDialog()?.inert).toBe(false);
  });

  it('opens over a modal dialog that is outside of the body', async () => {
    const page = await prepare();
    openModal(document.documentElement);
    await expectToWorkAndLeaveNoTrace(page);
  });

  describe('on phones, where the SDK hides the rest of the page,', () => {
    async function preparePhone() {
      vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue('iPhone Mobile Safari/');
      return prepare({ flow: { pg: 'danal_tpay' } });
    }

    it('leaves the layout of what holds the host’s modal dialog as it is', async () => {
      const page = await preparePhone();
      const root = add(document.body, 'display: flex;');
      openModal(root);
      await expectToWorkAndLeaveNoTrace(page, () => getComputedStyle(root).display === 'flex');
    });

    it('is reached over a modal dialog that opens afterwards', async () => {
      const page = await preparePhone();
      const root = add();
      const outcome = page.flow.issue(newOrder());
      await page.imp.nextRequest();
      expect(getComputedStyle(root).display).toBe('none');
      openModal(root);
      await vi.waitUntil(isReachable);
      await page.imp.issue();
      await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    });
  });
});

describe('a browser that does not know `:modal`', () => {
  it('is told by aria-modal which of the open dialogs is a modal one', async () => {
    withoutModalSelector();
    const page = await prepare();
    openModal(document.body).close();
    add(document.body, 'width: 10px', 'dialog').setAttribute('open', '');
    document.querySelector('dialog')?.setAttribute('aria-modal', 'true');
    const home = sdkDialog()?.parentElement;
    await expectToWorkAndLeaveNoTrace(page, () => sdkDialog()?.parentElement === home);
    const modal = openModal();
    modal.setAttribute('aria-modal', 'true');
    await expectToWorkAndLeaveNoTrace(page, () => modal.contains(sdkDialog()));
  });
});

describe('assertReachable', () => {
  it('says which dialog is in the way where the browser could move the window only before the click', async () => {
    without(Element.prototype, 'moveBefore');
    await prepare();
    openModal();
    const before = outline();
    expect(() => assertReachable(sdkDialog() as HTMLElement)).toThrow(
      expect.objectContaining({ code: 'window_covered', message: expect.stringContaining('<dialog>') }),
    );
    expect(outline()).toBe(before);
  });
});
