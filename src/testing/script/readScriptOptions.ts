import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import { outcomeNames } from '../FakeOutcome.js';

/** `window.__FAKE_IAMPORT__`: options set by the page before the script, and the strings to pull after it. */
export interface FakeIamportPage extends FakeIamportOptions {
  /** Set by the script: the fake itself. */
  handle?: unknown;
}

/** What a script tag can say: `?locale=ko&api=http://127.0.0.1:4001`, or `data-locale="ko" data-api="…"`. */
export interface ScriptOptions {
  readonly options: FakeIamportOptions;
  readonly allow: boolean;
  readonly isPaymentPage: boolean;
}

/**
 * From the page, the tag's attributes and its address, the later ones winning. The payment page is taken to lie beside the
 * script.
 */
export function readScriptOptions(script: HTMLScriptElement | null, page: FakeIamportOptions): ScriptOptions {
  const { text, pick, milliseconds, beside } = readSettings(script);
  const told: FakeIamportOptions = {
    generation: pick('generation', '1.3', '1.2'),
    channels: text('channels')?.split(','),
    channelList: pick('channelList', 'ok', 'fails', 'empty'),
    framesReadyAfter: milliseconds('framesReadyAfter'),
    outcome: pick('outcome', ...outcomeNames),
    delay: milliseconds('delay'),
    device: pick('device', 'auto', 'desktop', 'phone'),
    popup: pick('popup', 'auto', 'allow', 'block'),
    jQuery: pick('jQuery', 'required', 'ignored'),
    locale: pick('locale', 'ko', 'en'),
    paymentPageUrl: text('paymentPage'),
    apiUrl: text('api'),
  };
  return {
    options: {
      ui: true,
      paymentPageUrl: beside('fake-payment-page.html'),
      ...page,
      ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    },
    allow: text('allow') !== undefined,
    isPaymentPage: text('page') === 'payment',
  };
}

/** What a script tag says, by its attributes and its address, the latter winning. */
export function readSettings(script: HTMLScriptElement | null) {
  const address = script?.src ? new URL(script.src) : undefined;
  const settings = new Map<string, string>();
  for (const [key, value] of Object.entries(script?.dataset ?? {})) if (value !== undefined) settings.set(key, value);
  for (const [key, value] of address?.searchParams ?? []) settings.set(key, value);
  return {
    text: (key: string) => settings.get(key),
    pick: <Value extends string>(key: string, ...allowed: readonly Value[]): Value | undefined =>
      allowed.find((value) => value === settings.get(key)),
    milliseconds(key: string): number | undefined {
      const value = Number(settings.get(key) ?? Number.NaN);
      return Number.isFinite(value) ? value : undefined;
    },
    /** The address of a file that lies beside the script, for a script that was loaded from the web. */
    beside: (file: string) => (address && /^https?:$/.test(address.protocol) ? new URL(file, address).href : undefined),
  };
}
