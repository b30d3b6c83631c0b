import type { ChannelCode, channelTable } from './channelTable.js';
import type { CustomChannel } from './customChannel.js';
import type { PortOneOrder } from './order.js';

/**
 * The order that a channel accepts: `PortOneOrder` with the fields its PG demands made mandatory, on whichever device, so that
 * what is missing is a compile error at the field. Derived from `channelTable`, as the run-time check `channelProblems` is.
 * What a type can't say (the alphabet of an id) is left to that check.
 *
 * For a union of codes the order has to satisfy each. A `CustomChannel` takes any order.
 *
 * @example
 * const order: OrderFor<'smartro_v2'> = { name: 'Monthly plan', amount: 9900, customerId: 'user-7f3' };
 */
export type OrderFor<P extends ChannelCode | CustomChannel> = PortOneOrder & OrderDemands<P>;

/** What `OrderFor` adds to `PortOneOrder`. */
export type OrderDemands<P extends ChannelCode | CustomChannel> =
  Intersection<P extends ChannelCode ? { of: ChannelDemands<P> } : { of: unknown }> extends { of: infer Demands }
    ? Demands
    : never;

type Methods<Code extends ChannelCode> = (typeof channelTable)[Code]['methods'];

/** A union, told apart by `billingKeyMethod` where a channel has several methods. */
type ChannelDemands<Code extends ChannelCode> = {
  [Method in keyof Methods<Code>]: MethodChoice<Method, keyof Methods<Code>> & MethodDemands<Methods<Code>[Method]>;
}[keyof Methods<Code>];

/** A method that is the only one need not be named. */
type MethodChoice<Method, All> = [All] extends [Method]
  ? { billingKeyMethod?: Method | undefined }
  : { billingKeyMethod: Method };

type MethodDemands<Row> = NamedFields<Path<Row>> &
  CustomerFields<Path<Row>> &
  (Row extends { currencies: readonly (infer Currency)[] } ? { currency?: Currency | undefined } : unknown);

/** Every path that the PG demands, on one device at least. */
type Path<Row> =
  | (Row extends { requires: readonly (infer Required)[] } ? Required : never)
  | (Row extends { requiresOn: infer Devices } ? ListItem<Devices[keyof Devices]> : never);

type ListItem<List> = List extends readonly (infer Item)[] ? Item : never;

type NamedFields<Paths> = { [Field in Paths & keyof PortOneOrder]: Exclude<PortOneOrder[Field], undefined> };

type CustomerFields<Paths> = [CustomerField<Paths>] extends [never]
  ? unknown
  : {
      customer: { [Field in Exclude<CustomerField<Paths>, 'fullName'>]: string } & ('customer.fullName' extends Paths
        ? FullName
        : unknown);
    };

type CustomerField<Paths> = Paths extends `customer.${infer Field}` ? Field : never;

/** A first and a last name stand for a full one. */
type FullName = { fullName: string } | { firstName: string; lastName: string };

type Intersection<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
