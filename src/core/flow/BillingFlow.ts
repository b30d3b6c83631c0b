import type { BillingKeyError } from '../BillingKeyError.js';
import type { IssuedKey } from '../IssuedKey.js';
import type { BillingOrder } from '../order.js';
import type { CustomPg } from '../pg/customPg.js';
import type { PgCode } from '../pg/pgTable.js';
import type { AttemptRecord } from '../records/AttemptRecord.js';
import type { Answer } from '../sdk/readAnswer.js';
import type { IamportResponse } from '../sdk/wire.js';
import type { CancelReason, FlowState, IssueOutcome } from './FlowState.js';

export interface BillingFlowOptions<TData> {
  /** i'mport's code of the PG, which decides what an order needs; `customPg()` for an unlisted one. */
  readonly pg: PgCode | CustomPg;
  /** Merchant id of the channel: the SDK is asked for `{pg}.{mid}`. */
  readonly mid?: string | undefined;
  /** The channel's key in the PortOne console; `pg` still names the rules. */
  readonly channelKey?: string | undefined;
  /** Your name for this place in the app, by which a return from the PG's page finds it again. */
  readonly id?: string | undefined;
  /** Takes the money, or asks your server to. `onPaused` tells that it waits for the network. */
  readonly charge?: ((issued: IssuedKey, onPaused: (isPaused: boolean) => void) => Promise<TData>) | undefined;
  /**
   * Asks your server for a charge that may have been made already. Asked before a charge is sent a second time; what it gives
   * counts as paid, `null` and `undefined` as none.
   */
  readonly getCharge?: ((chargeMerchantUid: string) => Promise<TData | null | undefined>) | undefined;
  /** How long `charge` may take before it counts as failed, in ms; waiting for the network doesn't count. @default 60000 */
  readonly chargeTimeout?: number | undefined;
  /** How long an open window may go without an answer before `onStale` is told, in ms. @default 600000 */
  readonly staleAfter?: number | undefined;
  /**
   * A window has been open for `staleAfter` without an answer. Told once an attempt, which goes on: ask your server whether
   * the key was issued all the same.
   */
  readonly onStale?: ((attempt: StaleAttempt) => void) | undefined;
  /** The charge is made: what `charge` returned, and the key it was made with. Told once an attempt. */
  readonly onSuccess?: ((data: TData, issued: IssuedKey) => void) | undefined;
  /** Ended without an error: by the customer, by `cancel()`, or by leaving the PG's page. */
  readonly onCancel?: ((reason: CancelReason) => void) | undefined;
  /** Ended with an error. With an `issued` key only its charge failed, and `retryCharge()` can make it. */
  readonly onError?: ((error: BillingKeyError, issued: IssuedKey | undefined) => void) | undefined;
}

/** What a server needs to look for an attempt that nobody has answered. */
export type StaleAttempt = Pick<
  AttemptRecord,
  'attemptId' | 'customerUid' | 'merchantUid' | 'chargeMerchantUid' | 'pg'
>;

/** One place in the app that can run attempts, one after the other. */
export interface BillingFlow<TData> {
  getState(): FlowState<TData>;
  subscribe(listener: () => void): () => void;
  setOptions(options: BillingFlowOptions<TData>): void;
  readonly options: BillingFlowOptions<TData>;
  /** Starts an attempt. Never rejects. With the SDK ready, the window is asked for before this returns. */
  issue(order: BillingOrder): Promise<IssueOutcome<TData>>;
  /** Charges the issued key again, after a charge that failed. No window opens. */
  retryCharge(): Promise<IssueOutcome<TData>>;
  /** Ends an attempt that is loading or has its window open. A charge under way can't be called back. */
  cancel(): void;
  /** Back to `idle`, unless an attempt is under way. */
  reset(): void;
  /** Carries on an attempt that began on an earlier page. False when another one is under way here. */
  resume(record: AttemptRecord, answer: Answer, via: IssuedKey['via'], response: IamportResponse | undefined): boolean;
  /** Charges a key that an earlier page left unsettled. */
  recover(record: AttemptRecord): Promise<IssueOutcome<TData>>;
}
