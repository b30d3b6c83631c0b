import type { StoredEventType } from '../event/BillingServerEvent.js';
import { eventWrite } from '../event/events.js';
import type { JsonObject } from '../json.js';
import type { Store, Write } from '../store/Store.js';
import type { Charge } from './Charge.js';
import type { ChargeListener } from './Charges.js';

/** What has to be written beside a change of a charge. */
export type AlsoWritten = (
  change: Parameters<ChargeListener>[0] & { readonly news?: StoredEventType | null | undefined },
) => Promise<Write[]>;

/** What listeners want written, and what the host is to be told. */
export function alsoWrittenBy(listeners: readonly ChargeListener[]): AlsoWritten {
  return async ({ news = null, ...change }) => {
    const writes: Write[] = [];
    for (const listener of listeners) writes.push(...(await listener(change)));
    if (news === null) return writes;
    const { after, now } = change;
    return [...writes, eventWrite({ type: news, customerId: after.customerId, data: told(after), now })];
  };
}

/** Tells of a payment that somebody has to look at, once, whatever finds it. */
export async function mismatchWrites(
  store: Pick<Store, 'get'>,
  { impUid, customerId, data, now }: { impUid: string | null; customerId: string; data: JsonObject; now: number },
): Promise<Write[]> {
  const eventId = `payment_mismatch:${impUid}`;
  if ((await store.get('events', eventId)) !== null) return [];
  return [eventWrite({ eventId, type: 'payment_mismatch', customerId, data: { ...data, impUid }, now })];
}

/** What the host is told of a charge: identifiers and amounts. */
export function told(charge: Charge): Record<string, string | number | null> {
  const { chargeMerchantUid, merchantUid, subscriptionId, impUid, amount, currency, refundedAmount, failCode } = charge;
  return { chargeMerchantUid, merchantUid, subscriptionId, impUid, amount, currency, refundedAmount, failCode };
}
