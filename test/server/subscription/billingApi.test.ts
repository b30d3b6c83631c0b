import { MutationObserver, QueryClient, type UseMutationOptions } from '@tanstack/react-query';
import { expect, it, onTestFinished } from 'vitest';
import type { BillingApiError } from '../../../src/react/BillingApiError.js';
import { billingApi } from '../../../src/v1/billingApi.js';
import { listen } from '../support/listen.js';
import { openSubscriptionShop } from './shop.js';

/** What a customer does with a subscription on a page, over HTTP. */
async function openPage() {
  const shop = await openSubscriptionShop({ customerOf: () => 'mina' });
  const { url, close } = await listen(shop.billing.fetch);
  onTestFinished(close);
  const client = new QueryClient();
  const { subscriptionId, nextCharge } = await shop.subscribe();
  return {
    ...shop,
    api: billingApi(url.concat('/api/billing')),
    subscriptionId,
    due: nextCharge?.at ?? '',
    send: <TResult, TGiven>(options: UseMutationOptions<TResult, BillingApiError, TGiven>, given: TGiven) =>
      new MutationObserver(client, options).mutate(given),
  };
}

it('a page cancels a subscription, takes that back, and ends it', async () => {
  const { api, send, subscriptionId } = await openPage();
  expect(await send(api.cancelSubscription, subscriptionId)).toMatchObject({ subscriptionId, status: 'ending' });
  expect(await send(api.resumeSubscription, subscriptionId)).toMatchObject({ subscriptionId, status: 'active' });
  expect(await send(api.endSubscription, subscriptionId)).toMatchObject({ subscriptionId, status: 'ended' });
  await expect(send(api.resumeSubscription, subscriptionId)).rejects.toMatchObject({ code: 'subscription_state' });
});

it('a page chooses another plan and another card, and agrees to a higher amount', async () => {
  const { api, send, subscriptionId, ...shop } = await openPage();
  const planned = await send(api.changePlan, { subscriptionId, planId: 'plus', metadata: { seats: 2 } });
  expect(planned).toMatchObject({ change: { planId: 'plus', amount: 14_900 } });
  const cardId = await shop.addCard();
  expect(await send(api.changeSubscriptionCard, { subscriptionId, cardId })).toMatchObject({ cardId });
  await shop.until(shop.due);
  await shop.billing.changePrice({ planId: 'plus', amount: 16_900, from: new Date(shop.now()) });
  await shop.until((await shop.subscriptionOf()).consent?.from ?? '');
  expect(await send(api.consentToRise, { subscriptionId, amount: 16_900 })).toMatchObject({
    consent: { isGiven: true },
  });
});

it('a page pays what is past due, with the card of the subscription or with another', async () => {
  const { api, send, subscriptionId, ...shop } = await openPage();
  const cardId = await shop.addCard();
  shop.simulator.decline({ reason: '한도초과', times: 2 });
  await shop.until(shop.due);
  await expect(send(api.payNow, { subscriptionId })).rejects.toMatchObject({
    code: 'charge_declined',
    charge: { failReason: '한도초과' },
  });
  expect(await send(api.payNow, { subscriptionId, cardId })).toMatchObject({ status: 'paid', cardId });
});
