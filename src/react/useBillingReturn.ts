'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BillingFlow, BillingFlowOptions } from '../core/flow/BillingFlow.js';
import { createBillingFlow } from '../core/flow/createBillingFlow.js';
import type { FlowState, IssueOutcome } from '../core/flow/FlowState.js';
import { customPg } from '../core/pg/customPg.js';
import type { UnknownReturn } from '../core/returns/takeReturn.js';
import { useBillingContext } from './BillingContext.js';
import { type ChargeOption, createCharge } from './ChargeOption.js';
import { useFlowState } from './useFlowState.js';

export interface UseBillingReturnOptions<TData>
  extends Pick<BillingFlowOptions<TData>, 'getCharge' | 'chargeTimeout' | 'onSuccess' | 'onCancel' | 'onError'> {
  /** Hands the issued key to your backend, which charges. @default the provider's */
  readonly charge?: ChargeOption<TData> | undefined;
}

export type UseBillingReturnResult<TData> = FlowState<TData> & {
  /** A return that this browser did not begin, or that is settled: never charged, for your server to look up. */
  readonly unknownReturn: UnknownReturn | undefined;
  retryCharge(): Promise<IssueOutcome<TData>>;
};

/**
 * For a page that is nothing but the place a PG comes back to: carries on whichever attempt of this browser the address
 * names. `idle` when the page was opened without a return.
 *
 * @example
 * const billing = useBillingReturn({ charge: api.charge, onSuccess: () => navigate('/welcome') });
 */
export function useBillingReturn<TData>(options: UseBillingReturnOptions<TData> = {}): UseBillingReturnResult<TData> {
  const { client, desk, unknownReturn, ...context } = useBillingContext('useBillingReturn');
  const queryClient = useQueryClient();
  const chargeOption = options.charge ?? (context.charge as ChargeOption<TData> | undefined);
  const flowOptions: BillingFlowOptions<TData> = {
    ...options,
    pg: anyPg,
    getCharge: options.getCharge ?? (context.getCharge as BillingFlowOptions<TData>['getCharge']),
    charge: chargeOption && createCharge(queryClient, chargeOption),
  };
  const [flow] = useState(() => createBillingFlow<TData>(client, flowOptions));
  const state = useFlowState(flow);

  useEffect(() => flow.setOptions(flowOptions));
  useEffect(() => desk.register({ flow: flow as BillingFlow<unknown>, owns: () => true }), [desk, flow]);

  return { ...state, unknownReturn, retryCharge: flow.retryCharge };
}

// The record says which PG it was; this flow never opens a window.
const anyPg = customPg({ code: 'any' });
