import { useQueries } from '@tanstack/react-query';
import { getSubscription, type Subscription } from './api.js';

/** What the backend knows of these cards. */
export function useSubscriptions(customerUids: readonly string[]): Subscription[] {
  return useQueries({
    queries: customerUids.map((customerUid) => ({
      queryKey: ['subscription', customerUid],
      queryFn: () => getSubscription(customerUid),
      // The backend plans the first renewal behind the receipt: a moment later it is there, and the others come with time.
      refetchInterval: ({ state }: { state: { data?: Subscription | undefined } }) =>
        state.data?.status === 'active' && state.data.renewals.length === 0 ? 2000 : false,
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
}

/** The renewal to come. */
export function nextRenewal({ renewals }: Subscription) {
  return renewals.find(({ status }) => status === 'planned' || status === 'booked');
}
