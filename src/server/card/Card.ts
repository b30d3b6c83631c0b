/**
 * A billing key with what is known of its card, and whose it is. `active`: can be charged. `revoking`: charged no more, and
 * the gateway is being told. `revoked`: the gateway has forgotten the key.
 */
export interface Card {
  /**
   * V1: the `customerUid`, unless an imported one may be an e-mail address. V2: the name that the order reserved; the `billingKey`
   * itself stays on the server.
   */
  cardId: string;
  version: number;
  customerId: string;
  gateway: string;
  account: string;
  /** What is charged at the gateway. V1: the `customerUid`. V2: the `billingKey`. */
  billingKey: string;
  /** The registration; null when the card was imported. */
  merchantUid: string | null;
  /** i'mport's number of the registration. */
  impUid: string | null;
  status: 'active' | 'revoking' | 'revoked';
  /** The customer whose default it is; null when it is not. Unique: a customer has one default. */
  defaultOf: string | null;
  /** The gateway's code of the PG. */
  pg: string;
  payMethod: string | null;
  /** Card company or bank, as the gateway calls it. */
  name: string | null;
  /** Masked. */
  number: string | null;
  /** True for a key of a test channel, which takes no money. */
  sandbox: boolean;
  /** Milliseconds. */
  createdAt: number;
  revokedAt: number | null;
  /** When the sweep has something to do here, in milliseconds. */
  workAt: number | null;
  /** How often the gateway could not be told. */
  failures: number;
}
