'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingProvider, type Messages } from 'react-billing-key';

export function Providers({ children, locale }: { children: ReactNode; locale: Messages }) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode="imp00000000" locale={locale} scriptUrl="/fake-iamport.js">
        {children}
      </BillingProvider>
    </QueryClientProvider>
  );
}
