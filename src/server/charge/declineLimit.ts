import type { Context } from '../Context.js';
import { BillingServerError } from '../errors.js';

const DAY = 24 * 60 * 60_000;

/**
 * Does what may end in a declined charge, unless too many charges of this customer were declined today: somebody who tries
 * stolen cards sees the same. Charges that are under way count too, so that many at one moment get no further than one by one.
 *
 * @param number - what is charged: the same one sent twice at once counts once
 * @throws BillingServerError `too_many_attempts`
 */
export type DeclineLimit = <T>(
  charge: { readonly customerId: string; readonly number: string },
  work: () => Promise<T>,
) => Promise<T>;

export function createDeclineLimit({ store }: Pick<Context, 'store'>, declinesADay: number): DeclineLimit {
  /** Of each customer the numbers that this process is at, oldest first, and how often. */
  const underWay = new Map<string, Map<string, number>>();

  function enter(customerId: string, number: string): { readonly before: number; leave(): void } {
    const mine = underWay.get(customerId) ?? new Map<string, number>();
    underWay.set(customerId, mine);
    mine.set(number, (mine.get(number) ?? 0) + 1);
    return {
      before: [...mine.keys()].indexOf(number),
      leave() {
        const left = (mine.get(number) ?? 1) - 1;
        if (left > 0) mine.set(number, left);
        else mine.delete(number);
        if (mine.size === 0) underWay.delete(customerId);
      },
    };
  }

  return async ({ customerId, number }, work) => {
    if (declinesADay === Number.POSITIVE_INFINITY) return work();
    const { before, leave } = enter(customerId, number);
    try {
      const now = await store.now();
      const tries = await store.find('tries', {
        where: { customerId },
        atLeast: { field: 'startedAt', value: now - DAY },
        // Nothing later than now counts: a clock that was ahead may have written such times, and they would count until then.
        atMost: { field: 'startedAt', value: now },
        order: { by: 'startedAt', descending: true },
        limit: 10 * declinesADay,
      });
      const sent = tries.filter(
        ({ status, callEndsAt, chargeMerchantUid }) =>
          status === 'sent' && callEndsAt > now && chargeMerchantUid !== number,
      );
      const open = Math.max(before, sent.length);
      const declined = tries.filter(({ status }) => status === 'declined');
      if (declined.length + open >= declinesADay) throw tooMany(declinesADay, declined[declinesADay - 1], now);
      return await work();
    } finally {
      leave();
    }
  };
}

/** Where fewer were declined, charges that are under way have to end first. */
function tooMany(declinesADay: number, oldest: { readonly startedAt: number } | undefined, now: number) {
  const wait = oldest === undefined ? 60 : Math.max(1, Math.ceil((oldest.startedAt + DAY - now) / 1000));
  return new BillingServerError(
    'too_many_attempts',
    `${declinesADay} charges of this customer were declined within a day, or are under way, as happens to somebody who tries stolen cards.`,
    { retryAfterSeconds: wait },
  );
}
