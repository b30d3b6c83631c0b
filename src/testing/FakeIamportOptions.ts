import type { FakeOutcome } from './FakeOutcome.js';
import type { FakeRequest } from './FakeRequest.js';

/** A channel of the pretended merchant account. */
export interface FakeChannel {
  /** The PG's code, as in `pg`. */
  readonly provider: string;
  /** The merchant id at the PG, after the dot in `pg`. */
  readonly mid?: string | undefined;
  readonly channelKey?: string | undefined;
  /** A channel for identity checks takes no payment. @default 'payment' */
  readonly type?: 'payment' | 'certification' | undefined;
}

/** How a fake SDK behaves. */
export interface FakeIamportOptions {
  /** `1.3` is what `v1/iamport.js` serves; `1.2` is the jQuery era. @default '1.3' */
  readonly generation?: '1.3' | '1.2' | undefined;
  /** The account's channels, the first being the default one. @default any PG that is asked for */
  readonly channels?: readonly (string | FakeChannel)[] | undefined;
  /**
   * How the channel list is answered. `fails`: requests queue in silence, for ever. `empty`: an account without channels.
   * @default 'ok'
   */
  readonly channelList?: 'ok' | 'fails' | 'empty' | undefined;
  /**
   * Milliseconds until the hidden frames have loaded, after `init` and after every finished request; `manual` waits for
   * `framesReady()`. Even 0 is a timer: nothing is ready in the task that called `init`.
   * @default 0
   */
  readonly framesReadyAfter?: number | 'manual' | undefined;
  /** How the next requests end, one each; used up before anything below is asked. */
  readonly outcomes?: readonly FakeOutcome[] | undefined;
  /** Decides from the request; `undefined` passes the question on. */
  readonly decide?: ((request: FakeRequest) => FakeOutcome | undefined) | undefined;
  /** By the PG's code. */
  readonly perPg?: Readonly<Record<string, FakeOutcome>> | undefined;
  /** For every request that nothing above decides. @default none: the window stays open until the test, or a click in it, settles it */
  readonly outcome?: FakeOutcome | undefined;
  /** Milliseconds from a window's opening to its answer. Even 0 is a timer, as the answer is a message from a frame. @default 0 */
  readonly delay?: number | undefined;
  /** `auto` asks the browser's user agent, as the SDK does. @default 'auto' */
  readonly device?: 'auto' | 'desktop' | 'phone' | undefined;
  /**
   * Whether a popup may open. `auto`: as Chromium does, which blocks it when no user activation is left.
   * @default 'auto'
   */
  readonly popup?: 'auto' | 'allow' | 'block' | undefined;
  /** The old releases need jQuery on the page. `ignored` lets a test do without. @default 'required' */
  readonly jQuery?: 'required' | 'ignored' | undefined;
  /**
   * Shows a payment window that a person can use, and real alerts. Where a phone leaves the page for its PG, the page is
   * loaded anew at its own address and shows the PG's payment page there: install the fake before the app renders.
   * @default false
   */
  readonly ui?: boolean | undefined;
  /** Language of that window. @default that of `<BillingProvider>`, else the document's */
  readonly locale?: 'ko' | 'en' | undefined;
  /** Another page for a phone to go to, such as the package's `fake-payment-page.html`. @default the shop's own address */
  readonly paymentPageUrl?: string | undefined;
  /** Base address of the fake server, which is told of every key issued here, before the page is. */
  readonly apiUrl?: string | undefined;
  /** Leaves the page. The one thing a test can't let happen. @default location.assign */
  readonly navigate?: ((url: string) => void) | undefined;
  /** With `NODE_ENV=production` the fake refuses to work, unless it is told this. @default false */
  readonly iKnowThisIsNotAPaymentWindow?: boolean | undefined;
}
