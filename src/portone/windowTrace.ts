import { warnOnce } from '../core/devWarnings/warnOnce.js';
import { buttonRemover, isButtonDrawn } from '../core/lib/drawnButton.js';

/** What a payment window leaves in the page, told by what was not there before it was asked for. */
export interface WindowTrace {
  /** A window is about to be asked for. `isUi`: it is PayPal's button, and the customer's click on it opens the popup. */
  begin(isUi: boolean): void;
  isVisible(): boolean;
  /**
   * True once the page has another body than the window was asked for on, or has shown the window and not for a while: nothing answers
   * any more. It is asked every half second.
   */
  isLost(): boolean;
  /** Takes away what the window has left. */
  remove(): void;
}

/** A frame smaller than this is no window: those of chats and advertisements are. In CSS pixels. */
const least = 200;

/** How many looks in a row miss a window that is gone: the SDK may change its frame, or answer once its server has. 10 seconds. */
const misses = 20;

/**
 * PortOne documents neither the elements nor the classes of its windows, and nothing that closes one. A window in the page is a
 * frame, as a PG's page can be shown in nothing else: the frames that came since the window was asked for are taken for it.
 */
export function createWindowTrace(): WindowTrace {
  let before = new WeakSet<Element>();
  let body: HTMLElement | undefined;
  /** Looks since the window was seen. Endlessly few before. */
  let missed = Number.NEGATIVE_INFINITY;

  let isUi = false;
  const hasButton = () => isUi && isButtonDrawn();

  const frames = (): HTMLIFrameElement[] =>
    [...document.querySelectorAll('iframe')].filter((frame) => !before.has(frame));

  const isWindow = (frame: HTMLIFrameElement) => {
    const { width, height } = frame.getBoundingClientRect();
    return width >= least && height >= least && getComputedStyle(frame).visibility !== 'hidden';
  };

  return {
    begin(isButton) {
      isUi = isButton;
      body = document.body;
      missed = Number.NEGATIVE_INFINITY;
      before = new WeakSet([...document.querySelectorAll('iframe'), ...document.body.children]);
    },
    isVisible: () => hasButton() || frames().some((frame) => isWindow(frame) && !isCovered(frame)),
    isLost() {
      missed = hasButton() || frames().some(isWindow) ? 0 : missed + 1;
      return missed >= misses || (body !== undefined && body !== document.body);
    },
    remove() {
      // Where a frame is a window, the other frames came for something else, such as the host's chat.
      const windows = frames().filter(isWindow);
      for (const frame of windows.length > 0 ? windows : frames()) {
        // The frame goes with what the SDK has put around it, which is a new child of the body.
        const around = [...document.body.children].find((child) => child.contains(frame));
        // What React made is the host's, and React throws for what it does not find again.
        if ([frame, around].some(isOfReact)) continue;
        if (around && !before.has(around)) around.remove();
        else frame.remove();
      }
      if (isUi) buttonRemover()();
    },
  };
}

/** React marks the elements that it makes with a key of its own, `__reactFiber$` and some letters. */
function isOfReact(element: Element | undefined): boolean {
  return Object.keys(element ?? {}).some((key) => key.startsWith('__reactF'));
}

/** While a modal dialog is open, only what is in it can be clicked. The frame can't be moved into it: it would be loaded anew. */
function isCovered(frame: HTMLIFrameElement): boolean {
  let modal: Element | null = null;
  try {
    modal = document.querySelector('dialog:modal');
  } catch {
    // A browser that does not know `:modal`.
  }
  const isUnder = modal !== null && !frame.closest('dialog');
  if (process.env.NODE_ENV !== 'production' && isUnder) {
    warnOnce(
      'portone/dialog',
      "PortOne's window opened under a modal <dialog>, where nobody can click it,",
      'so the attempt ends when the window has had its time.',
      'Close the dialog before the click, or open it with show() in place of showModal().',
    );
  }
  return isUnder;
}
