import type { FakePortOneOptions } from '../FakePortOneOptions.js';
import { findPortOneProvider, type PortOneProvider, paymentFields, providerOfKey } from '../providers.js';
import type { ErrorDetails } from './buildError.js';
import type { Entry } from './Entry.js';

/** What the SDK finds wrong with a request before any window shows. */
export function findFault(
  { call, params }: Pick<Entry, 'call' | 'params'>,
  options: FakePortOneOptions,
  device: 'pc' | 'mobile',
): ErrorDetails | undefined {
  const bad = (message: string): ErrorDetails => ({ code: 'BadRequest', message });
  if (!params.storeId) return bad('storeId is required');
  if (options.storeId !== undefined && params.storeId !== options.storeId) {
    return { code: 'StoreNotFound', message: '상점을 찾을 수 없습니다.' };
  }
  if (!params.channelKey) return bad('channelKey is required');
  if (options.channels !== undefined && options.channels[params.channelKey] === undefined) {
    return { code: 'ChannelNotFound', message: '채널을 찾을 수 없습니다.' };
  }

  const pays = call === 'requestIssueBillingKeyAndPay';
  const provider = findPortOneProvider(channelOf(params.channelKey, options).provider);
  const called = call === 'loadIssueBillingKeyUI';
  const isOther = provider.pays ? !pays : pays && provider.phoneBill === undefined;
  if (called !== (provider.only?.pc === 'UI') || isOther) return bad('this channel does not support the call');
  const asked = requiredFields(provider, device, pays);
  const missing = asked.find((path) => isMissing(params, path));
  if (missing !== undefined) return bad(`${missing} is required`);
  const wrong = Object.entries(provider.texts ?? {}).find(
    ([path, text]) => !text.test(String(valueAt(params, path) ?? '')),
  );
  if (wrong !== undefined) return bad(`${wrong[0]} is not what this channel takes`);
  const windowType = params.windowType?.[device];
  if (windowType !== undefined && provider.only !== undefined && windowType !== provider.only[device]) {
    return bad(`windowType.${device} ${windowType} is not supported by this channel`);
  }
  if (params.redirectUrl !== undefined && !/^https?:\/\//.test(params.redirectUrl))
    return bad('redirectUrl is not a URL');
  for (const amount of [params.displayAmount, params.totalAmount]) {
    if (amount !== undefined && !Number.isSafeInteger(amount)) return bad('the amount has to be an integer');
  }
  return undefined;
}

/** The channel of a key; without a list of channels, the key's own end tells its PG. */
export function channelOf(
  channelKey: string,
  options: FakePortOneOptions,
): { readonly provider: string; readonly manualConfirmation: boolean } {
  const channel = options.channels?.[channelKey] ?? providerOfKey(channelKey);
  if (typeof channel === 'string') return { provider: channel, manualConfirmation: false };
  return { provider: channel.provider, manualConfirmation: channel.manualConfirmation ?? false };
}

function requiredFields(provider: PortOneProvider, device: 'pc' | 'mobile', pays: boolean): readonly string[] {
  // What a PG requires is about keys; a first payment by phone bill has a list of its own.
  const requires = pays && !provider.pays ? provider.phoneBill : provider.requires;
  return [...(pays ? paymentFields : []), ...(requires ?? []), ...(provider.requiresOn?.[device] ?? [])];
}

function isMissing(params: object, path: string): boolean {
  // A first and a last name stand for a full one.
  if (
    path === 'customer.fullName' &&
    !isMissing(params, 'customer.firstName') &&
    !isMissing(params, 'customer.lastName')
  ) {
    return false;
  }
  const value = valueAt(params, path);
  return value === undefined || value === null || value === '';
}

function valueAt(params: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], params);
}
