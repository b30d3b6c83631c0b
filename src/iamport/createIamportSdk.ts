import { watchCsp } from '../core/devWarnings/watchCsp.js';
import { BillingKeyError } from '../core/errors/BillingKeyError.js';
import { buttonRemover, isButtonDrawn } from '../core/lib/drawnButton.js';
import { developerText } from './developerText.js';
import { watchInit } from './devWarnings/watchInit.js';
import { assertReachable, moveInto, needsMoveAhead, topModal } from './dialogs.js';
import { hearOthers } from './hearOthers.js';
import type { IamportSdk } from './IamportSdk.js';
import { type LoadOptions, loadIamport } from './loadIamport.js';
import { getIamport, getPage, settle } from './page.js';
import { reachDialog } from './reachDialog.js';
import {
  findSdkDialog,
  hasLostDialog,
  isDialogShown,
  putDialogBack,
  putStylesBack,
  rememberDialog,
} from './sdkDialog.js';
import type { Iamport, IamportResponse } from './wire.js';

/** Whose account it is, and how the SDK's script is fetched. */
export interface IamportSdkOptions extends LoadOptions {
  /** The merchant's identification code in the PortOne console (고객사 식별코드, `imp…`). */
  readonly userCode: string;
  /** A sub-merchant's tier code: `IMP.agency` is called in place of `IMP.init`. */
  readonly tierCode?: string | undefined;
  /** The language of the page. The SDK has no use for it; a fake in its place follows it. */
  readonly locale?: { readonly locale: string } | undefined;
}

/** The V1 SDK behind {@link IamportSdk}. */
export function createIamportSdk(options: IamportSdkOptions): IamportSdk {
  const { userCode, tierCode } = options;
  if (typeof userCode !== 'string' || !/^imp/.test(userCode)) {
    throw new BillingKeyError('invalid_configuration', developerText?.wrongUserCode(userCode));
  }
  let asked: Iamport | undefined;
  let putPageBack: (() => void) | undefined;
  let moveBack: (() => void) | undefined;
  /** True when the window that was asked for is PayPal's button: the customer's click on it opens the popup. */
  let isUi = false;
  /** The frames that the SDK had when it was asked for the window. */
  let askedFrames: readonly Element[] = [];
  const isWindowSeen = () => (isUi && isButtonDrawn()) || isDialogShown();
  const code = [userCode, tierCode].filter(Boolean).join('/');

  /** Not while a window is open, which would be lost. */
  function hasToMove(): boolean {
    const dialog = findSdkDialog();
    return dialog !== undefined && !getPage().isAsked && needsMoveAhead(dialog);
  }

  /** Once a user code: a second `init` destroys the request in flight. */
  function initialise(iamport: Iamport): void {
    const { initialised } = getPage();
    const known = initialised.get(iamport);
    if (known !== undefined) {
      if (known !== code) {
        throw new BillingKeyError('invalid_configuration', developerText?.anotherUserCode(known, code));
      }
      // One that was taken off the page while it was waited for is nobody's to mend.
      if (getIamport() !== iamport || !(hasLostDialog(iamport) || hasToMove())) return;
    }
    try {
      // An ad blocker may have left anything in its place, and what is no object throws in the first of these.
      hearOthers(iamport);
      if (process.env.NODE_ENV !== 'production') watchInit(iamport);
      putDialogBack(iamport);
      const dialog = findSdkDialog();
      // Ahead of the request, where a frame can't be moved without loading it anew: the SDK is started after it.
      const modal = hasToMove() ? topModal() : undefined;
      if (dialog && modal) moveBack = moveInto(modal, dialog);
      if (tierCode) iamport.agency(userCode, tierCode);
      else iamport.init(userCode);
    } catch (cause) {
      throw new BillingKeyError('sdk_error', developerText?.initThrew, { cause });
    }
    initialised.set(iamport, code);
    rememberDialog(iamport);
  }

  /** Puts the page back as it was before the window. */
  function leave(): void {
    getPage().isAsked = false;
    putPageBack?.();
    putPageBack = undefined;
    if (isUi) buttonRemover()();
    if (moveBack) {
      moveBack();
      moveBack = undefined;
      // The frames have been loaded anew by that, and the SDK does not know.
      invalidate();
    }
  }

  function invalidate(): void {
    const iamport = getIamport();
    if (iamport) getPage().initialised.delete(iamport);
  }

  return {
    async load() {
      if (typeof document === 'undefined') return;
      if (options.locale) getPage().locale = options.locale.locale;
      if (process.env.NODE_ENV !== 'production') {
        watchCsp({
          name: "i'mport's SDK",
          hosts: /(^|\.)iamport\.(kr|co)$/,
          own: [options.scriptUrl, options.jQueryUrl],
        });
      }
      const iamport = await loadIamport(options);
      await getPage().settling;
      initialise(iamport);
    },

    isReady() {
      const iamport = getIamport();
      if (!iamport || getPage().initialised.get(iamport) !== code || getPage().settling) return false;
      return !hasLostDialog(iamport) && !hasToMove();
    },

    assertReachable() {
      const dialog = findSdkDialog();
      if (dialog) assertReachable(dialog);
    },

    open({ request, ui, onAnswer: tell }) {
      const iamport = getIamport();
      asked = iamport;
      putPageBack?.();
      putStylesBack();
      putPageBack = reachDialog();
      getPage().isAsked = true;
      isUi = ui !== undefined;
      askedFrames = [...document.querySelectorAll('.imp-dialog iframe')];
      const opened = putPageBack;
      const onAnswer = (response: IamportResponse) => {
        settle();
        getPage().isAsked = false;
        // The SDK closes its window after the callback: a task later it is gone.
        if (opened) {
          setTimeout(() => {
            if (putPageBack === opened) leave();
          });
        }
        tell(response);
      };
      try {
        // The SDK writes into what it is given, and a frozen object is never answered: always a copy of its own.
        if (!ui) iamport?.request_pay({ ...request }, onAnswer);
        else if (iamport?.loadUI) iamport.loadUI(ui, { ...request }, onAnswer);
        else throw new TypeError('This release of the SDK has no IMP.loadUI: it came with 1.3.0.');
      } catch (cause) {
        leave();
        throw new BillingKeyError('sdk_error', developerText?.requestThrew, { cause });
      }
    },

    isAnswerable: () => asked === undefined || asked === getIamport(),
    isWindowSeen,
    isWindowVisible: isWindowSeen,
    isWindowLost: () => askedFrames.length > 0 && askedFrames.every((frame) => !frame.isConnected),

    close() {
      settle();
      getIamport()?.close?.();
      leave();
      document.body.classList.remove('imp-payment-progress');
    },

    invalidate,
  };
}
