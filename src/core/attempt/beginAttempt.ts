import type { BillingClient } from '../BillingClient.js';
import { createUid } from '../lib/createUid.js';
import { isDesktopSafari } from '../lib/device.js';
import { detectInAppBrowser } from '../lib/inAppBrowser.js';
import type { OrderSource } from '../order.js';
import { canRetryCharge, type IssueOutcome, isPending } from './AttemptState.js';
import { findTaken } from './askForKey.js';
import { asBillingKeyError, errorOf, refusal } from './attemptErrors.js';
import { openWindow } from './attemptWindow.js';
import type { AttemptEnds } from './endAttempt.js';
import type { PlaceOwner } from './Place.js';
import { acquirePage } from './pageLock.js';
import { isOfAnother, type PlaceOwners } from './placeOwners.js';
import { type Attempt, createAttempt, type PlaceStore } from './placeStore.js';
import { type Click, createPreparation, type PreparedAttempt } from './preparation.js';
import { resolveCharges } from './unresolvedCharge.js';
import { isWindowHeld } from './windowLock.js';

/**
 * How long a click waits for another tab's lock, in ms: a popup opens for a few seconds only. For the lock of a charge it holds once the
 * customer was told of that charge, and goes on in spite of it.
 */
const clickPatience = 500;

/** `issue()` of one place: from the click to the window. */
export function createIssue<TData>(
  client: BillingClient,
  store: PlaceStore<TData>,
  owners: PlaceOwners<TData>,
  ends: AttemptEnds<TData>,
): (source: OrderSource, owner?: PlaceOwner<TData>) => Promise<IssueOutcome<TData>> {
  const { gateway, log } = client;
  const { dispatch, getState, isAt } = store;
  const preparation = createPreparation(client, store);

  function issue(source: OrderSource, owner = owners.current()): Promise<IssueOutcome<TData>> {
    const attemptId = createUid();
    // A click of the customer before, that code of the host's has held up, begins nothing for the next, who hears nothing of it.
    if (isOfAnother(client, owner)) return refusal(attemptId, errorOf('no_customer'));
    // The state of the attempt in progress is not this one's to change.
    if (isPending(getState())) return refusal(attemptId, errorOf('busy'));
    const attempt = createAttempt(attemptId, owner);
    const click = preparation.click();
    let prepared: PreparedAttempt | undefined;
    try {
      prepared = preparation.prepare(attempt, source, click);
      if (prepared?.paidAlready) return ends.recover(prepared.paidAlready, owner);
      // Before its window it waits for no answer, whatever SDK an earlier one was asked for.
      const isAlive = () =>
        isAt(attemptId, 'loading') || (isAt(attemptId, 'window', 'redirecting') && gateway.isAnswerable());
      if (!acquirePage(attemptId, isAlive)) throw errorOf('busy');
    } catch (error) {
      return reject(attempt, error);
    }
    store.attempt = attempt;
    dispatch({ type: 'began', attemptId });
    const name = detectInAppBrowser(navigator.userAgent);
    if (name) client.emit({ type: 'in_app_browser', attemptId, name });
    void proceed(attempt, source, click, prepared);
    return attempt.outcome;
  }

  function reject(attempt: Attempt<TData>, cause: unknown): Promise<IssueOutcome<TData>> {
    const { attemptId } = attempt;
    const error = asBillingKeyError(cause);
    if (process.env.NODE_ENV !== 'production' && ['invalid_request', 'invalid_configuration'].includes(error.code)) {
      console.error(error);
    }
    // An issued key outlives a later click that went wrong: the attempt that is shown stays that of the key.
    if (!canRetryCharge(getState())) store.attempt = attempt;
    dispatch({ type: 'rejected', attemptId, error });
    return refusal(attemptId, error);
  }

  /** Opens the window in the click's own task, unless something has to be waited for: the order, an unresolved charge, the SDK. */
  async function proceed(
    attempt: Attempt<TData>,
    source: OrderSource,
    click: Click,
    known: PreparedAttempt | undefined,
    givenUpBefore: readonly string[] = [],
  ): Promise<void> {
    const { attemptId, owner } = attempt;
    // A listener may have cancelled the attempt as soon as it heard of it, and everybody while it waits.
    const isOver = () => !isAt(attemptId, 'loading');
    try {
      if (isOver()) return;
      if (known?.unresolved.length === 0 && !known.unheard && !known.paidAlready && gateway.isReady()) {
        open(attempt, known, givenUpBefore);
        return;
      }
      const prepared = known ?? (await preparation.prepareMade(attempt, source, click));
      if (isOver()) return;
      const taken = prepared.paidAlready ?? (await findTaken(client, prepared.unheard, isOver));
      if (isOver()) return;
      if (taken) {
        ends.takeOver(attempt, taken);
        return;
      }
      if (prepared.unheard && (await isWindowHeld(prepared.unheard, clickPatience))) throw errorOf('busy');
      if (isOver()) return;
      const resolved = await resolveCharges(client, prepared.unresolved, owner.options, isOver, clickPatience);
      const givenUp = [...givenUpBefore, ...resolved];
      if (isOver()) return;
      await client.load();
      if (isOver()) return;
      const latest = preparation.prepareAgain(attempt, source, prepared);
      // Another tab has opened a window since that may have taken the money, or has taken it.
      const isNews = latest.unheard && latest.unheard.attemptId !== prepared.unheard?.attemptId;
      if (isNews || latest.paidAlready) {
        await proceed(attempt, source, click, latest, givenUp);
        return;
      }
      const isClickSpent = navigator.userActivation?.isActive === false || (isDesktopSafari() && !click.isSecond);
      // A window over another page than the one that was clicked would take the customer by surprise.
      if ((latest.prepared.needsClick && isClickSpent) || !owners.isShown()) throw errorOf('needs_click');
      open(attempt, latest, givenUp);
    } catch (error) {
      ends.fail(attemptId, asBillingKeyError(error));
    }
  }

  /** @throws whatever keeps the window from opening */
  function open(attempt: Attempt<TData>, begin: PreparedAttempt, givenUp: readonly string[]): void {
    const { attemptId } = attempt;
    const { record, prepared } = begin;
    prepared.assertReachable?.();
    attempt.record = record;
    client.begunHere.set(attemptId, store);
    preparation.clear();
    // Before the window, so that no answer can find the attempt unknown.
    log.add(record);
    for (const other of givenUp) log.apply(other, { type: 'dismissed' });
    dispatch({ type: 'opened', attemptId, leavesPage: prepared.channel === 'redirect' });
    const isOpen = () => isAt(attemptId, 'window', 'redirecting');
    if (!isOpen()) return;
    openWindow(client, attempt, begin, {
      isOpen,
      onAnswer: (said) => ends.answer(attempt, record, said),
      onFailed: (error, isOver) => ends.fail(attemptId, error, isOver),
      onBack: () => ends.cancel('left'),
    });
  }

  return issue;
}
