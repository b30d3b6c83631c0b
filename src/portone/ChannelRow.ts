import type { Device } from '../core/lib/device.js';
import type { BillingKeyMethod } from './order.js';
import type { WindowType } from './wire.js';

/**
 * Where a channel answers, as documented.
 * - `callback`: in the promise; the page stays.
 * - `redirect`: the page leaves and comes back to `redirectUrl`.
 * - `unknown`: no source says; the answer may come either way, and both are listened for.
 */
export type ResultChannel = 'callback' | 'redirect' | 'unknown';

/** Which of the SDK's functions registers. Only `requestIssueBillingKeyAndPay` takes money. */
export type IssueCall = 'requestIssueBillingKey' | 'requestIssueBillingKeyAndPay' | 'loadIssueBillingKeyUI';

/** What a field's text has to keep to at one PG. */
export interface TextLimit {
  /** Characters at most. */
  readonly max?: number;
  /** Letters and digits only. */
  readonly alphanumeric?: true;
  /** Printable ASCII only. */
  readonly ascii?: true;
}

/** What one PG asks of one way to pay. */
export interface MethodRow {
  readonly call: IssueCall;
  /** Fields of the order without which the PG refuses. `customer.fullName` may be a first and a last name instead. */
  readonly requires?: readonly string[];
  /** More of them on one kind of device. */
  readonly requiresOn?: { readonly [device in Device]?: readonly string[] };
  readonly limits?: { readonly [field: string]: TextLimit };
  /** The only currencies. Absent: not documented, so that PortOne decides. */
  readonly currencies?: readonly string[];
  /** The same for phones, where they are fewer. */
  readonly phoneCurrencies?: readonly string[];
  /** What `offerPeriod` may be. Absent: not documented. */
  readonly offerPeriod?: {
    /** The only intervals; empty: no interval at all; absent: any. */
    readonly intervals?: readonly string[];
    /** `whole` needs both ends. @default any range */
    readonly range?: 'none' | 'whole';
  };
  /** The PG may settle a payment after its window was closed, so that a webhook is a must. */
  readonly settlesLater?: true;
}

/** The facts about one channel of PortOne V2 that decide something at run time. */
export interface ChannelRow {
  /** The PG's name in PortOne's API, such as `KCP_V2`. */
  readonly pgProvider: string;
  readonly methods: { readonly [method in BillingKeyMethod]?: MethodRow };
  readonly desktop: ResultChannel;
  readonly phone: ResultChannel;
  /** The only window of each device, where the PG's page says so: another one is an error. */
  readonly windows?: { readonly pc: WindowType; readonly mobile: WindowType };
  /** Where the window is, or may be, a browser popup, which needs the click that asked for it. */
  readonly popup?: 'desktop' | 'always';
}
