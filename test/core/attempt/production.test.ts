import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlaceOptions } from '../../../src/core/attempt/Place.js';
import type { Order } from '../../../src/core/order.js';
import { orderOf, sampleRecord } from '../support/samples.js';
import { stubPage } from '../support/stubPage.js';

const order = orderOf({ customerUid: 'kim@example.com' });
const short = (code: string) => ({ code, message: `See docs/errors/${code}.md of react-billing-key. [${code}]` });

const current = stubPage();
const issued = () => current().answer();

beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.resetModules();
  // What the warnings of development would have something to say of.
  Object.assign(current().document, {
    scripts: [{ src: 'https://cdn.iamport.kr/v1/iamport.js' }],
    querySelector: (selector: string) => (selector.startsWith('.imp-dialog ') ? {} : null),
  });
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  const said = [console.error, console.warn].flatMap((say) => vi.mocked(say).mock.calls);
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.resetModules();
  expect(said).toEqual([]);
});

async function open(
  charge: (() => Promise<string>) | undefined,
  userCode = 'imp00000000',
  options: Partial<PlaceOptions<string>> = {},
) {
  const { createBillingClient } = await import('../../../src/core/BillingClient.js');
  const { createPlace } = await import('../../../src/core/attempt/createPlace.js');
  const { issueAsync } = await import('../../../src/core/attempt/issueAsync.js');
  const { createIamportGateway } = await import('../../../src/iamport/createIamportGateway.js');
  const { memoryStorage } = await import('../../../src/core/attempt/BillingStorage.js');
  const client = createBillingClient({ gateway: createIamportGateway({ userCode }), storage: memoryStorage() });
  const place = createPlace<string>(client, { pg: 'kcp_billing', charge, ...options });
  return { client, place, issueAsync };
}

describe('a production build', () => {
  it('keeps the warnings of development to itself, and charges', async () => {
    const { client, place } = await open(async () => 'paid');
    await client.load();
    const outcome = place.issue(order);
    issued();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(place.getState()).toMatchObject({ status: 'succeeded' });
  });

  it('names the fields of a wrong order in the error alone', async () => {
    const { place } = await open(async () => 'paid');
    const outcome = await place.issue(orderOf({ amount: '9900' as never }));
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_request', field: 'amount' } });
  });

  it('has a short word for a charge that failed, and for one that is settled', async () => {
    const { client, place } = await open(() => Promise.reject(new TypeError('a slip of the host’s')));
    await client.load();
    const outcome = place.issue(order);
    issued();
    const failed = await outcome;
    expect(failed).toMatchObject({ status: 'failed', error: short('charge_failed') });
    if (failed.status === 'failed') client.log.apply(failed.attemptId, { type: 'dismissed' });
    await expect(place.retryCharge()).resolves.toMatchObject({ status: 'failed', error: short('already_settled') });
  });

  it('has one for a cancelled attempt that somebody waits for', async () => {
    const { client, place, issueAsync } = await open(async () => 'paid');
    await client.load();
    const end = issueAsync(place, () => place.issue(order));
    place.cancel();
    await expect(end).rejects.toMatchObject(short('cancelled'));
  });

  it('has one for an SDK that throws, when it is started and when it is asked', async () => {
    const { client, place } = await open(async () => 'paid');
    const broken = new TypeError('broken');
    const { sdk } = current();
    sdk.init = () => {
      throw broken;
    };
    await expect(client.load()).rejects.toMatchObject({ ...short('sdk_error'), cause: broken });
    sdk.init = () => {};
    await client.load();
    sdk.request_pay = () => {
      throw broken;
    };
    await expect(place.issue(order)).resolves.toMatchObject({ error: { ...short('sdk_error'), cause: broken } });
  });

  it('has one for a second user code, also where nobody waits for the SDK', async () => {
    const first = await open(async () => 'paid');
    await first.client.load();
    const second = await open(async () => 'paid', 'imp99999999');
    await second.client.preload();
    await expect(second.client.load()).rejects.toMatchObject(short('invalid_configuration'));
  });

  it.each<[string, Partial<PlaceOptions<string>>, source?: () => Promise<Order>]>([
    ['no charge', { charge: undefined }],
    ['an id that is no text', { id: 7 as never }],
    ['a purchaseKey that JSON does not see', { purchaseKey: new Map() as never }],
    ['a time that is none', { chargeTimeout: -1 }],
    ['an order that is made, and no purchaseKey', {}, async () => order],
  ])('has one for %s', async (_, options, source) => {
    const { place } = await open(async () => 'paid', undefined, options);
    await expect(place.issue(source ?? order)).resolves.toMatchObject({ error: short('invalid_configuration') });
  });

  it('has one for an order that can’t be made', async () => {
    const { place } = await open(async () => 'paid', undefined, { purchaseKey: 'basic' });
    const cause = new TypeError('a slip of the host’s');
    await expect(place.issue(() => Promise.reject(cause))).resolves.toMatchObject({
      error: { ...short('order_failed'), cause },
    });
  });

  it('says nothing of a place that two components show, and of an end that none does', async () => {
    const { client, place } = await open(async () => 'paid');
    await client.load();
    const leave = ['one', 'other'].map(() => place.mount({ options: place.options }));
    await new Promise((resolve) => setTimeout(resolve));
    const outcome = place.issue(order);
    for (const go of leave) go();
    issued();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded' });
    await vi.waitUntil(() => place.getState().status === 'idle');
  });

  it('says nothing of a return that nothing carries on', async () => {
    vi.useFakeTimers();
    const { client } = await open(async () => 'paid');
    const { createReturnRouter } = await import('../../../src/core/returns/returnRouter.js');
    client.log.add(sampleRecord('a1'));
    const { location } = current().window;
    location.href += '?imp_uid=imp_1&merchant_uid=m-a1&imp_success=true';
    const address = { read: () => location.href, replace() {} };
    const silent = { onUnknownReturn: undefined, onUndeliveredReturn: undefined, getRegistration: undefined };
    const stop = createReturnRouter(client).start({ address, ...silent });
    await vi.advanceTimersByTimeAsync(5000);
    stop();
    expect(client.log.get('a1')).toMatchObject({ status: 'issued' });
  });

  it('has one for a charge that nobody can make any more', async () => {
    const { client, place } = await open(async () => 'paid');
    await client.load();
    const outcome = place.issue(order);
    place.setOptions({ ...place.options, charge: undefined });
    issued();
    await expect(outcome).resolves.toMatchObject({ error: short('invalid_configuration') });
  });

  it('has one for a window that never shows', async () => {
    vi.useFakeTimers();
    const { client, place } = await open(async () => 'paid');
    await client.load();
    const outcome = place.issue(order);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(outcome).resolves.toMatchObject({ error: short('window_timeout') });
  });

  it('says nothing of a Response that is none of a payment, nor of a registration that names no key', async () => {
    const response = new Response(null, { status: 500 });
    const { client, place } = await open(async () => response as never, undefined, { pg: 'danal_tpay' });
    await client.load();
    client.getRegistration = vi.fn(async () => ({ impUid: 7 }) as never);
    const paidByWindow = orderOf({ initialCharge: 'at-issue' });
    void place.issue(paidByWindow);
    place.cancel();
    const outcome = place.issue(paidByWindow);
    await vi.waitUntil(() => current().requests.length === 2);
    issued();
    await expect(outcome).resolves.toMatchObject({ error: { ...short('charge_failed'), cause: { status: 500 } } });
    expect(client.getRegistration).toHaveBeenCalledOnce();
  });
});
