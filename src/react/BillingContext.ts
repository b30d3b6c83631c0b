import { createContext, useContext } from 'react';
import { BillingKeyError } from '../core/BillingKeyError.js';
import type { BillingClient } from '../core/createBillingClient.js';
import { developerText } from '../core/developerText.js';
import type { BillingFlow } from '../core/flow/BillingFlow.js';
import type { Messages } from '../core/messages/Messages.js';
import type { MessageOverrides } from '../core/messages/mergeMessages.js';
import type { ReturnDesk } from '../core/returns/createReturnDesk.js';
import type { UnknownReturn } from '../core/returns/takeReturn.js';
import type { AnyChargeOption } from './ChargeOption.js';

/** When the SDK is loaded: with the page, when the customer turns to the button, or when your code says so. */
export type Preload = 'mount' | 'intent' | 'manual';

export interface BillingContextValue {
  readonly client: BillingClient;
  readonly desk: ReturnDesk;
  /** Flows with an `id`, which outlive the component that began them. */
  readonly flows: Map<string, BillingFlow<unknown>>;
  /** As given: the Korean of the default comes with the components, so that a hook alone brings no sentences along. */
  readonly locale: Messages | undefined;
  readonly messages: MessageOverrides | undefined;
  readonly preload: Preload;
  readonly charge: AnyChargeOption | undefined;
  readonly getCharge: ((chargeMerchantUid: string) => Promise<unknown>) | undefined;
  readonly unknownReturn: UnknownReturn | undefined;
}

export const BillingContext = createContext<BillingContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<BillingProvider>` */
export function useBillingContext(caller: string): BillingContextValue {
  const value = useContext(BillingContext);
  if (!value) {
    throw new BillingKeyError('invalid_configuration', developerText?.noProvider(caller));
  }
  return value;
}
