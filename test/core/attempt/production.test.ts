import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orderOf } from '../support/samples.js';
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
  expect(console.error).not.toHaveBeenCalled();
  expect(console.warn).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function open(charge: () => Promise<string>, userCode = 'imp00000000') {
  const { createBillingClient } = await import('../../../src/core/BillingClient.js');
  const { createPlace } = await import('../../../src/core/attempt/createPlace.js');
  const { issueAsync } = await import('../../../src/core/attempt/issueAsync.js');
  const { createIamportGateway } = await import('../../../src/iamport/createIamportGateway.js');
  const { memoryStorage } = await import('../../../src/core/attempt/BillingStorage.js');
  const client = createBillingClient({ gateway: createIamportGateway({ userCode }), storage: memoryStorage() });
  const place = createPlace(client, { pg: 'kcp_billing', charge });
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
    const { client, place } = await open(() => Promise.reject(new Error('declined')));
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
});
