import type { Card } from './Card.js';

/** A card as the customer sees it. */
export interface CardView {
  readonly cardId: string;
  /** Card company or bank, as the gateway calls it. */
  readonly name: string | null;
  /** Masked. */
  readonly number: string | null;
  readonly pg: string;
  readonly payMethod: string | null;
  readonly isDefault: boolean;
  /** The subscriptions that are paid with it. */
  readonly usedBy: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** Who pays with a card: the ids of subscriptions, for instance. */
export type CardUses = (card: Card) => Promise<readonly string[]>;

/** A customer's cards. */
export interface Cards {
  /** The ones that can be charged, newest first. */
  list(request: { readonly customerId: string }): Promise<CardView[]>;
  /** @throws BillingServerError `card_unknown` */
  makeDefault(request: { readonly customerId: string; readonly cardId: string }): Promise<CardView>;
  /**
   * Takes a card away and has the gateway forget its key: now, or later where the gateway can't be reached.
   *
   * @throws BillingServerError `card_unknown`; `card_in_use` with the subscriptions in `details.usedBy`
   */
  remove(request: { readonly customerId: string; readonly cardId: string }): Promise<void>;
  /**
   * Adopts a key that the host had issued before it used this kit. It can be repeated.
   *
   * @throws BillingServerError `registration_unknown`, `card_unknown` when it is another customer's
   */
  importCard(request: ImportCardRequest): Promise<CardView>;
  /** Tells gateways of keys that are to be forgotten; resolves to how many were due. */
  sweep(): Promise<number>;
}

/** A key that was issued before this kit, for `importCard()`. */
export interface ImportCardRequest {
  readonly customerId: string;
  /** V1: the `customer_uid`. V2: the `billingKey`. */
  readonly billingKey: string;
  /** @default the first of the gateways */
  readonly gateway?: string | undefined;
  /** @default only when the customer has no other card */
  readonly makeDefault?: boolean | undefined;
}
