import { type Context, gatewayOf } from '../Context.js';
import type { Card } from '../card/Card.js';
import type { CardUses } from '../card/Cards.js';
import { removal } from '../card/createCards.js';
import type { Charge } from '../charge/Charge.js';
import { BillingServerError } from '../errors.js';
import { eventWrite } from '../event/events.js';
import type { Registration } from '../gateway/Gateway.js';
import { throwUnavailable } from '../gateway/unavailable.js';
import { hold, insert, update, type Write } from '../store/Store.js';
import { consentWrites } from './consents.js';
import type { Order } from './Order.js';
import type { IssuedClaim } from './Orders.js';
import { verifyRegistration } from './verifyRegistration.js';

/**
 * What else is to be written when a card is registered: a trial that starts, a subscription that gets its new card. Committed
 * with the card or not at all; it must only read.
 */
export type RegistrationListener = (registered: {
  readonly order: Order;
  readonly card: Card;
  /** Milliseconds, the database's clock. */
  readonly now: number;
}) => Promise<readonly Write[]> | readonly Write[];

export interface OrderCardOptions {
  readonly usesOf: CardUses;
  readonly listeners?: readonly RegistrationListener[] | undefined;
}

/** The card of an order, what has to be written to have it, and what the PG took with it. Nothing for a card that is known. */
export interface OrderCard {
  readonly card: Card;
  readonly writes: Write[];
  readonly taken: Registration['payment'];
}

export function expired({ merchantUid }: Order): BillingServerError {
  return new BillingServerError('order_expired', `Order ${merchantUid} expired unused. Make a new order.`);
}

/** Finds the card of an order, and verifies its registration where it is a new one. */
export function createOrderCard(
  context: Context,
  { usesOf, listeners = [] }: OrderCardOptions,
): (order: Order, claim: IssuedClaim, charged: Charge['status'] | undefined) => Promise<OrderCard> {
  const { store } = context;

  /** @param charged - how the charge of the order stands, if there is one */
  async function cardOf(order: Order, claim: IssuedClaim, charged: Charge['status'] | undefined): Promise<OrderCard> {
    const known = await store.get('cards', order.customerUid);
    const isAnswered = order.impUid === null || claim.impUid === undefined || claim.impUid === order.impUid;
    if (known !== null && isAnswered) {
      const found = chargeable(known, order, charged);
      if (charged === undefined || charged === 'failed') await assertUnchanged(known);
      return found;
    }
    const { registration, took } = await verifyRegistration(context, { order, claim });
    const taken = took ? registration.payment : null;
    // What the PG took is taken, whatever became of the card.
    if (known !== null) {
      return taken === null ? chargeable(known, order, charged) : { card: known, writes: [], taken };
    }
    const [now, [current]] = await Promise.all([
      store.now(),
      store.find('cards', { where: { defaultOf: order.customerId }, limit: 1 }),
    ]);
    const replaced = await replacedCard(order);
    const isDefault = current === undefined || current.cardId === replaced?.cardId;
    const card: Card = {
      cardId: order.customerUid,
      version: 1,
      customerId: order.customerId,
      gateway: order.gateway,
      account: order.account,
      billingKey: registration.billingKey ?? order.customerUid,
      merchantUid: order.merchantUid,
      impUid: registration.impUid,
      status: 'active',
      defaultOf: isDefault ? order.customerId : null,
      pg: registration.pg,
      payMethod: registration.payMethod,
      name: registration.cardName,
      number: registration.cardNumber,
      sandbox: registration.sandbox,
      createdAt: now,
      revokedAt: null,
      workAt: null,
      failures: 0,
    };
    const writes: Write[] = [
      ...(replaced === null ? [] : [update('cards', replaced, removal(now))]),
      insert('cards', card),
      update('orders', order, {
        status: 'registered',
        impUid: registration.impUid,
        checkAt: order.purpose === 'subscribe' ? order.checkAt : null,
      }),
      ...consentWrites({ order, consents: claim.consents ?? [], now }),
      eventWrite({ type: 'card_registered', customerId: order.customerId, data: { cardId: card.cardId }, now }),
    ];
    for (const listener of listeners) writes.push(...(await listener({ order, card, now })));
    return { card, writes, taken };
  }

  /** A card that an earlier request has registered, if it can be charged for its order still. */
  function chargeable(card: Card, order: Order, charged: Charge['status'] | undefined): OrderCard {
    // What was paid is answered, and nothing is charged: it was only looked whether another window took money once more.
    if (charged === 'paid' || charged === 'refunded') return { card, writes: [], taken: null };
    if (card.status !== 'active') {
      throw new BillingServerError(
        'card_revoked',
        `Card ${card.cardId} was removed. Register it anew, with a new order.`,
      );
    }
    // It was not paid in its time. The card may have stayed for something else; the price has not.
    if (charged !== 'pending' && order.checkAt === null && (order.price?.amount ?? 0) > 0) throw expired(order);
    // The card's version goes up with the charge: a removal at this moment is refused, or comes first and refuses the charge.
    return { card, writes: [hold('cards', card)], taken: null };
  }

  /**
   * Anybody who knows the name of a V1 key can have another card issued under it, and i'mport says nothing. So it is looked at once
   * more before a card is charged that was registered in an earlier request.
   */
  async function assertUnchanged(card: Card): Promise<void> {
    const key = await gatewayOf(context, card).findKey(card.billingKey).catch(throwUnavailable);
    if (key !== null && (card.number === null || key.cardNumber === null || key.cardNumber === card.number)) return;
    throw new BillingServerError(
      'card_changed',
      key === null
        ? `The gateway has no key for card ${card.cardId} any more. Register it anew, with a new order.`
        : `Behind card ${card.cardId} is another card than the one that was registered. Register it anew, with a new order.`,
    );
  }

  /** The card that this one replaces, unless something else is paid with it. */
  async function replacedCard(order: Order): Promise<Card | null> {
    if (order.replacesCardId === null) return null;
    const card = await store.get('cards', order.replacesCardId);
    if (card === null || card.customerId !== order.customerId || card.status !== 'active') return null;
    // Only a change moves its subscription to the new card.
    const moved = order.purpose === 'change' ? order.subscriptionId : null;
    const others = (await usesOf(card)).filter((use) => use !== moved);
    return others.length === 0 ? card : null;
  }

  return cardOf;
}
