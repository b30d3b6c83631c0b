import { createBillingFlow } from '../../../src/core/flow/createBillingFlow.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { dismissRecord } from '../../../src/core/records/keepKey.js';
import type { IamportResponse } from '../../../src/core/sdk/wire.js';
import type { Clock } from './clock.js';
import type { Command, Says } from './commands.js';
import { onDisk, orders, type World } from './createWorld.js';
import { runIn, type SdkRequest, type Tab } from './Tab.js';

const mostTabs = 4;

/** A key that a page was told of, and that nobody may lose. */
export interface Delivered {
  readonly attemptId: string;
  readonly tab: Tab;
}

export function impUidOf({ params }: SdkRequest): string {
  return `imp_${params.merchant_uid}`;
}

function responseOf(request: SdkRequest, says: Says): IamportResponse {
  const merchant_uid = request.params.merchant_uid;
  const imp_uid = impUidOf(request);
  switch (says) {
    case 'issued':
      return { success: true, imp_uid, merchant_uid };
    case 'newStyle':
      return { imp_uid, merchant_uid };
    case 'cancelled':
      return { success: false, imp_uid: null, merchant_uid, error_msg: '사용자가 결제를 취소하셨습니다' };
    case 'refused':
      return { imp_success: false, imp_uid, merchant_uid, error_code: 'F500', error_msg: '한도 초과' };
    case 'garbage':
      return { success: 'maybe', imp_uid: '' };
    case 'others':
      return { success: true, imp_uid, merchant_uid: 'of another attempt' };
    default:
      return says satisfies never;
  }
}

/** What a page offers to charge again after a restart, as the recovery does. */
export function offered({ client }: Tab): AttemptRecord[] {
  return client.log
    .unsettled()
    .filter(({ status, impUid, attemptId }) => status !== 'opened' && impUid && !client.work.includes(attemptId));
}

/** A list on a screen may be older than what another tab has done meanwhile. */
function everOffered(tab: Tab): AttemptRecord[] {
  for (const record of runIn(tab, () => offered(tab)) ?? []) {
    if (!tab.known.has(record.attemptId)) tab.known.set(record.attemptId, record);
  }
  return [...tab.known.values()];
}

/** A purchase whose charge may still be made somewhere goes on under a number that it had. */
function click(world: World, tab: Tab, flow: Tab['flows'][number], order: (typeof orders)[number]): void {
  const log = onDisk(world.disk);
  const attempts = () => log.unsettled().filter(({ name }) => name === order.name);
  const before = attempts();
  start(tab, () => flow.issue(order));
  const [latest] = attempts();
  const isNew = latest && before.every(({ attemptId }) => attemptId !== latest.attemptId);
  if (!isNew || before.length === 0 || tab.hasFailed) return;
  if (log.findByCharge(latest.chargeMerchantUid).length < 2) world.violations.push('one purchase has two numbers');
}

/** Runs what waits for an outcome, and counts it until it has one. */
function start(tab: Tab, work: () => Promise<unknown>): void {
  tab.open += 1;
  runIn(tab, () => {
    void work().then(() => {
      tab.open -= 1;
    });
  });
}

export function recover(world: World, tab: Tab, record: AttemptRecord): void {
  start(tab, () => {
    const flow = createBillingFlow<string>(tab.client, world.flowOptions());
    tab.flows.push(flow);
    return flow.recover(record);
  });
}

/** A key is lost only if it was open to be taken, so that is asked before it is told. */
function isTaken({ client }: Tab, attemptId: string, ends: readonly string[]): boolean {
  const record = client.log.get(attemptId);
  return record !== undefined && (record.status !== 'settled' || ends.includes(record.end ?? ''));
}

export function answer(world: World, request: SdkRequest, says: Says): Delivered | undefined {
  const { tab, attemptId } = request;
  if (request.isLost || !tab.isAlive) return undefined;
  const isIssued = says === 'issued' || says === 'newStyle';
  if (isIssued) world.backend.issued.add(impUidOf(request));
  const isDelivered = isIssued && runIn(tab, () => isTaken(tab, attemptId, ['cancelled', 'failed']));
  request.isVisible = false;
  tab.isInsideCallback = true;
  runIn(tab, () => request.callback(responseOf(request, says)));
  tab.isInsideCallback = false;
  return isDelivered ? { attemptId, tab } : undefined;
}

function comeBack(
  world: World,
  request: SdkRequest,
  command: Extract<Command, { do: 'return' }>,
): Delivered | undefined {
  const { params, tab: left, attemptId } = request;
  const url = new URL(String(params.m_redirect_url));
  if (command.isGood || command.isForged)
    url.searchParams.set('imp_uid', command.isForged ? 'imp_x' : impUidOf(request));
  url.searchParams.set('merchant_uid', command.isForged ? 'm_x' : params.merchant_uid);
  url.searchParams.set('imp_success', String(command.isGood));
  if (!command.isGood) url.searchParams.set('error_msg', '결제포기');
  if (command.isGood && !command.isForged) world.backend.issued.add(impUidOf(request));
  if (command.leaves) world.closeTab(left);
  if (world.living().length >= mostTabs) return undefined;
  const isOver = onDisk(world.disk).get(attemptId)?.status === 'settled';
  const tab = world.openTab(url.href);
  if ((command.isForged || isOver) && tab.flows.some((flow) => flow.getState().status !== 'idle')) {
    world.violations.push('a return that is forged, or over, began something');
  }
  const isKnown = tab.client.log.get(attemptId)?.impUid !== undefined;
  return command.isGood && !command.isForged && isKnown ? { attemptId, tab } : undefined;
}

/** Carries out one command. What it makes a page know for good comes back. */
export async function perform(world: World, clock: Clock, command: Command): Promise<Delivered | undefined> {
  const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];
  const living = world.living();
  const newest = [...world.requests].reverse();
  const tab = 'tab' in command ? pick(living, command.tab) : undefined;
  const flow = tab && 'flow' in command ? tab.flows[command.flow] : undefined;
  const request = 'request' in command ? pick(newest, command.request) : undefined;
  const record = tab && 'which' in command ? pick(everOffered(tab), command.which) : undefined;

  switch (command.do) {
    case 'click':
      if (tab && flow) click(world, tab, flow, orders[command.order] ?? orders[0]);
      return undefined;
    case 'retry':
      if (tab && flow) start(tab, () => flow.retryCharge());
      return undefined;
    case 'cancel':
    case 'reset':
      if (tab && flow) runIn(tab, () => flow[command.do]());
      return undefined;
    case 'recover':
      if (tab && record) recover(world, tab, record);
      return undefined;
    case 'dismiss':
      if (tab && record) runIn(tab, () => dismissRecord(tab.client.log, record.attemptId));
      return undefined;
    case 'answer':
      return request && answer(world, request, command.says);
    case 'return':
      return request && comeBack(world, request, command);
    case 'reload':
      if (tab) world.closeTab(tab);
      world.openTab();
      return undefined;
    case 'back':
      if (tab) runIn(tab, () => tab.window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true })));
      return undefined;
    case 'openTab':
      if (living.length < mostTabs) world.openTab();
      return undefined;
    case 'storage':
      if (tab) world.setHealth(tab, command.health);
      return undefined;
    case 'server':
      world.backend.setMode(command.mode);
      return undefined;
    case 'letGo':
      world.backend.letGo(command.isGood);
      return undefined;
    case 'swallow':
      world.setSwallows(command.isOn);
      return undefined;
    case 'wait':
      await clock.advance(command.milliseconds);
      return undefined;
    default:
      return command satisfies never;
  }
}
