import type { IssueUiCallbacks, LoadIssueUiRequest } from '../../../portone/wire.js';
import { copyDeep } from '../../engine/copyDeep.js';
import type { Popups } from '../../engine/createPopups.js';
import type { Timers } from '../../engine/createTimers.js';
import { readDevice } from '../../engine/readDevice.js';
import { uuid } from '../../portoneServer/identifiers.js';
import type { FakePortOneOptions } from '../FakePortOneOptions.js';
import type { FakePortOneOutcomeObject } from '../FakePortOneOutcome.js';
import type { FakePortOneCall, FakePortOneRequest } from '../FakePortOneRequest.js';
import { findPortOneProvider, windowTypeOf } from '../providers.js';
import { createSettlement } from './createSettlement.js';
import { type Entry, loseEntry } from './Entry.js';
import { channelOf, findFault } from './findFault.js';
import { drawPayPalButton } from './paypalButton.js';

export interface PortOneEngineEnvironment {
  readonly options: () => FakePortOneOptions;
  readonly timers: Timers;
  readonly popups: Popups;
  readonly navigate: (url: string) => void;
  /** What was decided for a request that is about to be served; `undefined` leaves it to a hand. */
  readonly takeOutcome: (request: FakePortOneRequest) => FakePortOneOutcomeObject | undefined;
  /** A window is open. */
  readonly onOpen: (entry: Entry, phone: boolean) => void;
}

/** What stands behind `window.PortOne`. */
export function createPortOneEngine(env: PortOneEngineEnvironment) {
  const { options, timers } = env;
  const requests: FakePortOneRequest[] = [];
  const open = new Set<Entry>();
  const opening = new Set<Entry>();
  const settlement = createSettlement({ options, navigate: env.navigate, open });
  let button: Entry | undefined;

  function createEntry(
    call: FakePortOneCall,
    params: Entry['params'],
    settle: Entry['settle'],
    reject: Entry['reject'],
    callbacks?: IssueUiCallbacks,
  ): Entry {
    const entry: Entry = {
      record: {
        call,
        params: copyDeep(params),
        inUserActivation: navigator.userActivation?.isActive,
        state: 'opening',
        reason: undefined,
        provider: undefined,
        response: undefined,
        returnUrl: undefined,
      },
      call,
      params: copyDeep(params),
      provider: '',
      outcome: undefined,
      popup: undefined,
      leaves: false,
      billingKey: `billing-key-${uuid()}`,
      transactionId: uuid(),
      settle,
      reject,
      callbacks,
      cleanups: [],
    };
    requests.push(entry.record);
    return entry;
  }

  function request(call: FakePortOneCall, params: Entry['params']): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const entry = createEntry(call, params, resolve, reject);
      opening.add(entry);
      entry.cleanups.push(timers.after(options().opensAfter ?? 0, () => serve(entry)));
    });
  }

  /** Draws PayPal's button. Each click of it is a request of its own. */
  function loadUi(params: LoadIssueUiRequest, callbacks: IssueUiCallbacks): Promise<void> {
    return new Promise((resolve, reject) => {
      const entry = createEntry('loadIssueBillingKeyUI', params, () => undefined, reject, callbacks);
      opening.add(entry);
      const load = () => {
        if (!admit(entry)) return;
        const draw = drawPayPalButton(() => {
          entry.params = copyDeep(button?.params ?? entry.params);
          openWindow(entry, false);
        });
        if (draw === undefined) {
          settlement.reject(entry, { code: 'BadRequest', message: '.portone-ui-container was not found' });
          return;
        }
        button?.cleanups.splice(0).forEach((clean) => void clean());
        button = entry;
        entry.cleanups.push(draw);
        entry.record.state = 'button';
        resolve();
      };
      entry.cleanups.push(timers.after(options().opensAfter ?? 0, load));
    });
  }

  async function updateUi(params: LoadIssueUiRequest): Promise<void> {
    if (button === undefined) throw new Error('loadIssueBillingKeyUI was not called');
    button.params = copyDeep(params);
    button.record.params = copyDeep(params);
  }

  /** Finds its channel and its outcome. False when it was rejected. */
  function admit(entry: Entry): boolean {
    opening.delete(entry);
    const device = readPhone() ? 'mobile' : 'pc';
    const fault = findFault(entry, options(), device);
    if (fault !== undefined) {
      settlement.reject(entry, fault);
      return false;
    }
    const { provider, manualConfirmation } = channelOf(entry.params.channelKey ?? '', options());
    entry.provider = entry.record.provider = provider;
    const outcome = env.takeOutcome(entry.record);
    entry.outcome =
      outcome?.type === 'issued' && manualConfirmation ? { ...outcome, type: 'needsConfirmation' } : outcome;
    return true;
  }

  function serve(entry: Entry): void {
    if (!admit(entry)) return;
    const { outcome } = entry;
    open.add(entry);
    if (outcome?.type === 'rejected' || outcome?.type === 'networkError' || outcome?.type === 'popupBlocked') {
      void settlement.settle(entry, outcome);
      return;
    }
    const phone = readPhone();
    const device = phone ? 'mobile' : 'pc';
    const windowType = windowTypeOf(findPortOneProvider(entry.provider), entry.params.windowType?.[device], device);
    entry.leaves = windowType === 'REDIRECTION' || (entry.params.forceRedirect === true && !!entry.params.redirectUrl);
    if (windowType === 'REDIRECTION' && !entry.params.redirectUrl) {
      open.delete(entry);
      loseEntry(entry, 'The PG’s window is a page of its own here, and there is no redirectUrl to come back to.');
      return;
    }
    if (windowType === 'POPUP') {
      entry.popup = env.popups.open(entry.provider);
      if (entry.popup === undefined) {
        void settlement.settle(entry, { type: 'popupBlocked' });
        return;
      }
    }
    openWindow(entry, phone);
  }

  function openWindow(entry: Entry, phone: boolean): void {
    open.add(entry);
    entry.record.state = 'open';
    env.onOpen(entry, phone);
    const { outcome } = entry;
    if (outcome === undefined || outcome.type === 'silent') return;
    const delay = ('delay' in outcome ? outcome.delay : undefined) ?? options().delay ?? 0;
    entry.cleanups.push(timers.after(delay, () => void settleDecided(entry, outcome)));
  }

  async function settleDecided(entry: Entry, outcome: FakePortOneOutcomeObject): Promise<void> {
    try {
      await settlement.settle(entry, outcome);
    } catch (error) {
      // The fake server is away, or refuses. A page that waits for ever would tell nobody so.
      console.error(error);
      await settlement.settle(entry, { type: 'answer', response: { code: 'UnknownError', message: String(error) } });
    }
  }

  const readPhone = () => readDevice(options().device ?? 'auto', navigator.userAgent).phone;

  return {
    requests,
    request,
    loadUi,
    updateUi,
    settle: settlement.settle,
    /** The window on top: the newest of those that are open. */
    get current(): Entry | undefined {
      return [...open].at(-1);
    },
    stop(): void {
      for (const entry of [...open, ...opening]) loseEntry(entry, 'The fake was uninstalled.');
      open.clear();
      opening.clear();
      if (button) loseEntry(button, 'The fake was uninstalled.');
      button = undefined;
    },
  };
}
