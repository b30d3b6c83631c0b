import type { IamportCallback, IamportRequest } from '../../iamport/wire.js';
import type { FakeInitCall } from '../FakeIamport.js';
import type { FakeIamportOptions } from '../FakeIamportOptions.js';
import type { FakeNotOpened, FakeOutcomeObject, FakeSilent } from '../FakeOutcome.js';
import type { FakeRequest } from '../FakeRequest.js';
import { findProvider } from '../providers.js';
import type { Drawing } from '../window/drawWindow.js';
import { alertTexts } from './alertTexts.js';
import { copyDeep } from './copyDeep.js';
import type { Dialog } from './createDialog.js';
import { createLoading } from './createLoading.js';
import { createPaymentUi } from './createPaymentUi.js';
import type { Popups } from './createPopups.js';
import { createRequestIds } from './createRequestIds.js';
import { createServerChecks } from './createServerChecks.js';
import { createSettlement } from './createSettlement.js';
import type { Timers } from './createTimers.js';
import { createEntry, type Entry, loseEntry } from './Entry.js';
import { findChannel } from './findChannel.js';
import { type Device, readDevice } from './readDevice.js';
import { writeIntoParams } from './writeIntoParams.js';

export interface EngineEnvironment {
  readonly options: () => FakeIamportOptions;
  readonly timers: Timers;
  readonly dialog: Dialog;
  readonly popups: Popups;
  readonly alert: (message: string) => void;
  readonly navigate: (url: string) => void;
  /** What was decided for a request that is about to be served; `undefined` leaves it to a hand. */
  readonly takeOutcome: (request: FakeRequest) => FakeOutcomeObject | undefined;
  /** A window is open. */
  readonly onOpen: (entry: Entry, drawing: Drawing) => void;
}

type TimedOutcome = Exclude<FakeOutcomeObject, FakeNotOpened | FakeSilent>;

/** The SDK's machine: what stands behind `window.IMP`. */
export type Engine = ReturnType<typeof createEngine>;

export function createEngine(env: EngineEnvironment) {
  const { options, dialog, timers } = env;
  const requests: FakeRequest[] = [];
  const initCalls: FakeInitCall[] = [];
  const open = new Map<string, Entry>();
  const nextRequestId = createRequestIds();
  let reserved: Entry | undefined;
  let account: FakeInitCall | undefined;
  let closeCalls = 0;

  const loading = createLoading({ options, dialog, timers, onReady: serveReserved });
  const checks = createServerChecks();
  const settlement = createSettlement({ ...env, open, reload, onIssued: checks.spend });
  const paymentUi = createPaymentUi({ alert: env.alert, requestPay });

  /** Every frame goes, and with the frames whatever they were about to answer. */
  function wipe(reason: string): void {
    for (const entry of open.values()) loseEntry(entry, reason);
    open.clear();
    if (reserved) loseEntry(reserved, reason);
    reserved = undefined;
  }

  function reload(): void {
    const isCut = [...open.values()].some((entry) => entry.record.insideCallback);
    wipe(
      'The SDK reloads its frames after every finished request, and this one was made before that: inside the callback, or beside another.',
    );
    if (account) loading.start(account.userCode);
    if (isCut) dialog.showBlank();
  }

  /** Something else than the SDK has been at its frames: it starts over, and calls nobody back. */
  function breakOff(reason: string): void {
    if (open.size === 0) return;
    wipe(reason);
    dialog.hide();
    if (account) loading.start(account.userCode);
  }

  function init(userCode: string, tierCode?: string): void {
    if (options().generation === '1.2' && options().jQuery !== 'ignored' && !Reflect.has(window, 'jQuery')) {
      throw new ReferenceError('jQuery is not defined');
    }
    account = { userCode, tierCode };
    initCalls.push(account);
    wipe('IMP.init was called again: it removes every frame, and the request in them is never answered.');
    loading.start(userCode);
  }

  function requestPay(params: IamportRequest, callback?: IamportCallback): void {
    if (typeof params !== 'object' || params === null) {
      env.alert(alertTexts.noParams);
      return;
    }
    const entry = createEntry(params, callback, nextRequestId(), settlement.insideCallback);
    requests.push(entry.record);
    try {
      entry.record.params = copyDeep(params);
      if (!account) {
        loseEntry(entry, 'IMP.request_pay was called before IMP.init.');
        env.alert(alertTexts.beforeInit);
        return;
      }
      writeIntoParams(params, entry.requestId, account.tierCode);
    } catch (error) {
      loseEntry(entry, `An exception inside the SDK, which writes into the object it is given: ${error}`);
      env.alert(alertTexts.internal);
      return;
    }
    accept(entry);
  }

  function accept(entry: Entry): void {
    if (loading.state === 'ready' && !dialog.isConnected) {
      loseEntry(
        entry,
        'The SDK’s dialog is gone from the page, with the body it was in: it was put there once, and is not again.',
      );
      env.alert(alertTexts.internal);
    } else if (loading.state === 'ready' && !dialog.isAlive) {
      loseEntry(entry, 'The SDK’s frames were moved, so they are loaded anew, which the SDK does not know.');
    } else if (loading.state === 'ready' || answersWithoutFrames()) serve(entry);
    else reserve(entry);
  }

  /** Another of the SDK's services, in the same dialog: whatever was open in it is wiped. */
  function certification(params: IamportRequest, callback?: IamportCallback): void {
    if (!account) {
      env.alert(alertTexts.beforeInit);
      return;
    }
    const entry = createEntry({ ...params }, callback, nextRequestId(), settlement.insideCallback);
    entry.isCertification = true;
    requests.push(entry.record);
    wipe('IMP.certification was called, which takes the dialog for itself.');
    accept(entry);
  }

  function answersWithoutFrames(): boolean {
    return options().generation !== '1.2' && loading.state === 'empty';
  }

  function reserve(entry: Entry): void {
    if (reserved) loseEntry(reserved, 'Another request came before the frames were ready: only the last one is kept.');
    reserved = entry;
  }

  function serveReserved(): void {
    const entry = reserved;
    reserved = undefined;
    if (entry) serve(entry);
  }

  function serve(entry: Entry): void {
    const device = readDevice(options().device ?? 'auto', navigator.userAgent);
    if (entry.isCertification) {
      entry.provider = 'certification';
      openWindow(entry, device, env.takeOutcome(entry.record));
      return;
    }
    const provider = findServing(entry.params);
    if (provider === 'notReady' || provider === 'noChannel') {
      settlement.answerUnopened(entry, provider);
      return;
    }
    entry.provider = provider.code;
    entry.record.provider = provider.code;

    const outcome = checks.refuse(entry.params) ?? env.takeOutcome(entry.record);
    const refusal = outcome && settlement.isUnopened(outcome) ? outcome.type : openPopup(entry, device);
    if (refusal) {
      settlement.answerUnopened(entry, refusal);
      return;
    }
    entry.leaves = !entry.popup && (findProvider(entry.provider).leaves?.(entry.params, device.phone) ?? device.phone);
    openWindow(entry, device, outcome);
  }

  function findServing(params: IamportRequest): { readonly code: string } | 'notReady' | 'noChannel' {
    const asked = params.pg?.split('.')[0] ?? '';
    if (options().generation !== '1.2' && findProvider(asked).newRoute?.(params)) return { code: asked };
    if (loading.state === 'empty') return 'notReady';
    const channel = findChannel(params, options());
    return channel ? { code: channel.provider } : 'noChannel';
  }

  function openPopup(entry: Entry, device: Device): 'popupBlocked' | undefined {
    if (!findProvider(entry.provider).popup?.(entry.params, device.phone)) return undefined;
    entry.popup = env.popups.open(entry.provider);
    return entry.popup ? undefined : 'popupBlocked';
  }

  function openWindow(entry: Entry, device: Device, outcome: FakeOutcomeObject | undefined): void {
    const collided = open.get(entry.requestId);
    if (collided) loseEntry(collided, 'A request of the same millisecond has the same request_id, and took its place.');
    open.set(entry.requestId, entry);
    entry.record.state = 'open';
    const area = dialog.show(entry.provider, device);
    env.onOpen(entry, { area, phone: device.phone, outcome });
    if (outcome && outcome.type !== 'silent' && !settlement.isUnopened(outcome)) answerLater(entry, outcome);
  }

  function answerLater(entry: Entry, outcome: TimedOutcome): void {
    const settle = async () => {
      try {
        await settlement.settle(entry, outcome);
      } catch (error) {
        // The fake server is away. A page that waits for ever would tell nobody so.
        console.error(error);
        await settlement.settle(entry, { type: 'refused', errorMsg: String(error) });
      }
    };
    entry.cleanups.push(timers.after(outcome.delay ?? options().delay ?? 0, () => void settle()));
  }

  return {
    requests,
    initCalls,
    loading,
    settle: settlement.settle,
    get closeCalls() {
      return closeCalls;
    },
    /** The window on top: the newest of those that are open. */
    get current(): Entry | undefined {
      return [...open.values()].at(-1);
    },
    init,
    requestPay,
    certification,
    breakOff,
    paymentUi,
    close(): void {
      closeCalls += 1;
      dialog.hide();
    },
    deinit(): void {
      wipe('IMP.deinit was called.');
      paymentUi.remove();
      account = undefined;
      loading.stop();
    },
  };
}
