import { BillingKeyError } from '../BillingKeyError.js';
import { createUid } from '../createUid.js';
import { type DeveloperLocale, describeProblems } from '../describeProblems.js';
import { getDevice } from '../device.js';
import { examineAttempt } from '../doctor/examineAttempt.js';
import { examineRefusal } from '../doctor/examineRefusal.js';
import type { BillingOrder } from '../order.js';
import { orderProblems } from '../orderProblems.js';
import { decidePg, type PgDecision } from '../pg/decidePg.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import { withoutReturnKeys } from '../returns/returnUrl.js';
import { toWire } from '../sdk/toWire.js';
import type { IamportRequest } from '../sdk/wire.js';
import { missingChargeError } from './attemptErrors.js';
import type { BillingFlowOptions } from './BillingFlow.js';
import { isSamePurchase } from './owedAttempt.js';

/** An attempt with everything decided, before anything has happened. */
export interface PreparedAttempt {
  readonly record: AttemptRecord;
  /** An earlier attempt at this purchase whose PG has taken the money and whose key is here: no window may open for it again. */
  readonly paidAlready: AttemptRecord | undefined;
  readonly request: IamportRequest;
  readonly decision: PgDecision;
}

interface Circumstances {
  readonly attemptId: string;
  readonly developerLocale: DeveloperLocale;
  /** Attempts whose charge may have been made although nobody saw it. */
  readonly owed: readonly AttemptRecord[];
}

/** @throws BillingKeyError `invalid_configuration` without a `charge`; `invalid_request`, with every field that is wrong in `problems` */
export function prepareAttempt(
  order: BillingOrder,
  options: Pick<BillingFlowOptions<unknown>, 'pg' | 'mid' | 'channelKey' | 'id' | 'charge'>,
  { attemptId, developerLocale, owed }: Circumstances,
): PreparedAttempt {
  if (!options.charge) throw missingChargeError();
  const device = getDevice();
  const here = order && order.redirectUrl === undefined ? { ...order, redirectUrl: ownAddress() } : order;
  const problems = orderProblems(options.pg, here, device);
  if (problems.length > 0) {
    if (process.env.NODE_ENV !== 'production') examineRefusal(order, problems);
    throw new BillingKeyError('invalid_request', describeProblems(problems, developerLocale), { problems });
  }
  const decision = decidePg(options.pg, here, device);
  if (process.env.NODE_ENV !== 'production') examineAttempt(options, decision);
  const earlier = owed.find((other) => isSamePurchase(other, order) && other.chargeMerchantUid !== order.merchantUid);
  const isGivenUp = earlier?.end === 'dismissed' || earlier?.end === 'superseded';
  const isTakenByWindow =
    decision.chargedAtIssue && earlier?.chargedAtIssue && earlier.pg === decision.code && !isGivenUp;
  const record: AttemptRecord = {
    version: 1,
    status: 'opened',
    attemptId,
    ownerId: options.id,
    supersedes: earlier?.attemptId,
    // Where the window itself takes the money, an earlier one may have: i'mport refuses a number that was paid.
    merchantUid: order.merchantUid ?? (isTakenByWindow ? earlier.merchantUid : createUid()),
    // The same purchase while the last charge may have gone through unseen: under the same number the backend can tell, under a
    // new one the customer would pay twice.
    chargeMerchantUid: order.chargeMerchantUid ?? earlier?.chargeMerchantUid ?? createUid(),
    customerUid: order.customerUid,
    pg: decision.code,
    payMethod: decision.payMethod,
    name: order.name,
    amount: order.amount,
    currency: order.currency ?? 'KRW',
    chargedAtIssue: decision.chargedAtIssue,
    // A copy, as a restart would read it: what the host changes later is not what was agreed to.
    metadata: order.metadata && JSON.parse(JSON.stringify(order.metadata)),
    createdAt: Date.now(),
    updatedAt: Date.now(),
  };
  const request = toWire(here, decision, {
    merchantUid: record.merchantUid,
    redirectUrl: here.redirectUrl,
    mid: options.mid,
    channelKey: options.channelKey,
  });
  return { record, paidAlready: isTakenByWindow && earlier.impUid ? earlier : undefined, request, decision };
}

/** The page's own address, where a PG can come back to it: an app's `capacitor://` page has none. */
function ownAddress(): string | undefined {
  return /^https?:/.test(location.href) ? withoutReturnKeys(location.href) : undefined;
}
