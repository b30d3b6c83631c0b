import {
  type OrderFor,
  type OrderSource,
  SubscribeCardButton,
  type SubscribeCardButtonProps,
} from '../../src/index.js';

const order = { customerUid: 'c', name: 'Basic', amount: 9900 };
const charge = async () => ({ receipt: 'r' });

export const accepted = (
  <>
    <SubscribeCardButton pg="kcp_billing" order={order} charge={charge} onSuccess={(data) => data.receipt.trim()} />
    <SubscribeCardButton pg="kcp_billing" order={{ ...order, payMethod: 'card' }} charge={charge}>
      {(state) => (state.status === 'succeeded' ? state.data.receipt : state.isPending ? '…' : 'Go')}
    </SubscribeCardButton>
  </>
);

export const refused = (
  <>
    {/* @ts-expect-error kcp_billing takes cards only */}
    <SubscribeCardButton pg="kcp_billing" order={{ ...order, payMethod: 'phone' as const }} charge={charge} />
    {/* @ts-expect-error naverpay wants a phone number and its product fields */}
    <SubscribeCardButton pg="naverpay" order={order} charge={charge} />
    {/* @ts-expect-error there is no such PG */}
    <SubscribeCardButton pg="nobody" order={order} charge={charge} />
    {/* @ts-expect-error an order is needed */}
    <SubscribeCardButton pg="kcp_billing" charge={charge} />
  </>
);

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Nothing but this type: of an intersection with a second one, the compiler does not say which field of the order is missing. */
export const isOrder: Same<
  SubscribeCardButtonProps<'naverpay', unknown>['order'],
  OrderSource<OrderFor<'naverpay'>>
> = true;
