import type { BillingClient } from '../BillingClient.js';
import type { IssuedKey } from '../IssuedKey.js';
import { createUid } from '../lib/createUid.js';
import type { Order } from '../order.js';
import type { KeyedRecord } from './AttemptRecord.js';
import { canRetryCharge, idle, isPending } from './AttemptState.js';
import { errorOf, refusal } from './attemptErrors.js';
import { createIssue } from './beginAttempt.js';
import { chargeAttempt } from './chargeAttempt.js';
import { type AttemptEnds, createAttemptEnds } from './endAttempt.js';
import type { Place, PlaceOptions } from './Place.js';
import { noteSeen } from './pageLock.js';
import { createPlaceOwners } from './placeOwners.js';
import { createAttempt, createPlaceStore } from './placeStore.js';

/**
 * A place of its own, for pages without React.
 *
 * @example
 * const place = createPlace(client, { pg: 'kcp_billing', charge: (issued) => api.charge(issued) });
 * const outcome = await place.issue({ customerUid, name: 'Basic', amount: 9900 });
 */
export function createPlace<TData, TIssued extends IssuedKey = IssuedKey, TOrder extends Order = Order>(
  client: BillingClient,
  options: PlaceOptions<TData, TIssued>,
): Place<TData, TIssued, TOrder> {
  // What keys and orders of the client's gateway look like is known to the host's types alone.
  const owners = createPlaceOwners(options as unknown as PlaceOptions<TData>);
  const store = createPlaceStore<TData>(client, owners.isShown, (reason) => ends().cancel(reason));
  // Made when they are needed: most buttons of a page are never clicked.
  let madeEnds: AttemptEnds<TData> | undefined;
  const ends = () => {
    madeEnds ??= createAttemptEnds(client, store, owners);
    return madeEnds;
  };
  let issue: ReturnType<typeof createIssue<TData>> | undefined;
  const { dispatch, getState } = store;
  /** What the customer sees who is signed in: nothing of an attempt that is another's. */
  const isMine = () => !store.attempt?.record || client.isMine(store.attempt.record);
  const shownState = () => (isMine() ? getState() : idle);
  const shownAttempt = () => (getState().status === 'idle' ? undefined : store.attempt);

  function reset(): void {
    const state = getState();
    if (isPending(state) || state.status === 'idle') return;
    // The next to use this browser may be somebody else.
    for (const [attemptId, by] of client.begunHere) if (by === store) client.begunHere.delete(attemptId);
    dispatch({ type: 'reset', attemptId: state.attemptId });
  }

  const place: Place<TData> = {
    getState: shownState,
    subscribe(listener) {
      const leave = [store.subscribe(listener), client.customers.subscribe(listener)];
      return () => {
        for (const stop of leave) stop();
      };
    },
    mount(owner) {
      const { attempt } = store;
      if (attempt?.record && shownState().status === 'succeeded') noteSeen(attempt.record);
      // Where the attempt's owner is gone, this component becomes its owner. The one that began it is its owner again when it comes back.
      if (attempt && (owner === attempt.begunBy || !owners.has(attempt.owner))) attempt.owner = owner;
      const leave = owners.add(owner);
      return () => {
        leave();
        // An attempt that ended was shown, so who comes back to the place begins anew. Not at once: a component that is rendered in the
        // place of this one still shows the end.
        setTimeout(() => {
          if (!owners.isShown() && !canRetryCharge(getState())) reset();
        });
      };
    },
    setOptions: owners.setOptions,
    get options() {
      return owners.current().options;
    },
    issue(order, owner) {
      issue ??= createIssue(client, store, owners, ends());
      return issue(order, owner);
    },
    retryCharge() {
      const state = shownState();
      const { attempt } = store;
      const record = attempt?.record;
      if (!canRetryCharge(state) || !attempt || !record) {
        return refusal(createUid(), errorOf(isPending(state) ? 'busy' : 'nothing_to_retry'));
      }
      const { issued, attemptId } = state;
      const { owner, begunBy, isReturned } = attempt;
      const again = { ...createAttempt(attemptId, owner, record, isReturned), begunBy };
      store.attempt = again;
      dispatch({ type: 'retried', attemptId });
      void chargeAttempt(client, store, again, record as KeyedRecord, issued);
      return again.outcome;
    },
    cancel: () => ends().cancel(),
    reset,
    isReturned: () => shownAttempt()?.isReturned === true,
    consents: () => shownAttempt()?.record?.consents ?? [],
    pg: () => shownAttempt()?.record?.pg,
    isFor({ purchase, purpose = 'subscribe', order }) {
      const record = store.attempt?.record;
      return (
        record?.purchase === purchase &&
        record.purpose === purpose &&
        (order === undefined || record.customer === client.customerOf(order))
      );
    },
    resume: (record, answer, via) => ends().resume(record, answer, via),
    recover: (record) => ends().recover(record),
    isActive: store.isActive,
  };
  return place as unknown as Place<TData, TIssued, TOrder>;
}
