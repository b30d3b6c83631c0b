import { type Context, decideAndCommit, gatewayOf } from '../Context.js';
import type { Card } from '../card/Card.js';
import type { Charges } from '../charge/Charges.js';
import { BillingServerError } from '../errors.js';
import { type Gateway, WebhookRejected } from '../gateway/Gateway.js';
import { throwUnavailable } from '../gateway/unavailable.js';
import { isIdentifier } from '../identifiers.js';
import { update } from '../store/Store.js';

/** Takes what gateways post. Anybody can post here: what is posted says where to look, and the gateway says what is there. */
export interface Webhooks {
  /**
   * Resolves when what was told is stored or is none of ours. Nobody is called for numbers that are not ours.
   *
   * @throws BillingServerError `not_found` for a gateway that this server has not
   */
  receive(webhook: { readonly gateway: string; readonly headers: Headers; readonly body: string }): Promise<void>;
}

const HOUR = 60 * 60_000;

export function createWebhooks(context: Context, { charges }: { charges: Charges }): Webhooks {
  const { store, gateways, emit } = context;
  let toldAt = Number.NEGATIVE_INFINITY;

  /** A secret that was copied wrongly would go unnoticed, and each refund with it. Once an hour: anybody can post what is not signed. */
  function tellRejected(name: string, error: WebhookRejected): void {
    if (performance.now() < toldAt + HOUR) return;
    toldAt = performance.now();
    emit({ type: 'error', where: `webhook of ${name}`, error });
  }

  /** The charges that a number stands for. */
  async function numbersOf(merchantUid: string): Promise<string[]> {
    const [charge, order] = await Promise.all([store.get('charges', merchantUid), store.get('orders', merchantUid)]);
    const impUid = order?.impUid ?? null;
    // What the PG took while it issued the key is under the number of the registration, and may have paid an earlier order's.
    const taken = impUid === null ? [] : await store.find('charges', { where: { impUid }, limit: 1 });
    return [...(charge === null ? [] : [charge]), ...taken].map((one) => one.chargeMerchantUid);
  }

  /** A key of another gateway is none that this one could tell of: behind a name of V1 anybody can put another card. */
  async function cardOf(name: string, billingKey: string | null): Promise<Card | null> {
    if (billingKey === null || !isIdentifier(billingKey, 255)) return null;
    const [card] = await store.find('cards', { where: { billingKey }, limit: 1 });
    return card?.gateway === name ? card : null;
  }

  /** A customer may change the card behind a key at the PG, as in Toss's app: what is shown of it is asked anew. */
  async function refresh({ cardId, billingKey, ...of }: Card): Promise<void> {
    const found = await gatewayOf(context, of).findKey(billingKey).catch(throwUnavailable);
    if (found === null) return;
    const { cardName: name, cardNumber: number } = found;
    await decideAndCommit(store, async () => {
      const card = await store.get('cards', cardId);
      const isNews = card?.status === 'active' && (card.name !== name || card.number !== number);
      return { result: undefined, writes: isNews ? [update('cards', card, { name, number })] : [] };
    });
  }

  /** Of several accounts of one generation, the one that a webhook is of can read it. */
  async function noticeOf(name: string, named: readonly Gateway[], webhook: Parameters<Gateway['readWebhook']>[0]) {
    let rejected: WebhookRejected | null = null;
    for (const gateway of named) {
      const notice = await gateway.readWebhook(webhook).catch((error: unknown) => {
        if (!(error instanceof WebhookRejected)) throw error;
        rejected = error;
        return null;
      });
      if (notice !== null) return notice;
    }
    if (rejected !== null) tellRejected(name, rejected);
    return null;
  }

  return {
    async receive({ gateway: name, headers, body }) {
      const named = gateways.filter((one) => one.name === name);
      if (named.length === 0) {
        throw new BillingServerError(
          'not_found',
          `There is no gateway ${name} here. Its webhook goes to /webhook/${gateways[0]?.name}.`,
        );
      }
      const notice = await noticeOf(name, named, { headers, body });
      const card = await cardOf(name, notice?.billingKey ?? null);
      if (card?.status === 'active') await refresh(card);
      const merchantUid = notice?.merchantUid ?? card?.merchantUid ?? null;
      // No number of ours is anything but an identifier, and a database may take nothing else.
      if (merchantUid === null || !isIdentifier(merchantUid, 160)) return;
      for (const number of await numbersOf(merchantUid)) await charges.recheck(number);
    },
  };
}
