import type { IamportResponse } from '../sdk/wire.js';

/**
 * The keys that a return from a PG's page carries. Both generations: `success` is the old spelling of `imp_success`.
 * Source: PortOne V1 docs, `auth` (redirect), and the SDK's own releases.
 */
const returnKeys = ['imp_uid', 'merchant_uid', 'imp_success', 'success', 'error_code', 'error_msg'] as const;

/** What a return says, and the address without it. */
export interface UrlReturn {
  readonly response: IamportResponse;
  readonly cleanUrl: string;
}

/** Reads a return out of an address, from the query or, for hash routers, from behind `#`. */
export function readReturnUrl(href: string): UrlReturn | undefined {
  const url = parse(href);
  if (!url) return undefined;
  const query = isReturn(url.searchParams) ? url.searchParams : hashQuery(url);
  if (!query || !isReturn(query)) return undefined;
  const response: IamportResponse = {};
  for (const key of returnKeys) {
    const value = query.get(key);
    if (value !== null) response[key] = value;
  }
  return { response, cleanUrl: withoutReturnKeys(href) };
}

/** The address without the keys of a return; every other key stays as it is, in its place. */
export function withoutReturnKeys(href: string): string {
  const url = parse(href);
  if (!url) return href;
  if (isReturn(url.searchParams)) {
    const rest = stripped(url.search.slice(1));
    // With its own `?`: the setter would take the first one of the rest for it.
    url.search = rest && `?${rest}`;
  }
  const query = hashQuery(url);
  if (query && isReturn(query)) {
    const at = url.hash.indexOf('?');
    const rest = stripped(url.hash.slice(at + 1));
    url.hash = url.hash.slice(0, at) + (rest && `?${rest}`);
  }
  return url.href;
}

/** `success` and the like are common words: without i'mport's own two numbers the address belongs to somebody else. */
function isReturn(query: URLSearchParams): boolean {
  if (query.has('imp_uid')) return true;
  return (
    query.has('merchant_uid') && ['imp_success', 'success', 'error_code', 'error_msg'].some((key) => query.has(key))
  );
}

/** By hand, since `URLSearchParams` would write the merchant's own keys anew (`%20` becomes `+`). */
function stripped(query: string): string {
  return query
    .split('&')
    .filter((pair) => !(returnKeys as readonly string[]).includes(decode(pair.split('=')[0] ?? '')))
    .join('&');
}

function hashQuery(url: URL): URLSearchParams | undefined {
  const at = url.hash.indexOf('?');
  return at < 0 ? undefined : new URLSearchParams(url.hash.slice(at + 1));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function parse(href: string): URL | undefined {
  try {
    return new URL(href);
  } catch {
    return undefined;
  }
}
