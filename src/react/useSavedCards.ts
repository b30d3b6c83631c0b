'use client';

import type { CardView } from '../server/card/Cards.js';
import {
  codeOf,
  isRefusal,
  type ManageApi,
  useCustomerState,
  useManageApi,
  useManageMutation,
  useManageQuery,
  useRefresh,
} from './manageApi.js';
import { useOneAtATime } from './useOneAtATime.js';

/** What a customer does with a card of theirs. `move`: what it pays for is paid with another card from now on. */
export type CardAction = 'makeDefault' | 'remove' | 'move';

/** A card, with what it pays for. */
export interface SavedCard extends CardView {
  /** The subscriptions of `usedBy`; a name is undefined where nobody can be asked for it. */
  readonly uses: readonly { readonly subscriptionId: string; readonly name: string | undefined }[];
  /** What is being done with it, until the server has answered. */
  readonly doing: CardAction | undefined;
}

/** What could not be done, and why. `code` is the kit's, such as `card_in_use`; undefined where nobody knows. */
export interface CardProblem {
  readonly action: CardAction;
  readonly cardId: string;
  readonly code: string | undefined;
  readonly error: unknown;
}

/** What `useSavedCards` takes. */
export interface UseSavedCardsOptions {
  /** Functions of your own in place of single ones of the provider's `api`. @default the provider's */
  readonly api?: Partial<ManageApi> | undefined;
}

/** The customer's cards, and what can be done with them. */
export interface UseSavedCardsResult {
  readonly status: 'loading' | 'failed' | 'ready';
  /** Why they could not be loaded. */
  readonly error: unknown;
  /** Newest first. One that is being removed is left out, and comes back when the server refuses. */
  readonly cards: readonly SavedCard[];
  /** What went wrong last, until something else is done. */
  readonly problem: CardProblem | undefined;
  /** Shown at once, and taken back when the server refuses. Resolves to whether it was done; never rejects. */
  makeDefault(cardId: string): Promise<boolean>;
  /** Has the server forget a card. Refused with `card_in_use` while something is paid with it. Never rejects. */
  remove(cardId: string): Promise<boolean>;
  /** What is paid with a card is paid with another one from the next charge on. Never rejects. */
  move(cardId: string, toCardId: string): Promise<boolean>;
  /** Loads them anew. */
  reload(): Promise<void>;
}

/** What is done with a card. */
interface Change {
  act(): Promise<unknown>;
  /** How the cards show that it was done. */
  isDone(cards: readonly CardView[]): boolean;
  /** What they are then. Left out where only the server can say. */
  after?(cards: CardView[]): CardView[];
  /** Which other card is part of it. */
  readonly to?: string;
}

const none: readonly never[] = [];
const nothing: ReadonlyMap<string, CardAction> = new Map();

/**
 * The customer's cards, newest first: makes one the default, removes one, or lets another card pay for what it pays for.
 *
 * @example
 * const { cards, remove } = useSavedCards();
 * {cards.map((card) => <li key={card.cardId}>{card.name} <button onClick={() => remove(card.cardId)}>Remove</button></li>)}
 */
export function useSavedCards({ api: given }: UseSavedCardsOptions = {}): UseSavedCardsResult {
  const caller = 'useSavedCards';
  const api = useManageApi(given, caller);
  const list = useManageQuery(api, 'savedCards', caller);
  const subscriptions = useManageQuery(api, 'subscriptions', caller, { isOptional: true });
  const reload = useRefresh(api);
  const makeDefaultCard = useManageMutation(api, 'makeDefaultCard', caller);
  const removeCard = useManageMutation(api, 'removeCard', caller);
  const changeSubscriptionCard = useManageMutation(api, 'changeSubscriptionCard', caller);
  const [doing, setDoing] = useCustomerState<ReadonlyMap<string, CardAction>>(nothing, caller);
  const [problem, setProblem] = useCustomerState<CardProblem | undefined>(undefined, caller);
  const oneAtATime = useOneAtATime();

  /** What was lost on its way back is looked up: `isDone` says whether the cards are as they were to be. */
  async function carryOut(action: CardAction, cardId: string, { act, isDone, after }: Change): Promise<boolean> {
    setProblem(() => undefined);
    setDoing((before) => new Map(before).set(cardId, action));
    let failure: { readonly error: unknown } | undefined;
    try {
      await act();
      if (after) list.change(after);
    } catch (error) {
      failure = { error };
    }
    await reload();
    const now = list.latest();
    const isOpen = failure && (!isRefusal(failure.error) || codeOf(failure.error) === 'card_unknown');
    if (isOpen && now !== undefined && isDone(now)) failure = undefined;
    if (failure) {
      const { error } = failure;
      setProblem(() => ({ action, cardId, code: codeOf(error), error }));
    }
    setDoing((before) => new Map([...before].filter(([other]) => other !== cardId)));
    return failure === undefined;
  }

  function run(action: CardAction, cardId: string, change: Change): Promise<boolean> {
    return oneAtATime(cardId, action + change.to, () => carryOut(action, cardId, change));
  }

  // Of two that are on their way, the one that was clicked last.
  const [chosen] = [...doing].reverse().find(([, action]) => action === 'makeDefault') ?? [];
  const cards = (list.data ?? none)
    .filter(({ cardId, usedBy }) => doing.get(cardId) !== 'remove' || usedBy.length > 0)
    .map((card) => ({
      ...card,
      isDefault: chosen === undefined ? card.isDefault : card.cardId === chosen,
      uses: card.usedBy.map((subscriptionId) => ({
        subscriptionId,
        name: subscriptions.data?.find((one) => one.subscriptionId === subscriptionId)?.name,
      })),
      doing: doing.get(card.cardId),
    }));

  return {
    status: list.data !== undefined ? 'ready' : list.isError ? 'failed' : 'loading',
    error: list.error,
    cards,
    problem,
    reload,
    makeDefault: (cardId) =>
      run('makeDefault', cardId, {
        act: () => makeDefaultCard(cardId),
        isDone: (now) => now.some((card) => card.cardId === cardId && card.isDefault),
        after: (now) => now.map((card) => ({ ...card, isDefault: card.cardId === cardId })),
      }),
    remove: (cardId) =>
      run('remove', cardId, {
        act: () => removeCard(cardId),
        isDone: (now) => now.every((card) => card.cardId !== cardId),
        after: (now) => now.filter((card) => card.cardId !== cardId),
      }),
    move(cardId, toCardId) {
      const from = list.data?.find((card) => card.cardId === cardId);
      // Nobody knows what it pays for.
      if (!from) return Promise.resolve(false);
      return run('move', cardId, {
        async act() {
          for (const subscriptionId of from.usedBy) await changeSubscriptionCard({ subscriptionId, cardId: toCardId });
        },
        isDone: (now) => now.every((card) => card.cardId !== cardId || card.usedBy.length === 0),
        to: toCardId,
      });
    },
  };
}
