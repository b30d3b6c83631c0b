'use client';

import { type ForwardedRef, Fragment, type ReactElement } from 'react';
import { subscriptionKo } from '../../core/messages/manage/manageKo.js';
import { manageMessagesOf } from '../../core/messages/manage/manageMessagesOf.js';
import { useManageApi } from '../../react/manageApi.js';
import { type UseSubscriptionOptions, useSubscription } from '../../react/useSubscription.js';
import { type ManageRootProps, useBothRefs } from '../part/manageProps.js';
import { byState, definePart, ownText, type PartProps, renderPart } from '../part/part.js';
import { useKeptFocus } from '../part/useKeptFocus.js';
import { useMessages } from '../part/usePartContext.js';
import { SubscriptionCancel } from './SubscriptionCancel.js';
import { SubscriptionCard } from './SubscriptionCard.js';
import { SubscriptionConsent } from './SubscriptionConsent.js';
import { SubscriptionContext, type SubscriptionContextValue, type SubscriptionState } from './SubscriptionContext.js';
import { SubscriptionEnd } from './SubscriptionEnd.js';
import { SubscriptionNextCharge } from './SubscriptionNextCharge.js';
import { SubscriptionPlan } from './SubscriptionPlan.js';
import { SubscriptionResume } from './SubscriptionResume.js';
import { newsOf } from './sentences.js';

/** Props of `<Subscription.Root>`. `children` replace the parts; as a function they are given the subscription. */
export interface SubscriptionRootProps
  extends UseSubscriptionOptions,
    ManageRootProps,
    PartProps<'div', SubscriptionState> {}

const caller = '<Subscription.Root>';

/**
 * One of the customer's subscriptions, shared with the parts inside. Without children it has all of them. While it is loaded there is an
 * empty box; when it can't be, a sentence and a button that loads it again; where there is none, a sentence.
 *
 * Renders a `<div role="region">` with `data-status` (`loading`, `failed`, `none`, or the state of the subscription) and `lang`, and in it,
 * last, a `<p role="status">` that says what came of a click. When the element that had the focus goes, the focus stays in here.
 *
 * @example
 * <Subscription.Root>
 *   <Subscription.Plan />
 *   <Subscription.NextCharge />
 *   <Subscription.Cancel />
 *   <Subscription.Resume />
 * </Subscription.Root>
 */
export const SubscriptionRoot = /* @__PURE__ */ definePart(
  'Subscription.Root',
  function SubscriptionRoot(
    {
      api: given,
      subscriptionId,
      productGroup,
      timeZone = 'Asia/Seoul',
      locale,
      messages: own,
      ...host
    }: SubscriptionRootProps,
    ref: ForwardedRef<HTMLDivElement>,
  ): ReactElement {
    const messages = useMessages(caller, { locale, messages: own });
    const labels = manageMessagesOf(messages, 'subscription', subscriptionKo);
    const state = useSubscription({ api: given, subscriptionId, productGroup });
    const api = useManageApi(given, caller);
    const focus = useKeptFocus();
    const both = useBothRefs(focus.ref, ref);
    const context: SubscriptionContextValue = { state, api, messages, labels, timeZone };

    return (
      <SubscriptionContext.Provider value={context}>
        {renderPart('div', {
          ownClass: 'rbk-subscription',
          state,
          host,
          own: {
            role: 'region',
            'aria-label': host['aria-label'] ?? labels.title,
            'aria-busy': state.status === 'loading' || undefined,
            'data-status': state.status,
            lang: messages.locale,
            ...focus.handlers,
          },
          children: (
            <Fragment>
              {contentOf(context, byState(host.children, state))}
              <p className="rbk-news" role="status">
                {ownText(newsOf(context))}
              </p>
            </Fragment>
          ),
          ref: both,
        })}
      </SubscriptionContext.Provider>
    );
  },
);

function contentOf({ state, labels }: SubscriptionContextValue, children: ReturnType<typeof ownText>) {
  switch (state.status) {
    case 'loading':
      return <div className="rbk-skeleton" aria-hidden="true" />;
    case 'failed':
      return (
        <div className="rbk-failed">
          <p role="status">{ownText(labels.failed)}</p>
          <button type="button" className="rbk-retry" onClick={() => void state.reload()}>
            {ownText(labels.reload)}
          </button>
        </div>
      );
    case 'none':
      return <p className="rbk-empty">{ownText(labels.none)}</p>;
    default:
      return (
        children ?? (
          <Fragment>
            <SubscriptionPlan />
            <SubscriptionNextCharge />
            <SubscriptionCard />
            <SubscriptionConsent />
            <SubscriptionResume />
            <SubscriptionCancel />
            <SubscriptionEnd />
          </Fragment>
        )
      );
  }
}
