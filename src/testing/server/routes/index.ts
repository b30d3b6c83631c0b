import type { RouteName } from '../router.js';
import type { Handler } from './call.js';
import { deleteCustomer, getCustomer, getCustomerPayments, getCustomers, postCustomer } from './customers.js';
import {
  cancelPayment,
  findAllPayments,
  findPayment,
  getBalance,
  getPayment,
  getPayments,
  getPrepare,
  postPrepare,
  putPrepare,
} from './payments.js';
import {
  getSchedule,
  listSchedules,
  listSchedulesOfCustomer,
  moveSchedule,
  reschedule,
  retrySchedule,
} from './schedules.js';
import { again, onetime, schedule, unschedule } from './subscriptions.js';
import { getToken } from './users.js';

/** The REST API. The window's own report is not part of it. */
export type RestRoute = Exclude<RouteName, 'POST /_window/issued'>;

export const handlers: Readonly<Record<RestRoute, Handler>> = {
  'POST /users/getToken': getToken,
  'GET /subscribe/customers': getCustomers,
  'GET /subscribe/customers/{customer_uid}/payments': getCustomerPayments,
  'GET /subscribe/customers/{customer_uid}/schedules': listSchedulesOfCustomer,
  'GET /subscribe/customers/{customer_uid}': getCustomer,
  'POST /subscribe/customers/{customer_uid}': postCustomer,
  'DELETE /subscribe/customers/{customer_uid}': deleteCustomer,
  'POST /subscribe/payments/again': again,
  'POST /subscribe/payments/onetime': onetime,
  'GET /subscribe/payments/schedule': listSchedules,
  'POST /subscribe/payments/schedule': schedule,
  'GET /subscribe/payments/schedule/customers/{customer_uid}': listSchedulesOfCustomer,
  'GET /subscribe/payments/schedule/{merchant_uid}': getSchedule,
  'PUT /subscribe/payments/schedule/{merchant_uid}': moveSchedule,
  'POST /subscribe/payments/schedule/{merchant_uid}/reschedule': reschedule,
  'POST /subscribe/payments/schedule/{merchant_uid}/retry': retrySchedule,
  'POST /subscribe/payments/unschedule': unschedule,
  'GET /payments/find/{merchant_uid}/{payment_status}': findPayment,
  'GET /payments/find/{merchant_uid}': findPayment,
  'GET /payments/findAll/{merchant_uid}/{payment_status}': findAllPayments,
  'GET /payments/findAll/{merchant_uid}': findAllPayments,
  'GET /payments/prepare/{merchant_uid}': getPrepare,
  'POST /payments/prepare': postPrepare,
  'PUT /payments/prepare': putPrepare,
  'POST /payments/cancel': cancelPayment,
  'GET /payments': getPayments,
  'GET /payments/{imp_uid}/balance': getBalance,
  'GET /payments/{imp_uid}': getPayment,
};
