import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, HeadContent, Outlet, Scripts } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { BillingProvider, en } from 'react-billing-key';
import styles from 'react-billing-key/styles.css?url';
import { getCustomer } from '../session';
import { useUrlAdapter } from '../useUrlAdapter';

export const Route = createRootRoute({
  beforeLoad: async () => ({ customerId: await getCustomer() }),
  head: () => ({
    meta: [{ charSet: 'utf-8' }, { name: 'viewport', content: 'width=device-width' }],
    links: [
      { rel: 'stylesheet', href: styles },
      { rel: 'icon', href: 'data:,' },
    ],
  }),
  shellComponent: Shell,
  component: Root,
});

function Shell({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <HeadContent />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  );
}

function Root() {
  const { customerId } = Route.useRouteContext();
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode="imp00000000" customerId={customerId} locale={en} urlAdapter={useUrlAdapter()}>
        <Outlet />
      </BillingProvider>
    </QueryClientProvider>
  );
}
