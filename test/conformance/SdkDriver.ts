/** What i'mport's servers say about a merchant account from now on. */
export interface Servers {
  /** `{pg}` or `{pg}.{mid}`, the default channel first; `{pg}:certification` is one that takes no payment. */
  readonly channels?: readonly string[];
  /** @default 'ok' */
  readonly channelList?: 'ok' | 'fails';
  /** Whether the hidden frames load by themselves, or when `framesLoaded()` is called. @default 'load' */
  readonly frames?: 'load' | 'wait';
  /** The opener of the PG's popup reports that it could not open. @default true */
  readonly popupOpens?: boolean;
}

/** What the PG behind the open window says. */
export type ServerAnswer =
  | 'issued'
  | 'issuedImpSuccess'
  | 'issuedNewStyle'
  | 'refused'
  | 'refusedBeforeThePg'
  | 'refusedImpSuccess'
  | 'refusedAsText'
  | 'refusedNewStyle'
  | 'cancelled';

/**
 * One SDK under test. It puts the SDK into the page and plays i'mport's servers; everything else is read from `window.IMP`
 * and the page. A driver for a real SDK is a module with an array of these as its default export:
 * `npm run test:conformance -- --driver ./my-driver.ts`.
 */
export interface SdkDriver {
  readonly name: string;
  readonly generation: '1.3' | '1.2';
  /** Loads the script as a page does. A second time, it loads the script a second time. */
  load(servers?: Servers): Promise<void>;
  /** Takes effect with the next loading of the channel list. */
  serve(servers: Servers): void;
  /** Resolves when the frames of the last loading have loaded. */
  framesLoaded(): Promise<void>;
  /** The PG behind the open window answers. */
  answer(answer: ServerAnswer): Promise<void>;
  /** The customer closes the PG's popup. */
  closePopup(): Promise<void>;
  /** What the SDK told the customer through `alert()`. */
  readonly alerts: readonly string[];
  /** Where the page was sent; it does not really go. */
  readonly addresses: readonly string[];
  /** Takes the SDK out of the page, with all it left there. */
  remove(): Promise<void>;
}
