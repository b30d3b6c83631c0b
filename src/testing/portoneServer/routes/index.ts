import { requiredText } from '../body.js';
import {
  confirmBillingKey,
  confirmIssueAndPay,
  deleteBillingKey,
  getBillingKey,
  listBillingKeys,
} from './billingKeys.js';
import type { Handler } from './call.js';
import { cancelPayment, getPayment, payWithBillingKey } from './payments.js';
import {
  createPaymentSchedule,
  getPaymentSchedule,
  listPaymentSchedules,
  revokePaymentSchedules,
} from './schedules.js';

const logIn: Handler = ({ books, fields, now }) => books.sessions.logIn(requiredText(fields, 'apiSecret'), now);

/** Every route of the API, by method and path as the documents write them. The first match counts. */
export const handlers = {
  'POST /login/api-secret': logIn,
  'POST /billing-keys/confirm': confirmBillingKey,
  'POST /billing-keys/confirm-issue-and-pay': confirmIssueAndPay,
  'GET /billing-keys': listBillingKeys,
  'GET /billing-keys/{billingKey}': getBillingKey,
  'DELETE /billing-keys/{billingKey}': deleteBillingKey,
  'POST /payments/{paymentId}/billing-key': payWithBillingKey,
  'POST /payments/{paymentId}/schedule': createPaymentSchedule,
  'POST /payments/{paymentId}/cancel': cancelPayment,
  'GET /payments/{paymentId}': getPayment,
  'GET /payment-schedules': listPaymentSchedules,
  'GET /payment-schedules/{paymentScheduleId}': getPaymentSchedule,
  'DELETE /payment-schedules': revokePaymentSchedules,
} as const satisfies Readonly<Record<string, Handler>>;

/** A route of the REST API. */
export type PortOneRestRoute = keyof typeof handlers;

/** A route's name, to name it in `failNext` and `countCalls`. The window's own report is not part of the API. */
export type PortOneRouteName = PortOneRestRoute | 'POST /_window/issued';

export const routes: readonly PortOneRouteName[] = [
  'POST /_window/issued',
  ...(Object.keys(handlers) as PortOneRestRoute[]),
];
