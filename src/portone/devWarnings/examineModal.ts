import { warnOnce } from '../../core/devWarnings/warnOnce.js';

/** Tells of a page in which nobody could click a window that is put at the end of its body. */
export function examineModal(): void {
  const isModal = [...document.querySelectorAll('dialog[open]')].some((dialog) => dialog.matches(':modal'));
  const isInert = document.body.inert || getComputedStyle(document.body).pointerEvents === 'none';
  if (!isModal && !isInert) return;
  warnOnce(
    'portone-modal',
    isModal
      ? 'A modal <dialog> is open.'
      : 'The <body> is inert, or has pointer-events: none, as Radix’s modal dialogs set it.',
    'PortOne documents nothing about it, and its payment window may lie under what is open, where the customer can’t click it.',
    'Close the dialog before the click, or open it with show(), or with Radix’s modal={false}; and try it with a test channel.',
  );
}
