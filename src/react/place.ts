import { useEffect, useState, useSyncExternalStore } from 'react';
import { type AttemptState, idle } from '../core/attempt/AttemptState.js';
import { createPlace } from '../core/attempt/createPlace.js';
import type { Place, PlaceOptions, PlaceOwner } from '../core/attempt/Place.js';
import type { ReturnOwner } from '../core/returns/returnRouter.js';
import type { BillingContextValue } from './BillingContext.js';
import { useLayoutEffect } from './useLayoutEffect.js';

/** One component's hold on a place: its own options, kept apart from those of others that show the same place. */
interface HeldPlace<TData> {
  readonly customerId: string | null | undefined;
  readonly id: string | undefined;
  readonly place: Place<TData>;
  readonly owner: PlaceOwner<TData> & { onUnmount?: 'keep' | 'cancel' };
  /** The places of a hook without an `id`, by customer: one whose session was loaded anew for a moment finds theirs again. */
  readonly own: Map<string, Place<unknown>>;
}

/** The place of a hook. Another customer, or another `id`, has another one. */
export function usePlace<TData>(
  context: BillingContextValue,
  options: PlaceOptions<TData>,
  onUnmount: 'keep' | 'cancel',
): Pick<HeldPlace<TData>, 'place' | 'owner'> & Required<Pick<ReturnOwner, 'adopt'>> {
  const { customerId } = context;
  const { id } = options;
  const [held, setHeld] = useState(() => holdPlace(context, options, new Map()));
  let current = held;
  if (held.customerId !== customerId || held.id !== id) {
    current = holdPlace(context, options, held.own);
    setHeld(current);
  }
  const { place, owner } = current;
  // In a layout effect: an attempt that an effect of the host's begins would have the order of this render and the options of the last.
  useLayoutEffect(() => {
    owner.options = options;
    owner.onUnmount = onUnmount;
  });
  useEffect(() => {
    const leave = place.mount(owner);
    return () => {
      leave();
      // A page that is leaving for the PG's own has nothing open to close, and the return has to find the attempt.
      if (owner.onUnmount !== 'keep' && place.getState().status !== 'redirecting') place.cancel();
    };
  }, [place, owner]);
  return {
    place,
    owner,
    adopt: (found) => setHeld(holdPlace(context, options, held.own, found as Place<TData>)),
  };
}

export function usePlaceState<TData>(place: Place<TData>): AttemptState<TData> {
  // A part that is hydrated late finds what began on the page meanwhile; its HTML knows nothing of it.
  return useSyncExternalStore(place.subscribe, place.getState, () => idle);
}

/** A place with an `id` outlives its component: a later one with the same `id` finds the attempt where it was. */
function holdPlace<TData>(
  { client, places, customerId }: BillingContextValue,
  options: PlaceOptions<TData>,
  own: Map<string, Place<unknown>>,
  found?: Place<TData>,
): HeldPlace<TData> {
  const { id } = options;
  const all = id === undefined ? own : places;
  const name = JSON.stringify([customerId, id]);
  const place = found ?? (all.get(name) as Place<TData> | undefined) ?? createPlace<TData>(client, options);
  all.set(name, place as Place<unknown>);
  return { customerId, id, owner: { customer: { id: customerId }, options }, place, own };
}
