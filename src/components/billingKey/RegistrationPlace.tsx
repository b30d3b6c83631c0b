import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import type { IssuedKey } from '../../core/IssuedKey.js';
import type { Messages } from '../../core/messages/Messages.js';
import { messagesFor } from '../../core/messages/mergeMessages.js';
import type { JsonObject } from '../../core/order.js';
import { useBillingContext } from '../../react/BillingContext.js';
import type { OrderWish } from '../../react/billingApi.js';
import { type ManageApi, useCustomerState, useManageApi } from '../../react/manageApi.js';
import { type GatewayTypes, type UseBillingKeyOptions, useBillingKey } from '../../react/useBillingKey.js';
import type { Receipt } from '../../server/order/Orders.js';
import { useAgreement } from '../consent/agreement.js';
import { BillingKeyAnotherCard } from './BillingKeyAnotherCard.js';
import { BillingKeyCancel } from './BillingKeyCancel.js';
import { BillingKeyContext, type BillingKeyState } from './BillingKeyContext.js';
import { BillingKeyRetryCharge } from './BillingKeyRetryCharge.js';
import { BillingKeyStatus } from './BillingKeyStatus.js';
import { useFocusReturn } from './focus.js';
import { useLiveRegions } from './liveRegions.js';

type OwnOptions = 'id' | 'order' | 'purpose' | 'purchaseKey' | 'onSuccess' | 'onUnmount';

/** How a card is registered from here: the PG, as for the button, and what goes with it. The order is made by your server. */
export type Registration<T extends GatewayTypes = GatewayTypes> = Omit<UseBillingKeyOptions<T, Receipt>, OwnOptions> & {
  /**
   * Makes the order on your server, on the click. Add here what the PG demands besides, such as the buyer.
   * @default the provider's `api.order`
   */
  readonly order?: ((wish: OrderWish) => Promise<T['order']>) | undefined;
};

/** Which card, or which subscription, an attempt is about. It is kept with the order, so that it is known after a return from the PG. */
export interface RegistrationTarget {
  readonly cardId?: string | undefined;
  readonly subscriptionId?: string | undefined;
}

interface RegistrationPlaceProps {
  /** The same on every load, so that a return from the PG's page finds it. */
  readonly id: string;
  readonly caller: string;
  readonly purpose: 'register' | 'change';
  readonly registration: Registration;
  /** The root's own, over the provider's. */
  readonly api?: Partial<ManageApi> | undefined;
  /** Those of the root that it is a part of. */
  readonly messages: Messages;
  readonly onRegistered: (receipt: Receipt, target: RegistrationTarget) => void;
  readonly children: (
    target: RegistrationTarget | undefined,
    begin: (target: RegistrationTarget, opener: HTMLElement) => void,
    /** True while an attempt has to be seen: it is in progress, or has failed. */
    isNeeded: boolean,
  ) => ReactNode;
}

/** Keys of which a part was told that their card is registered: it is told of each once. */
const told = new WeakSet<IssuedKey>();

/**
 * Holds an attempt at registering a card for parts that come and go, such as the items of a list: it is there from the first
 * render on, so that a return from the PG's page finds its place before the list is loaded.
 */
export function RegistrationPlace(props: RegistrationPlaceProps): ReactElement {
  const { id, caller, purpose, registration, onRegistered, children } = props;
  const { order: makeOrder, ...options } = registration;
  const { client, customerId } = useBillingContext(caller);
  const api = useManageApi(props.api, caller);
  const [target, setTarget] = useCustomerState<RegistrationTarget | undefined>(undefined, caller);
  const wanted = useRef<RegistrationTarget | undefined>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest is made anew each time
  useEffect(() => {
    // As soon as the customer is known, the attempt that they left is found, before its return is handed out.
    setTarget((known) => known ?? leftTarget(client.records(), id));
    // A click that has also signed its customer out, or hidden the list, opens no window when they are back.
    return () => {
      wanted.current = undefined;
    };
  }, [client, customerId, id]);
  const { cardId, subscriptionId } = target ?? {};
  const wish: OrderWish = {
    purpose,
    subscriptionId,
    replacesCardId: cardId,
    // JSON leaves out what is undefined.
    ...(target && purpose === 'change' && { metadata: { replacesCardId: cardId, subscriptionId } as JsonObject }),
  };
  function tell(receipt: Receipt, issued: IssuedKey): void {
    told.add(issued);
    onRegistered(receipt, targetOf(issued.metadata) ?? target ?? {});
  }
  const state = useBillingKey<GatewayTypes, Receipt>({
    preload: 'intent',
    charge: props.api?.charge,
    getCharge: props.api?.getCharge,
    ...(options as object),
    id,
    purpose,
    order: () => (makeOrder ? makeOrder(wish) : api.order?.(null, wish)()),
    purchaseKey: [purpose, cardId ?? null, subscriptionId ?? null],
    onUnmount: 'keep',
    onSuccess: tell,
  } as UseBillingKeyOptions<GatewayTypes, Receipt>);
  const messages = messagesFor(props.messages, purpose);
  const agreement = useAgreement({}, caller);
  const opener = useFocusReturn(state.status);
  const regions = useLiveRegions(state.status !== 'idle' || agreement.isRefused);

  // What came of it is told by the root, and not a second time in here: the button is there for the next card.
  const { reset } = state;
  const isOver = state.status === 'succeeded';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each end
  useEffect(() => {
    if (!isOver) return;
    // The provider may have charged what came back before this part was on the page.
    if (!told.has(state.issued)) tell(state.data, state.issued);
    reset();
  }, [isOver, reset]);

  // The window is asked for in the click, once the attempt is known to be about this card.
  const { issue } = state;
  useEffect(() => {
    if (wanted.current === undefined || wanted.current !== target) return;
    wanted.current = undefined;
    void issue();
  });
  const begin = (next: RegistrationTarget, from: HTMLElement) => {
    if (state.isPending) return;
    opener.current = from;
    wanted.current = next;
    setTarget(() => next);
  };

  return (
    <BillingKeyContext.Provider
      value={{ state: isOver ? idleOf(state) : state, messages, agreement, opener, ...regions }}
    >
      {children(target, begin, state.isPending || state.status === 'failed')}
    </BillingKeyContext.Provider>
  );
}

/** How a registration goes that a button elsewhere in the root has begun, and the ways on. */
export function RegistrationStatus(): ReactElement {
  return (
    <div className="rbk-registration">
      <BillingKeyStatus />
      <BillingKeyRetryCharge />
      <BillingKeyAnotherCard />
      <BillingKeyCancel />
    </div>
  );
}

function idleOf(state: BillingKeyState): BillingKeyState {
  return { ...state, status: 'idle' } as BillingKeyState;
}

function targetOf(metadata: unknown): RegistrationTarget | undefined {
  const { replacesCardId, subscriptionId } = (metadata ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof replacesCardId !== 'string' && typeof subscriptionId !== 'string') return undefined;
  return {
    cardId: typeof replacesCardId === 'string' ? replacesCardId : undefined,
    subscriptionId: typeof subscriptionId === 'string' ? subscriptionId : undefined,
  };
}

/** What an attempt of an earlier page was about, which the customer may be coming back from. */
function leftTarget(
  records: readonly {
    readonly placeId?: string | undefined;
    readonly status: string;
    readonly metadata?: unknown;
  }[],
  id: string,
): RegistrationTarget | undefined {
  const left = records.find(({ placeId, status }) => placeId === id && status !== 'settled');
  return left && targetOf(left.metadata);
}
