import type { IamportRequest, IamportResponse } from './wire.js';

export interface Opening {
  readonly request: IamportRequest;
  /** Set where `IMP.loadUI(ui, …)` takes the place of `IMP.request_pay` (PayPal). */
  readonly ui: string | undefined;
  readonly onAnswer: (response: IamportResponse) => void;
}

/** All that an attempt needs of a payment SDK. Another generation of it comes behind the same few calls. */
export interface IamportSdk {
  /** Fetches and initialises the SDK. Does nothing on a server, or a second time. */
  load(): Promise<void>;
  /** True when `open()` can be called at once, inside the click's own task. */
  isReady(): boolean;
  /**
   * Called before `open`, when nothing has happened yet.
   *
   * @throws BillingKeyError `window_covered` where nobody could see or click the window
   */
  assertReachable(): void;
  /** Opens the payment window. `onAnswer` may never be called, or twice. */
  open(opening: Opening): void;
  /** False once the SDK that was asked for a window is gone from the page. */
  isAnswerable(): boolean;
  /** True when something of the window can be seen, or nothing can be told: the page may be behind another. */
  isWindowVisible(opensPopup: boolean): boolean;
  /** True when something of the window is really drawn on this page. */
  isWindowSeen(): boolean;
  /** True when what the SDK had on the page at the window's opening is gone, so that nobody can answer any more. */
  isWindowLost(): boolean;
  /** Takes away the window, and what the SDK leaves on the page. It is not answered. */
  close(): void;
  /** Makes the next attempt start the SDK anew: it has swallowed a request and would swallow the next. */
  invalidate(): void;
}
