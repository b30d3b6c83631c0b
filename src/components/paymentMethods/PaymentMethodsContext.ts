import { createContext, useContext } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';

/** What a PG is called in front of people. */
export interface PgName {
  readonly ko: string;
  readonly en: string;
}

export interface PaymentMethodsState {
  readonly status: BillingStatus;
  /** The PG that is chosen. */
  readonly value: string | undefined;
  /** True while an attempt is in progress: its PG can't be changed any more. */
  readonly isDisabled: boolean;
}

export interface PaymentMethodsContextValue extends PaymentMethodsState {
  /** Where Tab stops: a radio group has one stop, at the chosen one or else at the first. */
  readonly stop: string | undefined;
  /** An item is on the page. The result takes that back. */
  addItem(value: string): () => void;
  nameOf(pg: string): PgName;
  choose(value: string): void;
}

export const PaymentMethodsContext = createContext<PaymentMethodsContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<PaymentMethods.Root>` */
export function usePaymentMethodsContext(): PaymentMethodsContextValue {
  const value = useContext(PaymentMethodsContext);
  if (!value) throw new BillingKeyError('invalid_configuration', developerText?.noPaymentMethods);
  return value;
}
