'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingProvider, type Messages } from 'react-billing-key';
import { useUrlAdapter } from './useUrlAdapter';

interface BillingProps {
  readonly customerId: string | null;
  readonly locale: Messages;
  readonly children: ReactNode;
}

export function Billing({ customerId, locale, children }: BillingProps) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode="imp00000000" customerId={customerId} locale={locale} urlAdapter={useUrlAdapter()}>
        {children}
      </BillingProvider>
    </QueryClientProvider>
  );
}
