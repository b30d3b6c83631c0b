export type {
  CustomerAnnotation,
  CustomerUidUsage,
  Envelope,
  PagedPaymentAnnotation,
  PaymentAnnotation,
  PaymentCancelAnnotation,
  PaymentPrepareAnnotation,
  PaymentStatus,
  ScheduleResultAnnotation,
  WebhookBody,
} from './annotations.js';
export type { FakeClock } from './clock.js';
export { createFakeIamportServer } from './createFakeIamportServer.js';
export type { Fault, FaultHandle, FaultKind } from './faults.js';
export type { CardBehaviour, IssuedCard, WindowIssue } from './issued.js';
export type { KeyOnlyAmount } from './ledger.js';
export type { RouteName } from './router.js';
export type { ChargeFilter, Decline, FakeIamportServer, FakeIamportServerOptions, RecordedCall } from './server.js';
export type { PostWebhook, SentWebhook } from './webhooks.js';
