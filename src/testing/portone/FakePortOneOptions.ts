import type { FakePortOneOutcome } from './FakePortOneOutcome.js';
import type { FakePortOneRequest } from './FakePortOneRequest.js';

/** A channel of the pretended store. */
export interface FakePortOneChannel {
  /** The PG, such as `KCP_V2`. */
  readonly provider: string;
  /** The channel waits for its server to confirm each key. @default false */
  readonly manualConfirmation?: boolean | undefined;
}

/** What the fake of PortOne's V2 SDK may be told. */
export interface FakePortOneOptions {
  /** The store. A request that names another is rejected. @default any */
  readonly storeId?: string | undefined;
  /**
   * The store's channels by their key. @default any key that ends in a PG's name, as `channel-key-kcp_v2`; others are `KCP_V2`
   */
  readonly channels?: Readonly<Record<string, string | FakePortOneChannel>> | undefined;
  /**
   * Milliseconds until a window opens: the SDK asks its server first. Even 0 is a timer: no window is open in the task that
   * asked for it.
   * @default 0
   */
  readonly opensAfter?: number | undefined;
  /** How the next requests end, one each; used up before anything below is asked. */
  readonly outcomes?: readonly FakePortOneOutcome[] | undefined;
  /** Decides from the request; `undefined` passes the question on. */
  readonly decide?: ((request: FakePortOneRequest) => FakePortOneOutcome | undefined) | undefined;
  /** By the PG, such as `KCP_V2`. */
  readonly perProvider?: Readonly<Record<string, FakePortOneOutcome>> | undefined;
  /** For every request that nothing above decides. @default none: the window stays open until the test, or a click in it, settles it */
  readonly outcome?: FakePortOneOutcome | undefined;
  /** Milliseconds from a window's opening to its answer. @default 0 */
  readonly delay?: number | undefined;
  /** `auto` asks the browser's user agent. @default 'auto' */
  readonly device?: 'auto' | 'desktop' | 'phone' | undefined;
  /** Whether a popup may open. `auto`: as Chromium does, which blocks it when no user activation is left. @default 'auto' */
  readonly popup?: 'auto' | 'allow' | 'block' | undefined;
  /** Shows a payment window that a person can use. @default false */
  readonly ui?: boolean | undefined;
  /** Language of that window. @default that of the button or the parts on the page, else the document's */
  readonly locale?: 'ko' | 'en' | undefined;
  /** The page a phone goes to for that window. @default none: the window fills the merchant's page */
  readonly paymentPageUrl?: string | undefined;
  /** Base address of the fake server, which is told of every key issued here, before the page is. */
  readonly apiUrl?: string | undefined;
  /** Leaves the page. The one thing a test can't let happen. @default location.assign */
  readonly navigate?: ((url: string) => void) | undefined;
  /** With `NODE_ENV=production` the fake refuses to work, unless it is told this. @default false */
  readonly iKnowThisIsNotAPaymentWindow?: boolean | undefined;
}
