import { createContext, useContext } from 'react';
import type { Place } from '../core/attempt/Place.js';
import type { BillingClient } from '../core/BillingClient.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { developerText } from '../core/errors/developerText.js';
import type { Messages } from '../core/messages/Messages.js';
import type { MessageOverrides } from '../core/messages/mergeMessages.js';
import type { ReturnRouter, UnknownReturn } from '../core/returns/returnRouter.js';
import type { AnyChargeOption } from './charge.js';
import type { ManageApi } from './manageApi.js';

/** When the SDK is loaded: with the page, when the customer turns to the button, or when your code says so. */
export type Preload = 'mount' | 'intent' | 'manual';

export interface BillingContextValue {
  readonly client: BillingClient;
  readonly returnRouter: ReturnRouter;
  /** Places with an `id`, which outlive the component that began their attempt. */
  readonly places: Map<string, Place<unknown>>;
  readonly customerId: string | null | undefined;
  /** As given: the Korean of the default comes with the components, so that a hook alone brings no sentences along. */
  readonly locale: Messages | undefined;
  readonly messages: MessageOverrides | undefined;
  readonly preload: Preload;
  readonly charge: AnyChargeOption | undefined;
  readonly getCharge: ((chargeNumber: string) => Promise<unknown>) | undefined;
  readonly unknownReturn: UnknownReturn | undefined;
  /** The provider's `api`, for what customers do with their cards and subscriptions. */
  readonly api: Partial<ManageApi> | undefined;
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
