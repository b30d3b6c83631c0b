import type { Device } from './readDevice.js';

/** The SDK's one `<style>`, as far as a page can tell. */
const css = `
.imp-dialog { display: none; position: fixed; inset: 0; z-index: 99999; }
.imp-dialog > iframe { display: none; border: 0; }
.imp-payment-progress > :not(.imp-dialog) { display: none !important; }
`;
const progressClass = 'imp-payment-progress';

/** What the SDK puts into the page. */
export interface Dialog {
  addStyle(): void;
  /** A new `div.imp-dialog` with a hidden frame for each address, in place of the old one. */
  build(addresses: readonly string[]): void;
  show(provider: string, device: Device): HTMLElement;
  hide(): void;
  /** Without the dialog, as while the channel list is fetched. */
  clear(): void;
  /** Everything, the style included. */
  remove(): void;
}

export function createDialog(): Dialog {
  const styles: HTMLStyleElement[] = [];
  let element: HTMLElement | undefined;

  function hide(): void {
    if (element) element.style.display = 'none';
    document.body?.classList.remove(progressClass);
    // An empty class attribute would be something left behind.
    if (document.body?.getAttribute('class') === '') document.body.removeAttribute('class');
  }

  function clear(): void {
    hide();
    element?.remove();
    element = undefined;
  }

  function build(addresses: readonly string[]): HTMLElement {
    clear();
    const dialog = document.createElement('div');
    dialog.className = 'imp-dialog';
    // By the object model too, as a content security policy can keep the style out.
    dialog.style.display = 'none';
    dialog.append(...addresses.map(createFrame));
    document.body.append(dialog);
    element = dialog;
    return dialog;
  }

  return {
    addStyle() {
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
      styles.push(style);
    },
    build,
    show(provider, device) {
      const dialog = element ?? build([]);
      const classes = ['imp-dialog', 'customizable', `payment-${provider}`, device.phone ? 'mobile' : 'pc'];
      dialog.className = [...classes, ...(device.ios ? ['ios'] : [])].join(' ');
      dialog.style.display = 'block';
      if (device.phone) document.body.classList.add(progressClass);
      return dialog;
    },
    hide,
    clear,
    remove() {
      clear();
      for (const style of styles.splice(0)) style.remove();
    },
  };
}

interface TrustedTypesWindow {
  readonly trustedTypes?: { readonly emptyHTML: unknown };
}

/** The frame carries the SDK's address and loads nothing: a `srcdoc`, even an empty one, wins over `src`. */
function createFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  const empty = (window as TrustedTypesWindow).trustedTypes?.emptyHTML ?? '';
  Reflect.set(frame, 'srcdoc', empty);
  frame.setAttribute('src', address);
  frame.style.display = 'none';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  return frame;
}
