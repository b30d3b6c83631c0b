import type { BillingKeyError } from '../BillingKeyError.js';
import type { BillingClient } from '../createBillingClient.js';
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
import { createFlowStore } from './createFlowStore.js';
import { type CancelReason, canRetryCharge, type FailedState, type IssueOutcome, isPending } from './FlowState.js';
import { isOwedBy } from './owedAttempt.js';
import { type PreparedAttempt, prepareAttempt } from './prepareAttempt.js';
import { runCharge } from './runCharge.js';
import { staleness, watchWindow } from './watchWindow.js';

/** Carries out what the states of one place in the app ask for, and tells its store what came of it. */
export function createBillingFlow<TData>(
  client: BillingClient,
  initialOptions: BillingFlowOptions<TData>,
): BillingFlow<TData> {
  const { sdk, log } = client;
  const store = createFlowStore(client, initialOptions);
  const { dispatch, getState, isAt, outcomeOf } = store;

  function issue(order: BillingOrder): Promise<IssueOutcome<TData>> {
    const { options } = store;
    const attemptId = createUid();
    // The state of the attempt under way is not this one's to change.
    if (isPending(getState())) return Promise.resolve(failed(attemptId, busyError()));

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
    store.current = attempt.record;
    const outcome = outcomeOf(attemptId);
    dispatch({ type: 'began', attemptId });
    const name = detectInAppBrowser(navigator.userAgent);
    if (name) client.emit({ type: 'in_app_browser', attemptId, name });
    if (sdk.isReady()) open(attempt);
    else void loadThenOpen(attempt);
    return outcome;
  }

  /** As the log knows it by now, which may have been told of a key, or of its end. */
  function owedHere(): AttemptRecord[] {
    const { owed } = store;
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
      if (!isAt(attemptId, 'loading')) return;
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
    if (!isAt(attemptId, 'loading')) return;
    // Before the window, so that no answer can find the attempt unknown.
    log.save(record);
    dispatch({ type: 'opened', attemptId, leavesPage: decision.channel === 'redirect' });
    if (!isAt(attemptId, 'window', 'redirecting')) return;
    store.stopWatching = watchWindow(client, decision, {
      onMissing() {
        sdk.close();
        sdk.distrust();
        // A page that is slow to leave may come back with a key all the same: its return has to find the attempt.
        fail(attemptId, windowTimeoutError(client.windowTimeout), decision.channel === 'callback');
      },
      onBack: () => end('left'),
      stale: staleness(record, () => store.options),
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
    if (isAt(attemptId, 'window', 'redirecting')) {
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
        options: store.options,
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

  function end(reason: CancelReason): void {
    const state = getState();
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
    store.current = record;
    conclude(record, said, via, response);
    return true;
  }

  function recover(record: AttemptRecord): Promise<IssueOutcome<TData>> {
    const { impUid } = record;
    const isResumed = impUid !== undefined && resume(record, { type: 'issued', impUid }, 'recovery', undefined);
    return isResumed ? outcomeOf(record.attemptId) : Promise.resolve(failed(record.attemptId, busyError()));
  }

  return {
    getState,
    subscribe: store.subscribe,
    setOptions(next) {
      store.options = next;
    },
    get options() {
      return store.options;
    },
    issue,
    retryCharge() {
      const state = getState();
      if (!canRetryCharge(state)) return Promise.resolve(failed(createUid(), nothingToRetryError()));
      const { issued, attemptId } = state;
      const outcome = outcomeOf(attemptId);
      dispatch({ type: 'retried', attemptId });
      void charge(issued);
      return outcome;
    },
    cancel: () => end('host'),
    reset() {
      const state = getState();
      if (isPending(state)) return;
      // Whoever comes next may be somebody else.
      store.owed = undefined;
      if (state.status !== 'idle') dispatch({ type: 'reset', attemptId: state.attemptId });
    },
    resume,
    recover,
  };
}

function failed(attemptId: string, error: BillingKeyError): FailedState {
  return { status: 'failed', attemptId, error };
}
