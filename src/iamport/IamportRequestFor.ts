import type { OrderDemands } from './pg/OrderFor.js';
import type { PgCode } from './pg/pgTable.js';
import type { IamportRequest } from './wire.js';

/**
 * Parameters of `IMP.request_pay` for a billing key at one PG, in the SDK's own spelling: `IamportRequest` with the
 * parameters this PG demands made mandatory and the ones it restricts narrowed. For code that calls the SDK itself; the
 * hooks and the button take an `OrderFor` and make this from it. Derived from the same table.
 *
 * `pay_method` is mandatory wherever the SDK's own default, `card`, would be wrong.
 *
 * @example
 * const request: IamportRequestFor<'naverpay'> = {
 *   pg: 'naverpay', merchant_uid: 'order-1', customer_uid: 'card-7f3', name: 'Monthly plan', amount: 9900,
 *   buyer_tel: '010-0000-0000', naverProductCode: 'plan-monthly', naverProductCount: 1,
 * };
 */
export type IamportRequestFor<P extends PgCode> = P extends PgCode
  ? IamportRequest & { pg?: P | `${P}.${string}` } & WireDemands<OrderDemands<P>>
  : never;

/** For each way to pay, so that the error is about the method that was chosen. */
type WireDemands<Demands> = Demands extends unknown
  ? Flat<Renamed<Demands> & BuyerDemands<Demands> & MethodDemand<Demands>>
  : never;

/** Fields that an order may be held to, as the SDK spells them. */
interface WireNames {
  customerId: 'customer_id';
  currency: 'currency';
  digital: 'digital';
  naverProductCode: 'naverProductCode';
  naverProductCount: 'naverProductCount';
  bypass: 'bypass';
}

type Renamed<Demands> = {
  [Key in keyof Demands as Key extends keyof WireNames ? WireNames[Key] : never]: Demands[Key];
};

type BuyerDemands<Demands> = Demands extends { buyer: infer Buyer }
  ? { [Key in keyof Buyer as `buyer_${Key & string}`]: Buyer[Key] }
  : unknown;

type MethodDemand<Demands> = Demands extends { payMethod: infer Method extends string }
  ? { pay_method: Method }
  : Demands extends { payMethod?: infer Method }
    ? LoneMethod<Exclude<Method, undefined>>
    : unknown;

type LoneMethod<Method> = [Method] extends [never]
  ? { pay_method?: never }
  : 'card' extends Method
    ? { pay_method?: Method }
    : { pay_method: Method };

/** Writes an intersection out as one object, for errors and tooltips that can be read. */
type Flat<Type> = { [Key in keyof Type]: Type[Key] } & {};
