import { getPage, settle } from './page.js';
import type { Iamport } from './wire.js';

/**
 * Notices when somebody else on the page starts the SDK with another account, so that the next attempt starts it with ours: the card
 * would be registered with that merchant. Also notices when the SDK answers somebody else: it starts itself anew right after any
 * callback, and wipes a request that is made inside one. Our own request inside of a callback is sent a task later.
 */
export function hearOthers(iamport: Iamport): void {
  const { heard, initialised } = getPage();
  if (heard.has(iamport)) return;
  heard.add(iamport);
  for (const name of ['init', 'agency', 'request_pay', 'certification']) {
    const original: unknown = Reflect.get(iamport, name);
    if (typeof original !== 'function') continue;
    // A frozen SDK is left as it is.
    Reflect.set(iamport, name, function heardCall(this: unknown, ...given: unknown[]): unknown {
      // The first two are given codes, which make an account.
      const isOurs = typeof given[0] !== 'string' || given.filter(Boolean).join('/') === initialised.get(iamport);
      if (!isOurs) initialised.delete(iamport);
      const args = given.map((value) => (typeof value === 'function' ? answeredBy(value as Callback) : value));
      return Reflect.apply(original, this, args);
    });
  }
}

type Callback = (...args: unknown[]) => unknown;

function answeredBy(callback: Callback): Callback {
  return function answer(this: unknown, ...args: unknown[]): unknown {
    settle();
    return Reflect.apply(callback, this, args);
  };
}
