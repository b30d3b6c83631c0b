import type { AttemptRecord } from '../attempt/AttemptRecord.js';
import { isPending } from '../attempt/AttemptState.js';
import { isUnheard } from '../attempt/endAttempt.js';
import type { Place } from '../attempt/Place.js';
import type { BillingClient } from '../BillingClient.js';
import { isTaken, take } from './arrival.js';
import type { ReturnOwner, ReturnRouter } from './returnRouter.js';
import { type FoundReturn, reportUndelivered } from './undeliveredReturn.js';

/** Keeps returns until a place takes them, or nobody has for a while. */
export interface ReturnDelivery extends Pick<ReturnRouter, 'register' | 'setFallback' | 'hold'> {
  accept(found: FoundReturn): void;
  /** Hands what is held to the places that it belongs to. */
  deliver(): void;
}

interface HeldReturn extends FoundReturn {
  /** Set while the host is about to hear that nothing carries it on. */
  timer?: ReturnType<typeof setTimeout> | undefined;
  /** Set once no place has come for it in time. */
  isGivenUp?: boolean;
}

/** How long a return waits for its place before the host hears that nothing carries it on, in ms. */
const undeliveredAfter = 5000;

export function createReturnDelivery(client: BillingClient): ReturnDelivery {
  const { log } = client;
  const owners = new Set<ReturnOwner>();
  let createFallback: (() => Place<unknown>) | undefined;
  /** What fallbacks took, until an owner comes: a checkout may be in a chunk of the host's that is still on its way. */
  const orphans = new Set<{ readonly record: AttemptRecord; readonly place: Place<unknown> }>();
  let held: HeldReturn[] = [];
  let isOnHold = false;

  function deliver(): void {
    if (isOnHold) return;
    const waiting = held;
    // A listener may register a place at once, which must not get the same return again.
    held = [];
    const kept = waiting.filter((it) => {
      const { record, answer } = it;
      if (isTaken(record)) return false;
      if (!client.isMine(record)) return true;
      // Another tab may have been quicker.
      const current = log.get(record.attemptId) ?? record;
      if (current.status === 'settled') return false;
      const found = [...owners].filter((owner) => owner.owns(current)).map(({ place }) => place);
      // A key is charged at once. Where none was issued nothing is urgent, and what shows it may be on its way, or still to be hydrated.
      const isDue = answer.type === 'issued' || it.isGivenUp;
      const takers = found.length > 0 ? found : [isDue ? createFallback?.() : undefined];
      const place = takers.find((taker) => taker?.resume(current, answer, 'redirect'));
      if (place) {
        take(record);
        if (found.length === 0) orphans.add({ record, place });
        return false;
      }
      it.timer ??= setTimeout(() => giveUp(it), undeliveredAfter);
      return true;
    });
    held = [...kept, ...held];
  }

  function giveUp(it: HeldReturn): void {
    const { record, answer } = it;
    it.isGivenUp = client.isMine(record);
    // Somebody may have settled or taken it since it was last looked at: then it is held no longer.
    deliver();
    if (!held.includes(it)) return;
    if (!client.isMine(record)) {
      // Once its customer is back it waits for its place anew.
      it.timer = undefined;
      return;
    }
    if (answer.type !== 'issued' && !isUnheard(record, answer)) {
      log.apply(record.attemptId, { type: 'closed', end: answer.type });
    }
    reportUndelivered(client, it);
  }

  /** Who comes later shows what was taken up. What the host has told of is over. */
  function adopt(owner: ReturnOwner): void {
    for (const orphan of orphans) {
      const { record, place } = orphan;
      const isOver = client.callbacks.onUnseenOutcome && !isPending(place.getState());
      if (isOver || !client.isMine(record) || !owner.owns(record) || owner.place.getState().status !== 'idle') continue;
      orphans.delete(orphan);
      owner.adopt?.(place);
      return;
    }
  }

  return {
    accept: (found) => void held.push(found),
    deliver,
    register(owner) {
      owners.add(owner);
      adopt(owner);
      deliver();
      return () => owners.delete(owner);
    },
    setFallback(create) {
      createFallback = create;
      deliver();
    },
    hold() {
      isOnHold = true;
      return () => {
        isOnHold = false;
        deliver();
      };
    },
  };
}
