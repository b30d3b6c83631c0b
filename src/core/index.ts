export type { BillingEvent } from './BillingEvent.js';
export { BillingKeyError, type BillingKeyErrorCode, type BillingKeyErrorDetails } from './BillingKeyError.js';
export { type BillingClient, type BillingClientOptions, createBillingClient } from './createBillingClient.js';
export { createUid } from './createUid.js';
export type { BillingFlow, BillingFlowOptions, StaleAttempt } from './flow/BillingFlow.js';
export { createBillingFlow } from './flow/createBillingFlow.js';
export {
  type BillingStatus,
  type CancelledState,
  type CancelReason,
  type ChargingState,
  canRetryCharge,
  type FailedState,
  type FlowState,
  type IdleState,
  type IssueOutcome,
  isPending,
  type LoadingState,
  type PendingState,
  type RedirectingState,
  type SucceededState,
  type WindowState,
} from './flow/FlowState.js';
export { issueAsync } from './flow/issueAsync.js';
export { type FlowEvent, transition } from './flow/transition.js';
export type { IssuedKey } from './IssuedKey.js';
export { detectInAppBrowser, type InAppBrowser } from './inAppBrowser.js';
export { en } from './messages/en.js';
export { ko } from './messages/ko.js';
export type { Messages } from './messages/Messages.js';
export { type MessageOverrides, mergeMessages } from './messages/mergeMessages.js';
export type { BillingOrder, Buyer, InitialCharge, JsonObject, JsonValue } from './order.js';
export { orderProblems } from './orderProblems.js';
export type { Problem, ProblemRule } from './Problem.js';
export { type CustomPg, type CustomPgOptions, customPg } from './pg/customPg.js';
export { getPg, type ListPgsOptions, listPgs, type PgInfo } from './pg/listPgs.js';
export type { OrderFor } from './pg/OrderFor.js';
export type { AmountRule, Device, PgConfidence, ResultChannel } from './pg/PgRow.js';
export type { PgCode } from './pg/pgTable.js';
export type { AttemptEnd, AttemptRecord } from './records/AttemptRecord.js';
export { type BillingStorage, memoryStorage, webStorage } from './records/BillingStorage.js';
export type { AttemptLog } from './records/createAttemptLog.js';
export { createReturnDesk, type ReturnDesk, type ReturnPlace } from './returns/createReturnDesk.js';
export { type UnknownReturn, type UrlAdapter, windowAddress } from './returns/takeReturn.js';
export type { BillingSdk } from './sdk/BillingSdk.js';
export type { IamportRequestFor } from './sdk/IamportRequestFor.js';
export { iamportUrl } from './sdk/loadIamport.js';
export { type Answer, readAnswer } from './sdk/readAnswer.js';
export type { Iamport, IamportCallback, IamportPeriod, IamportRequest, IamportResponse } from './sdk/wire.js';
