import { BillingKeyError } from '../errors/BillingKeyError.js';
import { developerText } from '../errors/developerText.js';
import { giveUpScript, loadScript } from './loadScript.js';
import { isTime, timerDelay } from './timerDelay.js';

const retryDelays = [500, 1500];

/** How the script of an SDK is fetched. */
export interface ScriptOptions {
  /** The page's CSP nonce, put on the tags. */
  readonly nonce?: string | undefined;
  /** How long the whole loading may take, retries included, in ms. @default 15000 */
  readonly scriptTimeout?: number | undefined;
}

export interface SdkScript<TSdk> extends ScriptOptions {
  readonly url: string;
  /** Scripts that this one needs and the page lacks. */
  readonly needs?: (() => readonly string[]) | undefined;
  /** The SDK, once its script has run. */
  find(): TSdk | undefined;
  /** What a failure says to a developer. Undefined in production builds. */
  readonly texts:
    | {
        loadTimeout(url: string, limit: number): string;
        loadFailed(url: string): string;
        sdkMissing(url: string): string;
      }
    | undefined;
}

/**
 * Fetches an SDK within a time limit, with two more tries. Nothing is remembered of a failure.
 *
 * @throws BillingKeyError `sdk_load_failed`, `sdk_load_timeout` or `sdk_missing`
 */
export async function loadSdk<TSdk>(script: SdkScript<TSdk>): Promise<TSdk> {
  const { url, needs = () => [], texts, scriptTimeout = 15_000 } = script;
  if (!isTime(scriptTimeout)) {
    throw new BillingKeyError('invalid_configuration', developerText?.wrongTime({ scriptTimeout }));
  }
  const needed = needs();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // A tag that hangs would be taken for one under way by the next try.
      for (const tag of [url, ...needed]) giveUpScript(tag);
      reject(new BillingKeyError('sdk_load_timeout', texts?.loadTimeout(url, scriptTimeout)));
    }, timerDelay(scriptTimeout));
  });
  try {
    return await Promise.race([loadWithRetries(script, deadline), deadline]);
  } finally {
    clearTimeout(timer);
  }
}

async function loadWithRetries<TSdk>(script: SdkScript<TSdk>, deadline: Promise<never>): Promise<TSdk> {
  const { url, needs = () => [], nonce, texts } = script;
  for (const delay of [...retryDelays, undefined]) {
    try {
      for (const needed of needs()) await loadScript(needed, nonce);
      await loadScript(url, nonce);
      break;
    } catch (cause) {
      if (delay === undefined) throw new BillingKeyError('sdk_load_failed', texts?.loadFailed(url), { cause });
      await Promise.race([new Promise((resolve) => setTimeout(resolve, delay)), deadline]);
    }
  }
  const sdk = script.find();
  if (sdk !== undefined) return sdk;
  giveUpScript(url);
  throw new BillingKeyError('sdk_missing', texts?.sdkMissing(url));
}
