import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubPage } from '../support/stubPage.js';

const order = { customerUid: 'kim@example.com', name: 'Basic', amount: 9900 };
const short = (code: string) => ({ code, message: `See docs/errors/${code}.md of react-billing-key. [${code}]` });

const current = stubPage();
const issued = () => current().answer();

beforeEach(() => {
  vi.stubEnv('NODE_ENV', 'production');
  vi.resetModules();
  // What the doctor would have something to say of.
  Object.assign(current().document, {
    scripts: [{ src: 'https://cdn.iamport.kr/v1/iamport.js' }],
    querySelector: (selector: string) => (selector.startsWith('.imp-dialog') ? {} : null),
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
  const { createBillingClient } = await import('../../../src/core/createBillingClient.js');
  const { createBillingFlow } = await import('../../../src/core/flow/createBillingFlow.js');
  const { issueAsync } = await import('../../../src/core/flow/issueAsync.js');
  const { memoryStorage } = await import('../../../src/core/records/BillingStorage.js');
  const client = createBillingClient({ userCode, storage: memoryStorage() });
  const flow = createBillingFlow(client, { pg: 'kcp_billing', charge });
  return { client, flow, issueAsync };
}

describe('a production build', () => {
  it('keeps the doctor’s remarks to itself, and charges', async () => {
    const { client, flow } = await open(async () => 'paid');
    await client.load();
    const outcome = flow.issue(order);
    issued();
    await expect(outcome).resolves.toMatchObject({ status: 'succeeded', data: 'paid' });
    expect(flow.getState()).toMatchObject({ status: 'succeeded' });
  });

  it('names the fields of a wrong order in the error alone', async () => {
    const { flow } = await open(async () => 'paid');
    const outcome = await flow.issue({ ...order, amount: '9900' as never });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'invalid_request', field: 'amount' } });
  });

  it('has a short word for a charge that failed, and for one that is settled', async () => {
    const { client, flow } = await open(() => Promise.reject(new Error('declined')));
    await client.load();
    const outcome = flow.issue(order);
    issued();
    const failed = await outcome;
    expect(failed).toMatchObject({ status: 'failed', error: short('charge_failed') });
    if (failed.status === 'failed') client.log.update(failed.attemptId, { status: 'settled', end: 'dismissed' });
    await expect(flow.retryCharge()).resolves.toMatchObject({ status: 'failed', error: short('already_settled') });
  });

  it('has one for a cancelled attempt that somebody waits for', async () => {
    const { client, flow, issueAsync } = await open(async () => 'paid');
    await client.load();
    const end = issueAsync(flow, order);
    flow.cancel();
    await expect(end).rejects.toMatchObject(short('cancelled'));
  });

  it('has one for an SDK that throws, when it is started and when it is asked', async () => {
    const { client, flow } = await open(async () => 'paid');
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
    await expect(flow.issue(order)).resolves.toMatchObject({ error: { ...short('sdk_error'), cause: broken } });
  });

  it('has one for a second user code, also where nobody waits for the SDK', async () => {
    const first = await open(async () => 'paid');
    await first.client.load();
    const second = await open(async () => 'paid', 'imp99999999');
    await second.client.preload();
    await expect(second.client.load()).rejects.toMatchObject(short('invalid_configuration'));
  });
});
