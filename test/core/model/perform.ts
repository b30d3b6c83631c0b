import { type AttemptRecord, hasOpenCharge, type KeyedRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { type AttemptState, canRetryCharge, type IssueOutcome } from '../../../src/core/attempt/AttemptState.js';
import { createPlace } from '../../../src/core/attempt/createPlace.js';
import type { Clock } from './clock.js';
import type { Command, Says } from './commands.js';
import { type Browser, home, onDisk } from './createBrowser.js';
import type { TestKey } from './generations/Generation.js';
import { type Customer, orderFor, type Plan, plans, purchaseKeyFor } from './shop.js';
import {
  type Button,
  type Click,
  isKeyed,
  runIn,
  type SdkRequest,
  type ShownPlace,
  shownPlaces,
  type Tab,
} from './Tab.js';

const mostTabs = 4;
const day = 24 * 60 * 60 * 1000;

/** A key that a page was told of, and that nobody may lose. */
export interface Delivered {
  readonly attemptId: string;
  readonly tab: Tab;
  readonly at: number;
}

/** What a page offers to charge again after a restart, as the recovery does. */
export function offered({ client }: Tab): KeyedRecord[] {
  return client
    .records()
    .filter(hasOpenCharge)
    .filter(({ attemptId }) => !client.activeAttempts.includes(attemptId));
}

/** A list on a screen may be older than what another tab has done meanwhile; it is never another customer's. */
function everOffered(tab: Tab): KeyedRecord[] {
  for (const record of runIn(tab, () => offered(tab)) ?? []) {
    if (!tab.known.has(record.attemptId)) tab.known.set(record.attemptId, record);
  }
  return [...tab.known.values()].filter((record) => runIn(tab, () => tab.client.isMine(record)));
}

/** The name of a state, with what a failed one can still do. */
export function nameOf(state: AttemptState): string {
  return canRetryCharge(state) ? 'failed with a key' : state.status;
}

export function click(
  browser: Browser,
  tab: Tab,
  shown: ShownPlace,
  button: Button,
  plan: Plan,
  isOther: boolean,
): void {
  const { hasPurchaseKey, hasServerOrders } = browser.options;
  const usual = hasPurchaseKey ? 'volatile' : 'plain';
  const other = hasPurchaseKey ? 'made' : 'numbered';
  const style = hasServerOrders ? 'made' : isOther ? other : usual;
  const order = orderFor(browser.generation, plan, style, tab.customer);
  const { place } = shown;
  const before = place.getState();
  // The button is rendered with what it is about to buy.
  button.owner.options = {
    ...button.owner.options,
    purchaseKey: purchaseKeyFor(plan, style),
  };
  const isOver = before.status === 'failed' || before.status === 'cancelled';
  const number = isOver && runIn(tab, () => tab.client.log.get(before.attemptId)?.chargeNumber);
  const isOfSettled =
    (number && browser.ledger.committed.has(number)) ||
    (before.status === 'failed' && before.error.code === 'already_settled');
  const at = browser.step();
  const clicked: Click = { tab, button, customer: tab.customer, plan, at, decidedAt: at, isOfSettled };
  const source = style === 'made' ? () => browser.backend.makeOrder(order) : order;
  start(browser, tab, clicked.customer, plan, () => {
    // The attempt is known to the test before anything of it can be heard: its id is the state's as soon as it is begun.
    const leave = place.subscribe(() => {
      const state = place.getState();
      if (state.status !== 'idle' && !browser.clicks.has(state.attemptId) && state.status !== 'failed') {
        browser.clicks.set(state.attemptId, clicked);
      }
    });
    const outcome = place.issue(source, button.owner);
    leave();
    return outcome;
  });
}

/** Runs what waits for an outcome, and counts it until it has one. */
function start(
  browser: Browser,
  tab: Tab,
  customer: Customer,
  plan: Plan | undefined,
  work: () => Promise<IssueOutcome<string, TestKey>>,
): void {
  tab.open += 1;
  runIn(tab, () => {
    void work().then((outcome) => {
      tab.open -= 1;
      examine(browser, tab, customer, plan, outcome);
    });
  });
}

/** What somebody hears who has waited for an outcome. */
function examine(
  { ledger, clicks, tabs, violations }: Browser,
  tab: Tab,
  customer: Customer,
  plan: Plan | undefined,
  outcome: IssueOutcome<string, TestKey>,
): void {
  if (outcome.status === 'failed') {
    if (outcome.error.code === 'unresolved_charge') ledger.tellUnresolved(customer);
    if (outcome.error.code === 'already_settled') {
      const { tab: clickedOn } = clicks.get(outcome.attemptId) ?? {};
      for (const any of clickedOn ? [clickedOn] : tabs) {
        const record = runIn(any, () => any.client.log.get(outcome.attemptId));
        if (record) ledger.tell(record.chargeNumber);
      }
    }
  }
  if (outcome.status !== 'succeeded') return;
  const number = outcome.data.replace('receipt of ', '');
  const paid = ledger.committed.get(number);
  const click = paid && clicks.get(paid.attemptId);
  const own = clicks.get(outcome.attemptId);
  if (!paid || !click) {
    violations.push(`a receipt of nothing: ${outcome.data}`);
    return;
  }
  if (click.customer !== customer) violations.push('a receipt of another customer is shown');
  if (plan && click.plan.id !== plan.id) violations.push('a click on one plan ends with the receipt of another');
  const isHealthy = tabs.every(({ hasFailed }) => !hasFailed);
  const isOld = isHealthy && own && !own.isOfSettled && (paid.receiptAt ?? own.at) < own.at;
  if (isOld) violations.push('a purchase ends with the receipt of an earlier one');
  ledger.tell(number, tab);
}

/** The customer has a key charged that an earlier click has brought. */
function decide({ clicks, step }: Browser, attemptId: string | undefined): void {
  const click = clicks.get(attemptId ?? '');
  if (click) click.decidedAt = step();
}

export function recover(browser: Browser, tab: Tab, record: KeyedRecord): void {
  decide(browser, record.attemptId);
  start(browser, tab, tab.customer, undefined, () => {
    const place = createPlace<string, TestKey>(tab.client, browser.hostOptions(tab, undefined));
    tab.recoveries.push(place as Tab['recoveries'][number]);
    return place.recover(record);
  });
}

/** A key is lost only if it was open to be taken, so that is asked before it is told. */
function isTaken({ client }: Tab, attemptId: string, ends: readonly string[]): boolean {
  const record = client.log.get(attemptId);
  return record !== undefined && (record.status !== 'settled' || ends.includes(record.end));
}

export function answer(browser: Browser, request: SdkRequest, says: Says): Delivered | undefined {
  const { tab, attemptId } = request;
  if (request.isLost || request.isAnswered || !tab.isAlive || (says === 'nothing' && !request.isVisible))
    return undefined;
  // What such a window has said is its last word.
  if (browser.options.takesAtIssue && !request.isVisible) return undefined;
  const isProven = says === 'issued' || says === 'newStyle';
  const issues = isProven || says === 'nothing' || browser.generation.unproven.includes(says);
  // A number that was paid is refused.
  const isIssued = issues && browser.backend.issue(request);
  if (says === 'nothing') {
    Object.assign(request, { isVisible: false, isLost: true });
    return undefined;
  }
  const isDelivered = isProven && isIssued && runIn(tab, () => isTaken(tab, attemptId, ['cancelled', 'failed']));
  request.isVisible = false;
  tab.isInsideCallback = true;
  runIn(tab, () => request.tell(isIssued || !isProven ? says : 'refused'));
  tab.isInsideCallback = false;
  return isDelivered ? { attemptId, tab, at: browser.step() } : undefined;
}

function comeBack(
  browser: Browser,
  request: SdkRequest,
  command: Extract<Command, { do: 'return' }>,
): Delivered | undefined {
  const { number, tab: left, attemptId } = request;
  const { isForged, way } = command;
  // A PG that takes the money does not take it after it has said that nothing was bought.
  if (browser.options.takesAtIssue && !isForged && !request.isVisible) return undefined;
  const isGood = command.isGood && (isForged || browser.backend.issue(request));
  const href = browser.generation.returnUrl(request, isGood, isForged);
  const isReal = isGood && !isForged;
  if (command.leaves) browser.closeTab(left);
  if (browser.living().length >= mostTabs) return undefined;
  const before = onDisk(browser.disk).find((record) => record.attemptId === attemptId);
  const isOver = before?.status === 'settled';
  if (way === 'guarded' && browser.options.isScoped) browser.setSession(null);
  const isThere = way === 'stays' || way === 'elsewhere';
  const fetched = way === 'dropped' ? home : href;
  const tab = browser.openTab(isThere ? href : home, fetched, way !== 'elsewhere');
  if ((isForged || isOver) && tab.places.some(({ place }) => place.getState().status !== 'idle')) {
    browser.violations.push('a return that is forged, or over, began something');
  }
  if (isReal && way !== 'dropped' && before && tab.url.href.includes(number)) {
    browser.violations.push(`a return stays in the address: ${tab.url.href}`);
  }
  const record = tab.client.log.get(attemptId);
  const isKnown = record !== undefined && isKeyed(record);
  return isReal && isKnown ? { attemptId, tab, at: browser.step() } : undefined;
}

/** A customer comes or goes: counted by what each place of the page is at. */
function changeCustomer(browser: Browser, tab: Tab, next: Customer): void {
  const { customer } = tab;
  if (!browser.options.isScoped || customer === next) return;
  const states = new Set(shownPlaces(tab).map(({ place }) => nameOf(place.getState())));
  for (const state of states) browser.counts.add(`change of customer at ${state}`);
  browser.signIn(tab, next);
}

/** Carries out one command. What it makes a page know for good comes back. */
export async function perform(browser: Browser, clock: Clock, command: Command): Promise<Delivered | undefined> {
  const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];
  const living = browser.living();
  // Windows that are open first, as it is there that customers are.
  const newest = [...browser.requests].reverse().sort((a, b) => Number(b.isVisible) - Number(a.isVisible));
  const tab = 'tab' in command ? pick(living, command.tab) : undefined;
  const shown = tab && 'place' in command ? pick(shownPlaces(tab), command.place) : undefined;
  const request = 'request' in command ? pick(newest, command.request) : undefined;
  const record = tab && 'which' in command ? pick(everOffered(tab), command.which) : undefined;
  browser.step();

  switch (command.do) {
    case 'buy': {
      await perform(browser, clock, { ...command, do: 'click' });
      await clock.advance(0);
      const opened = browser.requests.at(-1);
      return opened?.isVisible && opened.tab === tab ? answer(browser, opened, 'issued') : undefined;
    }
    case 'click': {
      const button = shown && pick(shown.buttons, command.button);
      if (tab && shown && button) click(browser, tab, shown, button, plans[command.plan] ?? plans[0], command.isOther);
      return undefined;
    }
    case 'retry':
      if (tab && shown) {
        const state = shown.place.getState();
        if (canRetryCharge(state)) decide(browser, state.attemptId);
        start(browser, tab, tab.customer, undefined, () => shown.place.retryCharge());
      }
      return undefined;
    case 'cancel':
      if (tab && shown) runIn(tab, () => shown.place.cancel());
      return undefined;
    case 'reset':
      if (tab && shown) runIn(tab, () => shown.place.reset());
      return undefined;
    case 'navigate':
      if (tab) navigate(browser, tab, command.place);
      return undefined;
    case 'recover':
      if (tab && record) recover(browser, tab, record);
      return undefined;
    case 'dismiss':
      if (tab && record) runIn(tab, () => tab.client.log.apply(record.attemptId, { type: 'dismissed' }));
      return undefined;
    case 'answer':
      return request && answer(browser, request, command.says);
    case 'return':
      return request && !request.isLost ? comeBack(browser, request, command) : undefined;
    case 'putBack':
      if (tab) putBack(tab);
      return undefined;
    case 'signIn':
      if (tab) changeCustomer(browser, tab, command.customer);
      return undefined;
    case 'signOut':
      if (tab) changeCustomer(browser, tab, null);
      return undefined;
    case 'reload':
      if (tab) browser.closeTab(tab);
      browser.openTab();
      return undefined;
    case 'back':
      if (tab) runIn(tab, () => tab.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })));
      return undefined;
    case 'openTab':
      if (living.length < mostTabs) browser.openTab();
      return undefined;
    case 'storage':
      if (tab) browser.setHealth(tab, command.health);
      return undefined;
    case 'clear':
      browser.clear();
      return undefined;
    case 'turnClock':
      clock.turn(command.days * day);
      return undefined;
    case 'server':
      browser.backend.setMode(command.mode);
      return undefined;
    case 'letGo':
      browser.backend.letGo(command.isGood);
      return undefined;
    case 'sdk':
      browser.setSdk(command.health);
      return undefined;
    case 'wait':
      await clock.advance(command.milliseconds);
      return undefined;
    default:
      return command satisfies never;
  }
}

/** A component goes, or one that is gone comes again, as with a change of the route. */
function navigate(browser: Browser, tab: Tab, at: number): void {
  const own = tab.places.filter(({ customer, id }) => customer === tab.customer && id !== undefined);
  const shown = own[at % Math.max(own.length, 1)];
  if (!shown) return;
  runIn(tab, () => (shown.unmount ? shown.unmount() : browser.mount(tab, shown)));
}

/** A router that remembers the address of the return puts it back. */
function putBack(tab: Tab): void {
  tab.url.href = tab.fetched;
  runIn(tab, () => tab.window.dispatchEvent(new Event('popstate')));
}

/** A record of the browser, wherever a page still knows it. */
export function recordOf(browser: Browser, tab: Tab, attemptId: string): AttemptRecord | undefined {
  if (tab.isAlive) return runIn(tab, () => tab.client.log.get(attemptId));
  return onDisk(browser.disk).find((record) => record.attemptId === attemptId);
}
