import type { BillingClient } from '../BillingClient.js';
import type { IssuedKey } from '../IssuedKey.js';
import { runHostCode } from '../lib/runHostCode.js';
import type { KeyedRecord } from './AttemptRecord.js';
import { asBillingKeyError } from './attemptErrors.js';
import type { Attempt, PlaceStore } from './placeStore.js';
import { runCharge } from './runCharge.js';

/** Charges the key of an attempt, and tells its place what came of it. */
export async function chargeAttempt<TData>(
  client: BillingClient,
  { dispatch }: Pick<PlaceStore<TData>, 'dispatch'>,
  attempt: Attempt<TData>,
  record: KeyedRecord,
  issued: IssuedKey,
): Promise<void> {
  const { attemptId } = attempt;
  try {
    const data = await runCharge(client, {
      record,
      issued,
      options: attempt.owner.options,
      onPaused: (isPaused) => dispatch({ type: 'paused', attemptId, isPaused }),
      onLateSuccess: (late) => {
        if (dispatch({ type: 'charged', attemptId, data: late })) return;
        client.emit({ type: 'late_charge', attemptId });
        client.whenMine(record, () => runHostCode(() => attempt.owner.options.onLateSuccess?.(late, issued)));
      },
    });
    dispatch({ type: 'charged', attemptId, data });
  } catch (error) {
    dispatch({ type: 'failed', attemptId, error: asBillingKeyError(error) });
  }
}
