import type { BillingEvent, NewBillingEvent } from './BillingEvent.js';
import { BillingKeyError } from './BillingKeyError.js';
import { createListeners, type Listeners } from './createListeners.js';
import type { DeveloperLocale } from './describeProblems.js';
import { developerText } from './developerText.js';
import { type BillingStorage, webStorage } from './records/BillingStorage.js';
import { type AttemptLog, createAttemptLog } from './records/createAttemptLog.js';
import { runHostCode } from './runHostCode.js';
import type { BillingSdk } from './sdk/BillingSdk.js';
import { createIamportSdk, type IamportSdkOptions } from './sdk/createIamportSdk.js';

export interface BillingClientOptions extends IamportSdkOptions {
  /** How long a window may take to show up after it was asked for, in ms. @default 15000 */
  readonly windowTimeout?: number | undefined;
  /** Where attempts are kept between page loads. @default localStorage */
  readonly storage?: BillingStorage | undefined;
  /** Language of the sentences for developers about a wrong order. @default 'en' */
  readonly developerLocale?: DeveloperLocale | undefined;
  /** Told of every step of every attempt, for logs and measurements. Nothing in it is personal. */
  readonly onEvent?: ((event: BillingEvent) => void) | undefined;
}

/** What every attempt on a page shares: the SDK, the log of attempts, the listener of events. Made once, by the provider. */
export interface BillingClient {
  readonly sdk: BillingSdk;
  readonly log: AttemptLog;
  readonly storage: BillingStorage;
  readonly windowTimeout: number;
  readonly developerLocale: DeveloperLocale;
  /** Loads and initialises the SDK ahead of a click. Never rejects: the click tries again and tells. */
  preload(): Promise<void>;
  /** As `preload`, and rejects with the `BillingKeyError`. */
  load(): Promise<void>;
  emit(event: NewBillingEvent): void;
  /** Attempts that something on this page is at, or shows. */
  readonly work: Work;
  /** Answers of the SDK that nobody waits for any more. It reloads itself after each, and wipes what was asked of it since. */
  readonly lateAnswers: Pick<Listeners, 'notify' | 'subscribe'>;
  /** Listens from now on in place of the listener given before. */
  setOnEvent(onEvent: BillingClientOptions['onEvent']): void;
}

export interface Work {
  /** True when the attempt is under way on this page, or shown by a component that can carry it on. */
  includes(attemptId: string): boolean;
  /** Tells how to find out about an attempt, or, with `undefined`, that there is nothing more to find out. */
  set(attemptId: string, isAtIt: (() => boolean) | undefined): void;
  /** Somebody who could carry an attempt on has come or gone. */
  notify(): void;
  subscribe(listener: () => void): () => void;
}

/** Touches neither window nor document until something is asked of it, so a server render may make one. */
export function createBillingClient(options: BillingClientOptions): BillingClient {
  if (!options.userCode || typeof options.userCode !== 'string') {
    throw new BillingKeyError('invalid_configuration', developerText?.noUserCode);
  }
  let { onEvent } = options;
  const storage = options.storage ?? webStorage('localStorage');
  const sdk = createIamportSdk(options);

  function emit(event: NewBillingEvent): void {
    runHostCode(() => onEvent?.({ ...event, at: Date.now() } as BillingEvent));
  }

  let loading: Promise<void> | undefined;

  /** Provider, hooks and clicks may all ask for it: they share one answer, and events tell of one loading. */
  function load(): Promise<void> {
    if (sdk.isReady()) return Promise.resolve();
    loading ??= loadAndTell().finally(() => {
      loading = undefined;
    });
    return loading;
  }

  async function loadAndTell(): Promise<void> {
    const from = Date.now();
    try {
      await sdk.load();
      emit({ type: 'sdk_ready', duration: Date.now() - from });
    } catch (cause) {
      if (cause instanceof BillingKeyError) emit({ type: 'sdk_failed', errorCode: cause.code });
      throw cause;
    }
  }

  return {
    sdk,
    storage,
    log: createAttemptLog(storage, () => emit({ type: 'storage_unavailable' })),
    windowTimeout: options.windowTimeout ?? 15_000,
    developerLocale: options.developerLocale ?? 'en',
    load,
    preload: () =>
      load().catch((error: unknown) => {
        const isMistake = error instanceof BillingKeyError && error.code === 'invalid_configuration';
        if (process.env.NODE_ENV !== 'production' && isMistake) console.error(error);
      }),
    emit,
    work: createWork(),
    lateAnswers: createLateAnswers(),
    setOnEvent(listener) {
      onEvent = listener;
    },
  };
}

function createWork(): Work {
  const known = new Map<string, () => boolean>();
  const changes = createListeners();
  return {
    includes: (attemptId) => known.get(attemptId)?.() ?? false,
    set(attemptId, isAtIt) {
      if (isAtIt) known.set(attemptId, isAtIt);
      else known.delete(attemptId);
      changes.notify();
    },
    notify: changes.notify,
    subscribe: changes.subscribe,
  };
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
