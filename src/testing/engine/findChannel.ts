import type { IamportRequest } from '../../iamport/wire.js';
import type { FakeChannel, FakeIamportOptions } from '../FakeIamportOptions.js';

/** The account's channels; one PG is enough for an account that takes anything. */
export function listChannels(channels: FakeIamportOptions['channels']): readonly FakeChannel[] {
  return (channels ?? ['html5_inicis']).map((channel) => (typeof channel === 'string' ? readPg(channel) : channel));
}

/**
 * The channel that serves a request: the one asked for, else, without a word, the default one. `undefined` when the
 * account has no channel that takes payments.
 */
export function findChannel(params: IamportRequest, options: FakeIamportOptions): FakeChannel | undefined {
  const asked = params.pg ? readPg(params.pg) : undefined;
  if (options.channels === undefined && asked) return asked;
  const payment = listChannels(options.channels).filter((channel) => channel.type !== 'certification');
  return (
    payment.find((channel) => params.channelKey !== undefined && channel.channelKey === params.channelKey) ??
    payment.find((channel) => channel.provider === asked?.provider && (!asked.mid || channel.mid === asked.mid)) ??
    payment.find((channel) => channel.provider === asked?.provider) ??
    payment[0]
  );
}

function readPg(pg: string): FakeChannel {
  const [provider = '', mid] = pg.split('.');
  return { provider, mid };
}
