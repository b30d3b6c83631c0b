import { BillingKeyError } from '../BillingKeyError.js';
import { developerText } from '../developerText.js';
import { timerDelay } from '../timerDelay.js';
import { findScript, loadScript } from './loadScript.js';
import { getIamport, getPage } from './page.js';
import type { Iamport } from './wire.js';

/** The current SDK; it needs no jQuery. */
export const iamportUrl = 'https://cdn.iamport.kr/v1/iamport.js';
/** For the 1.1 and 1.2 releases, which fail in `IMP.init` without jQuery. */
const defaultJQueryUrl = 'https://code.jquery.com/jquery-1.12.4.min.js';
const needsJQuery = /iamport\.payment-1\.[0-2]/;
const anyRelease = /\/iamport(\.payment-[\d.]+)?\.js(\?|$)/;
const retryDelays = [500, 1500];

export interface LoadOptions {
  /** Another address of i'mport's script, as of an older release. @default 'https://cdn.iamport.kr/v1/iamport.js' */
  readonly scriptUrl?: string | undefined;
  /** jQuery, fetched first for the 1.1 and 1.2 releases where the page has none. */
  readonly jQueryUrl?: string | undefined;
  /** The page's CSP nonce, put on the tags. */
  readonly nonce?: string | undefined;
  /** How long the whole loading may take, retries included, in ms. @default 15000 */
  readonly scriptTimeout?: number | undefined;
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

  const done = loadWithin(url, options);
  const loading = { url, done };
  page.loading = loading;
  const forget = () => {
    if (page.loading === loading) page.loading = undefined;
  };
  done.then(forget, forget);
  return done;
}

async function loadWithin(url: string, options: LoadOptions): Promise<Iamport> {
  const limit = options.scriptTimeout ?? 15_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // A tag that hangs would be taken for one under way by the next try.
      for (const tag of [url, jQueryUrlOf(options)]) findScript(tag)?.remove();
      reject(new BillingKeyError('sdk_load_timeout', developerText?.loadTimeout(url, limit)));
    }, timerDelay(limit));
  });
  try {
    return await Promise.race([loadWithRetries(url, options, deadline), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function loadWithRetries(url: string, options: LoadOptions, deadline: Promise<never>): Promise<Iamport> {
  for (const delay of [...retryDelays, undefined]) {
    try {
      if (needsJQuery.test(url) && !('jQuery' in window)) {
        await loadScript(jQueryUrlOf(options), options.nonce);
      }
      await loadScript(url, options.nonce);
      break;
    } catch (cause) {
      if (delay === undefined) {
        throw new BillingKeyError('sdk_load_failed', developerText?.loadFailed(url), { cause });
      }
      await Promise.race([new Promise((resolve) => setTimeout(resolve, delay)), deadline]);
    }
  }
  const iamport = getIamport();
  if (iamport) return iamport;
  findScript(url)?.remove();
  throw new BillingKeyError('sdk_missing', developerText?.sdkMissing(url));
}

function jQueryUrlOf({ jQueryUrl = defaultJQueryUrl }: LoadOptions): string {
  return jQueryUrl;
}

/** The SDK's script does nothing where another release is already there, so a tag that the host wrote is the one to wait for. */
function hostsTag(): string | undefined {
  return [...document.scripts].find((script) => anyRelease.test(script.src))?.src;
}
