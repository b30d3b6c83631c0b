import { createContext, useContext } from 'react';
import type { BillingClient } from '../core/createBillingClient.js';
import type { BillingFlow } from '../core/flow/BillingFlow.js';
import type { Messages } from '../core/messages/Messages.js';
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
  readonly messages: Messages;
  readonly preload: Preload;
  readonly charge: AnyChargeOption | undefined;
  readonly getCharge: ((chargeMerchantUid: string) => Promise<unknown>) | undefined;
  readonly unknownReturn: UnknownReturn | undefined;
}

export const BillingContext = createContext<BillingContextValue | undefined>(undefined);

/** @throws Error outside of a `<BillingProvider>` */
export function useBillingContext(caller: string): BillingContextValue {
  const value = useContext(BillingContext);
  if (!value) {
    throw new Error(
      `${caller} is used outside of <BillingProvider>, so it knows no merchant to open a payment window for. ` +
        'Put <BillingProvider userCode="imp…"> around it, inside <QueryClientProvider>.',
    );
  }
  return value;
}
