import type { Decorator } from '@storybook/react-vite';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Fragment, type ReactNode, StrictMode, useEffect, useState } from 'react';
import { addons } from 'storybook/preview-api';
import {
  type BillingEvent,
  BillingProvider,
  ko,
  type Messages,
  manageEn,
  manageJa,
  manageZh,
  memoryStorage,
  webStorage,
} from '../../src/index.js';
import * as v2 from '../../src/v2.js';
import { charge, chargeOverV2 } from './backend.js';
import { eventChannel } from './eventChannel.js';
import { api } from './kit.js';
import { environment, isHeld, settingsFrom } from './startEnvironment.js';

const languages: Readonly<Record<string, Messages>> = { ko, en: manageEn, ja: manageJa, zh: manageZh };

interface StoryProvidersProps {
  readonly children: ReactNode;
  readonly locale: Messages | undefined;
  /** True where an attempt has to outlive the page. */
  readonly keepsAttempts: boolean;
  readonly isOffline: boolean;
  readonly preload: 'mount' | 'manual';
  readonly scriptUrl: string | undefined;
  readonly hasKit: boolean;
  readonly isV2: boolean;
}

/** What an app has around its checkout. */
function StoryProviders({
  children,
  locale,
  keepsAttempts,
  isOffline,
  preload,
  scriptUrl,
  hasKit,
  isV2,
}: StoryProvidersProps) {
  const [queryClient] = useState(() => new QueryClient({ defaultOptions: { mutations: { retry: false } } }));
  const [storage] = useState(() => (keepsAttempts ? webStorage('localStorage') : memoryStorage()));
  useEffect(() => () => queryClient.clear(), [queryClient]);
  // What the browser tells of the network; TanStack Query listens from the moment that its provider is mounted.
  useEffect(() => {
    if (!isOffline) return;
    window.dispatchEvent(new Event('offline'));
    return () => void window.dispatchEvent(new Event('online'));
  }, [isOffline]);
  const settings = {
    locale,
    storage,
    preload,
    windowTimeout: 4000,
    onEvent: (event: BillingEvent) => void addons.getChannel().emit(eventChannel, event),
    children,
  };
  return (
    <QueryClientProvider client={queryClient}>
      {isV2 ? (
        <v2.BillingProvider storeId="store-00000000" charge={chargeOverV2} {...settings} />
      ) : (
        <BillingProvider
          userCode="imp00000000"
          {...(hasKit ? { api } : { charge })}
          scriptUrl={scriptUrl}
          {...settings}
        />
      )}
    </QueryClientProvider>
  );
}

/** Every story stands in a small app of its own, in the language and theme of the toolbar. */
export const withEnvironment: Decorator = (Story, context) => {
  const { locale, theme, device } = context.globals;
  const { sdk, keepsAttempts, offline = false, hasKit, isV2 } = settingsFrom(context);
  const held = isHeld(context);
  const Mode = context.globals.strict === 'on' ? StrictMode : Fragment;
  const layout = String(context.parameters.page ?? 'story');
  return (
    <div className={layout} data-theme={theme} data-device={device} lang={locale} key={JSON.stringify(context.globals)}>
      <Mode>
        <StoryProviders
          locale={languages[locale]}
          keepsAttempts={keepsAttempts}
          isOffline={offline}
          hasKit={hasKit}
          isV2={isV2}
          preload={held || sdk === 'never' || sdk === 'late' ? 'manual' : 'mount'}
          scriptUrl={held ? undefined : environment().scriptUrl}
        >
          <Story />
        </StoryProviders>
      </Mode>
    </div>
  );
};
