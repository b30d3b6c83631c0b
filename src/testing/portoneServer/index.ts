/**
 * PortOne's REST API V2 without PortOne: for a backend's tests and for demos, in Node and in a browser. It needs no network.
 */
export { createFakePortOneServer } from './createFakePortOneServer.js';
/** The shapes of the API's records, by the names that PortOne's documents give them. */
export type * as PortOneRecords from './records.js';
export type { PortOneRestRoute, PortOneRouteName } from './routes/index.js';
export type {
  FakePortOneServer,
  FakePortOneServerOptions,
  PortOneChargeFilter,
  PortOneDecline,
  RecordedPortOneCall,
} from './server.js';
export type { PostPortOneWebhook, SentPortOneWebhook, SignedWebhook } from './webhooks.js';
export type { PortOneWindowIssue, WindowPayment } from './windowIssue.js';
