import { afterEach, describe, expect, it, vi } from 'vitest';
import { issueKey, type Prepared, prepare } from '../core/prepare.js';

let cards = 0;
function newOrder() {
  cards += 1;
  return { customerUid: `card-of-hosts-${cards}`, name: 'Basic', amount: 9900 };
}

const sdkDialog = () => document.querySelector<HTMLElement>('.imp-dialog');
const isReachable = () => sdkDialog()?.contains(document.elementFromPoint(innerWidth / 2, innerHeight / 2)) === true;
const covers = () => {
  const { left, top, width, height } = sdkDialog()?.getBoundingClientRect() ?? {};
  return [left, top, width, height];
};
const wholePage = () => [0, 0, innerWidth, innerHeight];

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
  for (const element of document.querySelectorAll('dialog, [data-host]')) element.remove();
  document.body.removeAttribute('style');
  document.documentElement.removeAttribute('style');
  document.body.inert = false;
  scrollTo(0, 0);
});

function add<K extends keyof HTMLElementTagNameMap>(tag: K, style = '', parent: ParentNode = document.body) {
  const element = document.createElement(tag);
  element.dataset.host = '';
  if (style) element.setAttribute('style', style);
  parent.append(element);
  return element;
}

function openModal(style = '', parent: ParentNode = document.body): HTMLDialogElement {
  const modal = add('dialog', style, parent);
  add('button', '', modal).textContent = 'Pay';
  modal.showModal();
  return modal;
}

async function open(page: Prepared) {
  const outcome = page.flow.issue(newOrder());
  await page.imp.nextRequest();
  return { outcome };
}

async function answer(page: Prepared, outcome: Promise<unknown>) {
  await page.imp.issue();
  await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
}

describe('a window that is open stays reachable', () => {
  it('when the host opens a modal dialog afterwards, as a page does that says to wait', async () => {
    const page = await prepare();
    const { outcome } = await open(page);
    const modal = openModal();
    await vi.waitUntil(isReachable);
    expect(modal.open).toBe(true);
    await answer(page, outcome);
    await vi.waitUntil(() => sdkDialog()?.parentElement === document.body);
  });

  it('when the host closes the modal dialog that it is in', async () => {
    const page = await prepare();
    const modal = openModal();
    const { outcome } = await open(page);
    expect(isReachable()).toBe(true);
    modal.close();
    await vi.waitUntil(isReachable);
    await answer(page, outcome);
  });

  it('when one modal dialog follows another', async () => {
    const page = await prepare();
    const first = openModal();
    const { outcome } = await open(page);
    first.close();
    openModal();
    await vi.waitUntil(isReachable);
    await answer(page, outcome);
    await vi.waitUntil(() => sdkDialog()?.parentElement === document.body);
  });

  it('when the host takes the closed dialog off the page in its close event', async () => {
    const page = await prepare();
    const modal = openModal();
    modal.addEventListener('close', () => modal.remove());
    const { outcome } = await open(page);
    modal.close();
    await vi.waitUntil(() => !modal.isConnected);
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
  });

  it('over the topmost of two modal dialogs, whichever comes first in the page', async () => {
    const page = await prepare();
    const first = add('dialog');
    add('button', '', first);
    openModal();
    first.showModal();
    (document.activeElement as HTMLElement | null)?.blur();
    const { outcome } = await open(page);
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
  });

  it('over a popover that the button is in', async () => {
    const page = await prepare();
    const popover = add('div', 'inset: 0; width: 100%; height: 100%');
    popover.popover = 'manual';
    add('button', '', popover).focus();
    popover.showPopover();
    const { outcome } = await open(page);
    expect(isReachable()).toBe(true);
    expect(covers()).toEqual(wholePage());
    await answer(page, outcome);
    await vi.waitUntil(() => !sdkDialog()?.hasAttribute('popover'));
    expect(popover.matches(':popover-open')).toBe(true);
  });

  it('over a popover that opens afterwards', async () => {
    const page = await prepare();
    const { outcome } = await open(page);
    const popover = add('div', 'inset: 0; width: 100%; height: 100%');
    popover.popover = 'manual';
    popover.showPopover();
    await vi.waitUntil(isReachable);
    await answer(page, outcome);
  });

  it('over a popover inside a modal dialog', async () => {
    const page = await prepare();
    const modal = openModal();
    const popover = add('div', 'inset: 0; width: 100%; height: 100%', modal);
    popover.popover = 'manual';
    popover.showPopover();
    const { outcome } = await open(page);
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
  });

  it('over a loader with a very high z-index that comes with the attempt', async () => {
    const page = await prepare();
    const { outcome } = await open(page);
    add('div', 'position: fixed; inset: 0; z-index: 1000000');
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
  });

  it.each([
    'transform: translateX(0)',
    'filter: blur(0px)',
    'contain: paint',
    'will-change: transform',
    'perspective: 100px',
  ])('on a scrolled page whose body has %s', async (style) => {
    const page = await prepare();
    const root = add('main', 'height: 5000px; width: 10px');
    document.body.setAttribute('style', `${style}; margin: 0`);
    scrollTo(0, 2000);
    expect(root.isConnected).toBe(true);
    const { outcome } = await open(page);
    expect(covers()).toEqual(wholePage());
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
    await vi.waitUntil(() => document.body.getAttribute('style') === `${style}; margin: 0`);
  });

  it('in a modal dialog that is clipped', async () => {
    const page = await prepare();
    openModal('clip-path: inset(0 round 12px); width: 100px; height: 100px; margin: 0');
    const { outcome } = await open(page);
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
  });

  it('on a page that is hidden while it waits', async () => {
    const page = await prepare();
    document.body.style.visibility = 'hidden';
    const { outcome } = await open(page);
    expect(isReachable()).toBe(true);
    await answer(page, outcome);
  });

  it('when the body turns inert with the attempt', async () => {
    const page = await prepare();
    const { outcome } = await open(page);
    document.body.inert = true;
    await vi.waitUntil(isReachable);
    await answer(page, outcome);
  });

  it('where the SDK makes its dialog after the click', async () => {
    vi.mocked(console.warn).mockImplementation(() => {});
    const page = await prepare({ sdk: { generation: '1.2', jQuery: 'ignored' }, isLoaded: false });
    openModal();
    const { outcome } = await open(page);
    await vi.waitUntil(isReachable);
    await answer(page, outcome);
    vi.mocked(console.warn).mockClear();
  });

  it('after the host’s router has swapped head and body', async () => {
    const page = await prepare();
    const [body, styles] = [document.body, [...document.head.querySelectorAll('style')]];
    for (const style of styles) style.remove();
    document.body = document.createElement('body');
    try {
      const { outcome } = await open(page);
      await vi.waitUntil(() => sdkDialog()?.checkVisibility());
      expect(covers()).toEqual(wholePage());
      await answer(page, outcome);
    } finally {
      document.body = body;
      document.head.append(...styles);
    }
  });
});

describe('an SDK that others use, too', () => {
  it('is put back to our account when the host has chosen another one since', async () => {
    vi.mocked(console.warn).mockImplementation(() => {});
    const page = await prepare();
    page.imp.IMP.init('imp99999999');
    const outcome = page.flow.issue(newOrder());
    await issueKey(page);
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    expect(page.imp.initCalls.map(({ userCode }) => userCode)).toEqual(['imp00000000', 'imp99999999', 'imp00000000']);
    vi.mocked(console.warn).mockClear();
  });
});
