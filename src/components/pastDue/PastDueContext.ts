import { createContext, useContext } from 'react';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { CardsMessages, PastDueMessages } from '../../core/messages/manage/ManageMessages.js';
import type { UsePastDueResult } from '../../react/usePastDue.js';
import type { CardView } from '../../server/card/Cards.js';
import type { RegistrationTarget } from '../billingKey/RegistrationPlace.js';

/** What is due, and what can be done about it: what `usePastDue` returns. */
export type PastDueState = UsePastDueResult;

export interface PastDueContextValue {
  readonly state: PastDueState;
  readonly messages: Messages;
  readonly labels: PastDueMessages;
  readonly cardLabels: CardsMessages;
  readonly timeZone: string;
  /** The customer's cards; empty where nobody can be asked for them. */
  readonly cards: readonly CardView[];
  /** Opens the window for another card; undefined where none can be registered. */
  readonly register: ((target: RegistrationTarget, opener: HTMLElement) => void) | undefined;
}

export const PastDueContext = createContext<PastDueContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<PastDue.Root>` */
export function usePastDueContext(part: string): PastDueContextValue {
  const value = useContext(PastDueContext);
  if (!value) {
    const text = developerText?.noPartRoot(`PastDue.${part}`, 'PastDue.Root');
    throw new BillingKeyError('invalid_configuration', text);
  }
  return value;
}

/** True while something is due. While a charge of it is out the buttons stay, and are disabled. */
export function isPayable({ status, subscription }: PastDueState): boolean {
  return subscription?.status === 'past_due' && !['paid', 'over', 'loading', 'failed', 'none'].includes(status);
}
