import { canStillRun } from '../core/lib/loadScript.js';
import { loadSdk, type ScriptOptions } from '../core/lib/loadSdk.js';
import { developerText } from './developerText.js';
import { getIamport, getPage } from './page.js';
import type { Iamport } from './wire.js';

/** The current SDK; it needs no jQuery. */
export const iamportUrl = 'https://cdn.iamport.kr/v1/iamport.js';
/** For the 1.1 and 1.2 releases, which fail in `IMP.init` without jQuery. */
const defaultJQueryUrl = 'https://code.jquery.com/jquery-1.12.4.min.js';
const needsJQuery = /iamport\.payment-1\.[0-2]/;
const anyRelease = /\/iamport(\.payment-[\d.]+)?\.js(\?|$)/;

export interface LoadOptions extends ScriptOptions {
  /** Another address of i'mport's script, as of an older release. @default 'https://cdn.iamport.kr/v1/iamport.js' */
  readonly scriptUrl?: string | undefined;
  /** jQuery, fetched first for the 1.1 and 1.2 releases where the page has none. */
  readonly jQueryUrl?: string | undefined;
}

/**
 * `window.IMP`, loaded once a page however many ask. A failure is forgotten: the next call tries again.
 *
 * @throws BillingKeyError `sdk_load_failed`, `sdk_load_timeout` or `sdk_missing`
 */
export function loadIamport(options: LoadOptions): Promise<Iamport> {
  const present = getIamport();
  if (present) return Promise.resolve(present);

  const page = getPage();
  const url = hostsTag() ?? options.scriptUrl ?? iamportUrl;
  if (page.loading?.url === url) return page.loading.done;

  const done = loadSdk({
    ...options,
    url,
    needs: () => (needsJQuery.test(url) && !('jQuery' in window) ? [options.jQueryUrl ?? defaultJQueryUrl] : []),
    find: getIamport,
    texts: developerText,
  });
  const loading = { url, done };
  page.loading = loading;
  const forget = () => {
    if (page.loading === loading) page.loading = undefined;
  };
  done.then(forget, forget);
  return done;
}

/**
 * The SDK's script does nothing where another release is already there, so a tag that the host wrote is the one to wait
 * for, as long as it can still run.
 */
function hostsTag(): string | undefined {
  return [...document.scripts].find((script) => anyRelease.test(script.src) && canStillRun(script))?.src;
}
