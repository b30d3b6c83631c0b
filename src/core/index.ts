export type {
  AttemptEnd,
  AttemptRecord,
  ChargingRecord,
  IssuedRecord,
  KeyedRecord,
  OpenedRecord,
  RecordEvent,
  SettledRecord,
} from './attempt/AttemptRecord.js';
export { transitionRecord } from './attempt/AttemptRecord.js';
export {
  type AttemptState,
  type BillingStatus,
  type CancelledState,
  type CancelReason,
  type ChargingState,
  canRetryCharge,
  type FailedState,
  type IdleState,
  type IssueOutcome,
  isPending,
  type LoadingState,
  type PendingState,
  type RedirectingState,
  type SucceededState,
  type WindowState,
} from './attempt/AttemptState.js';
export type { AttemptLog } from './attempt/attemptLog.js';
export { type BillingStorage, memoryStorage, webStorage } from './attempt/BillingStorage.js';
export { createPlace } from './attempt/createPlace.js';
export { issueAsync } from './attempt/issueAsync.js';
export type { Place, PlaceOptions, PlaceOwner, StaleAttempt, Term } from './attempt/Place.js';
export { type AttemptEvent, transition } from './attempt/transition.js';
export { type BillingClient, type BillingClientOptions, createBillingClient } from './BillingClient.js';
export type { BillingEvent } from './BillingEvent.js';
export { BillingKeyError, type BillingKeyErrorCode, type BillingKeyErrorDetails } from './errors/BillingKeyError.js';
export type { Problem, ProblemRule } from './errors/Problem.js';
export type {
  Answer,
  Gateway,
  GatewayOptions,
  GatewayReturn,
  KeyReference,
  Preparation,
  PreparationContext,
} from './Gateway.js';
export type { Consent, IssuedKey, LateKey, Purpose } from './IssuedKey.js';
export { createUid } from './lib/createUid.js';
export { detectInAppBrowser, type InAppBrowser } from './lib/inAppBrowser.js';
export { en } from './messages/en.js';
export { ko } from './messages/ko.js';
export type { Messages } from './messages/Messages.js';
export { type MessageOverrides, mergeMessages } from './messages/mergeMessages.js';
export type { JsonObject, JsonValue, Metadata, Order, OrderSource } from './order.js';
export {
  createReturnRouter,
  type ReturnOwner,
  type ReturnRouter,
  type ReturnRouterOptions,
  type UndeliveredReturn,
  type UnknownReturn,
} from './returns/returnRouter.js';
export { type UrlAdapter, windowAddress } from './returns/urlAdapter.js';
