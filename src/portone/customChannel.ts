import type { ChannelRow, IssueCall } from './ChannelRow.js';
import { type ChannelCode, channelTable } from './channelTable.js';
import type { BillingKeyMethod } from './order.js';

/** A channel that `channelTable` does not list. */
export interface CustomChannel {
  readonly code: string;
  readonly row: ChannelRow;
}

/** What `customChannel()` takes: what is known of a PG that has no row here. */
export interface CustomChannelOptions {
  /** Your name for it, in events and records. */
  readonly code: string;
  /** @default 'CARD' */
  readonly billingKeyMethod?: BillingKeyMethod | undefined;
  /** Which of the SDK's functions registers. @default 'requestIssueBillingKey' */
  readonly call?: IssueCall | undefined;
}

/**
 * A PG that is not in the table, handled in the safe way: its answer may come by the promise or by a return, its window may be
 * a popup, and nothing is demanded of the order.
 *
 * @example
 * useBillingKey({ pg: customChannel({ code: 'new_pg' }), channelKey, order })
 */
export function customChannel(options: CustomChannelOptions): CustomChannel {
  const { code, billingKeyMethod = 'CARD', call = 'requestIssueBillingKey' } = options;
  return {
    code,
    row: {
      pgProvider: code.toUpperCase(),
      methods: { [billingKeyMethod]: { call } },
      desktop: 'unknown',
      phone: 'unknown',
      popup: 'always',
    },
  };
}

/** The row of a channel; undefined for a slip of the pen. */
export function rowOf(pg: ChannelCode | CustomChannel): ChannelRow | undefined {
  if (typeof pg !== 'string') return pg?.row;
  return Object.hasOwn(channelTable, pg) ? channelTable[pg] : undefined;
}
