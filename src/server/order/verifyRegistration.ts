import { amountLeft } from '../../portone/minorUnits.js';
import { type Context, gatewayOf } from '../Context.js';
import { BillingServerError } from '../errors.js';
import { GatewayUnavailable, type Registration, type RegistrationClaim } from '../gateway/Gateway.js';
import { unavailable } from '../gateway/unavailable.js';
import type { Order } from './Order.js';
import type { IssuedClaim } from './Orders.js';

/**
 * Asks the gateway about everything the page claims. Resolves when there is a key that was registered under the numbers of
 * this order; `took` tells whether the PG took the order's price with it.
 *
 * @throws BillingServerError `registration_…`, `order_expired`, `sandbox_refused`, `live_refused`, `amount_mismatch`,
 * `not_charged_at_issue`, `charge_unsettled`, `gateway_unavailable`
 */
export async function verifyRegistration(
  context: Context,
  { order, claim }: { readonly order: Order; readonly claim: IssuedClaim },
): Promise<{ readonly registration: Registration; readonly took: boolean }> {
  const registration = await findRegistration(context, { order, claim });
  if (registration === null) {
    throw new BillingServerError(
      'registration_unknown',
      `The gateway knows no registration ${claim.impUid ?? order.merchantUid}. Send the impUid of the registration.`,
      { field: 'impUid' },
    );
  }
  assertOfOrder(registration, order);
  await assertNoCharge(context, registration);
  if (registration.status === 'failed') {
    throw new BillingServerError(
      'registration_failed',
      `Registration ${registration.impUid ?? order.merchantUid} failed${registration.failReason ? `: ${registration.failReason}` : ''}. Register the card again.`,
    );
  }
  if (registration.status === 'pending') {
    throw new BillingServerError('charge_unsettled', `The PG has not settled registration ${order.merchantUid} yet.`, {
      retryAfterSeconds: 5,
    });
  }
  // A record that waits may name no channel yet.
  assertChannel(context.mode, registration.sandbox);
  const took = tookThePrice(registration, order, claim);
  // A window that was opened too late shows a price of long ago; what the PG took there is taken all the same.
  if (!took && (registration.startedAt ?? order.createdAt) > order.expiresAt) {
    throw new BillingServerError(
      'order_expired',
      `Order ${order.merchantUid} expired before its window was opened. Make a new order.`,
    );
  }
  return { registration, took };
}

const HOUR = 60 * 60_000;

/** The numbers of an order, and when its window can have been opened. */
export function reservedFor({ merchantUid, customerUid, createdAt, expiresAt }: Order): RegistrationClaim {
  return { merchantUid, customerUid, openFrom: createdAt, openUntil: expiresAt };
}

/** Names what the host is told of money that the window of an order took and that is not its price: it is told once. */
export function mismatchEventId(merchantUid: string): string {
  return `mismatch:${merchantUid}`;
}

/** As the gateway has it; null when it knows none. A window that nobody finished has failed when its order is over. */
export async function findRegistration(
  context: Context,
  { order, claim }: { readonly order: Order; readonly claim: Omit<IssuedClaim, 'customerId'> },
): Promise<Registration | null> {
  const { impUid, billingKey, billingIssueToken } = claim;
  const gateway = gatewayOf(context, order);
  try {
    const found = await gateway.findRegistration({ ...reservedFor(order), impUid, billingKey, billingIssueToken });
    if (found?.status !== 'pending' || (await context.store.now()) <= order.expiresAt + HOUR) return found;
    return { ...found, status: 'failed', failReason: 'The window was not finished in time.' };
  } catch (error) {
    if (!(error instanceof GatewayUnavailable)) throw error;
    context.emit({ type: 'gateway_unavailable', gateway: gateway.name, message: error.message });
    throw unavailable(error);
  }
}

/** A key of a test channel takes no money, and one of a live channel takes real money: neither is taken for the other. */
export function assertChannel(mode: Context['mode'], sandbox: boolean): void {
  if (sandbox && mode === 'live') {
    throw new BillingServerError(
      'sandbox_refused',
      'This key was issued on a test channel, and this server is live: it grants nothing. Use a live channel, or mode: "test" for a server that sells nothing.',
    );
  }
  if (!sandbox && mode === 'test') {
    throw new BillingServerError(
      'live_refused',
      'This key was issued on a live channel, and this server runs with mode: "test". Use a test channel, or mode: "live".',
    );
  }
}

function assertOfOrder(registration: Registration, order: Order): void {
  const isOurs =
    registration.merchantUid === order.merchantUid &&
    (registration.customerUid === null || registration.customerUid === order.customerUid);
  if (isOurs && registration.isRegistration) return;
  throw new BillingServerError(
    'registration_mismatch',
    registration.isRegistration
      ? `Payment ${registration.impUid} is not the registration ${order.merchantUid} of ${order.customerUid}.`
      : `Payment ${registration.impUid} charged a key: it registered none.`,
    { field: 'impUid' },
  );
}

/** A charge of ours is no registration, whatever numbers it is sent with. */
async function assertNoCharge({ store }: Context, { impUid }: Registration): Promise<void> {
  if (impUid === null) return;
  const [charge] = await store.find('charges', { where: { impUid }, limit: 1 });
  // What was taken with this registration may have paid the number of an earlier order.
  if (charge === undefined || charge.chargedAtIssue) return;
  throw new BillingServerError('registration_used', `Payment ${impUid} is the charge ${charge.chargeMerchantUid}.`, {
    field: 'impUid',
  });
}

function tookThePrice({ payment, impUid, isDoubtful }: Registration, order: Order, claim: IssuedClaim): boolean {
  if (isDoubtful) {
    throw new BillingServerError(
      'amount_mismatch',
      `Nobody can tell whether registration ${impUid} took money: its record names an amount, and no receipt. ` +
        'Nothing was charged on top; look at it in the console, and open windows at this PG with amount 0.',
    );
  }
  if (payment === null) {
    if (claim.chargedAtIssue !== true) return false;
    throw new BillingServerError(
      'not_charged_at_issue',
      `The page says that registration ${impUid} took the money; the gateway says it did not. Nothing was charged.`,
      { field: 'chargedAtIssue' },
    );
  }
  const { price } = order;
  const net = amountLeft(payment.amount, payment.cancelledAmount);
  if (price !== null && net === price.amount && payment.currency === price.currency) return true;
  throw new BillingServerError(
    'amount_mismatch',
    `Registration ${impUid} took ${net} ${payment.currency}, order ${order.merchantUid} costs ${price?.amount ?? 0} ${price?.currency ?? 'KRW'}. ` +
      'Nothing was charged on top; refund it with POST /payments/cancel, or settle it by hand.',
  );
}
