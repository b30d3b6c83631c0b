import type { Cards } from './card/Cards.js';
import type { Erasures } from './customer/createErasure.js';
import type { Checkout } from './order/createCheckout.js';
import type { Orders } from './order/createOrders.js';
import type { Receipts } from './order/receipts.js';
import type { Registrations } from './order/registrations.js';
import type { Subscriptions } from './subscription/Subscriptions.js';
import type { Webhooks } from './webhook/createWebhooks.js';

export type { RegistrationView } from './order/registrations.js';

/** Every operation as a function, for hosts with routes, queues or RPC of their own. Each wants a customer who is known. */
export interface BillingOperations {
  /** Reserves numbers, price and terms for one customer, before a window opens. */
  readonly createOrder: Orders['create'];
  /** Verifies a registration and charges what its order costs, once. */
  readonly charge: Checkout['charge'];
  readonly getCharge: Receipts['get'];
  readonly listCharges: Receipts['list'];
  readonly giveUpCharge: Receipts['giveUp'];
  readonly getRegistration: Registrations['get'];
  readonly listCards: Cards['list'];
  readonly makeDefaultCard: Cards['makeDefault'];
  readonly removeCard: Cards['remove'];
  readonly importCard: Cards['importCard'];
  readonly listSubscriptions: Subscriptions['list'];
  readonly cancelSubscription: Subscriptions['cancel'];
  readonly resumeSubscription: Subscriptions['resume'];
  readonly endSubscription: Subscriptions['end'];
  readonly changePlan: Subscriptions['changePlan'];
  readonly changeSubscriptionCard: Subscriptions['changeCard'];
  readonly consentToRise: Subscriptions['consent'];
  readonly payNow: Subscriptions['payNow'];
  readonly changePrice: Subscriptions['changePrice'];
  readonly importSubscription: Subscriptions['importSubscription'];
  readonly receiveWebhook: Webhooks['receive'];
  readonly eraseCustomer: Erasures['erase'];
}

/** What `createBillingServer` makes. */
export interface BillingServer extends BillingOperations {
  /** The routes, as one Web-standard handler. It answers every request and never throws. */
  fetch(request: Request): Promise<Response>;
  /** The same for Next.js: `export const { GET, POST, DELETE } = billing.routes`; with `trustedOrigins`, `OPTIONS` too. */
  readonly routes: Readonly<Record<'GET' | 'POST' | 'DELETE' | 'OPTIONS', (request: Request) => Promise<Response>>>;
  /**
   * Does what has come due: renews subscriptions, asks about charges that were never answered, revokes keys, delivers events,
   * goes on with erasures. A timer calls it; on a platform that freezes processes, a cron job has to. Calls at once share one run.
   */
  tick(): Promise<void>;
  /** Takes the database over for this deployment, on purpose: see `database_not_bound`. */
  rebind(): Promise<void>;
  /** Stops the timer, waits for what is under way, and closes the store. */
  close(): Promise<void>;
}
