const focusable = 'button, input, a[href], [tabindex="0"]';

/** Keeps Tab inside a dialog, and hands Escape over. What it listens to goes when the dialog does. */
export function trapFocus(dialog: HTMLElement, onEscape: () => void): void {
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
      return;
    }
    if (event.key !== 'Tab') return;
    const root = dialog.getRootNode() as ShadowRoot;
    const stops = [...dialog.querySelectorAll<HTMLElement>(focusable)].filter(isStop);
    const [first, last] = [stops.at(0), stops.at(-1)];
    const active = root.activeElement;
    const leaves = event.shiftKey ? active === first || active === dialog : active === last;
    if (!leaves) return;
    event.preventDefault();
    (event.shiftKey ? last : first)?.focus();
  });
}

/** A group of radio buttons is one stop: the one that is chosen. */
function isStop(element: HTMLElement): boolean {
  if (element.getAttribute('type') === 'radio') return (element as HTMLInputElement).checked;
  return true;
}
