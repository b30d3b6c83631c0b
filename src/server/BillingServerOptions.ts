import { BillingServerError } from './errors.js';
import type { BillingServerEvent } from './event/BillingServerEvent.js';
import type { Gateway } from './gateway/Gateway.js';
import type { CustomerOf } from './http/createHandler.js';
import type { Term } from './order/Consent.js';
import type { PriceOf, TermsOf } from './order/createOrders.js';
import type { BuyerOf } from './order/Orders.js';
import { readTerms } from './order/readTerms.js';
import { isTimerLength, LONGEST_TIMER } from './stopwatch.js';
import type { Store } from './store/Store.js';
import { FURTHEST } from './subscription/periods.js';
import type { RenewalRulesOptions } from './subscription/RenewalRules.js';

/** What `createBillingServer()` takes: your accounts, your database, your prices, and who is asking. */
export interface BillingServerOptions {
  /** The accounts, one of each generation. New orders go to the first one. */
  readonly gateways: readonly Gateway[];
  readonly store: Store;
  /** What a plan costs. The browser never says a price. */
  readonly price: PriceOf;
  /**
   * Who asks: the id of the customer who is signed in, at most 120 characters; null when nobody is. Guards every route but the
   * webhook. Never read it from what the page sends.
   */
  readonly customerOf: CustomerOf;
  /** The terms that belong to an order. Without the required ones nothing is charged. @default none */
  readonly terms?: TermsOf | readonly Term[] | undefined;
  /** Who pays, where the PG demands it at the charge (smartro_v2, ksnet, welcome, inicis_v2 over V2). From your own records. */
  readonly buyer?: BuyerOf | undefined;
  /** Logs, metrics and mails. Stored events come again until it does not throw. @default the console is told what is wrong */
  readonly onEvent?: ((event: BillingServerEvent) => void | Promise<void>) | undefined;
  /** `live` refuses keys of test channels, `test` those of live ones. @default 'live' */
  readonly mode?: 'live' | 'test' | undefined;
  /**
   * A name for where this runs, such as `production`: a database belongs to one. @default what the store says of itself, so
   * that a copied file or a restored dump is another one
   */
  readonly deployment?: string | undefined;
  /** Other origins whose pages may call the routes and read what they answer (CORS), such as `https://app.example`. @default none */
  readonly trustedOrigins?: readonly string[] | undefined;
  /** Where the routes are, when the framework leaves that in the path. @default '/api/billing' */
  readonly basePath?: string | undefined;
  readonly limits?: BillingLimits | undefined;
  /** When subscriptions are charged, tried again and given up, and what belongs together. Every rule has a default. */
  readonly subscriptions?: SubscriptionOptions | undefined;
  /** Milliseconds between two ticks; null: only when `tick()` is called. @default 60_000 */
  readonly tickEvery?: number | null | undefined;
}

/** When renewals are charged, tried again and given up, and which plans are one group. */
export interface SubscriptionOptions extends RenewalRulesOptions {
  /**
   * Of the plans of one group, a customer has one subscription at a time. 30 characters at most.
   * @default all plans are one group
   */
  readonly productGroupOf?: ((planId: string) => string) | undefined;
}

/** How much of something one customer may do, and how long what is unused is kept. Durations are milliseconds. */
export interface BillingLimits {
  /** Orders that one customer may begin in an hour; Infinity: any number. @default 20 */
  readonly ordersAnHour?: number | undefined;
  /** Declined charges of one customer in a day, before no more are made; Infinity: any number. @default 10 */
  readonly declinesADay?: number | undefined;
  /** Milliseconds from an order to its window. @default a day */
  readonly orderLife?: number | undefined;
  /** Milliseconds after that until a key that nobody charged is revoked. @default 7 days */
  readonly unusedKeyLife?: number | undefined;
}

/** @throws BillingServerError `invalid_configuration`, with the option in `field` */
export function assertOptions(options: BillingServerOptions): void {
  demand(isObject(options), 'options', 'are missing: give it { gateways, store, price, customerOf }');
  const {
    gateways,
    store,
    price,
    customerOf,
    onEvent,
    mode = 'live',
    deployment,
    limits = {},
    subscriptions = {},
    tickEvery = null,
  } = options;
  const { trustedOrigins = [], terms = [], buyer, basePath = '' } = options;
  demand(isObject(limits), 'limits', 'is no object: it has ordersAnHour and others');
  demand(isObject(subscriptions), 'subscriptions', 'is no object: it has productGroupOf and others');
  const { productGroupOf } = subscriptions;
  const { ordersAnHour = 1, declinesADay = 1, orderLife = 1, unusedKeyLife = 0 } = limits;
  demand(
    Array.isArray(gateways) && gateways.length > 0 && gateways.every(isGateway),
    'gateways',
    'has none, or something that is none: give it iamport({ apiKey, apiSecret })',
  );
  demand(
    STORE.every((call) => typeof store?.[call] === 'function'),
    'store',
    'is missing: give it sqliteStore, postgresStore or a store of your own',
  );
  demand(typeof price === 'function', 'price', 'is no function: it says what a plan costs');
  demand(typeof customerOf === 'function', 'customerOf', 'is no function: it says who is signed in');
  demand(onEvent === undefined || typeof onEvent === 'function', 'onEvent', 'is no function');
  demand(buyer === undefined || typeof buyer === 'function', 'buyer', 'is no function: it says who pays');
  demand(typeof basePath === 'string', 'basePath', 'is no text: it is a path such as /api/billing');
  if (typeof terms !== 'function') readTerms(terms);
  // Anything else would take keys of both kinds.
  demand(mode === 'live' || mode === 'test', 'mode', `is ${JSON.stringify(mode)}; it must be "live" or "test"`);
  const isNamed = deployment === undefined || (typeof deployment === 'string' && deployment !== '');
  demand(
    isNamed,
    'deployment',
    `is ${JSON.stringify(deployment)}; it must be a text. Is the variable set that it comes from?`,
  );
  demand(
    Array.isArray(trustedOrigins) && trustedOrigins.every(isOrigin),
    'trustedOrigins',
    `is ${JSON.stringify(trustedOrigins)}; it must be a list of origins such as https://app.example, without a path`,
  );
  demand(
    productGroupOf === undefined || typeof productGroupOf === 'function',
    'subscriptions.productGroupOf',
    'is no function: it says which plans belong together',
  );
  for (const [name, limit] of Object.entries({ ordersAnHour, declinesADay })) {
    const isLimit = limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit >= 1);
    demand(isLimit, `limits.${name}`, `is ${limit}; it must be a whole number of at least 1, or Infinity for no limit`);
  }
  for (const [name, life] of Object.entries({ orderLife, unusedKeyLife })) {
    const isLife = Number.isInteger(life) && life >= 0 && life <= FURTHEST;
    demand(isLife, `limits.${name}`, `is ${life}; it must be whole milliseconds, ten years at most`);
  }
  const isTimer = tickEvery === null || isTimerLength(tickEvery);
  demand(isTimer, 'tickEvery', `is ${tickEvery}; it must be null, or milliseconds up to ${LONGEST_TIMER}`);
}

/** What `productGroupOf` answered, checked: customers of two groups would share a place that nobody meant. */
export function checkedGroup(group: string): string {
  const holds = typeof group === 'string' && group !== '' && group.length <= 30;
  const is = typeof group === 'string' ? JSON.stringify(group) : `no text but ${typeof group}`;
  demand(holds, 'subscriptions.productGroupOf', `answered ${is}; it must be a text of 1 to 30 characters`);
  return group;
}

const STORE = ['now', 'get', 'find', 'commit', 'open', 'identity', 'close'] as const;
const GATEWAY = ['findRegistration', 'findKey', 'charge', 'findPayments', 'revokeKey', 'readWebhook'] as const;

function isGateway(gateway: Gateway | null): boolean {
  const { name, account, chargeLife = 0 } = gateway ?? {};
  return Boolean(name && account && chargeLife > 0) && GATEWAY.every((call) => typeof gateway?.[call] === 'function');
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function demand(holds: boolean, field: string, why: string): void {
  if (holds) return;
  throw new BillingServerError('invalid_configuration', `createBillingServer: ${field} ${why}.`, { field });
}
