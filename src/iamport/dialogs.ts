import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { developerText } from '../core/errors/developerText.js';

export type Undo = () => void;

/**
 * Asked before anything is done, so that an attempt that nobody could finish does not begin.
 *
 * @throws BillingKeyError `window_covered` where this browser can't make the SDK's dialog reachable
 */
export function assertReachable(dialog: HTMLElement): void {
  const modal = topModal();
  const inTheWay =
    modal && isInShadow(modal)
      ? 'shadow'
      : needsMoveAhead(dialog)
        ? 'modal'
        : (document.body.inert || document.documentElement.inert) && 'inert';
  if (inTheWay) throw new BillingKeyError('window_covered', developerText?.windowCovered[inTheWay]);
}

/** True when the dialog has to be moved before a window can be opened in it, and can't be moved in the click itself. */
export function needsMoveAhead(dialog: HTMLElement): boolean {
  const modal = topModal();
  return modal !== undefined && !modal.contains(dialog) && !isInShadow(modal) && !canMoveAlive(dialog, modal);
}

/** The modal dialog that takes the input now. Of several the one with the focus, as the browser puts it there. */
export function topModal(): HTMLDialogElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  for (let at: Node | null = active; at; at = at instanceof ShadowRoot ? at.host : at.parentNode) {
    if (at instanceof HTMLDialogElement && isModal(at)) return at;
  }
  const modals = [...document.querySelectorAll('dialog')].filter(isModal);
  if (modals.length < 2) return modals[0];
  // Where nothing has the focus, only the one on top is hit: its backdrop covers the page, and the others are inert. Asking the browser
  // costs a layout of the page in the click, so it is asked only where there is a choice.
  const hit: readonly Element[] = document.elementsFromPoint(0, 0);
  return modals.find((modal) => hit.includes(modal)) ?? modals.at(-1);
}

/** The styles of the SDK don't reach there. */
function isInShadow(modal: HTMLDialogElement): boolean {
  return modal.getRootNode() instanceof ShadowRoot;
}

function isModal(dialog: HTMLDialogElement): boolean {
  try {
    return dialog.matches(':modal');
  } catch {
    return dialog.open && dialog.matches('[aria-modal="true"]');
  }
}

type Mover = ParentNode & { moveBefore?: (node: Node, before: Node | null) => void };

function canMoveAlive(dialog: HTMLElement, parent: Mover): boolean {
  return typeof parent.moveBefore === 'function' && dialog.isConnected;
}

/** Moves the SDK's dialog into the host's modal one, with its frames as they are where the browser can. The result moves it back. */
export function moveInto(modal: HTMLDialogElement, dialog: HTMLElement): Undo {
  const { parentNode, nextSibling } = dialog;
  move(modal, dialog, null);
  return () => {
    // The host may have taken its dialog away meanwhile, and the SDK's with it.
    const home = parentNode?.isConnected ? parentNode : document.body;
    move(home, dialog, nextSibling?.parentNode === home ? nextSibling : null);
  };
}

function move(parent: Mover, dialog: HTMLElement, before: ChildNode | null): void {
  if (canMoveAlive(dialog, parent)) parent.moveBefore?.(dialog, before);
  else parent.insertBefore(dialog, before);
}
