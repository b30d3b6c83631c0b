import type { Iamport } from './wire.js';

/** What all copies of this package on one page must agree on, since the SDK exists once a page. */
export interface Page {
  /** The load in flight, forgotten when it fails. */
  loading: { readonly url: string; readonly done: Promise<Iamport> } | undefined;
  /** Resolved a task after the SDK's last answer: until then it wipes every new request. */
  settling: Promise<void> | undefined;
  /** The user code each `window.IMP` was initialised with. */
  readonly initialised: WeakMap<Iamport, string>;
  /** The `div.imp-dialog` that each `window.IMP` has put on the page. */
  readonly dialogs: WeakMap<Iamport, HTMLElement>;
  /** BCP 47 language that the host shows its customers, for whatever stands in for the SDK. */
  locale: string | undefined;
  /** True from the request for a window to its answer, or to its closing. */
  isAsked: boolean;
  /** Those whose answers to other code are heard, too. */
  readonly heard: WeakSet<Iamport>;
}

/** The number is the shape's: a release in which it is another takes another. */
const key = Symbol.for('react-billing-key/page/1');

declare global {
  interface Window {
    [key]?: Page;
  }
}

export function getPage(): Page {
  window[key] ??= {
    loading: undefined,
    settling: undefined,
    initialised: new WeakMap(),
    locale: undefined,
    isAsked: false,
    dialogs: new WeakMap(),
    heard: new WeakSet(),
  };
  return window[key];
}

export function getIamport(): Iamport | undefined {
  return (window as { IMP?: Iamport }).IMP;
}

/** Makes the next request wait a task: the SDK reloads itself after each answer, and loses one made inside its own callback. */
export function settle(): void {
  const page = getPage();
  const settling = new Promise<void>((resolve) => setTimeout(resolve)).then(() => {
    if (page.settling === settling) page.settling = undefined;
  });
  page.settling = settling;
}
