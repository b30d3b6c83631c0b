import type { Context } from '../Context.js';
import { coalesce } from '../coalesce.js';
import { BillingServerError } from '../errors.js';
import { unavailable } from '../gateway/unavailable.js';
import { insert, update } from '../store/Store.js';
import type { Charge } from './Charge.js';
import type { ChargeListener, Charges } from './Charges.js';
import { createInquiry, GIVEN_UP, type Look } from './chargeInquiry.js';
import { createChargeLedger } from './chargeLedger.js';
import { alsoWrittenBy, mismatchWrites, told } from './chargeNews.js';
import { assertSame, newRow, newTry } from './chargeRows.js';
import { conflict, createChargeTries } from './chargeTries.js';
import { LOOK_FOR_LOST } from './settlement.js';
import { createChargeSweep } from './sweepCharges.js';

export interface ChargesOptions {
  readonly listeners?: readonly ChargeListener[] | undefined;
}

export function createCharges(context: Context, { listeners = [] }: ChargesOptions = {}): Charges {
  const { store } = context;
  const chargeOnce = coalesce<Charge>();
  const lookOnce = coalesce<Look>();
  const alsoWritten = alsoWrittenBy(listeners);
  const ledger = createChargeLedger(context, alsoWritten);
  const investigate = createInquiry(context, ledger);
  const tryNext = createChargeTries(context, { ledger, investigate, alsoWritten });

  return {
    ...createChargeSweep(context, { ledger, investigate }),

    async charge(request) {
      await context.assertBound();
      return chargeOnce(request.charge.chargeMerchantUid, () => tryNext(request));
    },

    async recordTaken({ charge: wanted, payment, alongside = [] }) {
      await context.assertBound();
      const { chargeMerchantUid } = wanted;
      const now = await store.now();
      const taken = {
        status: 'paid',
        chargedAtIssue: true,
        callEndsAt: 0,
        lookAt: null,
        impUid: payment.impUid,
        receiptUrl: payment.receiptUrl,
        settledAt: now,
      } as const;
      const charge: Charge = { ...newRow(wanted, now, 0), ...taken, tries: 0 };
      const also = await alsoWritten({ before: null, after: charge, now, news: 'charge_paid' });
      if (await store.commit([insert('charges', charge), ...alongside, ...also])) return charge;
      const row = await store.get('charges', chargeMerchantUid);
      if (row === null) throw conflict(chargeMerchantUid);
      assertSame(row, wanted);
      if (row.status === 'failed' && row.failCode !== 'mismatch') {
        // An earlier try took nothing, as far as is known. It is asked about once more: money of it would now be taken twice.
        const { version: _, createdAt: __, tries: ___, ...fields } = charge;
        const set = { ...fields, lookAt: now + LOOK_FOR_LOST[0], looks: 0 };
        const after: Charge = { ...row, ...set, version: row.version + 1 };
        const news = await alsoWritten({ before: row, after, now, news: 'charge_paid' });
        if (await store.commit([update('charges', row, set), ...alongside, ...news])) return after;
        throw conflict(chargeMerchantUid);
      }
      if (row.impUid === payment.impUid) return row;
      const { impUid } = payment;
      const { customerId } = row;
      await store.commit(await mismatchWrites(store, { impUid, customerId, data: told(row), now }));
      throw new BillingServerError(
        'registration_used',
        `Registration ${payment.impUid} took the money for ${chargeMerchantUid}, which has a payment of its own (${row.impUid ?? row.status}). Refund one of them with POST /payments/cancel.`,
        { field: 'impUid' },
      );
    },

    async adopt({ charge: wanted }) {
      await context.assertBound();
      const now = await store.now();
      // Its call was made long ago: nobody has to wait for it.
      const charge = newRow(wanted, now, now);
      const also = await alsoWritten({ before: null, after: charge, now });
      await store.commit([insert('charges', charge), insert('tries', newTry(charge, now)), ...also]);
      return this.look({ chargeMerchantUid: wanted.chargeMerchantUid });
    },

    async giveUp(chargeMerchantUid) {
      await context.assertBound();
      const { row, now } = await ledger.read(chargeMerchantUid);
      if (row.status !== 'pending') return row;
      if (now < row.callEndsAt) {
        throw new BillingServerError('charge_unsettled', 'Its call may still arrive. Give it up later.', {
          retryAfterSeconds: Math.ceil((row.callEndsAt - now) / 1000),
        });
      }
      const { row: known, reached } = await investigate(chargeMerchantUid, { ...GIVEN_UP, number: row.tries });
      if (!reached) throw unavailable();
      return known;
    },

    async look({ chargeMerchantUid, fresh = false }) {
      const row = await store.get('charges', chargeMerchantUid);
      if (row === null || (row.status !== 'pending' && !fresh)) return row;
      return (await lookOnce(chargeMerchantUid, () => investigate(chargeMerchantUid))).row;
    },
  };
}
