import { describe, expect, it, vi } from 'vitest';
import { createBillingClient } from '../../../src/core/BillingClient.js';
import { createIamportGateway } from '../../../src/iamport/createIamportGateway.js';
import { sampleRecord } from '../../core/support/samples.js';
import { order, prepare, unsettled } from './prepare.js';

describe('createBillingClient', () => {
  it('loads the SDK once for all who ask, and tells how long it took', async () => {
    const { client, events, imp } = await prepare({ isLoaded: false });
    const from = Date.now();
    await Promise.all([client.load(), client.load(), client.preload()]);
    await client.load();
    expect(imp.initCalls).toHaveLength(1);
    expect(events).toEqual([{ type: 'sdk_ready', at: expect.any(Number), duration: expect.any(Number) }]);
    const [ready] = events;
    expect(ready?.type === 'sdk_ready' && ready.duration).toBeLessThanOrEqual(Date.now() - from);
  });

  it('looks through the page once for all the buttons that ask at once whether the SDK is there', async () => {
    const { client } = await prepare();
    const isReady = vi.spyOn(client.gateway, 'isReady');
    await Promise.all([client.preload(), client.preload(), client.preload()]);
    expect(isReady).toHaveBeenCalledTimes(1);
    await client.preload();
    expect(isReady).toHaveBeenCalledTimes(2);
  });

  it('tells why the SDK failed, and lets a preload say nothing of it', async () => {
    const { client, events, imp } = await prepare({ isLoaded: false });
    imp.IMP.init = () => {
      throw new TypeError('$ is not defined');
    };
    await expect(client.load()).rejects.toMatchObject({ code: 'sdk_error' });
    await expect(client.preload()).resolves.toBeUndefined();
    const failed = { type: 'sdk_failed', at: expect.any(Number), errorCode: 'sdk_error' };
    expect(events).toEqual([failed, failed]);
    expect(console.error).not.toHaveBeenCalled();
  });

  it('says aloud what only the developer can mend', async () => {
    const { client } = await prepare();
    const other = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp99999999' }) });
    await client.preload();
    expect(console.error).not.toHaveBeenCalled();
    await other.preload();
    expect(vi.mocked(console.error).mock.calls.splice(0)).toEqual([
      [expect.objectContaining({ code: 'invalid_configuration' })],
    ]);
  });

  it('keeps attempts in localStorage unless told otherwise', async () => {
    const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp00000000' }) });
    const record = sampleRecord('kept');
    client.log.add(record);
    expect(JSON.parse(localStorage.getItem('react-billing-key/1/kept') ?? '')).toEqual(record);
    expect(unsettled(client)).toHaveLength(1);
  });

  it('loses no attempt that it has seen to somebody who clears the storage', () => {
    const client = createBillingClient({ gateway: createIamportGateway({ userCode: 'imp00000000' }) });
    client.log.add(sampleRecord('kept'));
    localStorage.clear();
    expect(client.log.get('kept')).toMatchObject({ status: 'opened' });
  });

  it('knows an attempt as active until its window is over', async () => {
    const { client, flow, imp } = await prepare();
    const changed = vi.fn();
    client.activeAttempts.subscribe(changed);
    const outcome = flow.issue(order);
    const [record] = unsettled(client);
    expect(client.activeAttempts.includes(record?.attemptId ?? '')).toBe(true);
    await imp.cancel();
    await outcome;
    expect(client.activeAttempts.includes(record?.attemptId ?? '')).toBe(false);
    expect(changed).toHaveBeenCalled();
  });
});
