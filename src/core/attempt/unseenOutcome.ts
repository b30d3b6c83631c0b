import type { BillingClient } from '../BillingClient.js';
import { runHostCode } from '../lib/runHostCode.js';
import type { IssueOutcome } from './AttemptState.js';

/** Tells the host how an attempt ended that no component showed: the customer can't know. In development, loudly. */
export function reportUnseenOutcome(
  client: BillingClient,
  outcome: IssueOutcome<unknown>,
  placeId: string | undefined,
): void {
  const { onUnseenOutcome } = client.callbacks;
  if (onUnseenOutcome) runHostCode(() => onUnseenOutcome(outcome));
  else if (process.env.NODE_ENV !== 'production') {
    console.warn(
      `An attempt ended as "${outcome.status}" while no component showed it, so the customer can't know how it ended. ` +
        (placeId === undefined
          ? 'Give its hook or button an `id`, the same on every load of the page, '
          : 'Show the hook or button with its `id`, in the <BillingProvider> that was there when it began, ') +
        'or tell the customer in onUnseenOutcome of <BillingProvider>.',
    );
  }
}
