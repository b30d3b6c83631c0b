import { BillingKeyError } from '../BillingKeyError.js';
import { developerText } from '../developerText.js';
import { watchCsp } from '../doctor/watchCsp.js';
import { watchInit } from '../doctor/watchInit.js';
import type { BillingSdk } from './BillingSdk.js';
import { type LoadOptions, loadIamport } from './loadIamport.js';
import { getIamport, getPage } from './page.js';
import type { Iamport } from './wire.js';

export interface IamportSdkOptions extends LoadOptions {
  /** The merchant's identification code in the PortOne console (가맹점 식별코드, `imp…`). */
  readonly userCode: string;
  /** A sub-merchant's tier code: `IMP.agency` is called in place of `IMP.init`. */
  readonly tierCode?: string | undefined;
}

/** The V1 SDK behind {@link BillingSdk}. */
export function createIamportSdk(options: IamportSdkOptions): BillingSdk {
  const code = [options.userCode, options.tierCode].filter(Boolean).join('/');

  /** Once a user code: a second `init` destroys the request in flight. */
  function initialise(iamport: Iamport): void {
    const { initialised } = getPage();
    const known = initialised.get(iamport);
    if (known === code) return;
    if (known !== undefined) {
      throw new BillingKeyError('invalid_configuration', developerText?.anotherUserCode(known, code));
    }
    if (process.env.NODE_ENV !== 'production') watchInit(iamport);
    try {
      if (options.tierCode) iamport.agency(options.userCode, options.tierCode);
      else iamport.init(options.userCode);
    } catch (cause) {
      throw new BillingKeyError('sdk_error', developerText?.initThrew, { cause });
    }
    initialised.set(iamport, code);
  }

  return {
    async load() {
      if (typeof document === 'undefined') return;
      if (process.env.NODE_ENV !== 'production') watchCsp([options.scriptUrl, options.jQueryUrl]);
      const iamport = await loadIamport(options);
      await getPage().settling;
      initialise(iamport);
    },

    isReady() {
      const iamport = getIamport();
      return iamport !== undefined && getPage().initialised.get(iamport) === code && !getPage().settling;
    },

    open({ attemptId, request, ui, onAnswer }) {
      const iamport = getIamport();
      const { open } = getPage();
      if (open?.attemptId === attemptId) open.sdk = iamport;
      try {
        // The SDK writes into what it is given, and a frozen object is never answered: always a copy of its own.
        if (!ui) iamport?.request_pay({ ...request }, onAnswer);
        else if (iamport?.loadUI) iamport.loadUI(ui, { ...request }, onAnswer);
        else throw new TypeError('This release of the SDK has no IMP.loadUI: it came with 1.3.0.');
      } catch (cause) {
        throw new BillingKeyError('sdk_error', developerText?.requestThrew, { cause });
      }
    },

    isWindowVisible(opensPopup) {
      if (document.visibilityState === 'hidden' || (opensPopup && !document.hasFocus())) return true;
      // PayPal's is a button that the SDK draws into the host's container; the customer's click on it opens the popup.
      if (document.querySelector('.portone-ui-container:not(:empty)')) return true;
      return [...document.querySelectorAll<HTMLElement>('.imp-dialog')].some(
        (dialog) => getComputedStyle(dialog).display !== 'none',
      );
    },

    close() {
      getIamport()?.close?.();
      document.body.classList.remove('imp-payment-progress');
    },

    distrust() {
      const iamport = getIamport();
      if (iamport) getPage().initialised.delete(iamport);
    },
  };
}
