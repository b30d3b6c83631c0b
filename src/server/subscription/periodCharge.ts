import { type Context, gatewayOf } from '../Context.js';
import type { Card } from '../card/Card.js';
import type { Charge } from '../charge/Charge.js';
import type { Charges } from '../charge/Charges.js';
import { type Gateway, GatewayUnavailable, type Payment } from '../gateway/Gateway.js';
import { inHostTime } from '../hostTime.js';
import type { BuyerOf } from '../order/Orders.js';
import { chargeableFor } from './consent.js';
import type { Step } from './nextStep.js';
import { startOf } from './periods.js';
import { paidPlan } from './plannedChange.js';
import { renewalNumber } from './renewalNumber.js';
import type { SoldPlan, Subscription } from './Subscription.js';

/** The charge of a subscription's next period. */
export interface PeriodCharge {
  /**
   * Charges it, once. `card_gone`: there is no key to charge any more. `waits`: an earlier try, for another price or at another
   * gateway, may still arrive.
   */
  charge(subscription: Subscription, step: Step & { do: 'charge' }): Promise<'done' | 'waits' | 'card_gone'>;
  /**
   * Looks up what the gateways have of the next period before it is charged, left out or given up: a declined try may have been
   * repeated in the PG's console, and a restored backup does not know of the tries that were made since. Resolves to whether
   * anything was found: what is to be done is then decided anew.
   */
  settle(subscription: Subscription): Promise<boolean>;
  /** The last period up to `through` that can be left out: for the one after it the gateways have a payment. */
  lastUnpaid(subscription: Subscription, through: number): Promise<number>;
}

/** Milliseconds that a period waits for a gateway that does not answer and is not the one of its card. */
const PATIENCE = 24 * 60 * 60_000;

/** Which gateway is asked first, and has to answer; and since when the period is due, in milliseconds. */
interface WhereToFind {
  readonly at: Pick<Card, 'gateway' | 'account'> | null;
  readonly dueAt: number;
}

/** A payment, and which gateway has it. */
interface Found {
  readonly payment: Payment;
  readonly gateway: Gateway;
}

export function createPeriodCharge(
  context: Context,
  { charges, buyer }: { readonly charges: Charges; readonly buyer?: BuyerOf | undefined },
): PeriodCharge {
  const { store, gateways, emit } = context;

  const numberOf = ({ id }: Subscription, period: number, tryNumber: number) =>
    renewalNumber({ subscriptionId: id, period, tryNumber });

  /**
   * What any gateway of this server has under a number: a subscription may have changed from one to another. What a window left
   * there without money is not looked at: a customer can work out the numbers of their own subscription, and open windows for them.
   */
  async function find(merchantUid: string, { at, dueAt }: WhereToFind): Promise<Found | null> {
    // That of the card first: PortOne shows payments of V1 among its own, and not all that V1 knows of them.
    const isFirst = ({ name, account }: Gateway) => name === at?.gateway && account === at.account;
    for (const gateway of [...gateways.filter(isFirst), ...gateways.filter((one) => !isFirst(one))]) {
      const payments = await gateway.findPayments({ merchantUid, impUid: null }).catch(async (error: unknown) => {
        const isOther = at !== null && !isFirst(gateway);
        const goesOn = error instanceof GatewayUnavailable && isOther && (await store.now()) >= dueAt + PATIENCE;
        if (!goesOn) throw error;
        emit({ type: 'gateway_unavailable', gateway: gateway.name, message: error.message });
        return [];
      });
      const counting = payments.filter(({ isKeyCharge, status }) => isKeyCharge || status === 'paid');
      const paid = counting.filter(({ status }) => status === 'paid');
      const payment = paid.find(({ isKeyCharge }) => isKeyCharge) ?? paid[0] ?? counting[0];
      if (payment !== undefined) return { payment, gateway };
    }
    return null;
  }

  async function settle(subscription: Subscription, card: Card | null): Promise<boolean> {
    const { tries } = subscription;
    const period = subscription.period + 1;
    const dueAt = startOf(subscription, period);
    let isNews = false;
    // All of them, also when one is paid: a second one has to be given back.
    for (let tryNumber = 1; tryNumber <= tries; tryNumber += 1) {
      const merchantUid = numberOf(subscription, period, tryNumber);
      const at = await store.get('charges', merchantUid);
      if ((await find(merchantUid, { at, dueAt }))?.payment.status !== 'paid') continue;
      const charge = await charges.look({ chargeMerchantUid: merchantUid, fresh: true });
      if (charge?.status === 'paid') isNews = true;
    }
    for (let tryNumber = tries + 1; card !== null; tryNumber += 1) {
      const merchantUid = numberOf(subscription, period, tryNumber);
      if ((await store.get('charges', merchantUid)) !== null) continue;
      const found = await find(merchantUid, { at: card, dueAt });
      if (found === null) break;
      isNews = true;
      // While it is open, no other number was sent.
      if ((await adopt(subscription, { card, period }, found))?.status === 'pending') break;
    }
    return isNews;
  }

  async function lastUnpaid(subscription: Subscription, through: number): Promise<number> {
    const at = await store.get('cards', subscription.cardId);
    for (let period = subscription.period + 2; period <= through; period += 1) {
      const dueAt = startOf(subscription, period);
      const found = await find(numberOf(subscription, period, 1), { at, dueAt });
      if (found !== null && found.payment.status !== 'failed') return period - 1;
    }
    return through;
  }

  async function charge(
    subscription: Subscription,
    step: Step & { do: 'charge' },
  ): Promise<'done' | 'waits' | 'card_gone'> {
    const { id, customerId, cardId, refusals } = subscription;
    const { period } = step;
    const card = await store.get('cards', cardId);
    if (await settle(subscription, card)) return 'done';
    const isGone = card?.status !== 'active' || (refusals > 0 && (await keyOf(card)) === null);
    if (card === null || isGone) return 'card_gone';
    const plan = chargeableFor(subscription, period);
    for (let { tryNumber } = step; ; tryNumber += 1) {
      const chargeMerchantUid = numberOf(subscription, period, tryNumber);
      const known = await store.get('charges', chargeMerchantUid);
      if (known !== null && !isFree(known, plan, card)) {
        // A call that was lost may arrive late, as long as it is looked for: under the next number the gateway would take both.
        if (NOT_MADE.includes(known.failCode ?? '') && known.lookAt !== null) return 'waits';
        continue;
      }
      const { name, amount, currency, taxFree, vat, planId } = plan;
      await charges.charge({
        charge: {
          chargeMerchantUid,
          card,
          name,
          amount,
          currency,
          taxFree,
          vat,
          planId,
          subscriptionId: id,
          period,
          buyer: await inHostTime('buyer', async () => (await buyer?.({ customerId, card })) ?? null),
        },
        again: known?.failCode === 'refused' || known?.failCode === 'unavailable',
      });
      return 'done';
    }
  }

  async function keyOf(card: Card) {
    return gatewayOf(context, card).findKey(card.billingKey);
  }

  /**
   * The gateway has a payment that this database does not know: a backup was restored. It is taken over, paid or declined, and
   * what follows is decided anew. Its amount counts when a server must have charged it, for the price may have changed since
   * the backup; else somebody could pay a period with a payment of their own making.
   */
  async function adopt(
    subscription: Subscription,
    { card, period }: { readonly card: Card; readonly period: number },
    { payment, gateway }: Found,
  ): Promise<Charge | null> {
    const { customerId, id: subscriptionId } = subscription;
    const due = chargeableFor(subscription, period);
    const [charged] =
      payment.billingKey === null
        ? []
        : await store.find('cards', { where: { billingKey: payment.billingKey }, limit: 1 });
    const isOwnKey = charged !== undefined && charged.customerId === customerId;
    // A key that no card here has is of a card as young as the payment, where the payment carries the name of a try of ours.
    const isYoung = charged === undefined && payment.tag?.startsWith(`${payment.merchantUid}:`);
    const { merchantUid } = payment;
    const { amount } = payment.isKeyCharge && (isOwnKey || isYoung) ? payment : due;
    const { name, currency, taxFree, vat, planId } = paidPlan(subscription, { period, merchantUid, amount });
    // The card that it was charged with may be as young as the payment, and of another gateway than the one before it.
    const foundAt = { gateway: gateway.name, account: gateway.account };
    return charges.adopt({
      charge: {
        chargeMerchantUid: merchantUid,
        card: { ...(isOwnKey ? charged : card), ...foundAt },
        name,
        amount,
        currency,
        taxFree,
        vat,
        planId,
        subscriptionId,
        period,
      },
    });
  }

  return {
    charge,
    settle: async (subscription) => settle(subscription, await store.get('cards', subscription.cardId)),
    lastUnpaid,
  };
}

const NOT_MADE = ['refused', 'unavailable', 'lost'];

/**
 * True when a number can be sent again: its call was refused or never arrived, and it stands for the same price at the same
 * gateway. One that was declined, or was used for another price, is followed by the next number; so is one of another gateway,
 * for this one would not refuse it if it turned out to be paid there.
 */
function isFree({ status, failCode, amount, planId, gateway, account }: Charge, plan: SoldPlan, card: Card): boolean {
  const wasNotMade = status !== 'failed' || NOT_MADE.includes(failCode ?? '');
  const isSameGateway = gateway === card.gateway && account === card.account;
  return wasNotMade && isSameGateway && amount === plan.amount && planId === plan.planId;
}
