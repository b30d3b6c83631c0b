import { buildIMP } from './engine/buildIMP.js';
import { createDialog } from './engine/createDialog.js';
import { createEngine } from './engine/createEngine.js';
import { createPopups, popupPoll } from './engine/createPopups.js';
import { createScriptUrl } from './engine/createScriptUrl.js';
import { createTimers } from './engine/createTimers.js';
import type { Entry } from './engine/Entry.js';
import type { FakeIamport } from './FakeIamport.js';
import type { FakeIamportOptions } from './FakeIamportOptions.js';
import { type FakeOutcome, type FakeOutcomeObject, outcomeObject } from './FakeOutcome.js';
import type { FakeRequest } from './FakeRequest.js';
import { rememberFakeIamport } from './getFakeIamport.js';
import { refuseInProduction } from './refuseInProduction.js';
import { drawWindow } from './window/drawWindow.js';
import { resumePhonePage } from './window/phonePage.js';

/**
 * A fake i'mport SDK that is not on the page yet: `install()` puts it there, `scriptUrl()` lets a script tag do it.
 *
 * Every wait in it is one `setTimeout` of the page, looked up when it is needed: fake timers rule it. Settling by hand
 * calls the callback at once, in the task of the test.
 *
 * @example
 * const imp = createFakeIamport({ outcomes: ['cancelled', 'issued'] });
 * imp.install();
 */
export function createFakeIamport(initialOptions: FakeIamportOptions = {}): FakeIamport {
  refuseInProduction(initialOptions);
  let options = initialOptions;
  let queue = [...(options.outcomes ?? [])];
  const alerts: string[] = [];
  const navigations: string[] = [];
  const opened: Entry[] = [];
  const waiting: ((request: FakeRequest) => void)[] = [];

  const timers = createTimers();
  const dialog = createDialog({
    onLost: () => engine.breakOff('The SDK’s frames were taken out of the page, or moved in it.'),
    onReloaded: () => {
      if (options.framesReadyAfter !== 'manual') engine.loading.framesReady();
    },
  });
  const onMessage = ({ source }: MessageEvent) => {
    if (dialog.owns(source)) engine.breakOff('A message that is not the SDK’s own came from one of its frames.');
  };
  const popups = createPopups(() => options);
  const script = createScriptUrl(() => handle.install());

  let removePhonePage = () => {};

  function navigate(url: string): void {
    navigations.push(url);
    if (options.navigate) options.navigate(url);
    else location.assign(url);
  }

  function takeOutcome(request: FakeRequest): FakeOutcomeObject | undefined {
    const outcome =
      queue.shift() ?? options.decide?.(request) ?? options.perPg?.[request.provider ?? ''] ?? options.outcome;
    return outcome && outcomeObject(outcome);
  }

  /** In a microtask, as a request that the SDK wipes in the same breath never had a window that could be used. */
  function tellWaiting(): void {
    queueMicrotask(() => {
      while (waiting.length > 0) {
        const entry = takeOpened();
        if (!entry) return;
        waiting.shift()?.(entry.record);
      }
    });
  }

  function takeOpened(): Entry | undefined {
    while (opened.length > 0) {
      const entry = opened.shift();
      if (entry?.record.state === 'open') return entry;
    }
    return undefined;
  }

  const engine = createEngine({
    options: () => options,
    timers,
    dialog,
    popups,
    takeOutcome,
    alert(message) {
      alerts.push(message);
      if (options.ui) window.alert(message);
    },
    navigate,
    onOpen(entry, drawing) {
      opened.push(entry);
      tellWaiting();
      if (options.ui) drawWindow({ options: () => options, timers, navigate, settle: engine.settle }, entry, drawing);
    },
  });

  function current(): Entry {
    const entry = engine.current;
    if (!entry) {
      const last = engine.requests.at(-1);
      const why = last ? `The last request is ${last.state}. ${last.reason ?? ''}` : 'No request was made.';
      throw new Error(`No payment window is open that could be settled; await imp.nextRequest() first. ${why}`);
    }
    return entry;
  }

  async function settle(outcome: FakeOutcome): Promise<void> {
    await engine.settle(current(), outcomeObject(outcome));
  }

  const IMP = buildIMP(engine, options.generation ?? '1.3');
  const page = globalThis as { IMP?: unknown };

  const handle: FakeIamport = {
    IMP,
    requests: engine.requests,
    initCalls: engine.initCalls,
    alerts,
    navigations,
    popups: popups.records,
    get closeCalls() {
      return engine.closeCalls;
    },
    get ready() {
      return engine.loading.state === 'ready' && dialog.isAlive;
    },
    install() {
      if (page.IMP !== undefined) return false;
      page.IMP = IMP;
      dialog.addStyle();
      window.addEventListener('message', onMessage);
      if (options.ui) removePhonePage = resumePhonePage(navigate, options.locale);
      return true;
    },
    uninstall() {
      script.revoke();
      engine.deinit();
      timers.clear();
      window.removeEventListener('message', onMessage);
      removePhonePage();
      dialog.remove();
      if (page.IMP === IMP) delete page.IMP;
    },
    scriptUrl: script.create,
    configure(changes) {
      options = { ...options, ...changes };
      if (changes.outcomes) queue = [...changes.outcomes];
    },
    framesReady: engine.loading.framesReady,
    nextRequest() {
      const entry = takeOpened();
      return entry ? Promise.resolve(entry.record) : new Promise((resolve) => waiting.push(resolve));
    },
    issue: (details) => settle({ type: 'issued', ...details }),
    cancel: (details) => settle({ type: 'cancelled', ...details }),
    refuse: (details) => settle({ type: 'refused', ...details }),
    answer: (response) => settle({ type: 'answer', response }),
    settle,
    closePopup() {
      const entry = current();
      if (!entry.popup) throw new Error(`${entry.provider} opened no popup that could be closed.`);
      entry.popup.close();
      entry.cleanups.push(timers.after(popupPoll, () => void engine.settle(entry, { type: 'popupClosed' })));
    },
  };
  rememberFakeIamport(handle);
  return handle;
}
