import type { FakePopup } from '../FakeIamport.js';
import type { FakeIamportOptions } from '../FakeIamportOptions.js';

/** A popup that opened. Only where a person is to see it is there a real window behind it. */
export interface Popup {
  readonly window: Window | undefined;
  readonly closed: boolean;
  close(): void;
}

export interface Popups {
  readonly records: readonly FakePopup[];
  /** `undefined` when the browser would not have it. */
  open(provider: string): Popup | undefined;
}

/** How long the SDK takes to see that a popup is gone. */
export const popupPoll = 500;

const features = 'popup,width=480,height=760';

export function createPopups(options: () => Pick<FakeIamportOptions, 'popup' | 'ui'>): Popups {
  const records: FakePopup[] = [];

  function open(provider: string): Popup | undefined {
    const { popup: policy = 'auto', ui = false } = options();
    // Where the browser does not tell, it is taken to allow: only Safari and old browsers are silent about it.
    const allowed = policy === 'allow' || (policy === 'auto' && navigator.userActivation?.isActive !== false);
    const real = allowed && ui ? window.open('', '_blank', features) : undefined;
    if (!allowed || real === null) {
      records.push({ provider, blocked: true, closed: true });
      return undefined;
    }
    let closed = false;
    const popup: Popup & FakePopup = {
      provider,
      blocked: false,
      window: real,
      get closed() {
        return closed || real?.closed === true;
      },
      close() {
        closed = true;
        real?.close();
      },
    };
    records.push(popup);
    return popup;
  }

  return { records, open };
}
