import { describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../src/core/attempt/BillingStorage.js';
import { createPlace } from '../../src/core/attempt/createPlace.js';
import type { PlaceOptions } from '../../src/core/attempt/Place.js';
import { createBillingClient } from '../../src/core/BillingClient.js';
import { createPortOneGateway } from '../../src/portone/createPortOneGateway.js';
import type { IssuedKey } from '../../src/portone/IssuedKey.js';
import type { PortOneOrder } from '../../src/portone/order.js';
import { stubPage } from '../core/support/stubPage.js';

const page = stubPage();

/** A page with a channel whose window takes the first payment. */
function openPage(options: Partial<PlaceOptions<string, IssuedKey>> = {}) {
  const storage = memoryStorage();
  const requests: { readonly paymentId: string; answer(response: object): void }[] = [];
  const requestIssueBillingKeyAndPay = ({ paymentId }: { paymentId: string }) =>
    new Promise((answer) => void requests.push({ paymentId, answer }));
  Object.assign(page().window, { PortOne: { requestIssueBillingKeyAndPay } });
  Object.assign(page().document, { body: { children: [] } });
  vi.stubGlobal('getComputedStyle', () => ({ visibility: 'visible' }));
  const client = createBillingClient({ gateway: createPortOneGateway({ storeId: 'store-1' }), storage });
  const charge = vi.fn(async (issued: IssuedKey): Promise<string> => `receipt of ${issued.paymentId}`);
  const getCharge = vi.fn(async (_: string): Promise<string | null> => null);
  const given = { pg: 'galaxia', channelKey: 'channel-key-1', charge, getCharge, ...options };
  const place = createPlace<string, IssuedKey, PortOneOrder>(client, given);
  const issued = () => requests.at(-1)?.answer({ transactionType: 'ISSUE_BILLING_KEY_AND_PAY', billingKey: 'b1' });
  return { client, place, requests, charge, getCharge, issued };
}

const order: PortOneOrder = { name: 'Basic', amount: 9900, billingKeyMethod: 'MOBILE', customerId: 'member-7' };

describe.each([
  ['that the host made', { ...order, paymentId: 'payment1' }],
  ['that the page made', order],
])('a window that pays under the number of its order, %s', (_, bought) => {
  it('is asked about by that number, which is the only one that the host knows', async () => {
    const { place, requests, charge, getCharge, issued } = openPage();
    charge.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const outcome = place.issue(bought);
    issued();
    await expect(outcome).resolves.toMatchObject({ error: { code: 'charge_failed' } });
    const paymentId = charge.mock.calls[0]?.[0].paymentId;
    expect(requests.map((request) => request.paymentId)).toEqual([paymentId]);
    getCharge.mockResolvedValueOnce('receipt');
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'succeeded', data: 'receipt' });
    expect(getCharge.mock.calls).toEqual([[paymentId]]);
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('is opened once: the key that it gave is charged in place of a second one', async () => {
    const { place, requests, charge, issued } = openPage();
    charge.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const outcome = place.issue(bought);
    issued();
    await outcome;
    await expect(place.issue(bought)).resolves.toMatchObject({ status: 'succeeded' });
    expect(requests).toHaveLength(1);
  });

  it('that has said nothing is asked about before another one opens', async () => {
    const { client, place, requests } = openPage();
    client.getRegistration = async (orderNumber) =>
      orderNumber === requests[0]?.paymentId ? { billingKey: 'b1' } : null;
    void place.issue(bought);
    place.cancel();
    await expect(place.issue(bought)).resolves.toMatchObject({ status: 'succeeded' });
    expect(requests).toHaveLength(1);
  });
});
