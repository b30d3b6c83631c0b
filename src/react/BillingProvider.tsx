'use client';

import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type BillingClientOptions, createBillingClient } from '../core/createBillingClient.js';
import type { BillingFlow } from '../core/flow/BillingFlow.js';
import { checkMessages } from '../core/messages/checkMessages.js';
import type { Messages } from '../core/messages/Messages.js';
import type { MessageOverrides } from '../core/messages/mergeMessages.js';
import { createReturnDesk } from '../core/returns/createReturnDesk.js';
import { type UnknownReturn, type UrlAdapter, windowAddress } from '../core/returns/takeReturn.js';
import { BillingContext, type BillingContextValue, type Preload } from './BillingContext.js';
import type { AnyChargeOption } from './ChargeOption.js';
import { useProviderFlow } from './useProviderFlow.js';
import { useSettingsThatStay } from './useSettingsThatStay.js';

export interface BillingProviderProps extends Omit<BillingClientOptions, 'developerLocale'> {
  readonly children?: ReactNode;
  /** Language of everything a customer reads: `en`, `ja`, `zh`, or messages of your own. @default ko */
  readonly locale?: Messages | undefined;
  /** Sentences of your own in place of single ones of the locale. */
  readonly messages?: MessageOverrides | undefined;
  /** When the SDK is loaded by the hooks and buttons that don't say it themselves; a page without one loads nothing. @default 'mount' */
  readonly preload?: Preload | undefined;
  /** Charges what no mounted hook or button began, as when the customer comes back to another page than they left. */
  readonly charge?: AnyChargeOption | undefined;
  /** Asks your server for a charge that may have been made already. What it gives counts as paid, `null` as none. */
  readonly getCharge?: ((chargeMerchantUid: string) => Promise<unknown>) | undefined;
  /** A return from a PG's page that names no open attempt of this browser. Never charged: let your server look it up. */
  readonly onUnknownReturn?: ((unknown: UnknownReturn) => void) | undefined;
  /** How the address is read and replaced, for routers that keep it in a state of their own. */
  readonly urlAdapter?: UrlAdapter | undefined;
}

/**
 * Holds what all billing hooks and buttons of a page share: the merchant, the SDK, the language, and the attempts that
 * outlive a page load. Put it inside `<QueryClientProvider>`, once.
 *
 * @example
 * <BillingProvider userCode="imp00000000">
 *   <Checkout />
 * </BillingProvider>
 */
export function BillingProvider(props: BillingProviderProps): ReactNode {
  const { locale, messages, preload = 'mount', charge, getCharge, onEvent, onUnknownReturn, urlAdapter } = props;
  if (locale) checkMessages(locale);
  const developerLocale = locale && !locale.locale.startsWith('ko') ? 'en' : 'ko';

  const [{ client, desk, flows }] = useState(() => {
    const made = createBillingClient({ ...props, developerLocale });
    return { client: made, desk: createReturnDesk(made), flows: new Map<string, BillingFlow<unknown>>() };
  });
  const [unknownReturn, setUnknownReturn] = useState<UnknownReturn>();

  useEffect(() => client.setOnEvent(onEvent), [client, onEvent]);
  useSettingsThatStay(props);

  useProviderFlow(client, desk, charge, getCharge);

  // After the effects of the children, which by then have registered the places that returns may belong to.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page is loaded with one return at most; later changes are no news
  useEffect(() => {
    desk.open(urlAdapter ?? windowAddress, (unknown) => {
      setUnknownReturn(unknown);
      onUnknownReturn?.(unknown);
    });
  }, [desk]);

  const value = useMemo<BillingContextValue>(
    () => ({ client, desk, flows, locale, messages, preload, charge, getCharge, unknownReturn }),
    [client, desk, flows, locale, messages, preload, charge, getCharge, unknownReturn],
  );
  return <BillingContext.Provider value={value}>{props.children}</BillingContext.Provider>;
}
