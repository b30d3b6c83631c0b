export * from '../portoneServer/index.js';
export type {
  CustomerAnnotation,
  CustomerUidUsage,
  Envelope,
  PagedPaymentAnnotation,
  PaymentAnnotation,
  PaymentBalanceAnnotation,
  PaymentBalanceResponseAnnotation,
  PaymentCancelAnnotation,
  PaymentPrepareAnnotation,
  PaymentStatus,
  ScheduleResultAnnotation,
  WebhookBody,
} from './annotations.js';
export type { FakeClock } from './clock.js';
export type { ConsoleCancellation, FakeConsole } from './console.js';
export { createFakeIamportServer } from './createFakeIamportServer.js';
export type { Fault, FaultHandle, FaultKind } from './faults.js';
export type { CardBehaviour, IssuedCard, WindowIssue } from './issued.js';
export type { KeyOnlyAmount } from './ledger.js';
export type { RouteName } from './router.js';
export type { ChargeFilter, Decline, FakeIamportServer, FakeIamportServerOptions, RecordedCall } from './server.js';
export type { HeldWebhooks, PostWebhook, SentWebhook } from './webhooks.js';
