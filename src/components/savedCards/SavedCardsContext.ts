import { createContext, useContext } from 'react';
import { BillingKeyError } from '../../core/errors/BillingKeyError.js';
import { developerText } from '../../core/errors/developerText.js';
import type { Messages } from '../../core/messages/Messages.js';
import type { CardsMessages } from '../../core/messages/manage/ManageMessages.js';
import type { ManageApi } from '../../react/manageApi.js';
import type { SavedCard, UseSavedCardsResult } from '../../react/useSavedCards.js';
import type { Registration, RegistrationTarget } from '../billingKey/RegistrationPlace.js';

/** The cards, and what can be done with them: what `useSavedCards` returns. */
export type SavedCardsState = UseSavedCardsResult;

export interface SavedCardsContextValue {
  readonly state: SavedCardsState;
  readonly api: Partial<ManageApi> | undefined;
  readonly messages: Messages;
  readonly labels: CardsMessages;
  /** How cards are registered from here; undefined where they can't be. */
  readonly registration: Registration | undefined;
  readonly addId: string;
  /** The card that is being changed for another one. */
  readonly target: RegistrationTarget | undefined;
  /** Opens the window for a card in the place of another. */
  readonly replace: ((target: RegistrationTarget, opener: HTMLElement) => void) | undefined;
  /** Says what came of what the customer did. It is announced once. */
  say(news: string): void;
}

export const SavedCardsContext = createContext<SavedCardsContextValue | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<SavedCards.Root>` */
export function useSavedCardsContext(part: string): SavedCardsContextValue {
  const value = useContext(SavedCardsContext);
  if (!value) {
    const text = developerText?.noPartRoot(`SavedCards.${part}`, 'SavedCards.Root');
    throw new BillingKeyError('invalid_configuration', text);
  }
  return value;
}

/** The card that an item shows. */
export const SavedCardContext = createContext<SavedCard | undefined>(undefined);

/** @throws BillingKeyError `invalid_configuration` outside of a `<SavedCards.Item>` */
export function useSavedCard(part: string): SavedCard {
  const card = useContext(SavedCardContext);
  if (!card) {
    const text = developerText?.noPartRoot(`SavedCards.${part}`, 'SavedCards.Item');
    throw new BillingKeyError('invalid_configuration', text);
  }
  return card;
}
