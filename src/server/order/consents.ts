import { BillingServerError } from '../errors.js';
import { insert, type Write } from '../store/Store.js';
import type { Order } from './Order.js';
import type { AgreedTerm } from './Orders.js';

/**
 * What the customer agreed to, with the server's time. A version that the order does not have is no agreement to it.
 *
 * @throws BillingServerError `consent_required` when a required term is missing
 */
export function consentWrites({
  order,
  consents,
  now,
}: {
  readonly order: Order;
  readonly consents: readonly AgreedTerm[];
  readonly now: number;
}): Write[] {
  const { merchantUid, customerId } = order;
  const terms = order.terms.map(({ id, version = '', required = false }) => ({ id, version, required }));
  const isSent = (id: string, version: string) =>
    consents.some((one) => one.id === id && (one.version ?? '') === version);
  const missing = terms.filter(({ id, version, required }) => required && !isSent(id, version));
  if (missing.length > 0) {
    throw new BillingServerError(
      'consent_required',
      `Without ${missing.map(({ id, version }) => `${id} (version ${version || 'none'})`).join(', ')} nothing is charged. Send what the customer agreed to as consents: [{ id, version }].`,
      { field: 'consents', details: { missing: missing.map(({ id }) => id) } },
    );
  }
  return terms
    .filter(({ id, version }) => isSent(id, version))
    .map(({ id, version }) =>
      insert('consents', {
        // With a length, for either may hold a colon.
        consentId: `${merchantUid}:${id.length}:${id}:${version}`,
        customerId,
        merchantUid,
        termId: id,
        termVersion: version,
        agreedAt: now,
      }),
    );
}
