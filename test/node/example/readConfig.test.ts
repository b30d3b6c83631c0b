import { describe, expect, it } from 'vitest';
import { databaseOf, pageConfig, readConfig } from '../../../examples/checkout/readConfig.js';

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
      mode: 'test',
    });
    expect(readConfig({ ...account, IAMPORT_LIVE: '1' })).toMatchObject({ mode: 'live' });
    for (const IAMPORT_LIVE of ['0', 'false', 'OFF', '']) {
      expect(readConfig({ ...account, IAMPORT_LIVE })).toMatchObject({ mode: 'test' });
    }
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

describe('databaseOf()', () => {
  it('is another file for each account and mode, since a database belongs to one', () => {
    const files = [account, { ...account, IAMPORT_LIVE: '1' }, { ...account, IAMPORT_USER_CODE: '../x' }].map((env) => {
      const config = readConfig(env);
      return config && databaseOf(config).split('/').at(-1);
    });
    expect(files).toEqual(['imp12345678-test.db', 'imp12345678-live.db', '___x-test.db']);
  });
});
