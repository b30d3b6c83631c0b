'use client';

import { type ForwardedRef, Fragment, type ReactElement, type ReactNode } from 'react';
import { cardsKo, pastDueKo } from '../../core/messages/manage/manageKo.js';
import { manageMessagesOf } from '../../core/messages/manage/manageMessagesOf.js';
import { useManageApi, useManageQuery } from '../../react/manageApi.js';
import type { GatewayTypes } from '../../react/useBillingKey.js';
import { type UsePastDueOptions, usePastDue } from '../../react/usePastDue.js';
import { type Registration, RegistrationPlace, RegistrationStatus } from '../billingKey/RegistrationPlace.js';
import { type ManageRootProps, useBothRefs } from '../part/manageProps.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { useKeptFocus } from '../part/useKeptFocus.js';
import { useMessages } from '../part/usePartContext.js';
import { PastDueAnotherCard } from './PastDueAnotherCard.js';
import { PastDueContext, type PastDueContextValue, type PastDueState } from './PastDueContext.js';
import { PastDueDeadline } from './PastDueDeadline.js';
import { PastDueMessage } from './PastDueMessage.js';
import { PastDueRetry } from './PastDueRetry.js';

/** Props of `<PastDue.Root>`. `children` replace the parts; as a function they are given what is due. */
export interface PastDueRootProps<T extends GatewayTypes = GatewayTypes>
  extends UsePastDueOptions,
    ManageRootProps,
    PartProps<'div', PastDueState> {
  /** How another card is registered from here: the PG and what goes with it. Without it, only cards that are there can pay. */
  readonly register?: Registration<T> | undefined;
  /** Your name for this banner in the app. A return from the PG's page finds it again by that. @default 'past-due' */
  readonly placeId?: string | undefined;
}

const caller = '<PastDue.Root>';

/**
 * A banner for every page: a renewal was declined, what happens next, and paying now. Without children it has all of its parts.
 *
 * Renders a `<div role="region">` with `data-status` and `lang` while something is due, or has just been paid, and nothing otherwise.
 */
export const PastDueRoot = /* @__PURE__ */ definePart(
  'PastDue.Root',
  function PastDueRoot(
    {
      api: given,
      subscriptionId,
      register,
      placeId = 'past-due',
      timeZone = 'Asia/Seoul',
      locale,
      messages: own,
      ...host
    }: PastDueRootProps,
    ref: ForwardedRef<HTMLDivElement>,
  ): ReactElement | null {
    const messages = useMessages(caller, { locale, messages: own });
    const state = usePastDue({ api: given, subscriptionId });
    const api = useManageApi(given, caller);
    const cards = useManageQuery(api, 'savedCards', caller, { isOptional: true });
    const focus = useKeptFocus();
    const both = useBothRefs(focus.ref, ref);
    const context: Omit<PastDueContextValue, 'register'> = {
      state,
      messages,
      labels: manageMessagesOf(messages, 'pastDue', pastDueKo),
      cardLabels: manageMessagesOf(messages, 'cards', cardsKo),
      timeZone,
      cards: cards.data ?? [],
    };
    const isShown = state.subscription !== undefined && state.status !== 'loading' && state.status !== 'failed';
    const element = (registration: ReactNode, isNeeded = false) =>
      isShown || isNeeded
        ? renderPart('div', {
            ownClass: 'rbk-past-due',
            state,
            host,
            own: {
              role: 'region',
              'aria-label': host['aria-label'] ?? context.labels.title,
              'data-status': state.status,
              'data-rbk': 'root',
              lang: messages.locale,
              ...focus.handlers,
            },
            children: (
              <Fragment>
                {byState(host.children, state) ?? (
                  <Fragment>
                    <PastDueMessage />
                    <PastDueDeadline />
                    <PastDueRetry />
                    <PastDueAnotherCard />
                  </Fragment>
                )}
                {registration}
              </Fragment>
            ),
            ref: both,
          })
        : null;

    if (!register) {
      return (
        <PastDueContext.Provider value={{ ...context, register: undefined }}>{element(null)}</PastDueContext.Provider>
      );
    }
    return (
      <RegistrationPlace
        id={placeId}
        caller={caller}
        purpose="change"
        registration={register as Registration}
        api={given}
        messages={messages}
        // The subscription has the new card by now: the period is paid with it.
        onRegistered={(receipt, target) =>
          void state.payAfterChange(receipt.subscriptionId ?? target.subscriptionId ?? null)
        }
      >
        {(_, begin, isNeeded) => (
          <PastDueContext.Provider value={{ ...context, register: begin }}>
            {element(
              <RegistrationStatus />,
              // What is due may be paid from elsewhere while its window is open.
              isNeeded,
            )}
          </PastDueContext.Provider>
        )}
      </RegistrationPlace>
    );
  },
);
