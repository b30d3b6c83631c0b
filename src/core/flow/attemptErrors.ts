import { BillingKeyError } from '../BillingKeyError.js';
import type { Answer } from '../sdk/readAnswer.js';

export function busyError(
  message = 'Another attempt is open on this page. The SDK loses an answer when two requests overlap, so this one was not sent. ' +
    'Wait for the other to end, or cancel() it.',
): BillingKeyError {
  return new BillingKeyError('busy', message);
}

export function nothingToRetryError(): BillingKeyError {
  return busyError('There is no issued key whose charge failed here, so there is nothing to retry.');
}

export function missingChargeError(): BillingKeyError {
  return new BillingKeyError(
    'invalid_configuration',
    'There is no `charge`, so nobody would take the money, and no window was opened. Give useBillingKey, the button or ' +
      '<BillingProvider> a function that hands the issued key to your backend.',
  );
}

export function needsClickError(): BillingKeyError {
  return new BillingKeyError(
    'needs_click',
    'The SDK became ready too long after the click, and the browser would block this PG’s popup in silence. ' +
      'Ask for one more click; preloading the SDK on mount avoids it.',
  );
}

export function windowTimeoutError(limit: number): BillingKeyError {
  return new BillingKeyError(
    'window_timeout',
    `No payment window showed up within ${limit} ms. The SDK queues a request in silence when it can’t fetch the account’s ` +
      'channels: check userCode, the network, ad blockers, and connect-src and frame-src of your CSP for service.iamport.kr.',
  );
}

const reasons: Record<Extract<Answer, { type: 'failed' }>['code'], string> = {
  refused: 'The PG refused the request or the card. Its own words are in pgCode and pgMessage.',
  no_channel:
    'The account has no payment channel for this request. Register one in the PortOne console, or correct userCode, pg or channelKey.',
  popup_blocked: 'The browser blocked the PG’s popup. Open it from a click, or ask the customer to allow popups.',
  invalid_answer:
    'The SDK answered without an imp_uid, or with another order’s number, so nothing was charged. Look the order up on your server by its merchantUid.',
};

/** What an answer other than "issued" means, as an error. */
export function answerError({ code, pgCode, pgMessage }: Extract<Answer, { type: 'failed' }>): BillingKeyError {
  return new BillingKeyError(code, reasons[code], { pgCode, pgMessage });
}

/** Whatever was thrown, as an error of ours. */
export function asBillingKeyError(error: unknown): BillingKeyError {
  if (error instanceof BillingKeyError) return error;
  return new BillingKeyError('sdk_error', 'Something unforeseen was thrown before the window opened. See cause.', {
    cause: error,
  });
}
