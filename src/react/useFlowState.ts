import { useSyncExternalStore } from 'react';
import type { BillingFlow } from '../core/flow/BillingFlow.js';
import type { FlowState } from '../core/flow/FlowState.js';

/** The state of a flow, as a component sees it. */
export function useFlowState<TData>(flow: BillingFlow<TData>): FlowState<TData> {
  return useSyncExternalStore(flow.subscribe, flow.getState, flow.getState);
}
