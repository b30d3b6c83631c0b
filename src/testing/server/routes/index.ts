import type { RouteName } from '../router.js';
import type { Handler } from './call.js';
import { deleteCustomer, getCustomer, getCustomerPayments, postCustomer } from './customers.js';
import { cancelPayment, findPayment, getPayment, getPrepare, postPrepare, putPrepare } from './payments.js';
import { again, schedule, unschedule } from './subscriptions.js';
import { getToken } from './users.js';

/** The REST API. The window's own report is not part of it. */
export type RestRoute = Exclude<RouteName, 'POST /_window/issued'>;

export const handlers: Readonly<Record<RestRoute, Handler>> = {
  'POST /users/getToken': getToken,
  'GET /subscribe/customers/{customer_uid}/payments': getCustomerPayments,
  'GET /subscribe/customers/{customer_uid}': getCustomer,
  'POST /subscribe/customers/{customer_uid}': postCustomer,
  'DELETE /subscribe/customers/{customer_uid}': deleteCustomer,
  'POST /subscribe/payments/again': again,
  'POST /subscribe/payments/schedule': schedule,
  'POST /subscribe/payments/unschedule': unschedule,
  'GET /payments/find/{merchant_uid}/{payment_status}': findPayment,
  'GET /payments/find/{merchant_uid}': findPayment,
  'GET /payments/prepare/{merchant_uid}': getPrepare,
  'POST /payments/prepare': postPrepare,
  'PUT /payments/prepare': putPrepare,
  'POST /payments/cancel': cancelPayment,
  'GET /payments/{imp_uid}': getPayment,
};
