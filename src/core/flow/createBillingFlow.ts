import type { BillingKeyError } from '../BillingKeyError.js';
import type { BillingClient } from '../createBillingClient.js';
import { createListeners } from '../createListeners.js';
import { createUid } from '../createUid.js';
import type { IssuedKey } from '../IssuedKey.js';
import { detectInAppBrowser } from '../inAppBrowser.js';
import type { BillingOrder } from '../order.js';
import { type AttemptRecord, issuedFromRecord } from '../records/AttemptRecord.js';
import { closeRecord, keepKey, keepLateKey, supersedeOthers } from '../records/keepKey.js';
import { acquirePage, releasePage } from '../sdk/page.js';
import { type Answer, readAnswer } from '../sdk/readAnswer.js';
import type { IamportResponse } from '../sdk/wire.js';
import {
  answerError,
  asBillingKeyError,
  busyError,
  needsClickError,
  nothingToRetryError,
  windowTimeoutError,
} from './attemptErrors.js';
import type { BillingFlow, BillingFlowOptions } from './BillingFlow.js';
import { createOutcomes } from './createOutcomes.js';
import {
  type CancelReason,
  canRetryCharge,
  type FailedState,
  type FlowState,
  type IssueOutcome,
  isPending,
} from './FlowState.js';
import { isOwedBy, leavesDoubt } from './owedAttempt.js';
import { type PreparedAttempt, prepareAttempt } from './prepareAttempt.js';
import { runCharge } from './runCharge.js';
import { codeOf, statusEvent } from './statusEvent.js';
import { type FlowEvent, transition } from './transition.js';
import { staleness, watchWindow } from './watchWindow.js';

/** Feeds the state machine of one place in the app, and carries out what its states ask for. */
export function createBillingFlow<TData>(
  client: BillingClient,
  initialOptions: BillingFlowOptions<TData>,
): BillingFlow<TData> {
  const { sdk, log } = client;
  let options = initialOptions;
  let state: FlowState<TData> = { status: 'idle' };
  /** The attempt that the state is about. */
  let current: AttemptRecord | undefined;
  /** An attempt of this page whose charge may have been made although nobody saw it. */
  let owed: AttemptRecord | undefined;
  let stopWatching: (() => void) | undefined;
  const listeners = createListeners();
  const outcomes = createOutcomes<TData>();

  function dispatch(event: FlowEvent<TData>): boolean {
    const previous = state;
    const next = transition(state, event);
    if (next === previous) return false;
    state = next;
    if (next.status !== 'window' && next.status !== 'redirecting') stopWatching?.();
    if (next.status === 'succeeded') owed = undefined;
    // Before a window was asked for nothing can have been charged.
    if (leavesDoubt(next) && previous.status !== 'loading') owed = current;
    // From here on others are told, who may start the next attempt at once: what is told is this change all the same.
    const attemptId = next.status === 'idle' ? event.attemptId : next.attemptId;
    client.work.set(attemptId, isPending(next) || canRetryCharge(next) ? () => isAtIt(attemptId) : undefined);
    if (next.status !== previous.status) {
      const pg = current?.attemptId === attemptId ? current.pg : codeOf(options.pg);
      client.emit(statusEvent({ attemptId, pg, previous: previous.status, state: next }));
    }
    listeners.notify();
    outcomes.tell(next, options);
    return true;
  }

  /** Under way here, put aside for an attempt under way here, or shown by somebody who can charge it again. */
  function isAtIt(attemptId: string): boolean {
    return isPending(state) || (canRetryCharge(state) && state.attemptId === attemptId && listeners.size() > 0);
  }

  function issue(order: BillingOrder): Promise<IssueOutcome<TData>> {
    const attemptId = createUid();
    // The state of the attempt under way is not this one's to change.
    if (isPending(state)) return Promise.resolve(failed(attemptId, busyError()));

    let attempt: PreparedAttempt;
    try {
      attempt = prepareAttempt(order, options, {
        attemptId,
        developerLocale: client.developerLocale,
        owed: [...owedHere(), ...log.unsettled().filter((record) => isOwedBy(record, order))],
      });
      if (attempt.paidAlready) return recover(attempt.paidAlready);
      if (!acquirePage(attemptId)) throw busyError();
    } catch (error) {
      return reject(attemptId, error);
    }
    current = attempt.record;
    const outcome = outcomes.of(attemptId);
    dispatch({ type: 'began', attemptId });
    const name = detectInAppBrowser(navigator.userAgent);
    if (name) client.emit({ type: 'in_app_browser', attemptId, name });
    if (sdk.isReady()) open(attempt);
    else void loadThenOpen(attempt);
    return outcome;
  }

  /** As the log knows it by now, which may have been told of a key, or of its end. */
  function owedHere(): AttemptRecord[] {
    return owed ? [log.get(owed.attemptId) ?? owed] : [];
  }

  function reject(attemptId: string, error: unknown): Promise<IssueOutcome<TData>> {
    const cause = asBillingKeyError(error);
    if (process.env.NODE_ENV !== 'production' && cause.code === 'invalid_request') console.error(cause);
    dispatch({ type: 'rejected', attemptId, error: cause });
    return Promise.resolve(failed(attemptId, cause));
  }

  async function loadThenOpen(attempt: PreparedAttempt): Promise<void> {
    const { attemptId } = attempt.record;
    try {
      await client.load();
      if (!isCurrent(attemptId, 'loading')) return;
      // Browsers block a popup without a fresh click, and the SDK then never answers.
      const { opensPopup, ui } = attempt.decision;
      if (opensPopup && !ui && navigator.userActivation?.isActive === false) throw needsClickError();
    } catch (error) {
      return fail(attemptId, asBillingKeyError(error));
    }
    open(attempt);
  }

  function open({ record, request, decision }: PreparedAttempt): void {
    const { attemptId } = record;
    // Whoever is told of a step may cancel it at once.
    if (!isCurrent(attemptId, 'loading')) return;
    // Before the window, so that no answer can find the attempt unknown.
    log.save(record);
    dispatch({ type: 'opened', attemptId, leavesPage: decision.channel === 'redirect' });
    if (!isCurrent(attemptId, 'window', 'redirecting')) return;
    stopWatching = watchWindow(client, decision, {
      onMissing() {
        sdk.close();
        sdk.distrust();
        // A page that is slow to leave may come back with a key all the same: its return has to find the attempt.
        fail(attemptId, windowTimeoutError(client.windowTimeout), decision.channel === 'callback');
      },
      onBack: () => end('left'),
      stale: staleness(record, () => options),
    });
    try {
      sdk.open({ attemptId, request, ui: decision.ui, onAnswer: (response) => answer(record, response) });
    } catch (error) {
      fail(attemptId, asBillingKeyError(error));
    }
  }

  function answer(record: AttemptRecord, response: IamportResponse): void {
    const { attemptId } = record;
    const said = readAnswer(response ?? {}, record.merchantUid);
    if (isCurrent(attemptId, 'window', 'redirecting')) {
      conclude(record, said, 'callback', response);
      return;
    }
    client.emit({ type: 'late_answer', attemptId, issued: said.type === 'issued' });
    client.lateAnswers.notify();
    if (said.type === 'issued') keepLateKey(log, record, said.impUid);
  }

  /** Ends the window's part of an attempt with what the SDK, or the return, said. */
  function conclude(
    record: AttemptRecord,
    said: Answer,
    via: IssuedKey['via'],
    response: IamportResponse | undefined,
  ): void {
    const { attemptId } = record;
    releasePage(attemptId);
    if (said.type === 'issued') {
      const impUid = keepKey(log, record, said.impUid);
      supersedeOthers(log, attemptId);
      const issued = issuedFromRecord(record, impUid, via, response);
      if (dispatch({ type: 'issued', attemptId, issued })) void charge(issued);
    } else if (said.type === 'cancelled') {
      closeRecord(log, attemptId, 'cancelled');
      dispatch({ type: 'cancelled', attemptId, reason: 'customer' });
    } else {
      fail(attemptId, answerError(said));
    }
  }

  async function charge(issued: IssuedKey): Promise<void> {
    const { attemptId } = issued;
    try {
      const data = await runCharge(client, {
        issued,
        options,
        onPaused: (isPaused) => dispatch({ type: 'paused', attemptId, isPaused }),
        onLateSuccess: (late) => dispatch({ type: 'charged', attemptId, data: late }),
      });
      dispatch({ type: 'charged', attemptId, data });
    } catch (error) {
      dispatch({ type: 'failed', attemptId, error: asBillingKeyError(error) });
    }
  }

  function fail(attemptId: string, error: BillingKeyError, isOver = true): void {
    releasePage(attemptId);
    if (isOver) closeRecord(log, attemptId, 'failed');
    dispatch({ type: 'failed', attemptId, error });
  }

  function isCurrent(attemptId: string, ...statuses: FlowState['status'][]): boolean {
    return state.status !== 'idle' && state.attemptId === attemptId && statuses.includes(state.status);
  }

  function end(reason: CancelReason): void {
    if (!isPending(state) || state.status === 'charging') return;
    const { attemptId, status } = state;
    if (status !== 'loading') sdk.close();
    releasePage(attemptId);
    // One who left the PG's page may have registered the card there: a return that still comes has to find the attempt.
    if (reason !== 'left') closeRecord(log, attemptId, 'cancelled');
    dispatch({ type: 'cancelled', attemptId, reason });
  }

  function resume(
    record: AttemptRecord,
    said: Answer,
    via: IssuedKey['via'],
    response: IamportResponse | undefined,
  ): boolean {
    if (!dispatch({ type: 'returned', attemptId: record.attemptId })) return false;
    current = record;
    conclude(record, said, via, response);
    return true;
  }

  function recover(record: AttemptRecord): Promise<IssueOutcome<TData>> {
    const { impUid } = record;
    const isResumed = impUid !== undefined && resume(record, { type: 'issued', impUid }, 'recovery', undefined);
    return isResumed ? outcomes.of(record.attemptId) : Promise.resolve(failed(record.attemptId, busyError()));
  }

  return {
    getState: () => state,
    subscribe(listener) {
      const leave = listeners.subscribe(listener);
      return () => {
        leave();
        // A key that nobody shows any more belongs into a list of what is left.
        if (canRetryCharge(state)) client.work.notify();
      };
    },
    setOptions(next) {
      options = next;
    },
    get options() {
      return options;
    },
    issue,
    retryCharge() {
      if (!canRetryCharge(state)) return Promise.resolve(failed(createUid(), nothingToRetryError()));
      const { issued, attemptId } = state;
      const outcome = outcomes.of(attemptId);
      dispatch({ type: 'retried', attemptId });
      void charge(issued);
      return outcome;
    },
    cancel: () => end('host'),
    reset() {
      if (isPending(state)) return;
      // Whoever comes next may be somebody else.
      owed = undefined;
      if (state.status !== 'idle') dispatch({ type: 'reset', attemptId: state.attemptId });
    },
    resume,
    recover,
  };
}

function failed(attemptId: string, error: BillingKeyError): FailedState {
  return { status: 'failed', attemptId, error };
}
