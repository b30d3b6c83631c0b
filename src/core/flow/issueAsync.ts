import { BillingKeyError } from '../BillingKeyError.js';
import { developerText } from '../developerText.js';
import type { BillingOrder } from '../order.js';
import type { BillingFlow } from './BillingFlow.js';
import type { FlowState, IssueOutcome } from './FlowState.js';
import { isPending } from './FlowState.js';

/**
 * Runs an attempt to its very end and gives what `charge` returned.
 *
 * Where the page leaves for the PG's own, the promise is left behind with the page.
 * @throws BillingKeyError with the code of what failed, or `cancelled`
 */
export async function issueAsync<TData>(flow: BillingFlow<TData>, order: BillingOrder): Promise<TData> {
  let outcome: IssueOutcome<TData> = await flow.issue(order);
  if (outcome.status === 'redirecting') outcome = await endOf(flow, outcome.attemptId);
  if (outcome.status === 'succeeded') return outcome.data;
  if (outcome.status === 'failed') throw outcome.error;
  throw new BillingKeyError('cancelled', developerText?.cancelled);
}

function endOf<TData>(flow: BillingFlow<TData>, attemptId: string): Promise<IssueOutcome<TData>> {
  return new Promise((resolve) => {
    const look = () => {
      const state: FlowState<TData> = flow.getState();
      if (state.status === 'idle' || state.attemptId !== attemptId || isPending(state)) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = flow.subscribe(look);
    look();
  });
}
