import { type ReactNode, useEffect, useState } from 'react';
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events';
import { addons } from 'storybook/preview-api';

/** The toolbar's language, for pages that no story stands on. */
export function useLanguage(): 'ko' | 'en' {
  const [locale, setLocale] = useState(() => /[?&]globals=[^&]*locale:(\w+)/.exec(location.search)?.[1] ?? 'ko');
  useEffect(() => {
    const channel = addons.getChannel();
    const follow = ({ globals }: { globals: Record<string, unknown> }) => setLocale(String(globals.locale ?? 'ko'));
    channel.on(GLOBALS_UPDATED, follow);
    channel.on(SET_GLOBALS, follow);
    return () => {
      channel.off(GLOBALS_UPDATED, follow);
      channel.off(SET_GLOBALS, follow);
    };
  }, []);
  return locale === 'ko' ? 'ko' : 'en';
}

/** Shows what is in it in one of the two languages of the pages. */
export function Lang({ of, children }: { readonly of: 'ko' | 'en'; readonly children: ReactNode }) {
  return useLanguage() === of ? <div lang={of}>{children}</div> : null;
}
