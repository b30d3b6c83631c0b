import { type Context, decideAndCommit, gatewayOf } from '../Context.js';
import { BillingServerError } from '../errors.js';
import { eventWrite, toError } from '../event/events.js';
import { GatewayUnavailable } from '../gateway/Gateway.js';
import { throwUnavailable } from '../gateway/unavailable.js';
import { invalidField, isIdentifier, randomUid, readCustomerId, readIdentifier, readKeyName } from '../identifiers.js';
import { assertChannel } from '../order/verifyRegistration.js';
import { inBatches, visitReachable } from '../outage.js';
import { eachRow } from '../store/eachRow.js';
import { insert, update, type Write } from '../store/Store.js';
import type { Card } from './Card.js';
import type { Cards, CardUses, CardView } from './Cards.js';
import { withdrawBookings } from './withdrawBookings.js';

/** Milliseconds until a gateway that could not be reached is told again, longer each time. */
const TELL_AGAIN = [15_000, 60_000, 10 * 60_000, 60 * 60_000] as const;
const SWEEP_BATCH = 100;
const LIST_LIMIT = 100;

export interface CardsOptions {
  readonly usesOf: CardUses;
}

export function createCards(context: Context, { usesOf }: CardsOptions): Cards {
  const { store, gateways, mode, emit, assertBound } = context;

  async function view(card: Card): Promise<CardView> {
    const { cardId, name, number, pg, payMethod, defaultOf, createdAt } = card;
    return {
      cardId,
      name,
      number,
      pg,
      payMethod,
      isDefault: defaultOf !== null,
      usedBy: await usesOf(card),
      createdAt: new Date(createdAt).toISOString(),
    };
  }

  async function owned(customerId: string, cardId: string): Promise<Card> {
    const card = await store.get('cards', readIdentifier('cardId', cardId, 80));
    if (card !== null && card.customerId === customerId && card.status === 'active') return card;
    throw new BillingServerError('card_unknown', `This customer has no card ${cardId}.`, { field: 'cardId' });
  }

  async function isBeingCharged({ cardId }: Card): Promise<boolean> {
    return (await store.find('charges', { where: { cardId, status: 'pending' }, limit: 1 })).length > 0;
  }

  /** Has the gateway forget the key of one card. False: it could not be reached. */
  async function revoke(card: Card): Promise<boolean> {
    const isOpen = await isBeingCharged(card);
    const now = await store.now();
    const wait = TELL_AGAIN[Math.min(card.failures, TELL_AGAIN.length - 1)] ?? TELL_AGAIN[0];
    const lease = { workAt: now + wait, failures: card.failures + 1 };
    // Leased first, so that of several processes one calls.
    if (!(await store.commit([update('cards', card, lease)]))) return true;
    // A charge of the card that is under way has to be known to have ended first.
    if (isOpen) return true;
    const gateway = gatewayOf(context, card);
    const { billingKey, cardId } = card;
    try {
      // What somebody booked with it would be charged still, or keep PortOne from deleting it.
      const { left } = await withdrawBookings(gateway, { billingKey, now });
      if (left.length > 0) {
        const numbers = left.map(({ merchantUid }) => merchantUid).join(', ');
        throw new GatewayUnavailable(`Bookings of card ${cardId} could not be withdrawn: ${numbers}.`, {
          mayStillRun: false,
        });
      }
      await gateway.revokeKey({ billingKey, reason: '구독 카드 삭제' });
    } catch (error) {
      if (!(error instanceof GatewayUnavailable)) throw error;
      emit({ type: 'gateway_unavailable', gateway: gateway.name, message: error.message });
      return false;
    }
    return decideAndCommit(store, async () => {
      const latest = await store.get('cards', card.cardId);
      if (latest === null || latest.status !== 'revoking') return { result: true, writes: [] };
      const data = { cardId: card.cardId };
      return {
        result: true,
        writes: [
          update('cards', latest, { status: 'revoked', revokedAt: now, workAt: null, failures: 0 }),
          eventWrite({ type: 'card_revoked', customerId: card.customerId, data, now }),
        ],
      };
    });
  }

  return {
    async list({ customerId }) {
      const where = { customerId: readCustomerId(customerId) };
      const active: Card[] = [];
      for await (const card of eachRow(store, 'cards', { where, by: 'createdAt', descending: true })) {
        if (card.status === 'active') active.push(card);
        if (active.length === LIST_LIMIT) break;
      }
      return Promise.all(active.map(view));
    },

    async makeDefault({ customerId, cardId }) {
      await assertBound();
      return decideAndCommit(store, async () => {
        const card = await owned(readCustomerId(customerId), cardId);
        if (card.defaultOf !== null) return { result: await view(card), writes: [] };
        const writes = [
          ...(await noDefaultWrites(context, customerId)),
          update('cards', card, { defaultOf: customerId }),
        ];
        return { result: await view({ ...card, defaultOf: customerId }), writes };
      });
    },

    async remove({ customerId, cardId }) {
      await assertBound();
      const removed = await decideAndCommit(store, async () => {
        const card = await owned(readCustomerId(customerId), cardId);
        const usedBy = await usesOf(card);
        if (usedBy.length > 0) {
          throw new BillingServerError(
            'card_in_use',
            `Card ${cardId} pays for ${usedBy.join(', ')}. Give them another card first, or end them.`,
            { field: 'cardId', details: { usedBy } },
          );
        }
        const now = await store.now();
        const writes = [update('cards', card, removal(now))];
        return { result: { ...card, ...removal(now), version: card.version + 1 }, writes };
      });
      await revoke(removed);
    },

    async importCard({ customerId: id, billingKey: key, gateway: name, makeDefault }) {
      await assertBound();
      const customerId = readCustomerId(id);
      const billingKey = readKeyName(key);
      const gateway = name === undefined ? gateways[0] : gateways.find((one) => one.name === name);
      if (gateway === undefined)
        throw invalidField('gateway', `is ${JSON.stringify(name)}, and there is no such gateway`);
      const found = await gateway.findKey(billingKey).catch(throwUnavailable);
      if (found === null) {
        throw new BillingServerError('registration_unknown', `${gateway.name} has no billing key ${billingKey}.`, {
          field: 'billingKey',
        });
      }
      assertChannel(mode, found.sandbox);
      return decideAndCommit(store, async () => {
        const [known] = await store.find('cards', { where: { billingKey }, limit: 1 });
        if (known !== undefined) return { result: await view(await owned(customerId, known.cardId)), writes: [] };
        const now = await store.now();
        const [current] = await store.find('cards', { where: { defaultOf: customerId }, limit: 1 });
        const isDefault = makeDefault ?? current === undefined;
        // V1's name of the card is public; V2's key stays here, and so does an e-mail address: events and logs name the card.
        const isPublic = gateway.name === 'iamport' && isIdentifier(billingKey, 80) && !billingKey.includes('@');
        const card: Card = {
          cardId: isPublic ? billingKey : randomUid(),
          version: 1,
          customerId,
          gateway: gateway.name,
          account: gateway.account,
          billingKey,
          merchantUid: null,
          impUid: null,
          status: 'active',
          defaultOf: isDefault ? customerId : null,
          pg: found.pg,
          payMethod: null,
          name: found.cardName,
          number: found.cardNumber,
          sandbox: found.sandbox,
          createdAt: now,
          revokedAt: null,
          workAt: null,
          failures: 0,
        };
        const data = { cardId: card.cardId };
        return {
          result: await view(card),
          writes: [
            ...(isDefault ? await noDefaultWrites(context, customerId) : []),
            insert('cards', card),
            eventWrite({ type: 'card_registered', customerId, data, now }),
          ],
        };
      });
    },

    async sweep() {
      await assertBound();
      return inBatches(SWEEP_BATCH, async () => {
        const due = await store.find('cards', {
          atMost: { field: 'workAt', value: await store.now() },
          order: { by: 'workAt' },
          limit: SWEEP_BATCH,
        });
        const goOn = await visitReachable(due, (card) =>
          revoke(card).catch((error: unknown) => {
            emit({ type: 'error', where: `card ${card.cardId}`, error: toError(error) });
            return true;
          }),
        );
        return { due: due.length, goOn };
      });
    },
  };
}

/** What a card that is taken away becomes: charged no more from here on, and its key is to be forgotten. */
export function removal(now: number): Pick<Card, 'status' | 'defaultOf' | 'workAt' | 'failures'> {
  return { status: 'revoking', defaultOf: null, workAt: now, failures: 0 };
}

/** Takes the default from the card that has it, so that another one can have it. */
export async function noDefaultWrites({ store }: Pick<Context, 'store'>, customerId: string): Promise<Write[]> {
  const current = await store.find('cards', { where: { defaultOf: customerId }, limit: 1 });
  return current.map((card) => update('cards', card, { defaultOf: null }));
}
