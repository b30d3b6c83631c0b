import { type AttemptState, type IssueOutcome, idle, isPending } from './AttemptState.js';
import { errorOf } from './attemptErrors.js';
import type { Place } from './Place.js';

/**
 * Runs an attempt to its very end and gives what `charge` returned.
 *
 * Where the page leaves for the PG's own, the promise is left behind with the page.
 * @throws BillingKeyError with the code of what failed, or `cancelled`
 */
export async function issueAsync<TData>(
  place: Pick<Place<TData>, 'getState' | 'subscribe'>,
  issue: () => Promise<IssueOutcome<TData>>,
): Promise<TData> {
  let outcome: AttemptState<TData> = await issue();
  if (outcome.status === 'redirecting') outcome = await endOf(place, outcome.attemptId);
  if (outcome.status === 'succeeded') return outcome.data;
  if (outcome.status === 'failed') throw outcome.error;
  throw errorOf('cancelled');
}

function endOf<TData>(
  place: Pick<Place<TData>, 'getState' | 'subscribe'>,
  attemptId: string,
): Promise<AttemptState<TData>> {
  return new Promise((resolve) => {
    const look = () => {
      const state: AttemptState<TData> = place.getState();
      // Another customer may have signed in, or the place shows another attempt: it can't tell any more how this one ends.
      const isShown = state.status !== 'idle' && state.attemptId === attemptId;
      if (isShown && isPending(state)) return;
      unsubscribe();
      resolve(isShown ? state : idle);
    };
    const unsubscribe = place.subscribe(look);
    look();
  });
}
