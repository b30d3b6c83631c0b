'use client';

import { useEffect, useState } from 'react';
import { type AttemptState, canRetryCharge, type IssueOutcome, isPending } from '../core/attempt/AttemptState.js';
import { issueAsync } from '../core/attempt/issueAsync.js';
import type { Place, PlaceOptions } from '../core/attempt/Place.js';
import { pgCode } from '../core/attempt/placeStore.js';
import { purchaseOf, purchaseText } from '../core/attempt/purchase.js';
import { watchReturnTakers } from '../core/devWarnings/watchReturnTakers.js';
import type { GatewayOptions } from '../core/Gateway.js';
import type { Consent, IssuedKey } from '../core/IssuedKey.js';
import type { Order, OrderSource } from '../core/order.js';
import { type Preload, useBillingContext } from './BillingContext.js';
import { type ButtonProps, getButtonProps } from './buttonProps.js';
import { type ChargeOption, usePlaceOptions } from './charge.js';
import { usePlace, usePlaceState } from './place.js';

/** The types that an entry fills in for the generation of its SDK. */
export interface GatewayTypes {
  readonly options: GatewayOptions;
  readonly order: Order;
  readonly issued: IssuedKey;
}

/** What a place is told of all but the order, which a hook may be given later and a part has to have. */
export type OptionsWithoutOrder<T extends GatewayTypes, TData> = T['options'] &
  Omit<PlaceOptions<TData, T['issued']>, 'pg' | 'charge'> & {
    /** Hands the issued key to your backend, which charges. @default the provider's */
    readonly charge?: ChargeOption<TData, T['issued']> | undefined;
    /** When the SDK is loaded. @default the provider's, which is 'mount' */
    readonly preload?: Preload | undefined;
    /**
     * What becomes of an open window when the component goes: `keep` leaves it for a component with the same `id`, `cancel` closes
     * it. @default 'keep' with an `id`, else 'cancel'
     */
    readonly onUnmount?: 'keep' | 'cancel' | undefined;
  };

export type UseBillingKeyOptions<T extends GatewayTypes, TData> = OptionsWithoutOrder<T, TData> & {
  /**
   * What `issue()` and the button's click register, unless they are given another. A function is called once an attempt, on the
   * click, for orders that your server makes: give `purchaseKey` beside it.
   */
  readonly order?: OrderSource<T['order']> | undefined;
};

export interface BillingKeyActions<T extends GatewayTypes, TData> {
  /** True from the click to the end: a further click does nothing. */
  readonly isPending: boolean;
  /** True when a key was issued for this order, at this PG, and its charge failed: `retryCharge()` needs no window and no card. */
  readonly canRetryCharge: boolean;
  /**
   * True when the customer came back from the PG's page, and stays so for what they try next, until the place is `idle` again: show the
   * part of your checkout that says how it ended.
   */
  readonly isReturned: boolean;
  /**
   * What the customer agreed to in the attempt that is shown, and in which version. After a return from the PG's page it is what your
   * page has forgotten: `agreed` for the next try.
   */
  readonly consents: readonly Consent[];
  /**
   * The PG of the attempt that is shown. After a return from the PG's page it is the one that the customer had chosen, which your page
   * has forgotten.
   */
  readonly pg: string | undefined;
  /** Starts an attempt. Never rejects: the outcome is in what it resolves to, and in the state. */
  issue(order?: OrderSource<T['order']>): Promise<IssueOutcome<TData, T['issued']>>;
  /** As `issue`, resolves to what `charge` returned, and rejects with a `BillingKeyError` (`cancelled` among them). */
  issueAsync(order?: OrderSource<T['order']>): Promise<TData>;
  /** Charges the issued key again under the same order number. */
  retryCharge(): Promise<IssueOutcome<TData, T['issued']>>;
  /** Closes the window and ends the attempt. A charge under way can't be called back. */
  cancel(): void;
  /** Back to `idle`, unless an attempt is in progress. */
  reset(): void;
  /** Loads the SDK now. */
  preload(): Promise<void>;
  /** Props for a button of your own: the click, the states for screen readers, `data-status`. */
  getButtonProps(order?: OrderSource<T['order']>): ButtonProps;
}

export type UseBillingKeyResult<T extends GatewayTypes, TData> = AttemptState<TData, T['issued']> &
  BillingKeyActions<T, TData>;

/**
 * Registers a card and has the host's backend charge it. An entry gives it the types of one generation of the SDK. `pgs` are the PGs on
 * offer, where there is a choice: the page that comes back may not know which of them it was.
 */
export function useBillingKey<T extends GatewayTypes, TData>(
  options: UseBillingKeyOptions<T, TData>,
  pgs?: readonly string[],
): UseBillingKeyResult<T, TData> {
  const context = useBillingContext('useBillingKey');
  const { client, returnRouter } = context;
  const placeOptions = usePlaceOptions<TData, UseBillingKeyOptions<T, TData>>('useBillingKey', context, options);
  const {
    id,
    order,
    purchaseKey,
    purpose = 'subscribe',
    preload = context.preload,
    onUnmount = id === undefined ? 'cancel' : 'keep',
  } = options;
  const asked = placeOptions as unknown as PlaceOptions<TData>;
  const { place, owner, adopt } = usePlace<TData>(context, asked, onUnmount);
  const state = usePlaceState(place);

  const hasCharge = placeOptions.charge !== undefined;
  const code = pgCode(options);
  const codes = String(pgs ?? code);
  const purchase = (order ?? purchaseKey) === undefined ? undefined : purchaseFor(order, purchaseKey, purchaseText);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order and its key are in the text of the purchase
  useEffect(() => {
    if (!hasCharge) return undefined;
    const hashed = () => order && purchaseFor(order, purchaseKey);
    const leave = returnRouter.register({
      place: place as Place<unknown>,
      adopt,
      owns(record) {
        if (id !== undefined || record.placeId !== undefined) return record.placeId === id;
        const wanted = hashed();
        const isSame = wanted === undefined || record.purchase === wanted;
        return codes.split(',').includes(record.pg) && record.purpose === purpose && isSame;
      },
    });
    // The warnings stand inside of the `if`: behind an early `return`, bundlers would keep them in a production build.
    if (process.env.NODE_ENV !== 'production') {
      const wanted = hashed();
      const unwatch = watchReturnTakers(returnRouter, { pg: code, id, purchase: wanted && `${purpose}/${wanted}` });
      return () => {
        leave();
        unwatch();
      };
    }
    return leave;
  }, [returnRouter, place, hasCharge, id, code, codes, purpose, purchase]);

  useEffect(() => {
    if (preload === 'mount') void client.preload();
  }, [client, preload]);

  /** A customer who has chosen something else since does not want the first purchase charged, or called done. */
  const isFor = (wanted: OrderSource | undefined) =>
    (wanted === undefined && purchaseKey === undefined) ||
    place.isFor({
      purchase: purchaseFor(wanted, purchaseKey),
      purpose,
      order: typeof wanted === 'object' && wanted !== null ? wanted : undefined,
    });
  const isUnread = useUnreadEnd(
    place,
    state,
    `${purpose}/${(order as Partial<Order> | undefined)?.customerId}/${purchase}`,
  );
  const stateFor = (given: OrderSource | undefined): AttemptState<TData> => {
    if (state.status !== 'succeeded') return state;
    const isDone = given === undefined ? isFor(order) || isUnread : isFor(given);
    return isDone ? state : { status: 'idle' };
  };
  const shown = stateFor(undefined);
  const isOfOtherPg = useOtherPg(place, code);
  // Money that the window has taken is confirmed with its own key, also after another PG was chosen: another window would take it again.
  const canRetry = (given: OrderSource | undefined) =>
    canRetryCharge(shown) && isFor(given ?? order) && (shown.issued.chargedAtIssue || !isOfOtherPg);
  const issue = (given: OrderSource | undefined) => place.issue((given ?? order) as OrderSource, owner);

  const result: AttemptState<TData> & BillingKeyActions<GatewayTypes, TData> = {
    ...shown,
    isPending: isPending(shown),
    canRetryCharge: canRetry(undefined),
    isReturned: useCameBack(place, state),
    consents: place.consents(),
    pg: place.pg(),
    issue,
    issueAsync: (given) => issueAsync(place, () => issue(given)),
    retryCharge: place.retryCharge,
    cancel: place.cancel,
    reset: place.reset,
    preload: client.preload,
    getButtonProps: (given) =>
      getButtonProps(stateFor(given), {
        canRetryCharge: canRetry(given),
        issue: () => void issue(given),
        retryCharge: () => void place.retryCharge(),
        preload: preload === 'intent' ? () => void client.preload() : undefined,
      }),
  };
  return result as unknown as UseBillingKeyResult<T, TData>;
}

/**
 * True from a return until the place is `idle` again: the customer makes the next try in the step that they were sent back to, and a
 * page that hides that step would hide how the try ends.
 */
function useCameBack(place: Pick<Place<unknown>, 'isReturned'>, { status }: AttemptState): boolean {
  const [cameBack, setCameBack] = useState(false);
  const isBack = place.isReturned() || (cameBack && status !== 'idle');
  if (isBack !== cameBack) setCameBack(isBack);
  return isBack;
}

/** True once the customer has chosen another PG than that of the attempt that is shown: they do not want its card charged any more. */
function useOtherPg(place: Pick<Place<unknown>, 'pg' | 'isReturned'>, code: string): boolean {
  const pg = place.pg();
  // The page that comes back from the PG's may have forgotten the choice: what it begins with was not chosen.
  const [first, setFirst] = useState(code);
  if (code === pg && first !== code) setFirst(code);
  return pg !== undefined && code !== pg && !(place.isReturned() && code === first);
}

/**
 * True while the end of an attempt is shown to a customer who has chosen nothing since: they may have chosen another plan while it was
 * charged, or the page that came back from the PG's may have forgotten the plan. They have to read how it ended all the same.
 */
function useUnreadEnd(place: Pick<Place<unknown>, 'isReturned'>, state: AttemptState, purchase: string): boolean {
  // Once the attempt is over, `purchase` is what was chosen at that moment, and `null` where something else was chosen since.
  const [kept, keep] = useState<{ attemptId: string; isOver: boolean; purchase?: string | null }>();
  if (state.status === 'idle') return false;
  const { attemptId } = state;
  const known = kept?.attemptId === attemptId ? kept : undefined;
  // Kept twice an attempt, and not at each change of the purchase: an order that is made anew in every render would never come to rest.
  if (isPending(state)) {
    if (!known || known.isOver) keep({ attemptId, isOver: false });
  } else if (known ? !known.isOver : place.isReturned()) keep({ attemptId, isOver: true, purchase });
  else if (known && known.purchase !== null && known.purchase !== purchase)
    keep({ attemptId, isOver: true, purchase: null });
  return known?.isOver === true && known.purchase === purchase;
}

/** The purchase of an order; of one that a function makes, the `purchaseKey` alone. */
function purchaseFor(
  order: OrderSource | undefined,
  purchaseKey: PlaceOptions<unknown>['purchaseKey'],
  as = purchaseOf,
): string {
  try {
    return as(typeof order === 'object' ? order : { name: '', amount: 0 }, purchaseKey);
  } catch {
    // What can't be written as JSON is refused on the click; a render must not fail over it.
    return 'not JSON';
  }
}
