'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { IssueOutcome } from '../core/attempt/AttemptState.js';
import { createPlace } from '../core/attempt/createPlace.js';
import type { Place } from '../core/attempt/Place.js';
import { reportUnseenOutcome } from '../core/attempt/unseenOutcome.js';
import {
  asCustomer,
  type BillingClient,
  type BillingClientOptions,
  createBillingClient,
} from '../core/BillingClient.js';
import type { Gateway, KeyReference } from '../core/Gateway.js';
import type { IssuedKey } from '../core/IssuedKey.js';
import { checkMessages } from '../core/messages/checkMessages.js';
import type { Messages } from '../core/messages/Messages.js';
import type { MessageOverrides } from '../core/messages/mergeMessages.js';
import {
  createReturnRouter,
  type ReturnRouter,
  type UndeliveredReturn,
  type UnknownReturn,
} from '../core/returns/returnRouter.js';
import { type UrlAdapter, windowAddress } from '../core/returns/urlAdapter.js';
import { BillingContext, type BillingContextValue, type Preload } from './BillingContext.js';
import { type AnyChargeOption, createCharge, useQueryClientOf } from './charge.js';
import { arrive, tellDeparted } from './departedClients.js';
import type { ManageApi } from './manageApi.js';
import { useProviderWarnings } from './providerWarnings.js';
import { useLayoutEffect } from './useLayoutEffect.js';
import { useOwnState } from './useOwnState.js';

/** What a provider takes, whatever the generation of its SDK. */
export interface ProviderOptions<
  TIssued extends IssuedKey = IssuedKey,
  RegisteredKey extends KeyReference = KeyReference,
> extends BillingClientOptions {
  readonly children?: ReactNode;
  /** Language of everything a customer reads: `en`, `ja`, `zh`, or messages of your own. @default ko */
  readonly locale?: Messages | undefined;
  /** Sentences of your own in place of single ones of the locale. */
  readonly messages?: MessageOverrides | undefined;
  /** When the SDK is loaded by the hooks and buttons that don't say it themselves; a page without one loads nothing. @default 'mount' */
  readonly preload?: Preload | undefined;
  /**
   * A server with the kit, as `billingApi` reaches it: its `charge`, `getCharge` and `getRegistration`, where none is given here, and
   * what `useSavedCards`, `useSubscription` and `usePastDue` ask it.
   */
  readonly api?: (Pick<ProviderOptions, 'getRegistration'> & Partial<ManageApi>) | undefined;
  /** Charges what no mounted hook or button began, as when the customer comes back to another page than they left. */
  readonly charge?: AnyChargeOption | undefined;
  /** Asks your server for a charge that may have been made already. What it gives counts as paid, `null` as none. */
  readonly getCharge?: ((chargeNumber: string) => Promise<unknown>) | undefined;
  /**
   * Asks your server whether a key was issued for an order number, where the return from the PG's page was lost: a middleware or a
   * redirect of your server dropped the query. `{ impUid }`, or V2's `{ billingKey }`; `null`: none. The key is then listed among the
   * unfinished ones. Of a window that takes the first payment it is asked as well after it went without a word, before another one opens.
   */
  readonly getRegistration?: ((orderNumber: string) => Promise<RegisteredKey | null | undefined>) | undefined;
  /** A return from a PG's page that names no attempt of this browser. Never charged: let your server look it up. */
  readonly onUnknownReturn?: ((unknown: UnknownReturn) => void) | undefined;
  /**
   * A return that no hook, button or `charge` of the provider has taken up within 5 seconds, or the key of an attempt that was given up
   * here before. The key is kept.
   */
  readonly onUndeliveredReturn?: ((undelivered: UndeliveredReturn<TIssued>) => void) | undefined;
  /** How the address is read and replaced, for routers that keep it in a state of their own. */
  readonly urlAdapter?: UrlAdapter | undefined;
}

interface GatewayProviderProps extends ProviderOptions {
  createGateway(): Gateway;
  /** Settings that the SDK, once started, can't follow. They are undefined where they are left out. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Holds what all billing hooks and buttons of a page share. An entry gives it the gateway of one generation of the SDK. */
export function GatewayProvider(given: GatewayProviderProps): ReactNode {
  const { api } = given;
  const props = {
    ...given,
    charge: given.charge ?? api?.charge,
    getCharge: given.getCharge ?? api?.getCharge,
    getRegistration: given.getRegistration ?? api?.getRegistration,
  };
  const { locale, messages, preload = 'mount', charge, getCharge, children } = props;
  const customerId = asCustomer(props.customerId);
  if (locale) checkMessages(locale);
  const [{ client, returnRouter, places }] = useState(() => {
    const made = createBillingClient({ ...props, gateway: props.createGateway() });
    return { client: made, returnRouter: createReturnRouter(made), places: new Map<string, Place<unknown>>() };
  });
  const [unknownReturn, setUnknownReturn] = useOwnState<UnknownReturn | undefined>(customerId, undefined);

  // A provider that an <Activity> hides, or a <Suspense> that waits for what the next customer sees, has renders and no effects: it has
  // departed. In a microtask, once this render is on the page, or is hidden.
  if (client.customerId !== customerId) queueMicrotask(() => tellDeparted(customerId));

  // Before anything is painted: what belongs to the customer before must not be seen.
  const handOut = useRef(() => {});
  useLayoutEffect(() => {
    if (client.customerId !== customerId) handOut.current = returnRouter.hold();
    client.setCustomer(customerId);
    tellDeparted(customerId);
  }, [client, returnRouter, customerId]);
  useLayoutEffect(() => arrive(client), [client]);
  useEffect(() => {
    client.callbacks = props;
  });
  // Once the children's effects have made the places of this customer known.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it hands out is the customer's
  useEffect(() => handOut.current(), [customerId]);
  useProviderPlaces(client, returnRouter, props);
  if (process.env.NODE_ENV !== 'production') {
    // biome-ignore lint/correctness/useHookAtTopLevel: the condition is a constant of the build, which has it in every render or in none
    useProviderWarnings(client, { ...props.settings, storage: props.storage }, customerId);
  }

  // After the effects of the children, which by then have registered the places that returns may belong to.
  const hasRegistrations = props.getRegistration !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the callbacks are read when they are called
  useEffect(
    () =>
      returnRouter.start({
        get address() {
          return latest(client).urlAdapter ?? windowAddress;
        },
        getRegistration: hasRegistrations ? async (number) => latest(client).getRegistration?.(number) : undefined,
        onUnknownReturn: (unknown) => {
          setUnknownReturn(() => unknown, client.customerId ?? null);
          latest(client).onUnknownReturn?.(unknown);
        },
        get onUndeliveredReturn() {
          return latest(client).onUndeliveredReturn;
        },
      }),
    [returnRouter, hasRegistrations],
  );

  const value = useMemo<BillingContextValue>(
    () => ({
      client,
      returnRouter,
      places,
      customerId,
      locale,
      messages,
      preload,
      charge,
      getCharge,
      unknownReturn,
      api,
    }),
    [client, returnRouter, places, customerId, locale, messages, preload, charge, getCharge, unknownReturn, api],
  );
  return <BillingContext.Provider value={value}>{children}</BillingContext.Provider>;
}

/** The host's callbacks as they are now, and not as they were when the page began. */
function latest(client: BillingClient): ProviderOptions {
  return client.callbacks;
}

/** Places for attempts whose hook or button is not on this page, charged by the provider's own `charge`. */
function useProviderPlaces(
  client: BillingClient,
  returnRouter: ReturnRouter,
  { charge, getCharge }: Pick<ProviderOptions, 'charge' | 'getCharge'>,
): void {
  const queryClient = useQueryClientOf('<BillingProvider>');

  useEffect(() => {
    const create = () => {
      // Nothing on the page shows this place.
      const report = () => reportUnseenOutcome(client, place.getState() as IssueOutcome, undefined);
      const place = createPlace<unknown>(client, {
        pg: undefined,
        charge: charge && createCharge(queryClient, charge),
        getCharge,
        onSuccess: report,
        onCancel: report,
        onError: report,
      });
      return place;
    };
    returnRouter.setFallback(charge && create);
  }, [client, returnRouter, queryClient, charge, getCharge]);
}
