import { type Context, gatewayOf } from '../Context.js';
import { type Gateway, GatewayUnavailable, type Payment } from '../gateway/Gateway.js';
import type { Charge } from './Charge.js';
import type { ChargeLedger, EndedTry } from './chargeLedger.js';

/** How a charge stands, and whether the gateway could say so. */
export interface Look {
  readonly row: Charge;
  readonly reached: boolean;
}

/** Asks the gateway about a charge and writes what it says. Without `ended`, a try without a record is lost when its call's life is over. */
export type Investigate = (chargeMerchantUid: string, ended?: EndedTry) => Promise<Look>;

export function createInquiry(context: Context, ledger: ChargeLedger): Investigate {
  /** What the PG took while it issued the key is under the number of the registration, which may be another order's. */
  async function takenPayments(row: Charge, gateway: Gateway): Promise<Payment[]> {
    const { chargeMerchantUid, impUid, tries } = row;
    const [order] = await context.store.find('orders', { where: { impUid }, limit: 1 });
    const registered = order?.merchantUid ?? row.merchantUid ?? chargeMerchantUid;
    const taken = await gateway.findPayments({ merchantUid: registered, impUid });
    // Before it there were tries that took nothing, as far as was known.
    const tried = tries === 0 ? [] : await gateway.findPayments({ merchantUid: chargeMerchantUid, impUid: null });
    return [...taken, ...tried];
  }

  return async (chargeMerchantUid, ended) => {
    // Read before the gateway is asked: what it does not know by then will never come, if the call's life was over.
    const { row, tries, now: askedAt } = await ledger.read(chargeMerchantUid);
    const gateway = gatewayOf(context, row);
    let payments: readonly Payment[];
    try {
      payments = row.chargedAtIssue
        ? await takenPayments(row, gateway)
        : await gateway.findPayments({ merchantUid: chargeMerchantUid, impUid: row.impUid });
    } catch (error) {
      if (!(error instanceof GatewayUnavailable)) throw error;
      context.emit({ type: 'gateway_unavailable', gateway: gateway.name, message: error.message });
      return { row, reached: false };
    }
    const known = await ledger.record(chargeMerchantUid, payments, null);
    const number = ended?.number ?? row.tries;
    const isOver = ended !== undefined || askedAt >= row.callEndsAt;
    const isGivenUp = ended?.failCode === GIVEN_UP.failCode;
    const wasGivenUp = (tag: string | null) =>
      tries.some(({ tryId, failCode }) => tryId === tag && failCode === GIVEN_UP.failCode);
    // `pending` at the gateway: it is begun there, and will be settled, unless somebody says that it will not.
    const isBegun = payments.some(
      ({ isKeyCharge, status, tag }) => isKeyCharge && status === 'pending' && !wasGivenUp(tag),
    );
    // Stryker disable next-line ConditionalExpression,LogicalOperator: endTry looks at both again; here it spares reading the row.
    const isSettled = known.status !== 'pending' || known.tries !== number;
    const isOpen = isSettled || !isOver || (isBegun && !isGivenUp);
    // What was never begun is lost, and there is nothing to give up.
    const isLost = ended === undefined || (isGivenUp && !isBegun);
    return {
      row: isOpen ? known : await ledger.endTry(chargeMerchantUid, isLost ? { ...LOST, number } : ended),
      reached: true,
    };
  };
}

/** The gateway has begun it, and never settles it. */
export const GIVEN_UP: Omit<EndedTry, 'number'> = {
  status: 'lost',
  failCode: 'given_up',
  failReason: 'It was given up by hand: nobody could say what became of it.',
};

const LOST: Omit<EndedTry, 'number'> = {
  status: 'lost',
  failCode: 'lost',
  failReason: 'The gateway has no record of it: nothing was charged.',
};
