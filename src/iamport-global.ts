/**
 * Types for `window.IMP`, for code that calls the SDK itself. Opt-in, since a page may have types of its own for it; there
 * is nothing in it that runs.
 *
 * @example
 * import 'react-billing-key/iamport-global';
 *
 * window.IMP?.request_pay(request, (response) => readAnswer(response));
 */
import type { Iamport } from './iamport/wire.js';

declare global {
  interface Window {
    /** i'mport's SDK, from when its script has run. */
    IMP?: Iamport | undefined;
  }
}
