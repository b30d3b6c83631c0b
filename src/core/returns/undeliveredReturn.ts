import type { AttemptRecord, KeyedRecord } from '../attempt/AttemptRecord.js';
import { errorOf } from '../attempt/attemptErrors.js';
import { issuedKeyOf } from '../attempt/issuedRecord.js';
import type { BillingClient } from '../BillingClient.js';
import type { Answer } from '../Gateway.js';
import { runHostCode } from '../lib/runHostCode.js';
import type { ReturnRouterOptions } from './returnRouter.js';

/** A return to this page, of an attempt of this browser. */
export interface FoundReturn {
  readonly record: AttemptRecord;
  readonly answer: Answer;
  readonly options: ReturnRouterOptions;
}

/** Tells the host of a return that nothing on the page carries on. In development, loudly. */
export function reportUndelivered(client: BillingClient, { record, answer, options }: FoundReturn): void {
  const { onUndeliveredReturn } = options;
  const { attemptId } = record;
  client.emit({ type: 'undelivered_return', attemptId });
  const current = client.log.get(attemptId) ?? record;
  const issued = answer.type === 'issued' ? issuedKeyOf(client.gateway, current as KeyedRecord, 'redirect') : undefined;
  const error =
    answer.type === 'failed'
      ? errorOf(answer.code, answer)
      : answer.type === 'cancelled'
        ? errorOf('cancelled')
        : undefined;
  if (onUndeliveredReturn) runHostCode(() => onUndeliveredReturn({ attemptId, issued, error }));
  else if (process.env.NODE_ENV !== 'production') {
    console.warn(
      'The customer came back from the PG’s page, and no hook or button on this page carries the attempt on' +
        (record.placeId === undefined ? '' : ` (it began at id "${record.placeId}")`) +
        ', so nothing is charged and nobody is told. Give the hook or button an `id`, the same on every load, and render it on the page ' +
        'of redirectUrl; or give <BillingProvider> a `charge`, or onUndeliveredReturn.',
    );
  }
}
