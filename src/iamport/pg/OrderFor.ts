import type { BillingOrder, InitialCharge } from '../order.js';
import type { PgCodeOrCustomPg } from './customPg.js';
import type { AmountRule, PgRow } from './PgRow.js';
import type { PgCode, pgTable } from './pgTable.js';

/**
 * The order that one PG accepts: `BillingOrder` with the fields this PG demands made mandatory and the ones it restricts
 * narrowed, so that a wrong combination is a compile error at the field. Derived from `pgTable`, as the run-time check
 * `pgProblems` is. What a type can't say (an amount above 0, the length of an id) is left to that check.
 *
 * For a union of codes, as a method picker holds it, the order has to fit each of them, since nobody knows at compile time
 * which one the customer picks. A `CustomPg` takes any order, and so does code that knows no more than `PgCodeOrCustomPg`.
 *
 * @example
 * const order: OrderFor<'naverpay'> = {
 *   customerUid: 'card-7f3', name: 'Monthly plan', amount: 9900,
 *   buyer: { tel: '010-0000-0000' }, naverProductCode: 'plan-monthly', naverProductCount: 1,
 * };
 */
export type OrderFor<P extends PgCodeOrCustomPg> = BillingOrder & OrderDemands<P>;

/**
 * What `OrderFor` adds to `BillingOrder`: the demands of each PG that `P` may be. Each is boxed on its way, so that
 * one which is a union itself (a PG with several pay methods) is not taken apart.
 */
export type OrderDemands<P extends PgCodeOrCustomPg> = [PgCodeOrCustomPg] extends [P]
  ? unknown
  : (P extends PgCodeOrCustomPg ? (demands: [Demands<P>]) => void : never) extends (demands: infer Boxes) => void
    ? Boxes extends [unknown]
      ? Boxes[0]
      : never
    : never;

/** What one PG adds. */
type Demands<P extends PgCodeOrCustomPg> = P extends PgCode ? CodeDemands<P> : unknown;

type CodeDemands<Code extends PgCode> = RowDemands<(typeof pgTable)[Code]>;

type RowDemands<Row extends PgRow> =
  Methods<Row> extends readonly []
    ? Flat<{ payMethod?: undefined } & MethodDemands<Row, never>>
    : Methods<Row> extends readonly [infer Only extends string]
      ? Flat<{ payMethod?: Only | undefined } & MethodDemands<Row, Only>>
      : ChosenMethod<Row, Methods<Row>[number]>;

/** A union, told apart by `payMethod`, so that the error is about the method that was chosen. */
type ChosenMethod<Row extends PgRow, Method extends string> = Method extends string
  ? Flat<{ payMethod: Method } & MethodDemands<Row, Method>>
  : never;

type MethodDemands<Row extends PgRow, Method extends string> = Nested<RequiredValues<Row, RequiredPath<Row, Method>>> &
  Restricted<Row, RequiredPath<Row, Method>> & { initialCharge?: ChargeChoice<RuleOf<Row, Method>> | undefined };

type Methods<Row extends PgRow> = Row extends { payMethods: infer List extends readonly string[] }
  ? List
  : readonly string[];

type RuleOf<Row extends PgRow, Method extends string> = Row['amount'] extends AmountRule
  ? Row['amount']
  : Row['amount'] extends Record<Method, infer Rule>
    ? Rule
    : never;

type ChargeChoice<Rule> = Rule extends 'charged-if-positive'
  ? InitialCharge
  : Rule extends 'always-charged'
    ? 'at-issue'
    : 'by-backend';

type RequiredPath<Row extends PgRow, Method extends string> =
  | (Row extends { requires: readonly (infer Path extends string)[] } ? Path : never)
  | (Row extends { requiresFor: Record<Method, readonly (infer Path extends string)[]> } ? Path : never)
  | (Method extends 'phone' ? 'digital' : never);

type Allowed<Row extends PgRow> = Row extends { allows: infer Allows } ? Allows : Record<never, never>;

/** Every required path with the type of its value: `{ 'buyer.tel': string }`. */
type RequiredValues<Row extends PgRow, Path extends string> = {
  [Key in Path]: Key extends keyof Allowed<Row>
    ? ListItem<Allowed<Row>[Key]>
    : Key extends keyof BillingOrder
      ? Exclude<BillingOrder[Key], undefined>
      : string;
};

/** Fields that may be left out, but hold nothing else than what the PG allows. */
type Restricted<Row extends PgRow, Path extends string> = {
  [Key in Exclude<keyof Allowed<Row> & keyof BillingOrder, Path>]?: ListItem<Allowed<Row>[Key]> | undefined;
};

type ListItem<List> = List extends readonly (infer Item)[] ? Item : never;

/** Paths as objects: `{ 'buyer.tel': string }` becomes `{ buyer: { tel: string } }`. */
type Nested<Values> = Flat<{
  [Key in Head<keyof Values>]: Key extends keyof Values
    ? Values[Key]
    : Key extends 'bypass'
      ? NestedOpen<Below<Values, Key>>
      : Nested<Below<Values, Key>>;
}>;

/** As `Nested`, for the PG's own parameters: the ones that are not mandatory are not listed here. */
type NestedOpen<Values> = Flat<
  {
    [Key in Head<keyof Values>]: Key extends keyof Values ? Values[Key] : NestedOpen<Below<Values, Key>>;
  } & { [parameter: string]: unknown }
>;

type Head<Path> = Path extends `${infer Key}.${string}` ? Key : Path & string;

type Below<Values, Key extends string> = {
  [Path in keyof Values as Path extends `${Key}.${infer Rest}` ? Rest : never]: Values[Path];
};

/** Writes an intersection out as one object, for errors and tooltips that can be read. */
type Flat<Type> = { [Key in keyof Type]: Type[Key] } & {};
