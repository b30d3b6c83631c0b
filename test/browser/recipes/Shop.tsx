import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import {
  BillingProvider,
  type BillingProviderProps,
  type ChargeOption,
  en,
  type IssuedKey,
  SubscribeCardButton,
} from '../../../src/index.js';

interface ShopProps extends Partial<BillingProviderProps> {
  readonly charge: ChargeOption<{ paid: number }>;
  readonly pg?: 'kcp_billing' | 'payco';
}

/** A backend that says yes. */
export const paid = async (issued: IssuedKey) => ({ paid: issued.amount });

/** A page with one button, as yours may be. */
export function Shop({ charge, pg = 'kcp_billing', ...provider }: ShopProps) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode="imp00000000" locale={en} {...provider}>
        <SubscribeCardButton
          pg={pg}
          order={{ customerUid: 'member-7-card-1', name: 'Basic plan', amount: 9900 }}
          charge={charge}
        />
      </BillingProvider>
    </QueryClientProvider>
  );
}
