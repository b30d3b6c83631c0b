import type { Gateway } from '../core/Gateway.js';
import type { IamportRequest, IamportResponse } from './wire.js';

export interface Opening {
  readonly request: IamportRequest;
  /** Set where `IMP.loadUI(ui, …)` takes the place of `IMP.request_pay` (PayPal). */
  readonly ui: string | undefined;
  readonly onAnswer: (response: IamportResponse) => void;
}

/** All that an attempt needs of the SDK. */
export interface IamportSdk
  extends Pick<
    Gateway,
    'load' | 'isReady' | 'isAnswerable' | 'isWindowVisible' | 'isWindowSeen' | 'isWindowLost' | 'close' | 'invalidate'
  > {
  /**
   * Called before `open`, when nothing has happened yet.
   *
   * @throws BillingKeyError `window_covered` where nobody could see or click the window
   */
  assertReachable(): void;
  /** Opens the payment window. `onAnswer` may never be called, or twice. */
  open(opening: Opening): void;
}
