import { installFakeIamport } from '../installFakeIamport.js';
import { showAddressedPage } from '../window/showPaymentPage.js';
import { isLocalHost } from './isLocalHost.js';
import { type FakeIamportPage, readScriptOptions } from './readScriptOptions.js';

/** The script that stands in for `https://cdn.iamport.kr/v1/iamport.js`: put its URL in `scriptUrl`. */
function run(script: HTMLScriptElement | null): void {
  const host = window as Window & { IMP?: unknown; __FAKE_IAMPORT__?: FakeIamportPage };
  const page = host.__FAKE_IAMPORT__ ?? {};
  const { options, allow, isPaymentPage } = readScriptOptions(script, page);

  // One telling may be a slip; a script address and a line of code that both say so are not.
  if (!isLocalHost(location.hostname) && !(allow && page.iKnowThisIsNotAPaymentWindow)) {
    console.error(
      `fake-iamport.js does not run on ${location.hostname}: it issues no billing keys. Where that is meant, add ?allow=1 to ` +
        'its address and set window.__FAKE_IAMPORT__ = { iKnowThisIsNotAPaymentWindow: true } before it.',
    );
    return;
  }
  if (isPaymentPage) {
    showAddressedPage((url) => location.assign(url));
    return;
  }
  // As the real script does: an SDK that is there already stays.
  if (host.IMP) return;
  console.info('fake-iamport.js: payment windows on this page are simulated, and no card is registered.');
  page.handle = installFakeIamport({ ...options, iKnowThisIsNotAPaymentWindow: true });
  host.__FAKE_IAMPORT__ = page;
}

run(document.currentScript instanceof HTMLScriptElement ? document.currentScript : null);
