import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import { hash } from '../../../src/core/lib/hash.js';
import { CardManager } from '../../../src/index.js';
import { inProvider, renderBilling } from '../support/billing.js';
import { api, openKit } from '../support/kit.js';
import { leaveRecord } from '../support/leaveRecord.js';

const address = location.href;
afterEach(() => history.replaceState(null, '', address));

/** The page comes back from the PG's, where the card that pays for these subscriptions was changed for another. */
function comeBack(
  { cardId, subscriptionId }: { readonly cardId: string; readonly subscriptionId: string },
  change: Parameters<typeof leaveRecord>[0] = {},
  impUid = 'imp_1',
): void {
  const { orderNumber } = leaveRecord({
    placeId: 'saved-cards/replace',
    purpose: 'change',
    metadata: { replacesCardId: cardId, subscriptionId },
    purchase: purchaseOf({ name: '', amount: 0 }, ['change', cardId, subscriptionId]),
    customer: hash('mina'),
    ...change,
  });
  const query = `imp_uid=${impUid}&merchant_uid=${orderNumber}&imp_success=true`;
  history.replaceState(null, '', `${location.pathname}?${query}`);
}

it.each([[['mina']], [[null, 'mina']], [['somebody', 'mina']]])(
  'a card that was changed on the PG’s page, and whose server is down, can be tried again once its customer is known: %s',
  async (customers) => {
    const kit = openKit();
    await kit.buy('monthly');
    comeBack(await kit.subscription());
    kit.meddle((request) =>
      request.method === 'POST' && request.url.endsWith('/charges')
        ? Promise.resolve(Response.json({ error: { code: 'server_error', message: 'down' } }, { status: 400 }))
        : undefined,
    );
    const [first, ...others] = customers;
    const tree = <CardManager register={{ pg: 'kcp_billing' }} />;
    const screen = await renderBilling(tree, { api, customerId: first });
    for (const customerId of others) await screen.rerender(inProvider(tree, { api, customerId }));
    await expect.element(page.getByRole('button', { name: '카드 변경 마치기' })).toBeVisible();
  },
);

const manager = <CardManager register={{ pg: 'kcp_billing' }} />;

/** The card of two subscriptions was changed for another, on the PG's page. */
async function comeBackWithTwo() {
  const kit = openKit();
  await kit.buy('monthly');
  await kit.buy('audio');
  const [first, second] = await kit.billing.listSubscriptions(kit.own);
  if (first === undefined || second === undefined) throw new Error('There are two subscriptions.');
  const { cardId, subscriptionId } = first;
  await kit.billing.changeSubscriptionCard({ ...kit.own, subscriptionId: second.subscriptionId, cardId });
  const order = await kit.billing.createOrder({
    ...kit.own,
    purpose: 'change',
    subscriptionId,
    replacesCardId: cardId,
  });
  const { merchantUid: orderNumber, chargeMerchantUid: chargeNumber, customerUid: card } = order;
  comeBack({ cardId, subscriptionId }, { orderNumber, chargeNumber, card }, kit.register(order, { amount: 0 }));
  const isAllMoved = () =>
    vi.waitFor(async () => {
      const subscriptions = await kit.billing.listSubscriptions(kit.own);
      expect(subscriptions.map((one) => one.cardId)).toEqual([card, card]);
      expect((await kit.billing.listCards(kit.own)).map((one) => one.cardId)).not.toContain(cardId);
    });
  return { kit, isAllMoved };
}

it('everything that was paid with a card is paid with the new one, also where the charge is quicker than the list', async () => {
  const { kit, isAllMoved } = await comeBackWithTwo();
  let isCharged = false;
  kit.meddle((request) => {
    if (request.url.endsWith('/charges')) {
      return kit.billing.fetch(request).finally(() => {
        isCharged = true;
      });
    }
    const isEarly = request.method === 'GET' && request.url.endsWith('/cards') && !isCharged;
    return isEarly ? vi.waitUntil(() => isCharged).then(() => kit.billing.fetch(request)) : undefined;
  });
  await kit.render(manager);
  await isAllMoved();
  await expect.element(page.getByText('오디오북')).toBeVisible();
});

it('everything that was paid with a card is paid with the new one, also where the list comes when the provider has charged', async () => {
  const { isAllMoved } = await comeBackWithTwo();
  const setup = { api, customerId: 'mina' };
  const screen = await renderBilling(null, setup);
  await vi.waitFor(() => expect(console.warn).toHaveBeenCalledWith(expect.stringContaining('ended as "succeeded"')));
  vi.mocked(console.warn).mockClear();
  await screen.rerender(inProvider(manager, setup));
  await isAllMoved();
  await expect.element(page.getByText('카드를 변경했어요. 다음 결제부터 새 카드로 결제돼요.')).toBeVisible();
});
