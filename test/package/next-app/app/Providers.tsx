'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingProvider } from 'react-billing-key';

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode="imp00000000" scriptUrl="/fake-iamport.js">
        {children}
      </BillingProvider>
    </QueryClientProvider>
  );
}
