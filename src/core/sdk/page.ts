import type { Iamport } from './wire.js';

/** What all copies of this package on one page must agree on, since the SDK exists once a page. */
export interface Page {
  /** The load in flight, forgotten when it fails. */
  loading: { readonly url: string; readonly done: Promise<Iamport> } | undefined;
  /** The attempt that holds the SDK, and the SDK that it asked. */
  open: { readonly attemptId: string; sdk?: Iamport | undefined } | undefined;
  /** Resolved a task after the SDK's last answer: until then it wipes every new request. */
  settling: Promise<void> | undefined;
  /** The user code each `window.IMP` was initialised with. */
  readonly initialised: WeakMap<Iamport, string>;
}

const key = Symbol.for('react-billing-key');

declare global {
  interface Window {
    [key]?: Page;
  }
}

export function getPage(): Page {
  window[key] ??= { loading: undefined, open: undefined, settling: undefined, initialised: new WeakMap() };
  return window[key];
}

export function getIamport(): Iamport | undefined {
  return (window as { IMP?: Iamport }).IMP;
}

/**
 * Takes the page's only window for an attempt. A holder whose SDK is gone from the page can never be answered, so it no
 * longer counts.
 */
export function acquirePage(attemptId: string): boolean {
  const page = getPage();
  const isHeld = page.open && (!page.open.sdk || page.open.sdk === getIamport());
  if (isHeld) return false;
  page.open = { attemptId };
  return true;
}

/**
 * Gives the window back a task later: the SDK reloads itself after each answer, and a request made inside its own callback
 * is lost.
 */
export function releasePage(attemptId: string): void {
  const page = getPage();
  if (page.open?.attemptId !== attemptId) return;
  page.open = undefined;
  const settling = new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
    if (page.settling === settling) page.settling = undefined;
  });
  page.settling = settling;
}
