import type { IamportResponse } from '../../iamport/wire.js';
import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import { type FakeNotOpened, type FakeOutcomeObject, outcomeObject } from '../FakeOutcome.js';
import { alertTexts } from './alertTexts.js';
import { buildAnswer, buildOwnAnswer } from './buildAnswer.js';
import { buildReturnUrl, usualSuccessKey } from './buildReturnUrl.js';
import type { Dialog } from './createDialog.js';
import { cleanUpEntry, type Entry, loseEntry } from './Entry.js';
import { readDevice } from './readDevice.js';
import { isIssued, reportToServer } from './reportToServer.js';

export interface SettlementEnvironment {
  readonly options: () => FakeIamportOptions;
  readonly dialog: Dialog;
  readonly alert: (message: string) => void;
  readonly navigate: (url: string) => void;
  readonly open: Map<string, Entry>;
  readonly onIssued: (merchantUid: string) => void;
  /** Frames and channel list anew, as after every finished request. */
  readonly reload: () => void;
}

/** How a request ends: by its callback, by leaving the page, or by nothing. */
export interface Settlement {
  readonly insideCallback: boolean;
  isUnopened(outcome: FakeOutcomeObject): outcome is FakeNotOpened;
  answerUnopened(entry: Entry, type: FakeNotOpened['type']): void;
  settle(entry: Entry, outcome: FakeOutcomeObject): Promise<void>;
}

const unopened: readonly string[] = ['noChannel', 'notReady', 'popupNotOpened', 'popupBlocked', 'alert'];
const unopenedReasons = {
  popupBlocked: 'The browser blocked the popup of the PG, and the SDK calls nobody back.',
  alert: 'An exception inside the SDK, which it tells the customer and nobody else.',
} as const;

export function createSettlement(env: SettlementEnvironment): Settlement {
  const { options, dialog, alert, navigate, open, reload, onIssued } = env;
  let insideCallback = false;

  function callBack(entry: Entry, response: IamportResponse): void {
    entry.record.state = 'answered';
    entry.record.response = response;
    cleanUpEntry(entry);
    insideCallback = true;
    try {
      entry.callback?.(response);
    } catch (error) {
      // The SDK's own habit: no page error, so that nothing a page listens to will ever hear of it.
      console.error(error);
    } finally {
      insideCallback = false;
    }
  }

  function leave(entry: Entry, response: IamportResponse): void {
    open.delete(entry.requestId);
    const { m_redirect_url: redirectUrl } = entry.params;
    if (!redirectUrl) {
      loseEntry(entry, 'The page was left for the PG, and there is no m_redirect_url to come back to.');
      return;
    }
    cleanUpEntry(entry);
    const successKey = entry.successKey ?? usualSuccessKey(options().generation ?? '1.3', entry.provider);
    const url = buildReturnUrl(redirectUrl, location.href, response, successKey);
    entry.record.state = 'left';
    entry.record.returnUrl = url;
    navigate(url);
  }

  function deliver(entry: Entry, response: IamportResponse): void {
    if (entry.leaves) {
      leave(entry, response);
      return;
    }
    open.delete(entry.requestId);
    callBack(entry, response);
    reload();
  }

  function answerUnopened(entry: Entry, type: FakeNotOpened['type']): void {
    const response = buildOwnAnswer(type, entry.params.merchant_uid);
    if (response) {
      const { phone } = readDevice(options().device ?? 'auto', navigator.userAgent);
      // With nobody to call back, a phone is sent to the return address even before the window.
      if (!entry.callback && phone) leave(entry, response);
      else callBack(entry, response);
      return;
    }
    const blocked = type === 'popupBlocked';
    loseEntry(entry, blocked ? unopenedReasons.popupBlocked : unopenedReasons.alert);
    // PayPal's opener does not even say that.
    if (!blocked || !entry.provider.startsWith('paypal'))
      alert(blocked ? alertTexts.popupBlocked : alertTexts.internal);
  }

  async function settle(entry: Entry, outcome: FakeOutcomeObject): Promise<void> {
    // Whatever happened meanwhile, such as another init, has wiped it.
    const wiped = () => open.get(entry.requestId) !== entry;
    if (wiped()) return;
    if (!dialog.isAlive) {
      open.delete(entry.requestId);
      loseEntry(entry, 'The SDK’s frames are gone from the page, or were loaded anew, and what was in them with them.');
      return;
    }
    switch (outcome.type) {
      case 'noChannel':
      case 'notReady':
      case 'popupNotOpened':
      case 'popupBlocked':
      case 'alert':
        open.delete(entry.requestId);
        dialog.hide();
        answerUnopened(entry, outcome.type);
        return;
      case 'silent':
        return;
      case 'redirect':
        entry.leaves = true;
        entry.successKey = outcome.successKey;
        await settle(entry, outcomeObject(outcome.result ?? 'issued'));
        return;
      case 'answer':
        deliver(entry, outcome.response);
        return;
      default: {
        const { generation = '1.3', apiUrl } = options();
        const response = buildAnswer({ params: entry.params, provider: entry.provider, generation }, outcome);
        // Without a fake server nothing is awaited: the callback is called in the task that settles the request.
        const reported = reportToServer(apiUrl, entry, outcome, response);
        if (reported) await reported;
        if (wiped()) return;
        if (isIssued(outcome)) onIssued(entry.params.merchant_uid);
        deliver(entry, response);
      }
    }
  }

  return {
    get insideCallback() {
      return insideCallback;
    },
    isUnopened,
    answerUnopened,
    settle,
  };
}

function isUnopened(outcome: FakeOutcomeObject): outcome is FakeNotOpened {
  return unopened.includes(outcome.type);
}
