import { createPopups } from '../engine/createPopups.js';
import { createScriptUrl } from '../engine/createScriptUrl.js';
import { createTimers } from '../engine/createTimers.js';
import { refuseInProduction } from '../refuseInProduction.js';
import { createPortOneEngine } from './engine/createPortOneEngine.js';
import type { Entry } from './engine/Entry.js';
import type { FakePortOne, FakePortOneSdk } from './FakePortOne.js';
import type { FakePortOneOptions } from './FakePortOneOptions.js';
import { type FakePortOneOutcome, type FakePortOneOutcomeObject, outcomeObject } from './FakePortOneOutcome.js';
import type { FakePortOneRequest } from './FakePortOneRequest.js';
import { drawPortOneWindow } from './window/drawPortOneWindow.js';

/**
 * A fake of PortOne's V2 SDK that is not on the page yet: `install()` puts it there, `scriptUrl()` lets a script tag do it.
 *
 * It is made from PortOne's documents, not from the real script: `docs/portone-v2-fake.md` lists what each behaviour rests on.
 * Every wait in it is one `setTimeout` of the page, looked up when it is needed: fake timers rule it.
 *
 * @example
 * const portone = createFakePortOne({ outcomes: ['cancelled', 'issued'] });
 * portone.install();
 */
export function createFakePortOne(initialOptions: FakePortOneOptions = {}): FakePortOne {
  refuseInProduction(initialOptions);
  let options = initialOptions;
  let queue = [...(options.outcomes ?? [])];
  const navigations: string[] = [];
  const opened: Entry[] = [];
  const waiting: ((request: FakePortOneRequest) => void)[] = [];
  const timers = createTimers();
  const popups = createPopups(() => options);
  const script = createScriptUrl(() => handle.install());

  function navigate(url: string): void {
    navigations.push(url);
    if (options.navigate) options.navigate(url);
    else location.assign(url);
  }

  function takeOutcome(request: FakePortOneRequest): FakePortOneOutcomeObject | undefined {
    const outcome =
      queue.shift() ?? options.decide?.(request) ?? options.perProvider?.[request.provider ?? ''] ?? options.outcome;
    return outcome && outcomeObject(outcome);
  }

  const engine = createPortOneEngine({
    options: () => options,
    timers,
    popups,
    navigate,
    takeOutcome,
    onOpen(entry, phone) {
      opened.push(entry);
      if (options.ui)
        drawPortOneWindow({ options: () => options, timers, navigate, settle: engine.settle }, entry, phone);
      const next = waiting.length > 0 ? takeOpened() : undefined;
      if (next) waiting.shift()?.(next.record);
    },
  });

  function takeOpened(): Entry | undefined {
    while (opened.length > 0) {
      const entry = opened.shift();
      if (entry?.record.state === 'open') return entry;
    }
    return undefined;
  }

  async function settle(outcome: FakePortOneOutcome): Promise<void> {
    const entry = engine.current;
    if (!entry) {
      const last = engine.requests.at(-1);
      const why = last ? `The last request is ${last.state}. ${last.reason ?? ''}` : 'No request was made.';
      throw new Error(`No payment window is open that could be settled; await portone.nextRequest() first. ${why}`);
    }
    await engine.settle(entry, outcomeObject(outcome));
  }

  const PortOne = {
    requestIssueBillingKey: (request) => engine.request('requestIssueBillingKey', request),
    requestIssueBillingKeyAndPay: (request) => engine.request('requestIssueBillingKeyAndPay', request),
    loadIssueBillingKeyUI: engine.loadUi,
    updateLoadIssueBillingKeyUIRequest: engine.updateUi,
    requestPayment: notSimulated('requestPayment'),
    requestIdentityVerification: notSimulated('requestIdentityVerification'),
    loadPaymentUI: notSimulated('loadPaymentUI'),
    updateLoadPaymentUIRequest: notSimulated('updateLoadPaymentUIRequest'),
  } as FakePortOneSdk;
  const page = globalThis as { PortOne?: unknown };

  const handle: FakePortOne = {
    PortOne,
    requests: engine.requests,
    popups: popups.records,
    navigations,
    install() {
      if (page.PortOne !== undefined) return false;
      page.PortOne = PortOne;
      return true;
    },
    uninstall() {
      script.revoke();
      engine.stop();
      timers.clear();
      if (page.PortOne === PortOne) delete page.PortOne;
    },
    scriptUrl: script.create,
    configure(changes) {
      options = { ...options, ...changes };
      if (changes.outcomes) queue = [...changes.outcomes];
    },
    nextRequest() {
      const entry = takeOpened();
      return entry ? Promise.resolve(entry.record) : new Promise((resolve) => waiting.push(resolve));
    },
    issue: (details) => settle({ type: 'issued', ...details }),
    cancel: (details) => settle({ type: 'cancelled', ...details }),
    refuse: (details) => settle({ type: 'refused', ...details }),
    answer: (response) => settle({ type: 'answer', response }),
    settle,
  };
  return handle;
}

function notSimulated(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`PortOne.${name} has nothing to do with billing keys: the fake has none.`));
}
