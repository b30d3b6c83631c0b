import type { Device } from './readDevice.js';

/** The SDK's one `<style>`, as far as a page can tell. */
const css = `
.imp-dialog { display: none; position: fixed; inset: 0; z-index: 99999; }
.imp-dialog > iframe { display: none; position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
.imp-payment-progress > :not(.imp-dialog) { display: none !important; }
`;
const progressClass = 'imp-payment-progress';

/** What the SDK puts into the page. */
export interface Dialog {
  /** Whether the frames are the ones that were built, still loaded: whatever they held is gone otherwise. */
  readonly isAlive: boolean;
  /** Whether the dialog is in the page. The SDK puts it there once, and never looks again. */
  readonly isConnected: boolean;
  addStyle(): void;
  /** A hidden frame for each address, in place of those before. */
  build(addresses: readonly string[]): void;
  show(provider: string, device: Device): HTMLElement;
  /** The overlay with nothing in it, which is left when a request is wiped in the middle of its opening. */
  showBlank(): void;
  hide(): void;
  /** Without frames, as while the channel list is fetched. */
  clear(): void;
  /** True for a message that comes from one of the frames. */
  owns(source: MessageEventSource | null): boolean;
  /** Everything, the style included. */
  remove(): void;
}

export interface DialogEvents {
  /** The frames were taken out, or put somewhere else, where they are loaded anew. */
  readonly onLost: () => void;
  /** They have been. */
  readonly onReloaded: () => void;
}

export function createDialog({ onLost, onReloaded }: DialogEvents): Dialog {
  const styles: HTMLStyleElement[] = [];
  const frames = new Map<HTMLIFrameElement, Window | null>();
  let element: HTMLElement | undefined;
  let observer: MutationObserver | undefined;

  const isAlive = () =>
    element?.isConnected === true &&
    [...frames].every(([frame, view]) => view !== null && frame.contentWindow === view);

  function hide(): void {
    if (element) element.style.display = 'none';
    for (const frame of frames.keys()) frame.style.display = 'none';
    document.body?.classList.remove(progressClass);
    // An empty class attribute would be something left behind.
    if (document.body?.getAttribute('class') === '') document.body.removeAttribute('class');
  }

  function clear(): void {
    hide();
    for (const frame of frames.keys()) frame.remove();
    frames.clear();
  }

  function place(): HTMLElement {
    if (element) return element;
    const dialog = document.createElement('div');
    dialog.className = 'imp-dialog';
    // By the object model too, as a content security policy can keep the style out.
    dialog.style.display = 'none';
    document.body.append(dialog);
    // The SDK sees that something was taken out of its dialog, and nothing of what becomes of the dialog itself.
    observer = new MutationObserver(() => {
      if (element?.isConnected && !isAlive()) onLost();
    });
    observer.observe(dialog, { childList: true });
    element = dialog;
    return dialog;
  }

  function addFrame(dialog: HTMLElement, address: string): HTMLIFrameElement {
    const frame = createFrame(address);
    dialog.append(frame);
    frames.set(frame, frame.contentWindow);
    frame.addEventListener('load', () => {
      if (!frames.has(frame) || frames.get(frame) === frame.contentWindow) return;
      onLost();
      if (frames.has(frame)) frames.set(frame, frame.contentWindow);
      if (isAlive()) onReloaded();
    });
    return frame;
  }

  function build(addresses: readonly string[]): void {
    const dialog = place();
    for (const frame of frames.keys()) frame.remove();
    frames.clear();
    for (const address of addresses) addFrame(dialog, address);
  }

  return {
    get isAlive() {
      return isAlive();
    },
    get isConnected() {
      return element?.isConnected === true;
    },
    addStyle() {
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
      styles.push(style);
    },
    build,
    show(provider, device) {
      const dialog = place();
      const classes = ['imp-dialog', 'customizable', `payment-${provider}`, device.phone ? 'mobile' : 'pc'];
      dialog.className = [...classes, ...(device.ios ? ['ios'] : [])].join(' ');
      dialog.style.display = 'block';
      const all = [...frames.keys()];
      const frame = all.find((one) => one.getAttribute('src')?.includes(`/${provider}/`)) ?? all[0];
      // A PG of the new route comes in a frame of its own.
      (frame ?? addFrame(dialog, `https://checkout-service.prod.iamport.co/${provider}`)).style.display = 'block';
      if (device.phone) document.body.classList.add(progressClass);
      return dialog;
    },
    showBlank() {
      place().style.display = 'block';
    },
    hide,
    clear,
    owns: (source) => source !== null && [...frames.keys()].some((frame) => frame.contentWindow === source),
    remove() {
      clear();
      observer?.disconnect();
      element?.remove();
      element = undefined;
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
  // A browser paints the ground of a frame whose page is light and whose element is dark: the dark page around would be hidden.
  frame.style.colorScheme = 'light';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  return frame;
}
