import { describe, expect, it, vi } from 'vitest';
import { createBillingClient } from '../../../src/core/createBillingClient.js';
import { sampleRecord } from '../../core/support/samples.js';
import { prepare } from './prepare.js';

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
    const other = createBillingClient({ userCode: 'imp99999999' });
    await client.preload();
    expect(console.error).not.toHaveBeenCalled();
    await other.preload();
    expect(vi.mocked(console.error).mock.calls.splice(0)).toEqual([
      [expect.objectContaining({ code: 'invalid_configuration' })],
    ]);
  });

  it('keeps attempts in localStorage unless told otherwise', async () => {
    const client = createBillingClient({ userCode: 'imp00000000' });
    const record = sampleRecord('kept');
    client.log.save(record);
    expect(JSON.parse(localStorage.getItem('react-billing-key/1/kept') ?? '')).toEqual(record);
    expect(client.log.unsettled()).toHaveLength(1);
    localStorage.clear();
    expect(client.log.get('kept')).toBeUndefined();
  });

  it('forgets work that is done', async () => {
    const { client } = await prepare();
    const changed = vi.fn();
    client.work.subscribe(changed);
    client.work.set('a1', () => true);
    expect(client.work.includes('a1')).toBe(true);
    client.work.set('a1', undefined);
    expect(client.work.includes('a1')).toBe(false);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});
