import { BillingServerError } from '../errors.js';
import { GatewayUnavailable } from './Gateway.js';

/** The answer to a request while the gateway can't be reached. */
export function unavailable(cause?: GatewayUnavailable): BillingServerError {
  return new BillingServerError(
    'gateway_unavailable',
    'The payment gateway can’t be reached. Nothing is lost: send the same again.',
    { retryAfterSeconds: 2, cause },
  );
}

/**
 * For the `catch` of what asks the gateway.
 *
 * @throws BillingServerError `gateway_unavailable` where it can't be reached; anything else as it is
 */
export function throwUnavailable(error: unknown): never {
  throw error instanceof GatewayUnavailable ? unavailable(error) : error;
}
