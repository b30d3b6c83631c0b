import type { BillingClient } from '../BillingClient.js';
import type { BillingKeyError } from '../errors/BillingKeyError.js';
import type { Answer } from '../Gateway.js';
import type { Consent, IssuedKey } from '../IssuedKey.js';
import { createUid } from '../lib/createUid.js';
import { isDesktopSafari } from '../lib/device.js';
import { detectInAppBrowser } from '../lib/inAppBrowser.js';
import type { OrderSource } from '../order.js';
import { type AttemptRecord, isCharged, type KeyedRecord, keyOf } from './AttemptRecord.js';
import { type CancelReason, canRetryCharge, type FailedState, type IssueOutcome, isPending } from './AttemptState.js';
import { asBillingKeyError, errorOf, settledError } from './attemptErrors.js';
import { openWindow } from './attemptWindow.js';
import { chargeAttempt } from './chargeAttempt.js';
import { issuedKeyOf, keepLateKey, supersedeOthers } from './issuedRecord.js';
import type { Place, PlaceOptions } from './Place.js';
import { acquirePage, releasePage } from './pageLock.js';
import { createPlaceOwners } from './placeOwners.js';
import { type Attempt, createAttempt, createPlaceStore } from './placeStore.js';
import { createPreparation, type PreparedAttempt } from './preparation.js';
import type { AttemptEvent } from './transition.js';
import { resolveCharges } from './unresolvedCharge.js';

/** Carries out what the states of one place ask for, and tells its store what came of it. */
export function runPlace<TData>(client: BillingClient, initialOptions: PlaceOptions<TData>): Place<TData> {
  const { gateway, log } = client;
  const owners = createPlaceOwners(initialOptions);
  /** Attempts whose window this place has opened. */
  const begun = new Set<string>();
  const store = createPlaceStore<TData>(client, owners.isShown, end);
  const { dispatch, getState, isAt } = store;
  const preparation = createPreparation(client, store);
  /** What the customer sees who is signed in: nothing of an attempt that is another's. */
  const isMine = () => !store.attempt?.record || client.isMine(store.attempt.record);
  const shownState = () => (isMine() ? getState() : idle);

  function issue(source: OrderSource, owner = owners.current()): Promise<IssueOutcome<TData>> {
    const attemptId = createUid();
    // A click of the customer before, that code of the host's has held up, begins nothing for the next, who hears nothing of it.
    if (owner.customer && owner.customer.id !== client.customerId) {
      return Promise.resolve(failed(attemptId, errorOf('no_customer')));
    }
    // The state of the attempt in progress is not this one's to change.
    if (isPending(getState())) return Promise.resolve(failed(attemptId, errorOf('busy')));
    const attempt = createAttempt(attemptId, owner);
    let prepared: PreparedAttempt | undefined;
    let isUnclear = false;
    try {
      preparation.assertAllowed(owner.options, source);
      if (typeof source !== 'function') {
        prepared = preparation.prepare(attempt, source);
        if (prepared.paidAlready) return recover(prepared.paidAlready, owner);
        isUnclear = prepared.unresolved.length > 0;
      }
      if (
        !acquirePage(attemptId, () => isAt(attemptId, 'loading', 'window', 'redirecting') && gateway.isAnswerable())
      ) {
        throw errorOf('busy');
      }
    } catch (error) {
      return reject(attempt, error);
    }
    const before = getState();
    const isSecondClick = before.status === 'failed' && before.error.code === 'needs_click';
    store.attempt = attempt;
    dispatch({ type: 'began', attemptId });
    const name = detectInAppBrowser(navigator.userAgent);
    if (name) client.emit({ type: 'in_app_browser', attemptId, name });
    if (prepared && !isUnclear && gateway.isReady()) open(attempt, prepared);
    else void openLater(attempt, prepared, source, isSecondClick);
    return attempt.outcome;
  }

  function reject(attempt: Attempt<TData>, error: unknown): Promise<IssueOutcome<TData>> {
    const { attemptId } = attempt;
    const cause = asBillingKeyError(error);
    if (process.env.NODE_ENV !== 'production' && ['invalid_request', 'invalid_configuration'].includes(cause.code)) {
      console.error(cause);
    }
    // An issued key outlives a later click that went wrong: the attempt that is shown stays that of the key.
    if (!canRetryCharge(getState())) store.attempt = attempt;
    dispatch({ type: 'rejected', attemptId, error: cause });
    return Promise.resolve(failed(attemptId, cause));
  }

  /** What is left to do before the window opens takes time: the order, an unresolved charge, the SDK. */
  async function openLater(
    attempt: Attempt<TData>,
    known: PreparedAttempt | undefined,
    source: OrderSource,
    isSecondClick: boolean,
  ): Promise<void> {
    const { attemptId, owner } = attempt;
    const isOver = () => !isAt(attemptId, 'loading');
    try {
      const prepared = known ?? (await preparation.prepareMade(attempt, source));
      if (isOver()) return;
      if (prepared.paidAlready) {
        releasePage(attemptId);
        goOnWith(attempt, prepared.paidAlready, 'recovery');
        return;
      }
      const givenUp = await resolveCharges(client, prepared.unresolved, owner.options);
      if (isOver()) return;
      await client.load();
      if (isOver()) return;
      // A consent may have been taken back meanwhile, where the component still asks for it.
      const { terms: shown = [], agreed } = attempt.owner.options;
      const terms = attempt.asked.terms?.filter(({ id }) => shown.some((term) => term.id === id));
      preparation.assertAllowed({ ...attempt.asked, terms, agreed }, source);
      const isClickSpent = navigator.userActivation?.isActive === false || (isDesktopSafari() && !isSecondClick);
      // A window over another page than the one that was clicked would take the customer by surprise.
      if ((prepared.prepared.needsClick && isClickSpent) || !owners.isShown()) throw errorOf('needs_click');
      // An optional one that was taken back was not agreed to when the window opened.
      const isKept = ({ id }: Consent) => agreed?.includes(id) || shown.every((term) => term.id !== id);
      const record = { ...prepared.record, consents: prepared.record.consents?.filter(isKept) };
      open(attempt, { ...prepared, record }, givenUp);
    } catch (error) {
      fail(attemptId, asBillingKeyError(error));
    }
  }

  function open(attempt: Attempt<TData>, prepared: PreparedAttempt, givenUp: readonly string[] = []): void {
    const { attemptId } = attempt;
    const { record } = prepared;
    // A listener may have cancelled the attempt as soon as it heard of it.
    if (!isAt(attemptId, 'loading')) return;
    try {
      prepared.prepared.assertReachable?.();
    } catch (error) {
      fail(attemptId, asBillingKeyError(error));
      return;
    }
    attempt.record = record;
    client.begunHere.add(attemptId);
    begun.add(attemptId);
    preparation.clear();
    // Before the window, so that no answer can find the attempt unknown.
    log.add(record);
    for (const other of givenUp) log.apply(other, { type: 'dismissed' });
    dispatch({ type: 'opened', attemptId, leavesPage: prepared.prepared.channel === 'redirect' });
    if (!isAt(attemptId, 'window', 'redirecting')) return;
    openWindow(client, attempt, prepared, {
      onAnswer: (said) => answer(attempt, record, said),
      onFailed: (error, isOver) => fail(attemptId, error, isOver),
      onBack: () => end('left'),
    });
  }

  function answer(attempt: Attempt<TData>, record: AttemptRecord, said: Answer): void {
    const { attemptId } = attempt;
    if (isAt(attemptId, 'window', 'redirecting')) {
      conclude(attempt, record, said, 'callback');
      return;
    }
    client.emit({ type: 'late_answer', attemptId, issued: said.type === 'issued' });
    client.lateAnswers.notify();
    if (said.type === 'issued') keepLateKey(log, record, said.key);
  }

  /** Ends the window's part of an attempt with what the SDK, or the return, said. */
  function conclude(attempt: Attempt<TData>, record: AttemptRecord, said: Answer, via: IssuedKey['via']): void {
    const { attemptId } = attempt;
    releasePage(attemptId);
    if (said.type === 'issued') {
      if (!log.get(attemptId)) log.add(record);
      const stored = log.apply(attemptId, { type: 'issued', key: said.key }) ?? record;
      const keyed = { ...stored, key: keyOf(stored) ?? said.key };
      supersedeOthers(log, keyed);
      goOnWith(attempt, keyed, via);
    } else if (said.type === 'cancelled') {
      log.apply(attemptId, { type: 'closed', end: 'cancelled' });
      dispatch(paidElsewhere(attemptId) ?? { type: 'cancelled', attemptId, reason: 'customer' });
    } else {
      fail(attemptId, errorOf(said.code, said));
    }
  }

  function goOnWith(attempt: Attempt<TData>, record: KeyedRecord, via: IssuedKey['via']): void {
    attempt.record = record;
    const issued = issuedKeyOf(gateway, record, via);
    if (dispatch({ type: 'issued', attemptId: attempt.attemptId, issued }))
      void chargeAttempt(client, store, attempt, record, issued);
  }

  function fail(attemptId: string, error: BillingKeyError, isOver = true): void {
    releasePage(attemptId);
    if (isOver) log.apply(attemptId, { type: 'closed', end: 'failed' });
    dispatch(paidElsewhere(attemptId) ?? { type: 'failed', attemptId, error });
  }

  /** The PG's page may have come back to another tab, which has had the attempt paid: a customer must not read that it failed. */
  function paidElsewhere(attemptId: string): AttemptEvent<TData> | undefined {
    const record = log.get(attemptId);
    return record && isCharged(record)
      ? { type: 'failed', attemptId, error: settledError(attemptId, 'charged') }
      : undefined;
  }

  function end(reason: CancelReason = 'host'): void {
    const state = getState();
    if (!isPending(state) || state.status === 'charging') return;
    const { attemptId, status } = state;
    if (status !== 'loading') gateway.close();
    releasePage(attemptId);
    // A customer who left the PG's page may have registered the card there: a return that still comes has to find the attempt.
    if (reason !== 'left') log.apply(attemptId, { type: 'closed', end: 'cancelled' });
    dispatch(paidElsewhere(attemptId) ?? { type: 'cancelled', attemptId, reason });
  }

  function reset(): void {
    const state = getState();
    if (isPending(state) || state.status === 'idle') return;
    // The next to use this browser may be somebody else.
    for (const attemptId of begun) client.begunHere.delete(attemptId);
    dispatch({ type: 'reset', attemptId: state.attemptId });
  }

  function resume(record: AttemptRecord, said: Answer, via: IssuedKey['via'], owner = owners.current()): boolean {
    if (isPending(getState())) return false;
    const attempt = createAttempt(record.attemptId, owner, record, via === 'redirect');
    store.attempt = attempt;
    dispatch({ type: 'returned', attemptId: record.attemptId });
    // A listener may have cancelled it as soon as it heard of it. The key is kept all the same.
    if (isAt(record.attemptId, 'redirecting')) conclude(attempt, record, said, via);
    else if (said.type === 'issued') log.apply(record.attemptId, { type: 'issued', key: said.key });
    return true;
  }

  function recover(record: KeyedRecord, owner = owners.current()): Promise<IssueOutcome<TData>> {
    const isResumed = resume(record, { type: 'issued', key: record.key }, 'recovery', owner);
    const { attempt } = store;
    return isResumed && attempt ? attempt.outcome : Promise.resolve(failed(record.attemptId, errorOf('busy')));
  }

  return {
    getState: shownState,
    subscribe(listener) {
      const leave = [store.subscribe(listener), client.customers.subscribe(listener)];
      return () => {
        for (const stop of leave) stop();
      };
    },
    mount(owner) {
      const { attempt } = store;
      // The component that began the attempt is gone: this one shows it, and hears of its end. Unless it comes back.
      if (attempt && (owner === attempt.begunBy || !owners.has(attempt.owner))) attempt.owner = owner;
      // Its end was shown. One who comes back to the place begins anew; a component that takes over at once still shows it.
      return owners.add(
        owner,
        () => getState().status === 'idle',
        () => {
          if (!canRetryCharge(getState())) reset();
        },
      );
    },
    setOptions: owners.setOptions,
    get options() {
      return owners.current().options;
    },
    issue,
    retryCharge() {
      const state = shownState();
      const { attempt } = store;
      const record = attempt?.record;
      if (!canRetryCharge(state) || !attempt || !record) {
        return Promise.resolve(failed(createUid(), errorOf(isPending(state) ? 'busy' : 'nothing_to_retry')));
      }
      const { issued, attemptId } = state;
      const { owner, begunBy, isReturned } = attempt;
      const again = { ...createAttempt(attemptId, owner, record, isReturned), begunBy };
      store.attempt = again;
      dispatch({ type: 'retried', attemptId });
      void chargeAttempt(client, store, again, record as KeyedRecord, issued);
      return again.outcome;
    },
    cancel: () => end('host'),
    reset,
    isReturned: () => getState().status !== 'idle' && store.attempt?.isReturned === true,
    consents: () => (getState().status === 'idle' ? [] : (store.attempt?.record?.consents ?? [])),
    pg: () => (getState().status === 'idle' ? undefined : store.attempt?.record?.pg),
    isFor({ purchase, purpose = 'subscribe', order }) {
      const record = store.attempt?.record;
      return (
        record?.purchase === purchase &&
        record.purpose === purpose &&
        (order === undefined || record.customer === client.customerOf(order))
      );
    },
    resume,
    recover,
    isActive: store.isActive,
  };
}

const idle = { status: 'idle' } as const;

function failed(attemptId: string, error: BillingKeyError): FailedState {
  return { status: 'failed', attemptId, error };
}
