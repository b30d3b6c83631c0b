import { useState } from 'react';

type CustomerId = string | null | undefined;

/**
 * State that goes with the customer at the page. What was set before anybody signed in belongs to whoever signs in then; the next
 * customer begins with `initial`. A change belongs to the customer of this render, unless `by` names another. `useCustomerState` keeps
 * a state for each customer instead.
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
