import { getPage } from './page.js';
import type { Iamport } from './wire.js';

/** The SDK's `div.imp-dialog`, which holds the frames of its windows. */
export function findSdkDialog(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>('.imp-dialog') ?? undefined;
}

/**
 * Remembers the dialog of an SDK as soon as it is on the page: the SDK puts it there once, and a page that replaces its
 * body loses it.
 */
export function rememberDialog(iamport: Iamport): void {
  const { dialogs } = getPage();
  const remember = () => {
    const dialog = findSdkDialog();
    if (dialog) dialogs.set(iamport, dialog);
    const found = [...document.querySelectorAll('style')].filter(({ textContent }) =>
      textContent?.includes('.imp-dialog'),
    );
    if (found[0]) styles = found;
    return dialog !== undefined;
  };
  if (remember() || typeof MutationObserver === 'undefined') return;
  const observer = new MutationObserver(() => {
    if (remember()) observer.disconnect();
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
}

/** What styles the SDK's dialog. */
let styles: readonly HTMLStyleElement[] = [];

/** A router that exchanges the head of a page takes the SDK's style away, and the window would stand somewhere below the page. */
export function putStylesBack(): void {
  for (const element of styles) if (!element.isConnected) document.head.append(element);
}

/** True when the SDK once had a dialog on this page, and has none, or an emptied one, by now. */
export function hasLostDialog(iamport: Iamport): boolean {
  const dialog = getPage().dialogs.get(iamport);
  return dialog !== undefined && !(dialog.isConnected && dialog.querySelector('iframe'));
}

/** Puts the dialog back where the SDK had it. Its frames load anew, so the SDK has to be started again. */
export function putDialogBack(iamport: Iamport): void {
  const dialog = getPage().dialogs.get(iamport);
  if (dialog && !dialog.isConnected) document.body.append(dialog);
}

/** True when something in the dialog is drawn: an overlay with nothing on it is no window. */
export function isDialogShown(): boolean {
  return [...document.querySelectorAll<HTMLElement>('.imp-dialog')].some(
    (dialog) =>
      getComputedStyle(dialog).display !== 'none' &&
      [...dialog.querySelectorAll('*')].some((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 0 && height > 0;
      }),
  );
}
