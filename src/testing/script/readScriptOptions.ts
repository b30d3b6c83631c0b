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
  const address = script?.src ? new URL(script.src) : undefined;
  const settings = new Map<string, string>();
  for (const [key, value] of Object.entries(script?.dataset ?? {})) if (value !== undefined) settings.set(key, value);
  for (const [key, value] of address?.searchParams ?? []) settings.set(key, value);

  const pick = <Value extends string>(key: string, ...allowed: Value[]): Value | undefined =>
    allowed.find((value) => value === settings.get(key));
  const milliseconds = (key: string) => {
    const value = Number(settings.get(key) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };

  const told: FakeIamportOptions = {
    generation: pick('generation', '1.3', '1.2'),
    channels: settings.get('channels')?.split(','),
    channelList: pick('channelList', 'ok', 'fails', 'empty'),
    framesReadyAfter: milliseconds('framesReadyAfter'),
    outcome: pick('outcome', ...outcomeNames),
    delay: milliseconds('delay'),
    device: pick('device', 'auto', 'desktop', 'phone'),
    popup: pick('popup', 'auto', 'allow', 'block'),
    jQuery: pick('jQuery', 'required', 'ignored'),
    locale: pick('locale', 'ko', 'en'),
    paymentPageUrl: settings.get('paymentPage'),
    apiUrl: settings.get('api'),
  };
  const beside =
    address && /^https?:$/.test(address.protocol) ? new URL('fake-payment-page.html', address).href : undefined;
  return {
    options: {
      ui: true,
      paymentPageUrl: beside,
      ...page,
      ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    },
    allow: settings.has('allow'),
    isPaymentPage: settings.get('page') === 'payment',
  };
}
