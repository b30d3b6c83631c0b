'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { watchClaims } from '../core/doctor/watchClaims.js';
import type { BillingFlow, BillingFlowOptions } from '../core/flow/BillingFlow.js';
import { createBillingFlow } from '../core/flow/createBillingFlow.js';
import { canRetryCharge, type FlowState, type IssueOutcome, isPending } from '../core/flow/FlowState.js';
import { issueAsync } from '../core/flow/issueAsync.js';
import { isSamePurchase } from '../core/flow/owedAttempt.js';
import type { BillingOrder } from '../core/order.js';
import type { CustomPg } from '../core/pg/customPg.js';
import type { OrderFor } from '../core/pg/OrderFor.js';
import type { PgCode } from '../core/pg/pgTable.js';
import type { AttemptRecord } from '../core/records/AttemptRecord.js';
import { type Preload, useBillingContext } from './BillingContext.js';
import { type ButtonProps, getButtonProps } from './buttonProps.js';
import { type ChargeOption, createCharge } from './ChargeOption.js';
import { useFlowState } from './useFlowState.js';

export interface UseBillingKeyOptions<TPg extends PgCode | CustomPg, TData>
  extends Omit<BillingFlowOptions<TData>, 'pg' | 'charge'> {
  /** i'mport's code of the PG, which decides what an order needs; `customPg()` for an unlisted one. */
  readonly pg: TPg;
  /** Hands the issued key to your backend, which charges. @default the provider's */
  readonly charge?: ChargeOption<TData> | undefined;
  /** What `issue()` and the button's click register, unless they are given another. */
  readonly order?: OrderFor<NoInfer<TPg>> | undefined;
  /** When the SDK is loaded. @default the provider's, which is 'mount' */
  readonly preload?: Preload | undefined;
  /** What becomes of an open window when the component goes: it stays, for one with the same `id` to find, or it is closed. @default 'keep' */
  readonly onUnmount?: 'keep' | 'cancel' | undefined;
}

export interface BillingKeyActions<TPg extends PgCode | CustomPg, TData> {
  /** True from the click to the end: a further click does nothing. */
  readonly isPending: boolean;
  /** True when a key was issued for this order and its charge failed: `retryCharge()` needs no window and no card. */
  readonly canRetryCharge: boolean;
  /** Starts an attempt. Never rejects: the outcome is in what it resolves to, and in the state. */
  issue(order?: OrderFor<TPg>): Promise<IssueOutcome<TData>>;
  /** As `issue`, resolves to what `charge` returned, and rejects with a `BillingKeyError` (`cancelled` among them). */
  issueAsync(order?: OrderFor<TPg>): Promise<TData>;
  /** Charges the issued key again under the same `chargeMerchantUid`. */
  retryCharge(): Promise<IssueOutcome<TData>>;
  /** Closes the window and ends the attempt. A charge under way can't be called back. */
  cancel(): void;
  /** Back to `idle`, unless an attempt is under way. */
  reset(): void;
  /** Loads the SDK now. */
  preload(): Promise<void>;
  /** Props for a button of your own: the click, the states for screen readers, `data-status`. */
  getButtonProps(order?: OrderFor<TPg>): ButtonProps;
}

export type UseBillingKeyResult<TPg extends PgCode | CustomPg, TData> = FlowState<TData> &
  BillingKeyActions<TPg, TData>;

/**
 * Registers a card and has your backend charge it: one attempt at a time, from the click to the answer of `charge`.
 *
 * @example
 * const billing = useBillingKey({ pg: 'kcp_billing', charge: (issued) => api.charge(issued) });
 * <button {...billing.getButtonProps({ customerUid, name: 'Basic', amount: 9900 })}>Subscribe</button>
 */
export function useBillingKey<const TPg extends PgCode | CustomPg, TData>(
  options: UseBillingKeyOptions<TPg, TData>,
): UseBillingKeyResult<TPg, TData> {
  const context = useBillingContext('useBillingKey');
  const { client, desk } = context;
  const queryClient = useQueryClient();
  const chargeOption = options.charge ?? (context.charge as ChargeOption<TData> | undefined);
  const getCharge = options.getCharge ?? (context.getCharge as BillingFlowOptions<TData>['getCharge']);
  const preload = options.preload ?? context.preload;
  const { id, pg, order, onUnmount = 'keep' } = options;

  const flowOptions: BillingFlowOptions<TData> = {
    ...options,
    getCharge,
    charge: chargeOption && createCharge(queryClient, chargeOption),
  };
  const [flow] = useState(() => findFlow(context.flows, id, () => createBillingFlow<TData>(client, flowOptions)));
  const state = useFlowState(flow);

  useEffect(() => flow.setOptions(flowOptions));

  const hasCharge = chargeOption !== undefined;
  const code = codeOf(pg);
  const { name, amount } = (order ?? {}) as Partial<BillingOrder>;
  useEffect(() => {
    const owns = (record: AttemptRecord) => {
      if (id !== undefined || record.ownerId !== undefined) return record.ownerId === id;
      const isSameOrder = name === undefined || (record.name === name && record.amount === amount);
      return record.pg === code && isSameOrder;
    };
    return hasCharge ? desk.register({ flow: flow as BillingFlow<unknown>, owns }) : undefined;
  }, [desk, flow, hasCharge, id, code, name, amount]);

  useEffect(() => {
    if (process.env.NODE_ENV !== 'production' && hasCharge) return watchClaims(desk, { pg: code, id, name, amount });
    return undefined;
  }, [desk, hasCharge, code, id, name, amount]);

  useEffect(() => {
    if (preload === 'mount') void client.preload();
  }, [client, preload]);

  useEffect(() => {
    return onUnmount === 'cancel' ? () => flow.cancel() : undefined;
  }, [flow, onUnmount]);

  const issue = (given: OrderFor<TPg> | undefined) => flow.issue((given ?? order) as BillingOrder);
  // Who has chosen another plan since does not want the first one charged.
  const canRetry = (given: OrderFor<TPg> | undefined) => {
    const wanted = (given ?? order) as BillingOrder | undefined;
    return canRetryCharge(state) && (!wanted || isSamePurchase(state.issued, wanted));
  };

  return {
    ...state,
    isPending: isPending(state),
    canRetryCharge: canRetry(undefined),
    issue,
    issueAsync: (given) => issueAsync(flow, (given ?? order) as BillingOrder),
    retryCharge: flow.retryCharge,
    cancel: flow.cancel,
    reset: flow.reset,
    preload: client.preload,
    getButtonProps: (given) =>
      getButtonProps(state, {
        canRetryCharge: canRetry(given),
        issue: () => void issue(given),
        retryCharge: () => void flow.retryCharge(),
        preload: preload === 'intent' ? () => void client.preload() : undefined,
      }),
  };
}

/** A flow with an id outlives its component: a later one with the same id finds the attempt where it was. */
function findFlow<TData>(
  flows: Map<string, BillingFlow<unknown>>,
  id: string | undefined,
  create: () => BillingFlow<TData>,
): BillingFlow<TData> {
  if (id === undefined) return create();
  const known = flows.get(id) as BillingFlow<TData> | undefined;
  const flow = known ?? create();
  flows.set(id, flow as BillingFlow<unknown>);
  return flow;
}

function codeOf(pg: PgCode | CustomPg): string {
  return typeof pg === 'string' ? pg : pg.code;
}
