import type { Messages } from '../../core/messages/Messages.js';
import type { MessageOverrides } from '../../core/messages/mergeMessages.js';
import type { CustomPg } from '../../core/pg/customPg.js';
import type { OrderFor } from '../../core/pg/OrderFor.js';
import type { PgCode } from '../../core/pg/pgTable.js';
import type { UseBillingKeyOptions } from '../../react/useBillingKey.js';

/** What `<BillingKey.Root>` and `<SubscribeCardButton>` take to run attempts: the options of `useBillingKey`, and words. */
export interface BillingProps<TPg extends PgCode | CustomPg, TData> extends UseBillingKeyOptions<TPg, TData> {
  /** What a click registers. A field that this PG does not accept, or lacks, is a compile error. */
  readonly order: OrderFor<NoInfer<TPg>>;
  /** Language of the words here. @default the provider's, with its `messages` */
  readonly locale?: Messages | undefined;
  /** Sentences of your own in place of single ones of the locale. */
  readonly messages?: MessageOverrides | undefined;
}

const names: readonly string[] = [
  'pg',
  'mid',
  'channelKey',
  'id',
  'order',
  'charge',
  'getCharge',
  'chargeTimeout',
  'preload',
  'onUnmount',
  'staleAfter',
  'onStale',
  'onSuccess',
  'onCancel',
  'onError',
  'locale',
  'messages',
] satisfies (keyof BillingProps<PgCode, unknown>)[];

/** Tells the options of the attempt from the attributes of the element. */
export function splitBillingProps<TBilling extends object, TRest extends object>(
  props: object,
): readonly [TBilling, TRest] {
  const entries = Object.entries(props);
  return [
    Object.fromEntries(entries.filter(([name]) => names.includes(name))) as TBilling,
    Object.fromEntries(entries.filter(([name]) => !names.includes(name))) as TRest,
  ];
}
