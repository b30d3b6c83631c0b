import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { type BillingEvent, BillingProvider, memoryStorage, webStorage } from '../../src/index.js';
import { charge } from './api.js';
import { localeOf } from './locales.js';
import type { StartedWorld } from './startWorld.js';

interface StoryProvidersProps {
  readonly children: ReactNode;
  readonly locale: string;
  readonly started: StartedWorld;
  /** A redirect needs an attempt that outlives the page. */
  readonly keepsAttempts: boolean;
  readonly isOffline: boolean;
  readonly preload: 'mount' | 'manual';
  readonly onEvent: (event: BillingEvent) => void;
}

/** What an app has around its checkout. */
export function StoryProviders(props: StoryProvidersProps) {
  const { children, locale, started, keepsAttempts, isOffline, preload, onEvent } = props;
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: { mutations: { retry: false } } }));
  const [storage] = useState(() => (keepsAttempts ? webStorage('localStorage') : memoryStorage()));
  useEffect(() => () => queryClient.clear(), [queryClient]);
  // What the browser tells of the network; TanStack Query listens from the moment that its provider is mounted.
  useEffect(() => {
    if (!isOffline) return;
    window.dispatchEvent(new Event('offline'));
    return () => void window.dispatchEvent(new Event('online'));
  }, [isOffline]);
  return (
    <QueryClientProvider client={queryClient}>
      <BillingProvider
        userCode="imp00000000"
        locale={localeOf(locale)}
        charge={charge}
        storage={storage}
        scriptUrl={started.scriptUrl}
        preload={preload}
        windowTimeout={4000}
        onEvent={onEvent}
      >
        {children}
      </BillingProvider>
    </QueryClientProvider>
  );
}
