/** A version of a term that a customer agreed to, with the server's time. */
export interface Consent {
  /** `merchantUid:length of termId:termId:termVersion` */
  consentId: string;
  version: number;
  customerId: string;
  /** The order it was agreed to with. */
  merchantUid: string;
  termId: string;
  termVersion: string;
  /** Milliseconds, by the database's clock. */
  agreedAt: number;
}

/** One of the terms that belong to an order. */
export interface Term {
  readonly id: string;
  /** The text's version; agreeing to another one is no agreement. @default '' */
  readonly version?: string | undefined;
  /** True when nothing is charged without it. */
  readonly required?: boolean | undefined;
}
