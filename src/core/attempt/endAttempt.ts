import type { BillingClient } from '../BillingClient.js';
import type { BillingKeyError } from '../errors/BillingKeyError.js';
import type { Answer } from '../Gateway.js';
import type { IssuedKey } from '../IssuedKey.js';
import { type AttemptRecord, isCharged, type KeyedRecord, keyOf } from './AttemptRecord.js';
import { awaitsKey, type CancelReason, type IssueOutcome, isPending } from './AttemptState.js';
import { errorOf, refusal, settledError } from './attemptErrors.js';
import { chargeAttempt } from './chargeAttempt.js';
import { issuedKeyOf, keepLateKey, supersedeOthers } from './issuedRecord.js';
import type { PlaceOwner } from './Place.js';
import { isOfAnother, type PlaceOwners } from './placeOwners.js';
import { type Attempt, createAttempt, type PlaceStore } from './placeStore.js';
import type { AttemptEvent } from './transition.js';

/** What ends the attempts of one place, or brings them to their charge. */
export interface AttemptEnds<TData> {
  /** The SDK has answered, perhaps late or twice. */
  answer(attempt: Attempt<TData>, record: AttemptRecord, said: Answer): void;
  /** Carries on an attempt that began on an earlier page. False when another one is in progress here, or another customer is signed in. */
  resume(record: AttemptRecord, said: Answer, via: IssuedKey['via']): boolean;
  /** Charges a key that an earlier attempt has left. */
  recover(record: KeyedRecord, owner?: PlaceOwner<TData>): Promise<IssueOutcome<TData>>;
  /** Charges, in place of opening a window, what the window of an earlier attempt at the same purchase has taken. */
  takeOver(attempt: Attempt<TData>, earlier: KeyedRecord): void;
  /** `isOver`: false where its return may still come. @default true */
  fail(attemptId: string, error: BillingKeyError, isOver?: boolean): void;
  /** Ends the attempt in progress, unless its charge is under way. @default 'host' */
  cancel(reason?: CancelReason): void;
}

/** True where the window may have taken the money, whatever it said: the host's server has to be asked. */
export function isUnheard({ chargedAtIssue }: AttemptRecord, said: Answer): boolean {
  return chargedAtIssue && said.type !== 'issued' && said.mayBePaid === true;
}

export function createAttemptEnds<TData>(
  client: BillingClient,
  store: PlaceStore<TData>,
  owners: PlaceOwners<TData>,
): AttemptEnds<TData> {
  const { gateway, log } = client;
  const { dispatch, getState, isAt } = store;

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

  function resume(record: AttemptRecord, said: Answer, via: IssuedKey['via'], owner = owners.current()): boolean {
    // A component of the customer before, which is about to go, would show it to nobody.
    if (isOfAnother(client, owner) || isPending(getState())) return false;
    const { attemptId } = record;
    const attempt = createAttempt(attemptId, owner, record, via === 'redirect');
    store.attempt = attempt;
    dispatch({ type: 'returned', attemptId });
    // A listener may have cancelled it as soon as it heard of it. The key is kept all the same, and not charged.
    conclude(attempt, record, said, via);
    return true;
  }

  function recover(record: KeyedRecord, owner = owners.current()): Promise<IssueOutcome<TData>> {
    const isResumed = resume(record, { type: 'issued', key: record.key }, 'recovery', owner);
    return isResumed && store.attempt ? store.attempt.outcome : refusal(record.attemptId, errorOf('busy'));
  }

  /** Ends the window's part of an attempt with what the SDK, or the return, said. */
  function conclude(attempt: Attempt<TData>, record: AttemptRecord, said: Answer, via: IssuedKey['via']): void {
    const { attemptId } = attempt;
    if (said.type === 'cancelled') {
      close({ type: 'cancelled', attemptId, reason: 'customer' }, !isUnheard(record, said));
    } else if (said.type === 'failed') {
      // An SDK that says nothing of the card may be slow to leave, and the page comes back with its key all the same.
      const isLeaving = via === 'callback' && record.leavesPage && said.code === 'invalid_answer';
      fail(attemptId, errorOf(said.code, said), !isLeaving && !isUnheard(record, said));
    } else {
      if (!log.get(attemptId)) log.add(record);
      const stored = log.apply(attemptId, { type: 'issued', key: said.key }) ?? record;
      const keyed = { ...stored, key: keyOf(stored) ?? said.key };
      supersedeOthers(log, keyed);
      goOnWith(attempt, keyed, via);
    }
  }

  function goOnWith(attempt: Attempt<TData>, record: KeyedRecord, via: IssuedKey['via']): void {
    const { attemptId } = attempt;
    attempt.record = record;
    const issued = issuedKeyOf(gateway, record, via);
    if (dispatch({ type: 'issued', attemptId, issued })) void chargeAttempt(client, store, attempt, record, issued);
  }

  function takeOver(attempt: Attempt<TData>, earlier: KeyedRecord): void {
    // Newer than the earlier record, also where the clock has not moved on: the next click takes the newest record of a purchase.
    const createdAt = Math.max(Date.now(), earlier.createdAt + 1);
    const record = { ...earlier, attemptId: attempt.attemptId, createdAt };
    log.add(record);
    supersedeOthers(log, record);
    goOnWith(attempt, record, 'recovery');
  }

  function fail(attemptId: string, error: BillingKeyError, isOver = true): void {
    close({ type: 'failed', attemptId, error }, isOver);
  }

  function cancel(reason: CancelReason = 'host'): void {
    const state = getState();
    if (!awaitsKey(state)) return;
    const { attemptId, status } = state;
    if (status !== 'loading') gateway.close();
    // A customer who left the PG's page may have registered the card there: a return that still comes has to find the attempt.
    // So may the window have taken the money by now.
    close({ type: 'cancelled', attemptId, reason }, reason !== 'left' && !store.attempt?.record?.chargedAtIssue);
  }

  /** Ends an attempt without a key. `isOver`: false where its return may still come. */
  function close(end: Extract<AttemptEvent<TData>, { type: 'cancelled' | 'failed' }>, isOver: boolean): void {
    const { attemptId, type } = end;
    if (isOver) log.apply(attemptId, { type: 'closed', end: type });
    const record = log.get(attemptId);
    // The PG's page may have come back to another tab, which has had the attempt paid: a customer must not read that it failed.
    const isPaid = record !== undefined && isCharged(record);
    dispatch(isPaid ? { type: 'failed', attemptId, error: settledError(attemptId, 'charged') } : end);
  }

  return { answer, resume, recover, takeOver, fail, cancel };
}
