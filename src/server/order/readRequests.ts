import { type Fields, optionalFlag, optionalIdentifier, optionalObject, optionalText } from '../fields.js';
import { invalidField, readCustomerId, readIdentifier } from '../identifiers.js';
import type { AgreedTerm, IssuedClaim, OrderRequest } from './Orders.js';

/**
 * What an order is asked for with, checked.
 *
 * @throws BillingServerError `invalid_field`
 */
export function readOrderRequest(fields: Fields): OrderRequest {
  const purpose = optionalText(fields, 'purpose', 20);
  if (purpose !== undefined && purpose !== 'subscribe' && purpose !== 'register' && purpose !== 'change') {
    throw invalidField('purpose', 'must be subscribe, register or change');
  }
  return {
    customerId: readCustomerId(fields.customerId),
    planId: optionalText(fields, 'planId', 100),
    metadata: optionalObject(fields, 'metadata'),
    purpose,
    subscriptionId: optionalIdentifier(fields, 'subscriptionId', 80),
    replacesCardId: optionalIdentifier(fields, 'replacesCardId', 80),
    gateway: optionalText(fields, 'gateway', 40),
  };
}

/**
 * What the page says came of a window, checked.
 *
 * @throws BillingServerError `invalid_field`
 */
export function readClaim(fields: Fields): IssuedClaim {
  return {
    customerId: readCustomerId(fields.customerId),
    merchantUid: readIdentifier('merchantUid', fields.merchantUid),
    impUid: optionalIdentifier(fields, 'impUid', 40),
    customerUid: optionalIdentifier(fields, 'customerUid', 80),
    chargeMerchantUid: optionalIdentifier(fields, 'chargeMerchantUid', 40),
    chargedAtIssue: optionalFlag(fields, 'chargedAtIssue'),
    billingKey: optionalIdentifier(fields, 'billingKey', 255),
    billingIssueToken: optionalText(fields, 'billingIssueToken', 1000),
    consents: readConsents(fields.consents),
  };
}

function readConsents(value: unknown): AgreedTerm[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length > 50) throw invalidField('consents', 'must be a list of { id, version }');
  return value.map((entry: unknown, index) => {
    const fields = (typeof entry === 'object' && entry !== null ? entry : {}) as Fields;
    const id = optionalText(fields, 'id', 100);
    const version = optionalText(fields, 'version', 100);
    if (id === undefined) throw invalidField(`consents[${index}]`, 'must be { id, version }');
    return { id, version };
  });
}
