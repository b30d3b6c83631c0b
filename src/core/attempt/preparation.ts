import type { BillingClient } from '../BillingClient.js';
import { examineSlip } from '../devWarnings/examineSlip.js';
import { BillingKeyError } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import type { Preparation } from '../Gateway.js';
import type { Consent } from '../IssuedKey.js';
import { isTime } from '../lib/timerDelay.js';
import { withDeadline } from '../lib/withDeadline.js';
import type { Order, OrderSource } from '../order.js';
import { type AttemptRecord, isCharged, purposes } from './AttemptRecord.js';
import type { AttemptState } from './AttemptState.js';
import { errorOf } from './attemptErrors.js';
import { type Beginning, type BegunRecord, beginRecord } from './beginRecord.js';
import type { PlaceOptions, Term } from './Place.js';
import { noteSeen } from './pageLock.js';
import { type Attempt, type PlaceStore, pgCode } from './placeStore.js';
import { isPurchaseKey, isSamePerson, purchaseOf, unresolvedOthers } from './purchase.js';

/** An attempt with everything decided, before its window is asked for. */
export interface PreparedAttempt extends BegunRecord {
  readonly order: Order;
  readonly click: Click;
  readonly prepared: Preparation;
  /** Charges of other purchases that may have been made, and that nobody has confirmed. */
  readonly unresolved: readonly AttemptRecord[];
}

/** How long an order that was made waits for one more click, in ms. */
const freshness = 600_000;

/** What is known at the click. A payment that another tab makes later may be the very one that this click asks for. */
export interface Click extends Pick<Beginning, 'clickedAt' | 'paid'> {
  /**
   * The number of a charge that another tab has made of the attempt that is shown here. The attempt is shown as settled; or still as
   * failed or cancelled, where the charge was made since. A click now means that purchase, and no second one.
   */
  readonly meant: string | undefined;
  /** True where the SDK was ready too long after the click before this one, so that it could open no window (`needs_click`). */
  readonly isSecond: boolean;
}

/** What comes before the window of one place's attempts: what is asked for, and whether it may be. */
export interface AttemptPreparation<TData> {
  /** Asked before the attempt is shown. */
  click(): Click;
  /**
   * Undefined for an order that is still to be made.
   *
   * @throws BillingKeyError where nothing may be begun with these options, or with this order
   */
  prepare(attempt: Attempt<TData>, source: OrderSource, click: Click): PreparedAttempt | undefined;
  /** As `prepare`, once the host's server has made the order: once for every window. */
  prepareMade(attempt: Attempt<TData>, source: OrderSource, click: Click): Promise<PreparedAttempt>;
  /**
   * Prepares anew after something was waited for: consents may have been taken back since, and another tab may have begun the same
   * purchase.
   *
   * @throws BillingKeyError where nothing may be begun any more
   */
  prepareAgain(attempt: Attempt<TData>, source: OrderSource, before: PreparedAttempt): PreparedAttempt;
  /** A window is open: the next click has its order made anew. */
  clear(): void;
}

/** The charge numbers that the records know to be paid: their own, and those of earlier records, which the storage may have lost. */
function paidNumbers(records: readonly AttemptRecord[]): ReadonlySet<string> {
  const paid = new Set<string>();
  for (const record of records) {
    if (isCharged(record)) paid.add(record.chargeNumber);
    for (const number of record.paidBefore ?? []) paid.add(number);
  }
  return paid;
}

/** False where a card is only registered or changed: no payment is waited for before that, and none can have been made by it. */
function mayTakeMoney({ purpose, chargedAtIssue }: AttemptRecord): boolean {
  return purpose === 'subscribe' || chargedAtIssue;
}

export function createPreparation<TData>(
  client: BillingClient,
  store: Pick<PlaceStore<TData>, 'getState' | 'isAt' | 'attempt'>,
): AttemptPreparation<TData> {
  const { gateway, log } = client;
  let lastClick: Click | undefined;
  /** An order that the host's server has made, and that waits for one more click. */
  let readyOrder: { readonly purchase: string; readonly order: Order; readonly madeAt: number } | undefined;

  function prepare({ attemptId, asked }: Attempt<TData>, given: Order, click: Click): PreparedAttempt {
    const prepared = gateway.prepare(given, asked, {
      customerId: client.customerId,
      find: log.find,
      records: client.records,
    });
    const who = { customer: client.customerOf(given), card: prepared.card };
    const all = log.all();
    const { clickedAt, paid, meant } = click;
    const known = all.filter((record) => client.isMine(record) && isSamePerson(client, record, who));
    // A charge number that was paid, by any attempt, is used up: who buys the same again pays under a new one.
    const earlier = known.filter(({ chargeNumber }) => chargeNumber === meant || !paid.has(chargeNumber));
    const begun = beginRecord(client, { attemptId, order: given, prepared, all, earlier, clickedAt, paid }, asked);
    const isPayment = mayTakeMoney(begun.record);
    // Who buys what was paid in a component that is gone may not know of it. They are told once: the next click buys it again.
    if (isPayment && noteSeen(begun.record)) throw errorOf('already_charged');
    const unresolved = isPayment ? unresolvedOthers(known.filter(mayTakeMoney), begun.record) : [];
    return { order: given, click, prepared, ...begun, unresolved };
  }

  function settledElsewhere(state: AttemptState<TData>): string | undefined {
    if (state.status !== 'failed' && state.status !== 'cancelled') return undefined;
    const number = store.attempt?.record?.chargeNumber;
    // The click before this one ended before it had an order: this one means what that one meant.
    if (!number) return lastClick?.meant;
    // A payment of another place of this page is shown there: who clicks here wants one more.
    const isMeant = (record: AttemptRecord) =>
      record.chargeNumber === number &&
      isCharged(record) &&
      (client.begunHere.get(record.attemptId) ?? store) === store;
    const isSettled = state.status === 'failed' && state.error.code === 'already_settled';
    return isSettled || log.all().some(isMeant) ? number : undefined;
  }

  async function makeOrder(source: OrderSource, options: PlaceOptions<TData>): Promise<Order> {
    const { purchaseKey, chargeTimeout, purpose } = options;
    if (typeof source !== 'function') return source;
    const key = purchaseOf({ name: '', amount: 0 }, purchaseKey);
    // An order is made for one customer, one PG and one purpose: for another of these it is not used again.
    const purchase = JSON.stringify([client.customerId, pgCode(options), purpose, key]);
    // The click before this one has made the order, and no window opened (`needs_click`). An old one may have expired on the server.
    const isFresh = readyOrder !== undefined && Math.abs(Date.now() - readyOrder.madeAt) < freshness;
    if (readyOrder?.purchase === purchase && isFresh) return readyOrder.order;
    try {
      const order = await withDeadline(Promise.resolve(source()), chargeTimeout);
      readyOrder = { purchase, order, madeAt: Date.now() };
    } catch (cause) {
      if (process.env.NODE_ENV !== 'production') examineSlip('order', cause);
      throw errorOf('order_failed', { cause });
    }
    return readyOrder.order;
  }

  function assertAllowed(options: PlaceOptions<TData>, source: OrderSource): void {
    const { charge, purchaseKey, id = '', purpose = 'subscribe', terms = [], agreed = [] } = options;
    if (!charge) throw new BillingKeyError('invalid_configuration', developerText?.noCharge);
    // What a caller without types gives must be there again on the next page, or the record of the attempt can't be read.
    const areTerms = Array.isArray(terms) && terms.every((term) => typeof term?.id === 'string');
    if (typeof id !== 'string' || !purposes.includes(purpose) || !areTerms || !Array.isArray(agreed)) {
      throw new BillingKeyError('invalid_configuration', developerText?.wrongOption(id, purpose, areTerms));
    }
    if (purchaseKey !== undefined && !isPurchaseKey(purchaseKey)) {
      throw new BillingKeyError('invalid_configuration', developerText?.badPurchaseKey);
    }
    const { chargeTimeout = 0, staleAfter = 0 } = options;
    if (![client.windowTimeout, chargeTimeout, staleAfter].every(isTime)) {
      const times = { windowTimeout: client.windowTimeout, chargeTimeout, staleAfter };
      throw new BillingKeyError('invalid_configuration', developerText?.wrongTime(times));
    }
    if (client.customerId === null) throw errorOf('no_customer');
    if (terms.some(({ id, required }) => required && !agreed.includes(id))) throw errorOf('consent_missing');
    if (typeof source === 'function' && (purchaseKey ?? undefined) === undefined) {
      throw new BillingKeyError('invalid_configuration', developerText?.noPurchaseKey);
    }
  }

  return {
    click() {
      const state = store.getState();
      const isSecond = state.status === 'failed' && state.error.code === 'needs_click';
      // One purchase is meant by both clicks: what is paid between them may be it, too.
      lastClick =
        isSecond && lastClick
          ? { ...lastClick, isSecond }
          : {
              clickedAt: Date.now(),
              paid: paidNumbers(log.all()),
              meant: settledElsewhere(state),
              isSecond,
            };
      return lastClick;
    },
    prepare(attempt, source, click) {
      assertAllowed(attempt.asked, source);
      return typeof source === 'function' ? undefined : prepare(attempt, source, click);
    },
    prepareAgain(attempt, source, { order, click }) {
      const { asked, owner } = attempt;
      const { terms: shown = [], agreed } = owner.options;
      const isShown = ({ id }: Consent | Term) => shown.some((term) => term.id === id);
      // A term that the component does not show any more was agreed to at the click, and is not asked about again.
      assertAllowed({ ...asked, terms: asked.terms?.filter(isShown), agreed }, source);
      // An optional term whose consent was taken back since the click was not agreed to when the window opened.
      const isStill = (consent: Consent) => agreed?.includes(consent.id) || !isShown(consent);
      const again = prepare(attempt, order, click);
      return { ...again, record: { ...again.record, consents: again.record.consents?.filter(isStill) } };
    },
    async prepareMade(attempt, source, click) {
      const order = await makeOrder(source, attempt.asked);
      // Who has given up the click reads nothing of what it would be told once.
      if (!store.isAt(attempt.attemptId, 'loading')) throw errorOf('cancelled');
      try {
        return prepare(attempt, order, click);
      } catch (error) {
        // An order that is wrong is not kept: the next click has it made anew.
        readyOrder = undefined;
        throw error;
      }
    },
    clear() {
      readyOrder = undefined;
    },
  };
}
