import { moveInto, topModal, type Undo } from './dialogs.js';
import { findSdkDialog } from './sdkDialog.js';

/**
 * Makes the SDK's dialog reachable over what the host has open, for as long as the payment window is: a native modal
 * `<dialog>` (the top layer, with everything else inert), popovers, elements in full screen, `inert`, `pointer-events: none`,
 * high z-indexes, a body that is transformed. What the host opens later, such as a dialog that says to wait, would cover the
 * window as well, so it goes on until it is undone.
 *
 * @returns what puts the page back as it was, where there is anything to put back
 */
export function reachDialog(): Undo | undefined {
  // No browser: nothing is drawn, and nothing can cover anything.
  if (typeof MutationObserver === 'undefined') return undefined;
  let dialog: HTMLElement | undefined;
  let modal: HTMLDialogElement | undefined;
  let undos: Undo[] = [];
  const undo = () => {
    // The first brings it home, where the others find what was beside it.
    for (const one of undos.splice(0)) one();
  };
  const reach = () => {
    undo();
    dialog = findSdkDialog();
    modal = topModal();
    // A modal dialog in a shadow root can't hold the window: the SDK's styles don't reach there.
    undos = dialog ? reachOver(dialog, document.contains(modal ?? null) ? modal : undefined) : [];
  };
  const onTopLayer = ({ target }: Event) => {
    // Lifting the SDK's dialog is a change of the top layer, too.
    if (target !== dialog) reach();
  };
  reach();
  // Before the host's own `close` event: it may take its dialog off the page in that, and the payment window with it.
  const observer = new MutationObserver(() => {
    if (!dialog?.isConnected || topModal() !== modal) reach();
  });
  observer.observe(document, { childList: true, subtree: true, attributeFilter: ['open'] });
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  for (const type of ['toggle', 'fullscreenchange']) document.addEventListener(type, onTopLayer, options);
  // A focus trap of the host's would take the focus back out of the window, and what is typed with it.
  window.addEventListener(
    'focusin',
    (event) => {
      // The target of a focus event may be the window object, too.
      if (event.target instanceof Node && dialog?.contains(event.target)) event.stopPropagation();
    },
    options,
  );
  return () => {
    observer.disconnect();
    listening.abort();
    undo();
  };
}

function reachOver(dialog: HTMLElement, modal: HTMLDialogElement | undefined): Undo[] {
  const undos: Undo[] = [];
  if (modal && !modal.contains(dialog) && 'moveBefore' in modal) undos.push(moveInto(modal, dialog));
  if (modal) undos.push(showRoot(modal));
  undos.push(takeAttributeOff(dialog, 'aria-hidden'));
  for (const element of [dialog, document.body, document.documentElement])
    undos.push(takeAttributeOff(element, 'inert'));
  // The first two are inherited, and hosts set them on the body.
  undos.push(setStyles(dialog, { 'pointer-events': 'auto', visibility: 'visible', 'z-index': '2147483647' }));
  if (isCovered(dialog)) undos.push(lift(dialog));
  return undos;
}

/** On phones the SDK hides every other child of the body, and with it the host's dialog that it is in by now. */
function showRoot(modal: HTMLDialogElement): Undo {
  const root = [...document.body.children].find((child) => child.contains(modal));
  if (!(root instanceof HTMLElement)) return () => {};
  const { display } = getComputedStyle(root);
  return setStyles(root, { display: display === 'none' ? 'block' : display });
}

/** True when the dialog, as soon as it is shown, would lie under something, or have less or more than the page to cover. */
function isCovered(dialog: HTMLElement): boolean {
  const hide = setStyles(dialog, { display: 'block' });
  const isHit = [0, 0.5, 0.99].every((part) =>
    dialog.contains(document.elementFromPoint?.(innerWidth * part, innerHeight * part) ?? null),
  );
  const { height } = dialog.getBoundingClientRect();
  hide();
  return !isHit || height > innerHeight + 1;
}

/** The top layer is in no frame that a transform makes, and over every popover that was there before. */
function lift(dialog: HTMLElement): Undo {
  const { backgroundColor } = getComputedStyle(dialog);
  // What browsers give to a popover otherwise.
  const undo = setStyles(dialog, {
    inset: '0',
    width: '100%',
    height: '100%',
    margin: '0',
    padding: '0',
    border: '0',
    'background-color': backgroundColor,
  });
  dialog.popover = 'manual';
  // Browsers without popovers leave it where it is.
  dialog.showPopover?.();
  return () => {
    dialog.removeAttribute('popover');
    undo();
  };
}

function setStyles(element: HTMLElement, styles: Readonly<Record<string, string>>): Undo {
  const { style } = element;
  const hadAttribute = element.hasAttribute('style');
  const before = Object.entries(styles).map(([property, value]) => {
    const known = [property, style.getPropertyValue(property), style.getPropertyPriority(property)] as const;
    style.setProperty(property, value, 'important');
    return known;
  });
  return () => {
    // An empty value takes the property off.
    for (const known of before) style.setProperty(...known);
    if (!hadAttribute && element.getAttribute('style') === '') element.removeAttribute('style');
  };
}

/** Kept off while the window is open, as the dialog that put it there may do so again. */
function takeAttributeOff(element: HTMLElement, name: 'inert' | 'aria-hidden'): Undo {
  let taken: string | undefined;
  const take = () => {
    const value = element.getAttribute(name);
    if (value === null) return;
    taken = value;
    element.removeAttribute(name);
  };
  take();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A task later: with a host that watches as well, the two would take turns for ever in one task, and freeze the page.
  const observer = new MutationObserver(() => {
    timer = setTimeout(take);
  });
  observer.observe(element, { attributeFilter: [name] });
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    // Where nothing beside it is hidden any more, the dialog has closed meanwhile and shown the page again.
    const isStillHidden = [...(element.parentElement?.children ?? [])].some((child) => child.hasAttribute(name));
    if (taken !== undefined && isStillHidden) element.setAttribute(name, taken);
  };
}
