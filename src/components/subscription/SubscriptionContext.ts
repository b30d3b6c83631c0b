import { createContext, useContext } from 'react';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { SubscriptionMessages } from '../../core/messages/manage/ManageMessages.js';
import type { ManageApi } from '../../react/manageApi.js';
import type { UseSubscriptionResult } from '../../react/useSubscription.js';

/** The subscription, and what can be done with it: what `useSubscription` returns. */
export type SubscriptionState = UseSubscriptionResult;

export interface SubscriptionContextValue {
  readonly state: SubscriptionState;
  readonly api: Partial<ManageApi>;
  readonly messages: Messages;
  readonly labels: SubscriptionMessages;
  readonly timeZone: string;
}

export const SubscriptionContext = createContext<SubscriptionContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<Subscription.Root>` */
export function useSubscriptionContext(part: string): SubscriptionContextValue {
  const value = useContext(SubscriptionContext);
  if (!value) {
    const text = developerText?.noPartRoot(`Subscription.${part}`, 'Subscription.Root');
    throw new BillingKeyError('invalid_configuration', text);
  }
  return value;
}
