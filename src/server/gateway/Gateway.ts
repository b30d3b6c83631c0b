/**
 * One account at one generation of PortOne's API: i'mport (V1) or PortOne (V2). It asks and reports; what is believed, charged
 * and written is decided in `charge/` and `card/`.
 *
 * Every call ends within a deadline, and throws a {@link GatewayUnavailable} when no answer came that can be understood.
 */
export interface Gateway {
  /** The same in every row that belongs to it: `iamport`, `portone`. */
  readonly name: string;
  /** Names the account, without its secret. The same for the same account in every process. */
  readonly account: string;
  /**
   * Milliseconds after which a charge that brought no answer can no longer be made. Twice the call's deadline is a good value,
   * since a call that was given up here may still run at the gateway.
   */
  readonly chargeLife: number;
  /** What a payment window did. Null when the gateway knows no such registration, or not yet. */
  findRegistration(claim: RegistrationClaim): Promise<Registration | null>;
  /** Null when there is no such key, or it was deleted. */
  findKey(billingKey: string): Promise<KeyRecord | null>;
  /** Charges a key. Called once a try, after the try was written and outside of any transaction. */
  charge(request: ChargeRequest): Promise<ChargeAnswer>;
  /**
   * Every payment under an order number, newest first. `impUid` is one that is known already, for a gateway whose list may be
   * behind.
   */
  findPayments(request: { readonly merchantUid: string; readonly impUid: string | null }): Promise<readonly Payment[]>;
  /** Has the gateway forget a key. It can't be undone; a key that is gone is no error. */
  revokeKey(request: { readonly billingKey: string; readonly reason: string }): Promise<void>;
  /** Charges that were booked at the gateway before this kit was used. Absent: the gateway books nothing. */
  readonly bookings?: Bookings | undefined;
  /**
   * What a webhook tells of, as numbers to look up: nothing in it is believed. Null when it can't be read; throws a
   * {@link WebhookRejected} when its signature is wrong.
   */
  readWebhook(webhook: { readonly headers: Headers; readonly body: string }): Promise<WebhookNotice | null>;
}

/** Which registration is asked about: the reserved numbers, and what the browser says came of them. */
export interface RegistrationClaim {
  readonly merchantUid: string;
  readonly customerUid: string;
  /** V1. */
  readonly impUid?: string | null | undefined;
  /** V2. */
  readonly billingKey?: string | null | undefined;
  /** V2, where the channel wants every key confirmed by the server. */
  readonly billingIssueToken?: string | null | undefined;
  /** When its window can have been opened, in milliseconds, for a gateway that can only look through a time. */
  readonly openFrom?: number | undefined;
  readonly openUntil?: number | undefined;
}

/** A registration as the gateway has it. */
export interface Registration {
  /** `pending`: the PG has not settled it yet. */
  readonly status: 'issued' | 'failed' | 'pending';
  readonly merchantUid: string;
  /** V1: the key's name. V2: null. */
  readonly customerUid: string | null;
  /** The gateway's number of it. */
  readonly impUid: string | null;
  /** False when the record says that it is an ordinary payment or a charge of a key, and so no registration. */
  readonly isRegistration: boolean;
  /** What is charged later. Of a registration that failed or waits: a key that is there all the same; null: there is none. */
  readonly billingKey: string | null;
  /** The payment that was taken while the key was issued; null when nothing was taken. */
  readonly payment: Payment | null;
  /** True when the record names an amount and nobody can tell whether it was taken: then it is neither charged nor believed. */
  readonly isDoubtful: boolean;
  readonly pg: string;
  readonly payMethod: string | null;
  readonly cardName: string | null;
  readonly cardNumber: string | null;
  readonly sandbox: boolean;
  /** When it began, in milliseconds; null when the gateway does not say. */
  readonly startedAt: number | null;
  readonly failReason: string | null;
}

/** A key as the gateway has it. */
export interface KeyRecord {
  readonly billingKey: string;
  readonly pg: string;
  readonly cardName: string | null;
  readonly cardNumber: string | null;
  readonly sandbox: boolean;
}

/** What a gateway charges by itself, at times that somebody booked. The kit books nothing: it only takes bookings back. */
export interface Bookings {
  /** The bookings of a key whose time is in between, in milliseconds. */
  find(request: { readonly billingKey: string; readonly from: number; readonly until: number }): Promise<Booking[]>;
  /** Withdraws all bookings of a key that wait. That it was asked for says nothing: look again. */
  withdraw(request: { readonly billingKey: string }): Promise<void>;
}

/** A charge that is booked at the gateway for a later day. */
export interface Booking {
  readonly merchantUid: string;
  /** Milliseconds. */
  readonly at: number;
  /** `running`: begun, and not settled. */
  readonly status: 'waiting' | 'running' | 'paid' | 'failed' | 'withdrawn';
}

/** One charge of a key, as a gateway is asked for it. */
export interface ChargeRequest {
  readonly billingKey: string;
  /** Order number; letters, digits and `_ - . : @` only. */
  readonly merchantUid: string;
  readonly name: string;
  readonly amount: number;
  readonly currency: string;
  readonly taxFree: number | null;
  readonly vat: number | null;
  /** Who pays, where the PG demands it; from the host's server, never from a browser. */
  readonly buyer: ChargeBuyer | null;
  /** Names the try. It comes back as `Payment.tag`, where the gateway keeps it. */
  readonly tag: string;
}

/**
 * Who pays: demanded at the charge by smartro_v2 (name, e-mail, phone), ksnet and welcome (the name), paymentwall (e-mail, ip),
 * and over V2 by inicis_v2 and welcome (name, e-mail, phone) and eximbay_v2 (name, e-mail). Never stored.
 */
export interface ChargeBuyer {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly tel?: string | undefined;
  /** Over V1 alone: V2 takes an address in parts, and no PG there demands one. */
  readonly address?: string | undefined;
  readonly postcode?: string | undefined;
  /** The address the customer was last seen at: V1's `browser_ip`. */
  readonly ip?: string | undefined;
}

/** What a gateway answers to a charge. Where no answer comes it throws `GatewayUnavailable`: the charge may have been made. */
export type ChargeAnswer =
  /** It reached the PG, and `payment.status` says what came of it. */
  | { readonly kind: 'answered'; readonly payment: Payment }
  /** It was not tried: an unknown key, an order number that was paid, a wrong field. */
  | { readonly kind: 'refused'; readonly code: string | null; readonly message: string };

/** A payment as the gateway has it. */
export interface Payment {
  /** The gateway's number (V2: `transactionId`). */
  readonly impUid: string;
  readonly merchantUid: string;
  /** The key that was charged; null when the gateway does not say. */
  readonly billingKey: string | null;
  /**
   * True when the record says that a server charged the key. A browser can't make such a payment, whatever numbers it knows;
   * what it makes in a window under the number of a charge is never that charge.
   */
  readonly isKeyCharge: boolean;
  /** `pending`: not settled yet, as `ready` is, and `pending` at PGs that approve later. */
  readonly status: 'paid' | 'failed' | 'cancelled' | 'pending';
  readonly amount: number;
  readonly cancelledAmount: number;
  readonly currency: string;
  readonly sandbox: boolean;
  /** The tag of the try; null when the gateway kept none. */
  readonly tag: string | null;
  readonly failCode: string | null;
  readonly failReason: string | null;
  readonly receiptUrl: string | null;
  readonly cardName: string | null;
  readonly cardNumber: string | null;
}

/** The numbers a webhook names. */
export interface WebhookNotice {
  /** An order number: of a registration or of a charge. */
  readonly merchantUid: string | null;
  /** V2: a key that was issued, changed or deleted. */
  readonly billingKey: string | null;
}

/** The gateway gave no answer that can be understood, so what became of the call is not known. */
export class GatewayUnavailable extends Error {
  override name = 'GatewayUnavailable';
  /** True when the call may still be under way over there: no answer came, or none within the deadline. */
  readonly mayStillRun: boolean;

  constructor(message: string, options: { mayStillRun: boolean; cause?: unknown }) {
    super(withoutKeys(message), { cause: options.cause });
    this.mayStillRun = options.mayStillRun;
  }
}

/**
 * It is logged. In the path of a call may be a key, or a customer's e-mail address where that is what a key is named by; and what
 * a gateway says of it may name it once more.
 */
function withoutKeys(message: string): string {
  // As the path has it, and as it is.
  const keys = Array.from(message.matchAll(KEY), (found) => String(found[2])).flatMap((key) => [key, decoded(key)]);
  return keys.reduce((text, key) => text.replaceAll(key, '…'), message.replace(KEY, '$1…'));
}

function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

const KEY = /(\/(?:customers|billing-keys)\/)(?!confirm\b)([^/?:\s]+)/g;

/** A webhook whose signature does not hold: nothing in it is looked at. */
export class WebhookRejected extends Error {
  override name = 'WebhookRejected';
}
