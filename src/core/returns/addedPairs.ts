import type { AttemptRecord } from '../attempt/AttemptRecord.js';
import type { FindRecord } from '../Gateway.js';
import { tryTo } from '../lib/tryTo.js';
import type { JsonObject } from '../order.js';

/** One `name=value` of an address. */
export interface Pair {
  /** As it stands in the address. */
  readonly raw: string;
  readonly name: string;
  readonly value: string;
  /** Where it stands: in the query, or in the one behind `#`, and how many pairs come before it there. */
  readonly query: number;
  readonly at: number;
}

/** Pairs of an address by the names that a return uses, and the address without some of them. */
export interface AddressPairs {
  readonly pairs: readonly Pair[];
  without(pairs: readonly Pair[]): string;
}

/**
 * Reads the pairs with these names out of an address: from the query, and, for hash routers, from behind `#`. What is no address
 * has none.
 */
export function readPairs(href: string, names: readonly string[]): AddressPairs {
  const url = tryTo(() => new URL(href)) ?? new URL('about:blank');
  return {
    pairs: queriesOf(url).flatMap((query, index) => pairsOf(query, index, names)),
    without: (pairs) => withoutPairs(url, pairs),
  };
}

/** What a record keeps of the host's own pairs, in its query and behind `#`: a return adds its own beside them. */
export function keepHostPairs(href: string, names: readonly string[]): JsonObject {
  const { pairs } = readPairs(href, names);
  const rawOf = (index: number) => pairs.flatMap(({ query, raw }) => (query === index ? [raw] : [])).join('&');
  return { hostPairs: [rawOf(0), rawOf(1)] };
}

/**
 * What is left when the host's pairs are taken away, once each: what a return has added. However they are written, as a server on
 * the way may have encoded them anew.
 */
export function addedPairs(pairs: readonly Pair[], kept: JsonObject | undefined, names: readonly string[]): Pair[] {
  const left = [kept?.hostPairs].flat().flatMap((query, index) => pairsOf(`${query}`, index, names));
  return pairs.filter(({ query, name, value }) => {
    const at = left.findIndex((host) => host.query === query && host.name === name && host.value === value);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/**
 * The attempt that an address is about. What the gateway adds comes last, so that a few numbers are enough: anybody can write an
 * address with thousands of them, which a page would be busy with for seconds.
 */
export function recordOf(
  numbers: readonly string[],
  find: FindRecord,
  api: AttemptRecord['api'],
): AttemptRecord | undefined {
  return [...new Set([...numbers].reverse())]
    .slice(0, 5)
    .map(find)
    .find((found) => found?.api === api);
}

function pairsOf(text: string, query: number, names: readonly string[]): Pair[] {
  return text
    .split('&')
    .map((raw, at) => {
      const [name, ...value] = raw.split('=') as [string, ...string[]];
      return { raw, query, at, name: decode(name), value: decode(value.join('=')) };
    })
    .filter(({ name }) => names.includes(name));
}

/** By hand, since `URLSearchParams` would write the host's own keys anew (`%20` becomes `+`). */
function withoutPairs(url: URL, pairs: readonly Pair[]): string {
  const strip = (text: string, index: number) => {
    const gone = pairs.filter(({ query }) => query === index).map(({ at }) => at);
    const rest = text
      .split('&')
      .filter((_, at) => !gone.includes(at))
      .join('&');
    return rest && `?${rest}`;
  };
  const [query, hash] = queriesOf(url);
  // With its own `?`: the setter would take the first one of the rest for it.
  url.search = strip(query, 0);
  url.hash = url.hash.split('?')[0] + strip(hash, 1);
  return url.href;
}

/** The query of the address, and the one behind `#`. */
function queriesOf(url: URL): [string, string] {
  return [url.search.slice(1), url.hash.split('?').slice(1).join('?')];
}

function decode(text: string): string {
  return tryTo(() => decodeURIComponent(text.replaceAll('+', ' '))) ?? text;
}
