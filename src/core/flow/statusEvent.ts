import type { NewBillingEvent } from '../BillingEvent.js';
import type { BillingFlowOptions } from './BillingFlow.js';
import type { BillingStatus, FlowState } from './FlowState.js';

interface Change {
  readonly attemptId: string;
  readonly pg: string;
  readonly previous: BillingStatus;
  readonly state: FlowState;
}

/** A change of status, as the host's logs get it: codes and reasons, nobody's words. */
export function statusEvent({ attemptId, pg, previous, state }: Change): NewBillingEvent {
  const { status } = state;
  const event = { type: 'status', attemptId, pg, previous, status } as const;
  if (status === 'cancelled') return { ...event, reason: state.reason };
  if (status === 'failed') return { ...event, errorCode: state.error.code };
  return event;
}

export function codeOf(pg: BillingFlowOptions<unknown>['pg']): string {
  return typeof pg === 'string' ? pg : String(pg?.code);
}
