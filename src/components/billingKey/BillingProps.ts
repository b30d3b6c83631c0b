import type { Purpose } from '../../core/IssuedKey.js';
import type { MessagePurpose, Messages } from '../../core/messages/Messages.js';
import type { MessageOverrides } from '../../core/messages/mergeMessages.js';
import type { Order, OrderSource } from '../../core/order.js';
import type { GatewayTypes, OptionsWithoutOrder } from '../../react/useBillingKey.js';

/** What `<BillingKey.Root>` and `<SubscribeCardButton>` take to run attempts: the options of `useBillingKey`, and messages. */
export type BillingProps<T extends GatewayTypes, TData> = OptionsWithoutOrder<T, TData> & {
  /** What a click registers. A field that this PG does not accept, or lacks, is a compile error. */
  readonly order: OrderSource<T['order']>;
  /** The customer has agreed to a term in `<Consent.Root>`, or taken it back. */
  readonly onAgreedChange?: ((agreed: readonly string[]) => void) | undefined;
  /** Language of the sentences here. @default the provider's, with its `messages` */
  readonly locale?: Messages | undefined;
  /** Sentences of your own in place of single ones of the locale. */
  readonly messages?: MessageOverrides | undefined;
};

/**
 * Every option by name, besides those of a gateway, which lists its own. A new option does not compile until it is listed, since it
 * would become an attribute of the element.
 */
const optionNames: Record<keyof BillingProps<GatewayTypes, unknown>, true> = {
  pg: true,
  id: true,
  order: true,
  charge: true,
  getCharge: true,
  chargeTimeout: true,
  preload: true,
  onUnmount: true,
  staleAfter: true,
  onStale: true,
  onSuccess: true,
  onCancel: true,
  onLateSuccess: true,
  purpose: true,
  purchaseKey: true,
  terms: true,
  agreed: true,
  onAgreedChange: true,
  onError: true,
  locale: true,
  messages: true,
};

/** Tells the options of the attempt from the attributes of the element. */
export function splitBillingProps<TBilling extends object, TRest extends object>(
  props: object,
  gatewayOptions: readonly string[],
): readonly [TBilling, TRest] {
  const billing: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const name in props) {
    const isOption = Object.hasOwn(optionNames, name) || gatewayOptions.includes(name);
    (isOption ? billing : rest)[name] = (props as Record<string, unknown>)[name];
  }
  return [billing as TBilling, rest as TRest];
}

/** Which sentences an attempt is told with; undefined stands for a subscription that is paid today. */
export function messagePurposeOf(
  purpose: Purpose = 'subscribe',
  order: Pick<Order, 'dueToday'> | (() => unknown) | null | undefined,
): MessagePurpose | undefined {
  if (purpose !== 'subscribe') return purpose;
  // An order that the host has still to load is none: the click refuses it, and a render must not fail over it.
  return typeof order === 'object' && order?.dueToday === 0 ? 'trial' : undefined;
}
