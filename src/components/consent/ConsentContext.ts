import { createContext, useContext } from 'react';
import type { BillingStatus } from '../../core/attempt/AttemptState.js';
import type { Term } from '../../core/attempt/Place.js';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';

export interface ConsentState {
  readonly status: BillingStatus;
  /** Ids of the terms agreed to. */
  readonly value: readonly string[];
  /** `mixed`: some are agreed to. */
  readonly isAgreedToAll: boolean | 'mixed';
  /** True when nothing required is missing. */
  readonly isComplete: boolean;
}

export interface ConsentContextValue extends ConsentState {
  /** True once a click was refused because of what is missing. */
  readonly isRefused: boolean;
  /** What is asked for here, and in the rest of the attempt. */
  readonly terms: readonly Term[];
  toggle(id: string): void;
  toggleAll(): void;
  /** Returns the function that takes the term of an item out again, once its element is gone. */
  addTerm(item: string, term: Term, element: Element | null): () => void;
}

export const ConsentContext = createContext<ConsentContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<Consent.Root>` */
export function useConsentContext(part: string): ConsentContextValue {
  const value = useContext(ConsentContext);
  if (!value) throw new BillingKeyError('invalid_configuration', developerText?.noConsentRoot(part));
  return value;
}
