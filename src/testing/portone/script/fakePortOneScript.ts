import { isLocalHost } from '../../script/isLocalHost.js';
import { readSettings } from '../../script/readScriptOptions.js';
import type { FakePortOneOptions } from '../FakePortOneOptions.js';
import { portOneOutcomeNames } from '../FakePortOneOutcome.js';
import { installFakePortOne } from '../installFakePortOne.js';
import { showPortOnePage } from '../window/portonePage.js';

/** `window.__FAKE_PORTONE__`: options set by the page before the script, and the strings to pull after it. */
export interface FakePortOneGlobal extends FakePortOneOptions {
  /** Set by the script: the fake itself. */
  handle?: unknown;
}

/** The script that stands in for `https://cdn.portone.io/v2/browser-sdk.js`: put its URL in `scriptUrl`. */
function run(script: HTMLScriptElement | null): void {
  const host = window as Window & { PortOne?: unknown; __FAKE_PORTONE__?: FakePortOneGlobal };
  const page = host.__FAKE_PORTONE__ ?? {};
  const { text, pick, milliseconds, beside } = readSettings(script);

  // One telling may be a slip; a script address and a line of code that both say so are not.
  const isAllowed = text('allow') !== undefined && page.iKnowThisIsNotAPaymentWindow;
  if (!isLocalHost(location.hostname) && !isAllowed) {
    console.error(
      `fake-portone.js does not run on ${location.hostname}: it issues no billing keys. Where that is meant, add ?allow=1 to ` +
        'its address and set window.__FAKE_PORTONE__ = { iKnowThisIsNotAPaymentWindow: true } before it.',
    );
    return;
  }
  if (text('page') === 'payment') {
    showPortOnePage((url) => location.assign(url));
    return;
  }
  // An SDK that is there already stays.
  if (host.PortOne) return;
  console.info('fake-portone.js: payment windows on this page are simulated, and no card is registered.');
  const told: FakePortOneOptions = {
    storeId: text('storeId'),
    // `?channels=channel-key-1:KCP_V2,channel-key-2:TOSSPAYMENTS`
    channels:
      text('channels') &&
      Object.fromEntries(
        text('channels')
          ?.split(',')
          .map((pair) => pair.split(':')) ?? [],
      ),
    opensAfter: milliseconds('opensAfter'),
    outcome: pick('outcome', ...portOneOutcomeNames),
    delay: milliseconds('delay'),
    device: pick('device', 'auto', 'desktop', 'phone'),
    popup: pick('popup', 'auto', 'allow', 'block'),
    locale: pick('locale', 'ko', 'en'),
    paymentPageUrl: text('paymentPage'),
    apiUrl: text('api'),
  };
  page.handle = installFakePortOne({
    ui: true,
    paymentPageUrl: beside('fake-portone-payment-page.html'),
    ...page,
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
    iKnowThisIsNotAPaymentWindow: true,
  });
  host.__FAKE_PORTONE__ = page;
}

run(document.currentScript instanceof HTMLScriptElement ? document.currentScript : null);
