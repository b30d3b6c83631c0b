import { useState } from 'react';

type CustomerId = string | null | undefined;

/**
 * State of who is at the page. One who signs in here is the one whose it was before; the next customer begins with `initial`. A change is
 * one of the customer of this render, unless it says whose it is.
 */
export function useOwnState<TState>(
  customerId: CustomerId,
  initial: TState,
): readonly [TState, (change: (before: TState) => TState, by?: CustomerId) => void] {
  const [kept, setKept] = useState({ by: customerId ?? undefined, state: initial });
  if (kept.by === undefined && customerId) setKept({ ...kept, by: customerId });
  const of = ({ by, state }: typeof kept, who: CustomerId) => (by === undefined || by === who ? state : initial);
  return [
    of(kept, customerId),
    (change, who = customerId) => setKept((before) => ({ by: who ?? undefined, state: change(of(before, who)) })),
  ];
}
