export type { BillingOperations, BillingServer, RegistrationView } from './BillingServer.js';
export type { BillingLimits, BillingServerOptions, SubscriptionOptions } from './BillingServerOptions.js';
export type { Card } from './card/Card.js';
export type { CardView, ImportCardRequest } from './card/Cards.js';
export type { Charge, ChargeStatus, Try } from './charge/Charge.js';
export { createBillingServer } from './createBillingServer.js';
export type { ErasureView } from './customer/createErasure.js';
export { BillingServerError, type BillingServerErrorCode, type BillingServerErrorDetails } from './errors.js';
export type { BillingServerEvent, StoredEventType } from './event/BillingServerEvent.js';
export {
  type Booking,
  type Bookings,
  type ChargeAnswer,
  type ChargeBuyer,
  type ChargeRequest,
  type Gateway,
  GatewayUnavailable,
  type KeyRecord,
  type Payment,
  type Registration,
  type RegistrationClaim,
  type WebhookNotice,
  WebhookRejected,
} from './gateway/Gateway.js';
export { type IamportOptions, iamport } from './gateway/iamport.js';
export { portone } from './gateway/portone.js';
export type { PortOneOptions } from './gateway/portoneOptions.js';
export type { CustomerOf } from './http/createHandler.js';
export { type NodeRequest, type NodeResponse, toNodeHandler } from './http/toNodeHandler.js';
export type { Consent, Term } from './order/Consent.js';
export type { PriceOf, TermsOf } from './order/createOrders.js';
export type { Order, OrderPurpose, Period, Price, Trial } from './order/Order.js';
export type { AgreedTerm, BuyerOf, IssuedClaim, OrderRequest, OrderView, Receipt } from './order/Orders.js';
export type { ReceiptsRequest } from './order/receipts.js';
export { type MemoryStoreOptions, memoryStore } from './store/memoryStore.js';
export { printMigrations } from './store/migrations.js';
export { type PgPool, type PostgresStoreOptions, postgresStore } from './store/postgresStore.js';
export type { Bound, Query, Store, Write } from './store/Store.js';
export { type SqliteStoreOptions, sqliteStore } from './store/sqliteStore.js';
export { type ConformanceCase, storeConformance } from './store/storeConformance.js';
export { type Rows, type Table, type TableName, tables } from './store/tables.js';
export type { Hours, PeriodLength } from './subscription/calendar.js';
export type { SubscriptionMailType } from './subscription/mails.js';
export type { RenewalRules, RenewalRulesOptions } from './subscription/RenewalRules.js';
export type { EndReason, SoldPlan, SubscriptionStatus } from './subscription/Subscription.js';
export type { SubscriptionRow } from './subscription/SubscriptionRow.js';
export type { ImportedSubscription, ImportSubscriptionRequest, OwnSubscription } from './subscription/Subscriptions.js';
export type { ChargeView, SubscriptionView } from './subscription/SubscriptionView.js';
