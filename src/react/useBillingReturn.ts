'use client';

import { useEffect } from 'react';
import type { AttemptState, IssueOutcome } from '../core/attempt/AttemptState.js';
import type { Place, PlaceOptions } from '../core/attempt/Place.js';
import type { IssuedKey } from '../core/IssuedKey.js';
import type { UnknownReturn } from '../core/returns/returnRouter.js';
import { useBillingContext } from './BillingContext.js';
import { type ChargeOption, usePlaceOptions } from './charge.js';
import { usePlace, usePlaceState } from './place.js';

export interface UseBillingReturnOptions<TData, TIssued extends IssuedKey = IssuedKey>
  extends Pick<PlaceOptions<TData, TIssued>, 'getCharge' | 'chargeTimeout' | 'onSuccess' | 'onCancel' | 'onError'> {
  /** Hands the issued key to your backend, which charges. @default the provider's */
  readonly charge?: ChargeOption<TData, TIssued> | undefined;
}

export type UseBillingReturnResult<TData, TIssued extends IssuedKey = IssuedKey> = AttemptState<TData, TIssued> & {
  /** A return that this browser did not begin: never charged, for your server to look up. */
  readonly unknownReturn: UnknownReturn | undefined;
  /** Charges the issued key again under the same order number. */
  retryCharge(): Promise<IssueOutcome<TData, TIssued>>;
};

/**
 * For a page that is nothing but the place a PG comes back to: carries on the attempt of this browser that the address
 * names. `idle` when the page was opened without a return.
 *
 * @example
 * const billing = useBillingReturn({ charge: api.charge, onSuccess: () => navigate('/welcome') });
 */
export function useBillingReturn<TData>(options: UseBillingReturnOptions<TData> = {}): UseBillingReturnResult<TData> {
  const context = useBillingContext('useBillingReturn');
  const { returnRouter, unknownReturn } = context;
  const placeOptions = usePlaceOptions<TData, UseBillingReturnOptions<TData>>('useBillingReturn', context, options);
  // The record says which PG it was: this place opens no window.
  const { place, adopt } = usePlace<TData>(context, { ...placeOptions, pg: undefined }, 'keep');
  const state = usePlaceState(place);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what adopts is made anew each time
  useEffect(
    () => returnRouter.register({ place: place as Place<unknown>, adopt, owns: () => true }),
    [returnRouter, place],
  );
  return { ...state, unknownReturn, retryCharge: place.retryCharge };
}
