import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingProvider, en } from 'react-billing-key';
import { Links, Meta, Outlet, Scripts } from 'react-router';
import 'react-billing-key/styles.css';
import type { Route } from './+types/root';
import { customerOf } from './session';
import { useUrlAdapter } from './useUrlAdapter';

export function loader({ request }: Route.LoaderArgs) {
  return { customerId: customerOf(request) };
}

export function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  );
}

export default function Root({ loaderData }: Route.ComponentProps) {
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider
        userCode="imp00000000"
        customerId={loaderData.customerId}
        locale={en}
        urlAdapter={useUrlAdapter()}
      >
        <Outlet />
      </BillingProvider>
    </QueryClientProvider>
  );
}
