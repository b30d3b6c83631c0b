import { type Backend, createBackend } from './backend.js';
import { type Clock, createClock } from './clock.js';
import type { Step } from './commands.js';
import type { Counts } from './counts.js';
import { type Browser, type BrowserOptions, createBrowser } from './createBrowser.js';
import type { Generation } from './generations/Generation.js';
import { broken, unfinished } from './invariants.js';
import type { Ledger } from './ledger.js';
import { answer, click, type Delivered, offered, perform, recover } from './perform.js';
import { type Customer, plans } from './shop.js';
import { installGlobals, runIn, shownPlaces, type Tab } from './Tab.js';

/** The merchant's side: what pages have to do with of it, what happens there alone, and what must hold there. */
export interface Host<HostStep> {
  readonly clock: Clock;
  backendOf(ledger: Ledger, generation: Generation): Backend;
  perform(step: HostStep): Promise<void>;
  /** Everything goes well there from now on, and what is due is done. */
  recover(): Promise<void>;
  broken(): string[];
  unfinished(): Promise<string[]>;
  stop(): void;
}

/** A server that takes money by the charge's number, and does nothing of itself. */
function simulatedHost(): Host<never> {
  return {
    clock: createClock(),
    backendOf: createBackend,
    perform: async () => undefined,
    recover: async () => undefined,
    broken: () => [],
    unfinished: async () => [],
    stop() {},
  };
}

/** Answers everybody and lets all the time pass that anything may wait for. */
async function drain(browser: Browser, clock: Clock, recover: () => Promise<void>): Promise<void> {
  browser.setSdk('ok');
  browser.backend.setMode('ok');
  // Over again, as a click may still wait for the SDK to settle, and a host may try again.
  for (let round = 0; round < 4; round += 1) {
    for (const request of browser.requests) if (request.isVisible) answer(browser, request, 'cancelled');
    while (browser.backend.letGo(true)) await clock.settle();
    await recover();
    await clock.advance(200_000);
  }
}

/** The customers go on: what is offered to each is charged, and a click opens a window, on every page. */
async function goOn(browser: Browser, clock: Clock): Promise<string[]> {
  const found: string[] = [];
  const customers: Customer[] = browser.options.isScoped ? ['kim', 'lee'] : [undefined];
  for (const customer of customers) {
    browser.setSession(customer);
    const fresh = browser.openTab();
    await clock.settle();
    // Twice: the first time may tell of another charge that is unresolved, and leave it to the customer.
    for (let round = 0; round < 2; round += 1) {
      for (const record of runIn(fresh, () => offered(fresh)) ?? []) recover(browser, fresh, record);
      await clock.advance(200_000);
    }
    const left = runIn(fresh, () => offered(fresh)) ?? [];
    found.push(...left.map(({ attemptId }) => `${attemptId} can’t be charged`));
  }
  for (const tab of browser.living()) {
    if (browser.options.isScoped) browser.signIn(tab, 'kim');
    if (!(await canOpen(browser, clock, tab))) found.push('no window opens');
  }
  return found;
}

/** At the third try at the latest: one may find an SDK that has swallowed a request, one a charge that is unresolved. */
async function canOpen(browser: Browser, clock: Clock, tab: Tab): Promise<boolean> {
  // A page that had no button shows them by now.
  const own = tab.places.filter(({ customer, unmount }) => customer === tab.customer && unmount === undefined);
  if (shownPlaces(tab).length === 0) for (const hidden of own) runIn(tab, () => browser.mount(tab, hidden));
  for (let round = 0; round < 4; round += 1) {
    const [shown] = shownPlaces(tab).slice(-1);
    const [button] = shown?.buttons ?? [];
    if (shown && button) click(browser, tab, shown, button, plans[2], false);
    await clock.advance(200);
    const window = browser.requests.find((request) => request.tab === tab && request.isVisible);
    if (window) answer(browser, window, 'cancelled');
    if (window) return true;
    await clock.advance(20_000);
  }
  return false;
}

/** Plays a sequence to its end, and gives what does not hold. */
export async function play<HostStep extends { readonly do: 'host' } = never>(
  options: BrowserOptions,
  steps: readonly (Step | (HostStep & { readonly isSettled: boolean }))[],
  counts: Counts,
  hostOf: () => Host<HostStep> = simulatedHost as () => Host<HostStep>,
): Promise<string[]> {
  const host = hostOf();
  const { clock } = host;
  const browser = createBrowser(options, counts, host.backendOf);
  const delivered: Delivered[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  const restoreGlobals = installGlobals();
  clock.install();
  process.on('unhandledRejection', onRejection);
  const notHolding = () => [...broken(browser, delivered), ...host.broken()];
  try {
    browser.openTab();
    await clock.advance(10);
    for (const step of steps) {
      counts.add(step.do);
      clock.pass();
      const news = step.do === 'host' ? await host.perform(step) : await perform(browser, clock, step);
      // Mostly what waits for the next task goes on before anybody does something else.
      if (step.isSettled) await clock.advance(0);
      else await clock.settle();
      if (news) delivered.push(news);
      const found = notHolding();
      if (found.length > 0) return found;
    }
    await drain(browser, clock, host.recover);
    const found = [...notHolding(), ...unfinished(browser)];
    const isHealthy = browser.tabs.every(({ hasFailed }) => !hasFailed);
    if (found.length === 0 && isHealthy) found.push(...(await goOn(browser, clock)), ...notHolding());
    if (found.length === 0) found.push(...(await host.unfinished()), ...notHolding());
    return [...found, ...rejections.map((reason) => `unhandled: ${String(reason)}`)];
  } finally {
    process.off('unhandledRejection', onRejection);
    for (const tab of browser.living()) browser.closeTab(tab);
    host.stop();
    clock.restore();
    restoreGlobals();
  }
}
