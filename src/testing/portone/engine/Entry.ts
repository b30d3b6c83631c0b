import type { IssueUiCallbacks } from '../../../portone/wire.js';
import type { Popup } from '../../engine/createPopups.js';
import type { FakePortOneOutcomeObject } from '../FakePortOneOutcome.js';
import type { FakePortOneCall, FakePortOneParams, FakePortOneRequestRecord } from '../FakePortOneRequest.js';

/** A request inside the fake. */
export interface Entry {
  readonly record: FakePortOneRequestRecord;
  readonly call: FakePortOneCall;
  params: FakePortOneParams;
  provider: string;
  /** What was decided for it. */
  outcome: FakePortOneOutcomeObject | undefined;
  popup: Popup | undefined;
  /** The page goes to the PG, or its answer is to come by `redirectUrl`. */
  leaves: boolean;
  /** The key this request will be given, chosen when it is made, as an answer may be reported before it is given. */
  readonly billingKey: string;
  readonly transactionId: string;
  readonly settle: (response: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly callbacks: IssueUiCallbacks | undefined;
  readonly cleanups: (() => void)[];
}

export function cleanUpEntry(entry: Entry): void {
  for (const clean of entry.cleanups.splice(0)) clean();
  entry.popup?.close();
}

export function loseEntry(entry: Entry, reason: string): void {
  cleanUpEntry(entry);
  entry.record.state = 'lost';
  entry.record.reason = reason;
}
