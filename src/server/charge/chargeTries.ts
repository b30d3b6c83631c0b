import { type Context, gatewayOf, ROUNDS } from '../Context.js';
import { BillingServerError } from '../errors.js';
import { type ChargeAnswer, GatewayUnavailable } from '../gateway/Gateway.js';
import { type Stopwatch, stopwatch } from '../stopwatch.js';
import { insert, update } from '../store/Store.js';
import type { Charge, Try } from './Charge.js';
import type { Charges } from './Charges.js';
import type { Investigate } from './chargeInquiry.js';
import type { ChargeLedger } from './chargeLedger.js';
import type { AlsoWritten } from './chargeNews.js';
import { assertSame, newRow, newTry } from './chargeRows.js';

/** A try that this process has written, and how long ago. */
interface BegunTry {
  readonly charge: Charge;
  readonly tried: Try;
  readonly begun: Stopwatch;
}

export interface ChargeTriesOptions {
  readonly ledger: ChargeLedger;
  readonly investigate: Investigate;
  readonly alsoWritten: AlsoWritten;
}

/** Makes the next try of a charge where one is to be made, and says how the charge stands. */
export function createChargeTries(
  context: Context,
  { ledger, investigate, alsoWritten }: ChargeTriesOptions,
): Charges['charge'] {
  const { store, emit } = context;

  /** Takes the row for one try; or, when there is nothing to try, says how the charge stands. */
  async function begin(request: Parameters<Charges['charge']>[0]): Promise<BegunTry | Charge> {
    const { charge: wanted, alongside = [], again = true } = request;
    const { chargeMerchantUid, card } = wanted;
    const { chargeLife } = gatewayOf(context, card);
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = stopwatch();
      const [row, now] = await Promise.all([store.get('charges', chargeMerchantUid), store.now()]);
      const callEndsAt = now + chargeLife;
      if (row === null) {
        const charge = newRow(wanted, now, callEndsAt);
        const tried = newTry(charge, now);
        const writes = [insert('charges', charge), insert('tries', tried), ...alongside];
        if (await store.commit([...writes, ...(await alsoWritten({ before: null, after: charge, now }))])) {
          return { charge, tried, begun };
        }
        // Another worker has the row now, or what goes alongside is out of date, which only the caller can decide anew.
        if ((await store.get('charges', chargeMerchantUid)) === null) throw conflict(chargeMerchantUid);
        continue;
      }
      assertSame(row, wanted);
      if (row.status === 'paid' || row.status === 'refunded') return row;
      // A worker stopped in the middle, or the call failed. The gateway knows what became of the try, even if nobody got its answer.
      const { row: known } = await investigate(chargeMerchantUid);
      if (known.status !== 'failed' || known.failCode === 'mismatch') return known;
      const isNews = row.status === 'pending' || known.tries !== row.tries;
      if (known.failCode !== 'lost' && (isNews || !again)) return known;
      const charge: Charge = {
        ...known,
        version: known.version + 1,
        cardId: card.cardId,
        gateway: card.gateway,
        account: card.account,
        status: 'pending',
        tries: known.tries + 1,
        callEndsAt,
        lookAt: callEndsAt,
        looks: 0,
        failCode: null,
        failReason: null,
        settledAt: null,
      };
      const tried = newTry(charge, now);
      const writes = [update('charges', known, charge), insert('tries', tried), ...alongside];
      if (await store.commit([...writes, ...(await alsoWritten({ before: known, after: charge, now }))])) {
        return { charge, tried, begun };
      }
      // What goes alongside may never fit again: the card of a second click was written by the first one.
      if (alongside.length > 0) throw conflict(chargeMerchantUid);
    }
    throw conflict(chargeMerchantUid);
  }

  /** The row says `pending` and this try is ours: now the gateway is called, once. */
  async function take({ charge, tried, begun }: BegunTry, request: Parameters<Charges['charge']>[0]): Promise<Charge> {
    const { card, buyer = null } = request.charge;
    const gateway = gatewayOf(context, charge);
    const { chargeMerchantUid: merchantUid, name, amount, currency, taxFree, vat } = charge;
    const { number, tryId: tag } = tried;
    // A worker that slept in between has lost its turn: a call that it sent now could arrive after others took it for lost.
    if (begun.elapsed() > gateway.chargeLife / 2) return charge;
    const { billingKey } = card;
    let answer: ChargeAnswer;
    try {
      answer = await gateway.charge({ billingKey, merchantUid, name, amount, currency, taxFree, vat, buyer, tag });
    } catch (error) {
      if (!(error instanceof GatewayUnavailable)) throw error;
      emit({ type: 'gateway_unavailable', gateway: gateway.name, message: error.message });
      if (error.mayStillRun) return (await investigate(merchantUid)).row;
      await ledger.endCall(merchantUid, number);
      const failReason = 'The gateway could not be asked: nothing was charged.';
      return (await investigate(merchantUid, { number, status: 'refused', failCode: 'unavailable', failReason })).row;
    }
    if (answer.kind === 'answered') return ledger.record(merchantUid, [answer.payment], number);
    // An order number is refused when it was paid: perhaps by a try that was given up too early. So the gateway is asked.
    const failReason = answer.message;
    return (await investigate(merchantUid, { number, status: 'refused', failCode: 'refused', failReason })).row;
  }

  return async (request) => {
    const begun = await begin(request);
    return 'tried' in begun ? take(begun, request) : begun;
  };
}

export function conflict(chargeMerchantUid: string): BillingServerError {
  return new BillingServerError(
    'store_conflict',
    `What goes with charge ${chargeMerchantUid} was changed by somebody else. Nothing was charged: read again and decide anew.`,
    { retryAfterSeconds: 1 },
  );
}
