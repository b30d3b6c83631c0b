import type { IamportRequest, IamportResponse } from './wire.js';

export interface Opening {
  readonly attemptId: string;
  readonly request: IamportRequest;
  /** Set where `IMP.loadUI(ui, …)` takes the place of `IMP.request_pay` (PayPal). */
  readonly ui: string | undefined;
  readonly onAnswer: (response: IamportResponse) => void;
}

/** All that an attempt needs of a payment SDK. Another generation of it comes behind the same few calls. */
export interface BillingSdk {
  /** Fetches and initialises the SDK. Does nothing on a server, or a second time. */
  load(): Promise<void>;
  /** True when `open()` can be called at once, inside the click's own task. */
  isReady(): boolean;
  /** Opens the payment window. `onAnswer` may never be called, or twice. */
  open(opening: Opening): void;
  /** True when something of the window can be seen. */
  isWindowVisible(opensPopup: boolean): boolean;
  /** Takes away the window, and what the SDK leaves on the page. It is not answered. */
  close(): void;
  /** Makes the next attempt start the SDK anew: it has swallowed a request and would swallow the next. */
  distrust(): void;
}
