import type { Context } from '../Context.js';
import { coalesce } from '../coalesce.js';
import { BillingServerError } from '../errors.js';
import type { Registration } from '../gateway/Gateway.js';
import { readCustomerId, readIdentifier } from '../identifiers.js';
import { findRegistration } from './verifyRegistration.js';

/** What became of a window, as far as the gateway knows. */
export interface RegistrationView {
  readonly merchantUid: string;
  /** `none`: nothing is known of it, or not yet. */
  readonly status: 'issued' | 'failed' | 'pending' | 'none';
  readonly impUid: string | null;
  /** V2: the key. V1: the same as `customerUid`. Null unless it was issued. */
  readonly billingKey: string | null;
  readonly customerUid: string;
  readonly chargeMerchantUid: string;
  /** In the PG's words. Text, never markup. */
  readonly failReason: string | null;
}

/** What windows led to. */
export interface Registrations {
  /** What became of a window, for a customer who came back in another browser. Never charges. */
  get(request: { readonly customerId: string; readonly merchantUid: string }): Promise<RegistrationView>;
}

export function createRegistrations(context: Context): Registrations {
  const { store } = context;
  // Every tab asks again and again while a window is open: those at one moment are one question.
  const findOnce = coalesce<Registration | null>();
  return {
    async get({ customerId, merchantUid }) {
      const uid = readIdentifier('merchantUid', merchantUid);
      const order = await store.get('orders', uid);
      if (order === null || order.customerId !== readCustomerId(customerId)) {
        throw new BillingServerError('order_unknown', `This customer has no order ${uid}.`, { field: 'merchantUid' });
      }
      const { customerUid, chargeMerchantUid } = order;
      const found = await findOnce(uid, () => findRegistration(context, { order, claim: { merchantUid: uid } }));
      const isOurs = found?.isRegistration && (found.customerUid ?? customerUid) === customerUid;
      return {
        merchantUid: uid,
        status: isOurs ? found.status : 'none',
        impUid: isOurs ? found.impUid : null,
        billingKey: isOurs ? found.billingKey : null,
        customerUid,
        chargeMerchantUid,
        failReason: isOurs ? found.failReason : null,
      };
    },
  };
}
