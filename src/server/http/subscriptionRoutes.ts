import { type Fields, optionalObject, optionalText, requiredNumber, requiredText } from '../fields.js';
import { readIdentifier } from '../identifiers.js';
import type { OwnSubscription } from '../subscription/Subscriptions.js';
import { type Call, json, type Route, receiptResponse } from './Route.js';
import { readJson } from './readBody.js';

/** What a customer does with a subscription. */
export const subscriptionRoutes: readonly Route[] = [
  ['GET', 'subscriptions', getSubscriptions],
  change('cancel', ({ operations }, own) => operations.cancelSubscription(own)),
  change('resume', ({ operations }, own) => operations.resumeSubscription(own)),
  change('end', ({ operations }, own) => operations.endSubscription(own)),
  change('plan', ({ operations }, own, fields) =>
    operations.changePlan({
      ...own,
      planId: requiredText(fields, 'planId', 100),
      metadata: optionalObject(fields, 'metadata'),
    }),
  ),
  change('card', ({ operations }, own, fields) =>
    operations.changeSubscriptionCard({ ...own, cardId: readIdentifier('cardId', fields.cardId, 80) }),
  ),
  change('consent', ({ operations }, own, fields) =>
    operations.consentToRise({ ...own, amount: requiredNumber(fields, 'amount') }),
  ),
  ['POST', 'subscriptions/:/pay', postPay],
];

async function getSubscriptions({ operations, customer }: Call): Promise<Response> {
  return json(200, await operations.listSubscriptions({ customerId: await customer() }));
}

function change(name: string, act: (call: Call, own: OwnSubscription, fields: Fields) => Promise<unknown>): Route {
  return [
    'POST',
    `subscriptions/:/${name}`,
    async (call) => {
      const { own, fields } = await read(call);
      return json(200, await act(call, own, fields));
    },
  ];
}

async function postPay(call: Call): Promise<Response> {
  const { own, fields } = await read(call);
  const cardId = optionalText(fields, 'cardId', 80);
  return receiptResponse(await call.operations.payNow({ ...own, cardId }));
}

async function read({ request, params, customer }: Call): Promise<{ own: OwnSubscription; fields: Fields }> {
  const customerId = await customer();
  const fields = await readJson(request);
  return { own: { customerId, subscriptionId: readIdentifier('subscriptionId', params[0]) }, fields };
}
