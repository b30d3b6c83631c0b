'use client';

import { type ForwardedRef, Fragment, type ReactElement, type ReactNode } from 'react';
import type { Messages } from '../../core/messages/Messages.js';
import { cardsKo } from '../../core/messages/manage/manageKo.js';
import { manageMessagesOf } from '../../core/messages/manage/manageMessagesOf.js';
import { type MessageOverrides, messagesFor } from '../../core/messages/mergeMessages.js';
import { useManageApi, useManageMutation, useManageQuery } from '../../react/manageApi.js';
import type { GatewayTypes } from '../../react/useBillingKey.js';
import { type UseSavedCardsOptions, useSavedCards } from '../../react/useSavedCards.js';
import type { Receipt } from '../../server/order/Orders.js';
import {
  type Registration,
  RegistrationPlace,
  RegistrationStatus,
  type RegistrationTarget,
} from '../billingKey/RegistrationPlace.js';
import { useBothRefs } from '../part/manageProps.js';
import { byState, definePart, type PartProps, renderPart } from '../part/part.js';
import { useKeptFocus } from '../part/useKeptFocus.js';
import { useNews } from '../part/useNews.js';
import { useMessages } from '../part/usePartContext.js';
import { SavedCardsContext, type SavedCardsContextValue, type SavedCardsState } from './SavedCardsContext.js';

/** Props of `<SavedCards.Root>`. `children` are the parts, or a function of the cards. */
export interface SavedCardsRootProps<T extends GatewayTypes = GatewayTypes>
  extends UseSavedCardsOptions,
    PartProps<'div', SavedCardsState> {
  /** How a card is registered from here: the PG and what goes with it. Without it, `Add` and `Replace` render nothing. */
  readonly register?: Registration<T> | undefined;
  /** Your name for this list in the app, where a page has two. A return from the PG's page finds it again by that. @default 'saved-cards' */
  readonly placeId?: string | undefined;
  /** Language of the sentences here. @default the provider's, with its `messages` */
  readonly locale?: Messages | undefined;
  /** Sentences of your own in place of single ones of the locale. */
  readonly messages?: MessageOverrides | undefined;
}

const caller = '<SavedCards.Root>';

/**
 * The customer's cards, shared with the parts inside: which there are, and what can be done with them.
 *
 * Renders a `<div>` with `data-status` (`loading`, `failed`, `ready`) and `lang`, and in it, last, a `<p role="status">` that says what
 * came of a click. When the element that had the focus goes, the focus stays in here.
 */
export const SavedCardsRoot = /* @__PURE__ */ definePart(
  'SavedCards.Root',
  function SavedCardsRoot(
    { api: given, register, placeId = 'saved-cards', locale, messages: own, ...host }: SavedCardsRootProps,
    ref: ForwardedRef<HTMLDivElement>,
  ): ReactElement {
    const messages = useMessages(caller, { locale, messages: own });
    const labels = manageMessagesOf(messages, 'cards', cardsKo);
    const state = useSavedCards({ api: given });
    const api = useManageApi(given, caller);
    const list = useManageQuery(api, 'savedCards', caller);
    const changeSubscriptionCard = useManageMutation(api, 'changeSubscriptionCard', caller);
    const focus = useKeptFocus();
    const both = useBothRefs(focus.ref, ref);
    const [news, say] = useNews(caller);

    /** The order's own subscription has the new card already. What else was paid with the old one follows, then the old one can go. */
    async function onReplaced(receipt: Receipt, { cardId, subscriptionId }: RegistrationTarget): Promise<void> {
      // A page that has just come back from the PG's may be charged before it has the list.
      if (list.latest() === undefined) await state.reload();
      const replaced = list.latest()?.find((card) => card.cardId === cardId);
      const others = replaced?.usedBy.filter((id) => id !== subscriptionId);
      say(messagesFor(messages, 'change').status.succeeded);
      for (const id of others ?? []) {
        await changeSubscriptionCard({ subscriptionId: id, cardId: receipt.cardId }).catch(() => {});
      }
      if (cardId !== undefined && others && others.length > 0) await state.remove(cardId);
      else await state.reload();
      const isStillUsed = list.latest()?.some((card) => card.cardId === cardId && card.usedBy.length > 0);
      if (isStillUsed) say(labels.notMoved);
    }

    const context: Omit<SavedCardsContextValue, 'target' | 'replace'> = {
      state,
      api: given,
      messages,
      labels,
      registration: register as Registration | undefined,
      addId: `${placeId}/add`,
      say,
    };
    const element = (registration: ReactNode) =>
      renderPart('div', {
        ownClass: 'rbk-saved-cards',
        state,
        host,
        own: {
          'data-status': state.status,
          'data-rbk': 'root',
          lang: messages.locale,
          'aria-busy': state.status === 'loading' || undefined,
          ...focus.handlers,
        },
        children: (
          <Fragment>
            {byState(host.children, state)}
            {registration}
            {news}
          </Fragment>
        ),
        ref: both,
      }) as ReactElement;

    if (!register) {
      const value = { ...context, target: undefined, replace: undefined };
      return <SavedCardsContext.Provider value={value}>{element(null)}</SavedCardsContext.Provider>;
    }
    return (
      <RegistrationPlace
        id={`${placeId}/replace`}
        caller={caller}
        purpose="change"
        registration={register as Registration}
        api={given}
        messages={messages}
        onRegistered={(receipt, target) => void onReplaced(receipt, target)}
      >
        {(target, replace) => (
          <SavedCardsContext.Provider value={{ ...context, target, replace }}>
            {element(<RegistrationStatus />)}
          </SavedCardsContext.Provider>
        )}
      </RegistrationPlace>
    );
  },
);
