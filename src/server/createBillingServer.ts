import type { BillingOperations, BillingServer } from './BillingServer.js';
import { assertOptions, type BillingServerOptions, checkedGroup } from './BillingServerOptions.js';
import { createBinding } from './binding/createBinding.js';
import type { Context } from './Context.js';
import { createCards } from './card/createCards.js';
import { createCharges } from './charge/createCharges.js';
import { createDeclineLimit } from './charge/declineLimit.js';
import { createClockWatch } from './clockWatch.js';
import { coalesceNext } from './coalesce.js';
import { createErasures } from './customer/createErasure.js';
import type { BillingServerEvent } from './event/BillingServerEvent.js';
import { createOutbox, oneDelivery, toError } from './event/events.js';
import { logProblems } from './event/logProblems.js';
import { createHandler } from './http/createHandler.js';
import { createCheckout } from './order/createCheckout.js';
import { createOrders } from './order/createOrders.js';
import { createReceipts } from './order/receipts.js';
import { createRegistrations } from './order/registrations.js';
import { sweepOrders } from './order/sweepOrders.js';
import { openingStore } from './store/openingStore.js';
import { createImport } from './subscription/createImport.js';
import { createRenewals } from './subscription/createRenewals.js';
import { createSubscriptions } from './subscription/createSubscriptions.js';
import { renewalRules } from './subscription/RenewalRules.js';
import { subscriptionListeners } from './subscription/subscriptionListeners.js';
import { cardUsesOf, subscriptionEndings } from './subscription/subscriptionRows.js';
import { createUnderWay } from './underWay.js';
import { createWebhooks } from './webhook/createWebhooks.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * A backend for billing keys: it verifies what the page says, charges each order once, keeps cards, takes webhooks.
 *
 * @throws BillingServerError `invalid_configuration`, with the option in `field`
 *
 * @example
 * export const billing = createBillingServer({
 *   gateways: [iamport({ apiKey, apiSecret })],
 *   store: sqliteStore({ url: 'file:billing.db' }),
 *   price: ({ planId }) => plans[planId] ?? null,
 *   customerOf: async (request) => (await session(request))?.userId ?? null,
 * });
 */
export function createBillingServer(options: BillingServerOptions): BillingServer {
  assertOptions(options);
  const { gateways, mode = 'live', limits = {}, onEvent = logProblems } = options;
  const store = openingStore(options.store);
  const emit = (event: BillingServerEvent): void => {
    // What the host's logging does is the host's: it must not take a charge down.
    void (async () => onEvent(event))().catch(() => undefined);
  };
  const binding = createBinding({ store, gateways, mode, deployment: options.deployment });
  const context: Context = { store, gateways, mode, emit, assertBound: binding.assertBound };

  const { productGroupOf: groupOf = () => 'default', ...ruleOptions } = options.subscriptions ?? {};
  const productGroupOf = (planId: string) => checkedGroup(groupOf(planId));
  const rules = renewalRules(ruleOptions);
  const { onCharge, onRegistration, assertCanBegin } = subscriptionListeners(context, { rules, productGroupOf });
  const declineLimit = createDeclineLimit(context, limits.declinesADay ?? 10);
  const usesOf = cardUsesOf(store);
  const outbox = createOutbox(context, onEvent);
  const charges = createCharges(context, { listeners: [onCharge] });
  const receipts = createReceipts(context, { charges });
  const renewals = createRenewals(context, { charges, rules, buyer: options.buyer });
  const subscriptions = createSubscriptions(context, {
    rules,
    price: options.price,
    renewals,
    productGroupOf,
    declineLimit,
  });
  const cards = createCards(context, { usesOf });
  const erasures = createErasures(context, { endings: [subscriptionEndings(store, rules)] });
  const webhooks = createWebhooks(context, { charges });
  const { unusedKeyLife = 7 * DAY } = limits;
  const watchClock = createClockWatch(context, { rules, unusedKeyLife });
  const orders = createOrders(context, {
    price: options.price,
    terms: options.terms,
    orderLife: limits.orderLife ?? DAY,
    unusedKeyLife,
    ordersAnHour: limits.ordersAnHour ?? 20,
    assertCanBegin,
  });
  const checkout = createCheckout(context, {
    charges,
    usesOf,
    buyer: options.buyer,
    declineLimit,
    listeners: [onRegistration],
  });

  async function run(steps: readonly (readonly [string, () => Promise<unknown>])[]): Promise<void> {
    for (const [where, step] of steps) {
      // A step that fails does not keep the others from their turn.
      await step().catch((error: unknown) => emit({ type: 'error', where: `tick: ${where}`, error: toError(error) }));
    }
  }
  let isClosing = false;
  async function sweep(): Promise<void> {
    await binding.assertBound();
    await run([['clock', watchClock]]);
    // On the first of a month renewals may take hours: what else is due has its turn in between.
    for (let isMore = true; isMore && !isClosing; ) {
      isMore = false;
      await run([
        ['charges', charges.sweep],
        ['renewals', async () => (isMore = !(await renewals.sweep()))],
        ['orders', () => sweepOrders(context, { usesOf, charges })],
        ['cards', cards.sweep],
        ['erasures', erasures.sweep],
      ]);
      // Not waited for: `onEvent` may wait for a tick.
      if (isMore) void delivery.deliver();
    }
  }
  const delivery = oneDelivery(() =>
    run([
      ['events', outbox.deliver],
      ['old events', outbox.clear],
    ]),
  );
  const sweepNext = coalesceNext<void>();
  async function tick(): Promise<void> {
    // A cron job that comes too late would open the store again.
    if (isClosing) return;
    await sweepNext('sweep', sweep);
    await delivery.deliver();
  }

  const underWay = createUnderWay();
  const operations = underWay.watch<BillingOperations>({
    createOrder: orders.create,
    charge: checkout.charge,
    getCharge: receipts.get,
    listCharges: receipts.list,
    giveUpCharge: receipts.giveUp,
    getRegistration: createRegistrations(context).get,
    listCards: cards.list,
    makeDefaultCard: cards.makeDefault,
    removeCard: cards.remove,
    importCard: cards.importCard,
    listSubscriptions: subscriptions.list,
    cancelSubscription: subscriptions.cancel,
    resumeSubscription: subscriptions.resume,
    endSubscription: subscriptions.end,
    changePlan: subscriptions.changePlan,
    changeSubscriptionCard: subscriptions.changeCard,
    consentToRise: subscriptions.consent,
    payNow: subscriptions.payNow,
    changePrice: subscriptions.changePrice,
    importSubscription: createImport(context, { rules, productGroupOf }).importSubscription,
    receiveWebhook: webhooks.receive,
    eraseCustomer: erasures.erase,
  });

  const { trustedOrigins = [], basePath = '/api/billing' } = options;
  const handle = createHandler({ operations, customerOf: options.customerOf, trustedOrigins, basePath, emit });
  const { tickEvery = MINUTE } = options;
  const timer =
    tickEvery === null
      ? null
      : setInterval(() => {
          tick().catch((error: unknown) => emit({ type: 'error', where: 'tick', error: toError(error) }));
        }, tickEvery);
  // The timer must not keep a process alive that is done. Only Node's timers can be told so.
  (timer as { unref?: () => void } | null)?.unref?.();

  return {
    ...operations,
    fetch: handle,
    routes: { GET: handle, POST: handle, DELETE: handle, OPTIONS: handle },
    tick,
    rebind: binding.rebind,
    async close() {
      isClosing = true;
      if (timer !== null) clearInterval(timer);
      // No charge lasts longer than `chargeLife`. What is under way after that waits for a function of the host's, which may never answer.
      await underWay.idle(Math.max(...gateways.map(({ chargeLife }) => chargeLife)));
      await sweepNext('sweep', async () => undefined);
      await delivery.idle();
      await store.close();
    },
  };
}
