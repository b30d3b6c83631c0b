import { describe, expect, it } from 'vitest';
import { pageConfig, readConfig } from '../../../examples/checkout/server/readConfig.js';

const account = { IAMPORT_USER_CODE: 'imp12345678', IAMPORT_API_KEY: 'key', IAMPORT_API_SECRET: 'secret' };

describe('readConfig()', () => {
  it('is null without an account, which means the simulator', () => {
    expect(readConfig({})).toBeNull();
    expect(readConfig({ IAMPORT_USER_CODE: '', IAMPORT_PG: 'kcp_billing' })).toBeNull();
  });

  it('takes the real script and the real API with one', () => {
    expect(readConfig(account)).toEqual({
      simulated: false,
      userCode: 'imp12345678',
      apiKey: 'key',
      apiSecret: 'secret',
      apiUrl: 'https://api.iamport.kr',
      scriptUrl: 'https://cdn.iamport.kr/v1/iamport.js',
      pg: 'kcp_billing',
    });
    expect(readConfig({ ...account, IAMPORT_PG: 'html5_inicis', IAMPORT_CHANNEL_KEY: 'channel-key-1' })).toMatchObject({
      pg: 'html5_inicis',
      channelKey: 'channel-key-1',
    });
  });

  it.each(Object.keys(account))('names %s when it is the one that is missing', (name) => {
    expect(() => readConfig({ ...account, [name]: '' })).toThrow(new RegExp(`^${name} is missing`));
  });

  it('names two that are missing', () => {
    expect(() => readConfig({ IAMPORT_USER_CODE: 'imp1' })).toThrow(/^IAMPORT_API_KEY and IAMPORT_API_SECRET are/);
  });
});

describe('pageConfig()', () => {
  it('has no secret in it', () => {
    const config = readConfig({ ...account, IAMPORT_CHANNEL_KEY: 'channel-key-1' });
    expect(config === null ? null : pageConfig(config)).toEqual({
      simulated: false,
      userCode: 'imp12345678',
      scriptUrl: 'https://cdn.iamport.kr/v1/iamport.js',
      pg: 'kcp_billing',
      channelKey: 'channel-key-1',
    });
  });
});
