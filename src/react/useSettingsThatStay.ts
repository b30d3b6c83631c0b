import { useEffect, useRef } from 'react';
import type { BillingClientOptions } from '../core/createBillingClient.js';

const settings = ['userCode', 'tierCode', 'scriptUrl', 'nonce', 'storage'] as const;

/** Warns in development when a setting changes that the SDK, once started, can't follow. */
export function useSettingsThatStay(options: BillingClientOptions): void {
  const first = useRef(options);
  useEffect(() => {
    if (process.env.NODE_ENV === 'production') return;
    for (const setting of settings) {
      if (options[setting] === first.current[setting]) continue;
      console.warn(
        `<BillingProvider> got another ${setting} than it began with, and goes on with the first: the SDK serves one ` +
          'merchant a page load. Keep it constant, or reload the page to change it.',
      );
      first.current = { ...first.current, [setting]: options[setting] };
    }
  });
}
