import { type ActiveAttempts, createActiveAttempts } from './ActiveAttempts.js';
import type { AttemptRecord } from './attempt/AttemptRecord.js';
import type { CancelReason, IssueOutcome } from './attempt/AttemptState.js';
import { type AttemptLog, createAttemptLog } from './attempt/attemptLog.js';
import { type BillingStorage, pageStorage } from './attempt/BillingStorage.js';
import type { BillingEvent, NewBillingEvent } from './BillingEvent.js';
import { BillingKeyError } from './errors/BillingKeyError.js';
import { developerText } from './errors/developerText.js';
import type { Gateway, KeyReference } from './Gateway.js';
import { createListeners, type Listeners } from './lib/createListeners.js';
import { hash } from './lib/hash.js';
import { runHostCode } from './lib/runHostCode.js';

/** What a page says of its customer, its storage and its logs. */
export interface BillingClientOptions {
  /**
   * Who is signed in. Attempts, keys and unresolved charges belong to this customer: another one in the same browser sees and
   * charges nothing of them. Only a hash of it is stored. `null`: nobody, or not known yet; then nothing is charged or shown,
   * and returns are held. Undefined: attempts belong to the browser, whoever uses it.
   */
  readonly customerId?: string | null | undefined;
  /** How long a window may take to show up after it was asked for, in ms. @default 15000 */
  readonly windowTimeout?: number | undefined;
  /** Where attempts are kept between page loads. Two merchants on one origin need one each. @default localStorage */
  readonly storage?: BillingStorage | undefined;
  /** Called at every step of every attempt, for logs and measurements. Nothing in it is personal. */
  readonly onEvent?: ((event: BillingEvent) => void) | undefined;
  /**
   * An attempt has ended while no component showed it, as after a redirect to another page of your app. Tell the customer how it
   * ended. In development a warning says how to give the place an `id`.
   */
  readonly onUnseenOutcome?: ((outcome: IssueOutcome<unknown>) => void) | undefined;
}

/**
 * `''`, `false` and `NaN` are what sessions say of nobody, and some hosts count their customers in numbers.
 *
 * @throws BillingKeyError `invalid_configuration` for what would make one customer of all, as an object does
 */
export function asCustomer(customerId: string | null | undefined): string | null | undefined {
  const given: unknown = customerId;
  if (given === undefined) return undefined;
  if (given === null || given === false || Number.isNaN(given)) return null;
  if (!['string', 'number', 'bigint'].includes(typeof given)) {
    throw new BillingKeyError('invalid_configuration', developerText?.wrongCustomer(typeof given));
  }
  return String(given) || null;
}

/** What every attempt on a page shares. Made once, by the provider. */
export interface BillingClient {
  readonly gateway: Gateway;
  readonly log: AttemptLog;
  readonly storage: BillingStorage;
  readonly windowTimeout: number;
  /** Whose attempts are shown and charged from now on. */
  readonly customerId: string | null | undefined;
  /** `reason`: why an open window ends. After `left` its return may still come. @default 'host' */
  setCustomer(customerId: string | null | undefined, reason?: CancelReason): void;
  /** Another customer has signed in: whatever shows an attempt may have to show another. */
  readonly customers: Pick<Listeners, 'subscribe'>;
  /** The hash that an attempt of this order is stored under. */
  customerOf(order: { readonly customerId?: string | undefined }): string | undefined;
  isMine(record: AttemptRecord): boolean;
  /** Tells of an attempt as soon as its customer is signed in: at once, or when they are back on this page. */
  whenMine(record: AttemptRecord, tell: () => void): void;
  /** True while something goes on that a customer has to see, or to hear of. */
  isWorking(): boolean;
  /** The stored attempts of the customer, newest first. */
  records(): AttemptRecord[];
  /** Loads and starts the SDK ahead of a click. Never rejects: the click tries again and reports the failure. */
  preload(): Promise<void>;
  /** As `preload`, and rejects with the `BillingKeyError`. */
  load(): Promise<void>;
  emit(event: NewBillingEvent): void;
  readonly activeAttempts: ActiveAttempts;
  /** Attempts whose window this page has opened, each with the place that opened it, until that place is reset. */
  readonly begunHere: Map<string, object>;
  /** Numbers of unresolved charges that the customer was told of. The next click goes on in spite of them. */
  readonly toldUnresolved: Set<string>;
  /** Answers of the SDK that came too late. The SDK reloads itself after each, which wipes a request that was made since. */
  readonly lateAnswers: Pick<Listeners, 'notify' | 'subscribe'>;
  /** Asks the host's server for the key of an order number, where the return or the answer was lost. Told by the return router. */
  getRegistration: ((orderNumber: string) => Promise<KeyReference | null | undefined>) | undefined;
  /** The host's latest callbacks. */
  callbacks: Pick<BillingClientOptions, 'onEvent' | 'onUnseenOutcome'>;
}

/** Touches neither window nor document until something is asked of it, so that a server render may make one. */
export function createBillingClient({
  gateway,
  ...options
}: BillingClientOptions & { gateway: Gateway }): BillingClient {
  const storage = options.storage ?? pageStorage();
  if (process.env.NODE_ENV !== 'production') assertStorage(storage);
  let customerId = asCustomer(options.customerId);
  let customer = customerId && hash(customerId);
  let loading: Promise<void> | undefined;
  let preloading: Promise<void> | undefined;
  /** Outcomes for a customer who is not signed in at the moment. */
  let untold: { readonly record: AttemptRecord; readonly tell: () => void }[] = [];
  const activeAttempts = createActiveAttempts();
  const customers = createListeners();

  const client: BillingClient = {
    gateway,
    storage,
    log: createAttemptLog(storage, {
      // A render may be what has read it, and must change no state of the host's.
      onUnavailable: () => queueMicrotask(() => client.emit({ type: 'storage_unavailable' })),
      onDropped: ({ attemptId, status, orderNumber, chargeNumber }) =>
        client.emit({ type: 'attempt_dropped', attemptId, status, orderNumber, chargeNumber }),
    }),
    windowTimeout: options.windowTimeout ?? 15_000,
    get customerId() {
      return customerId;
    },
    setCustomer(given, reason) {
      const next = asCustomer(given);
      if (next === customerId) return;
      customerId = next;
      customer = next && hash(next);
      // An open window belongs to the customer before: the next one must not pay in it.
      activeAttempts.cancelAll(reason);
      activeAttempts.notify();
      customers.notify();
      const waiting = untold;
      untold = [];
      for (const { record, tell } of waiting) client.whenMine(record, tell);
    },
    customers,
    customerOf(order) {
      const own = asCustomer(order.customerId);
      return customer ?? (own ? hash(own) : undefined);
    },
    isMine: (record) => customer === undefined || record.customer === customer,
    whenMine(record, tell) {
      if (client.isMine(record)) tell();
      else untold.push({ record, tell });
    },
    isWorking: () => untold.length > 0 || activeAttempts.isWorking(),
    records: () => client.log.all().filter(client.isMine),
    // The buttons of a page ask at once. They share one answer, since each look for the SDK goes through the whole page.
    preload() {
      preloading ??= client
        .load()
        .catch((error: unknown) => {
          if (process.env.NODE_ENV === 'production') return;
          if (error instanceof BillingKeyError && error.code === 'invalid_configuration') console.error(error);
        })
        .finally(() => {
          preloading = undefined;
        });
      return preloading;
    },
    // Provider, hooks and clicks may all ask for it: they share one answer, and events tell of one loading.
    load() {
      if (gateway.isReady()) return Promise.resolve();
      loading ??= loadAndReport().finally(() => {
        loading = undefined;
      });
      return loading;
    },
    emit(event) {
      runHostCode(() => client.callbacks.onEvent?.({ ...event, at: Date.now() } as BillingEvent));
    },
    activeAttempts,
    begunHere: new Map(),
    toldUnresolved: new Set(),
    getRegistration: undefined,
    lateAnswers: createLateAnswers(),
    callbacks: options,
  };

  async function loadAndReport(): Promise<void> {
    const from = Date.now();
    try {
      await gateway.load();
      client.emit({ type: 'sdk_ready', duration: Date.now() - from });
    } catch (cause) {
      if (cause instanceof BillingKeyError) client.emit({ type: 'sdk_failed', errorCode: cause.code });
      throw cause;
    }
  }

  return client;
}

/** A slip that no customer can make: production builds go without it. */
function assertStorage(storage: BillingStorage): void {
  const isWhole = (['get', 'set', 'remove', 'keys'] as const).every((name) => typeof storage[name] === 'function');
  if (!isWhole) throw new BillingKeyError('invalid_configuration', developerText?.wrongStorage);
}

/** An event of the page, as the SDK is the page's: what is wiped may be another client's, or another copy's of this package. */
function createLateAnswers(): BillingClient['lateAnswers'] {
  const type = 'react-billing-key/late-answer';
  return {
    notify: () => void window.dispatchEvent(new Event(type)),
    subscribe(listener) {
      window.addEventListener(type, listener);
      return () => window.removeEventListener(type, listener);
    },
  };
}
