import { createContext } from 'react';
import type { BillingStatus } from '../../core/flow/FlowState.js';
import type { PgCode } from '../../core/pg/pgTable.js';

export interface PaymentMethodsState {
  readonly status: BillingStatus;
  /** The PG that is chosen. */
  readonly value: PgCode | undefined;
  /** True while an attempt is under way, which can't change its PG any more. */
  readonly isDisabled: boolean;
}

export interface PaymentMethodsContextValue extends PaymentMethodsState {
  /** The PGs on offer, in order. */
  readonly pgs: readonly PgCode[];
  choose(value: PgCode): void;
}

export const PaymentMethodsContext = createContext<PaymentMethodsContextValue | undefined>(undefined);
