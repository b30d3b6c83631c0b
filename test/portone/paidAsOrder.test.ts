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

interface Request {
  readonly paymentId: string;
  answer(response: object): void;
  reject(error: Error): void;
}

/** A page with a channel whose window takes the first payment. */
function openPage(options: Partial<PlaceOptions<string, IssuedKey>> = {}) {
  const storage = memoryStorage();
  const requests: Request[] = [];
  const requestIssueBillingKeyAndPay = ({ paymentId }: { paymentId: string }) =>
    new Promise((answer, reject) => void requests.push({ paymentId, answer, reject }));
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

  it('opens anew at once when it is given up here: its own lock is no other tab’s', async () => {
    let isHeld = false;
    const request = async (_: string, __: object, work: (lock: object | null) => Promise<void>) => {
      if (isHeld) return work(null);
      isHeld = true;
      await work({});
      isHeld = false;
    };
    const { place, requests } = openPage();
    Object.assign(page().navigator, { locks: { request } });
    void place.issue(bought);
    place.cancel();
    void place.issue(bought);
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve));
    expect(place.getState().status).toBe('window');
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

describe('a window that may have taken the money although it says that no card was registered', () => {
  const failed = (code: string) => ({
    transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
    billingKey: '',
    code,
    message: 'm',
  });
  const cancelled = failed('USER_CANCEL');

  async function secondWindow(bought: PortOneOrder, end: (request: Request) => void, pg = 'galaxia') {
    const { client, place, requests } = openPage({ pg });
    client.getRegistration = async () => ({ billingKey: 'b1' });
    const outcome = place.issue(bought);
    const [request] = requests;
    if (request) end(request);
    await outcome;
    const { status } = await Promise.race([
      place.issue(bought),
      vi.waitUntil(() => requests[1] && { status: 'window' }),
    ]);
    return status;
  }

  it.each([
    ['its SDK gave up, as on a network that broke', ({ reject }: Request) => reject(new TypeError('Failed to fetch'))],
    [
      'PortOne does not understand the PG',
      ({ answer }: Request) => answer(failed('ParsePgRawIssueBillingKeyResponseFailed')),
    ],
    ['PortOne was not answered in time', ({ answer }: Request) => answer(failed('DeadlineExceeded'))],
    ['PortOne does not know', ({ answer }: Request) => answer(failed('UnknownError'))],
  ])('is asked about before another one opens: %s', async (_, end) => {
    expect(await secondWindow(order, end)).toBe('succeeded');
  });

  const atEximbay = {
    ...order,
    billingKeyMethod: 'CARD' as const,
    customer: { fullName: '김하나', email: 'kim@shop.kr' },
  };

  it('is asked about where the PG may settle the payment after its window was closed', async () => {
    expect(await secondWindow(atEximbay, ({ answer }) => answer(cancelled), 'eximbay_v2')).toBe('succeeded');
    expect(await secondWindow(atEximbay, ({ answer }) => answer(failed('PGProviderError')), 'eximbay_v2')).toBe(
      'succeeded',
    );
  });

  it('is over where the PG has said so', async () => {
    expect(await secondWindow(order, ({ answer }) => answer(cancelled))).toBe('window');
    expect(await secondWindow(order, ({ answer }) => answer(failed('PGProviderError')))).toBe('window');
  });
});

it('a return that says that no card was registered leaves the attempt to be asked about, too', () => {
  const { client, place, requests } = openPage({ pg: 'eximbay_v2' });
  const customer = { fullName: '김하나', email: 'kim@shop.kr' };
  void place.issue({ ...order, billingKeyMethod: 'CARD', customer, redirectUrl: 'https://shop.example/done' });
  const number = requests[0]?.paymentId;
  const said = client.gateway.readReturn(`https://shop.example/done?rbk=${number}&code=USER_CANCEL`, client.log.find);
  expect(said?.answer).toMatchObject({ type: 'cancelled', mayBePaid: true });
});
