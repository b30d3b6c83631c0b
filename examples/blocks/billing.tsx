'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BillingProvider, billingApi, type IssuedKey } from 'react-billing-key';

/** Where your server has the kit of `react-billing-key/server`. */
export const api = billingApi('/api/billing');

/** Your shop in the PortOne console (고객사 식별코드). */
const userCode = 'imp00000000';

/** The colours of a shadcn theme, where the page has one, and the library's own where it has none. Dark follows `dark:`. */
const theme = [
  'contents scheme-light dark:scheme-dark',
  '[--rbk-accent:var(--primary)] [--rbk-on-accent:var(--primary-foreground)]',
  '[--rbk-surface:var(--card)] [--rbk-surface-muted:var(--muted)]',
  '[--rbk-text:var(--card-foreground)] [--rbk-text-muted:var(--muted-foreground)]',
  '[--rbk-border:var(--border)] [--rbk-error:var(--destructive)] [--rbk-radius:var(--radius)]',
].join(' ');

interface BillingProps {
  /** Who is signed in; `null` for nobody. Nobody sees the cards of somebody else. */
  readonly customerId: string | null;
  /** Only for the time before there is a server: `testCharge()`. */
  readonly charge?: (issued: IssuedKey) => Promise<unknown>;
  readonly children: ReactNode;
}

/** Goes around the whole app, once: a customer who comes back from a payment page may arrive at any of its pages. */
export function Billing({ customerId, charge, children }: BillingProps) {
  // An app that has a QueryClient already needs no second one.
  const [queryClient] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider userCode={userCode} api={api} charge={charge} customerId={customerId}>
        <div className={theme}>{children}</div>
      </BillingProvider>
    </QueryClientProvider>
  );
}
