import type { BillingStatus, FlowState } from '../../core/flow/FlowState.js';

/** Attributes by which every part can be styled. */
export interface StateAttributes {
  readonly 'data-status': BillingStatus;
  /** On `failed`: the code of the error. */
  readonly 'data-error': string | undefined;
}

export function stateAttributes(state: FlowState): StateAttributes & Record<string, unknown> {
  return {
    'data-status': state.status,
    'data-error': state.status === 'failed' ? state.error.code : undefined,
  };
}
