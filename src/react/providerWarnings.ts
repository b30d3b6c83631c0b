import { useContext, useEffect, useRef, useState } from 'react';
import type { BillingClient } from '../core/BillingClient.js';
import { watchProviders } from '../core/devWarnings/watchProviders.js';
import { arrival } from '../core/returns/arrival.js';
import { BillingContext } from './BillingContext.js';

/** What the console says of a provider, in development alone. */
export function useProviderWarnings(
  client: BillingClient,
  settings: Readonly<Record<string, unknown>>,
  customerId: string | null | undefined,
): void {
  useWarningOfChange(settings);
  useWarningOfAnother();
  useWarningOfNobody(client, customerId);
}

/** Warns when a setting changes that the SDK, once started, can't follow. */
function useWarningOfChange(settings: Readonly<Record<string, unknown>>): void {
  const [first] = useState(() => ({ ...settings }));
  useEffect(() => {
    for (const [name, value] of Object.entries(settings)) {
      if (value === first[name]) continue;
      console.warn(
        `<BillingProvider> got another ${name} than it began with, and goes on with the first: the SDK serves one ` +
          'merchant a page load. Keep it constant, or reload the page to change it.',
      );
      first[name] = value;
    }
  });
}

/** Warns where `undefined` stands for nobody, or for a session that is loading: the browser's attempts are everybody's then. */
function useWarningOfNobody({ begunHere }: BillingClient, customerId: string | null | undefined): void {
  const known = useRef(customerId);
  useEffect(() => {
    if (known.current && customerId === undefined) {
      console.warn(
        '<BillingProvider> has no customerId any more. Left out, it means that attempts belong to the browser: whoever uses it next is ' +
          'shown what every customer left unfinished, and may pay with their cards. Pass null while nobody is signed in.',
      );
    }
    const isLate = known.current === undefined && customerId && begunHere.size + arrival().taken.size > 0;
    if (isLate) {
      console.warn(
        '<BillingProvider> had no customerId until now, and something was begun or taken up meanwhile. It belongs to the browser, and not to ' +
          'this customer, whose window is closed and whose return may have been charged in nobody’s session. Pass null while the session is ' +
          'loading, so that the button waits and returns are held.',
      );
    }
    known.current = customerId;
  }, [customerId, begunHere]);
}

/** Warns of a provider beside another, or inside of one. */
function useWarningOfAnother(): void {
  const isNested = useContext(BillingContext) !== undefined;
  useEffect(() => watchProviders(isNested), [isNested]);
}
