'use client';

import type { ForwardedRef, ReactElement } from 'react';
import { messagesFor } from '../../core/messages/mergeMessages.js';
import { BillingKeyAnotherCard } from '../billingKey/BillingKeyAnotherCard.js';
import { BillingKeyCancel } from '../billingKey/BillingKeyCancel.js';
import { BillingKeyStatus } from '../billingKey/BillingKeyStatus.js';
import { BillingKeyTrigger, type BillingKeyTriggerProps } from '../billingKey/BillingKeyTrigger.js';
import { RegistrationPlace } from '../billingKey/RegistrationPlace.js';
import { definePart } from '../part/part.js';
import { useSavedCardsContext } from './SavedCardsContext.js';

/** Props of `<SavedCards.Add>`: those of `<BillingKey.Trigger>`. */
export type SavedCardsAddProps = BillingKeyTriggerProps;

/**
 * Registers one more card, and charges nothing.
 *
 * Renders a `<div class="rbk-root rbk-button">` with `BillingKey.Trigger`, `Status`, `AnotherCard` and `Cancel` in it, and nothing where
 * the root has no `register`. Attributes, `className`, `style`, `render` and `ref` are the button's.
 *
 * @example
 * <SavedCards.Add>카드 추가하기</SavedCards.Add>
 */
export const SavedCardsAdd = /* @__PURE__ */ definePart(
  'SavedCards.Add',
  function SavedCardsAdd(props: SavedCardsAddProps, ref: ForwardedRef<HTMLButtonElement>): ReactElement | null {
    const { registration, addId, state, api, messages, say } = useSavedCardsContext('Add');
    if (!registration) return null;
    return (
      <RegistrationPlace
        id={addId}
        caller="<SavedCards.Add>"
        purpose="register"
        registration={registration}
        api={api}
        messages={messages}
        onRegistered={() => {
          say(messagesFor(messages, 'register').status.succeeded);
          void state.reload();
        }}
      >
        {() => (
          <div className="rbk-root rbk-button" data-rbk="root">
            <BillingKeyTrigger {...props} ref={ref} />
            <BillingKeyStatus />
            <BillingKeyAnotherCard />
            <BillingKeyCancel />
          </div>
        )}
      </RegistrationPlace>
    );
  },
);
