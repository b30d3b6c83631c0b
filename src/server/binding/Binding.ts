/** Which account and which deployment this database belongs to: one row. Another one, `clock`, has the time of a tick of the last hour. */
export interface Binding {
  bindingId: string;
  version: number;
  /** The gateways' accounts, without their secrets. */
  account: string;
  /** The host's name for where it runs, or the store's own identity. */
  deployment: string;
  /** Milliseconds. */
  boundAt: number;
}
