import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { BillingClient } from '../core/createBillingClient.js';
import { createBillingFlow } from '../core/flow/createBillingFlow.js';
import { customPg } from '../core/pg/customPg.js';
import type { ReturnDesk } from '../core/returns/createReturnDesk.js';
import { type AnyChargeOption, createCharge } from './ChargeOption.js';

/** A place for attempts whose hook or button is not on this page, charged by the provider's own `charge`. */
export function useProviderFlow(
  client: BillingClient,
  desk: ReturnDesk,
  charge: AnyChargeOption | undefined,
  getCharge: ((chargeMerchantUid: string) => Promise<unknown>) | undefined,
): void {
  const queryClient = useQueryClient();
  const [flow] = useState(() => createBillingFlow<unknown>(client, { pg: customPg({ code: 'any' }) }));

  useEffect(() => {
    flow.setOptions({ ...flow.options, charge: charge && createCharge(queryClient, charge), getCharge });
    desk.setFallback(charge && flow);
  }, [desk, flow, queryClient, charge, getCharge]);
}
