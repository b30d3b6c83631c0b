import type { IssuedKey } from '../core/IssuedKey.js';
import { refuseInProduction } from './refuseInProduction.js';

/** What a charge of `testCharge()` answers: the least that your server's own answer may hold. */
export interface TestReceipt {
  /** What the customer read in the payment window. */
  readonly name: string;
  /** In won, or in `currency`. */
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What `testCharge()` may be told. */
export interface TestChargeOptions {
  /** Milliseconds until the answer, so that the waiting can be seen. @default 600 */
  readonly delay?: number | undefined;
  /** With `NODE_ENV=production` it refuses to work, unless it is told this. @default false */
  readonly iKnowThisIsNotAPaymentWindow?: boolean | undefined;
}

/**
 * A `charge` that always succeeds, for the time before there is a server. No money moves, and nothing is sent anywhere. It takes
 * the keys of every gateway.
 *
 * @throws with `NODE_ENV=production`: a shop that charges nobody must never reach a customer by mistake
 *
 * @example
 * <SubscribeCardButton pg="kcp_billing" order={order} charge={testCharge()} />
 */
export function testCharge({
  delay = 600,
  ...options
}: TestChargeOptions = {}): (issued: IssuedKey) => Promise<TestReceipt> {
  refuseInProduction(options);
  return async ({ name, amount, currency }) => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    return { name, amount, currency };
  };
}
