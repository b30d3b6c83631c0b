/** What every generation of the SDK needs to know of an order. Each gateway adds the fields of its own. */
export interface Order {
  /** What the customer reads in the payment window. */
  name: string;
  /** Won (or the unit of `currency`): a finite number of at least 0, never a string. */
  amount: number;
  /** ISO 4217. @default 'KRW' */
  currency?: string | undefined;
  /**
   * What your server's order says is due today, in the same unit. 0: a free trial, whose sentences say so. Nothing is decided by
   * it: your server knows what it charges. @default `amount`
   */
  dueToday?: number | undefined;
  /** The customer's id at your service; some PGs demand it. @default the provider's `customerId` */
  customerId?: string | undefined;
  /**
   * True where your server made the order for this click, and takes, in place of its charge's number, that of an earlier one of the
   * same customer at the same price and metadata, whose charge may still arrive: under two numbers both would be taken. An order of
   * `billingApi` says so. @default false
   */
  acceptsEarlierNumber?: boolean | undefined;
  /**
   * Absolute http(s) address the customer comes back to from a PG that leaves the page.
   * @default the page's own address
   */
  redirectUrl?: string | undefined;
  /**
   * JSON of your own, 2000 characters at most, handed to `charge` again after a redirect or a restart. Kept in the browser's
   * storage: no secrets, nothing personal.
   */
  metadata?: Metadata | undefined;
}

/** An order, or how it is made: called once an attempt, on the click. */
export type OrderSource<TOrder extends Order = Order> = TOrder | (() => Promise<TOrder>);

/** What `JSON.stringify` keeps as it is. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
/** A plain object of JSON values. */
export type JsonObject = { [key: string]: JsonValue };

/**
 * A plain object of JSON values, in whatever way its type was written: `interface` types have no index signature and would
 * not fit `JsonObject`. What lies deeper is checked at run time.
 */
export type Metadata = JsonObject | (object & NoJsonObject);

/** What lists, functions, promises and dates have, and a plain object has not. */
interface NoJsonObject {
  readonly [Symbol.iterator]?: never;
  readonly call?: never;
  readonly then?: never;
  readonly toJSON?: never;
}
