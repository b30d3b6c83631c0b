import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type BillingOrder, type IssuedKey, listPgs } from '../../../src/index.js';
import type { FakeOutcome } from '../../../src/testing/index.js';
import { type PgCase, pgCases } from './pgCases.js';
import { endOf, loadPage, openShop, paypalButton } from './pgPage.js';

type Device = 'desktop' | 'phone';
type Way = 'callback' | 'redirect';

const order = {
  customerUid: 'card7f3',
  name: 'Basic plan',
  amount: 9900,
  merchantUid: 'registration1',
  chargeMerchantUid: 'charge1',
  redirectUrl: 'https://shop.example/return?plan=basic',
};

const sharedWire = {
  merchant_uid: 'registration1',
  customer_uid: 'card7f3',
  name: 'Basic plan',
  m_redirect_url: 'https://shop.example/return?plan=basic',
};

/** All that development is told of a right order: nothing at all at most PGs. */
const advice = {
  'phone-bill': 'takes the money at once',
  undocumented: "Today's documents don't describe how",
};

const devices: readonly Device[] = ['desktop', 'phone'];

const rides = pgCases.flatMap((pgCase) =>
  devices.flatMap((device) =>
    waysOf(pgCase, device).map((way) => ({ ...pgCase, device, way, title: titleOf(pgCase) })),
  ),
);

/** A disputed answer is tried both ways, where the order leaves it open. */
function waysOf({ way, ...documented }: PgCase, device: Device): readonly Way[] {
  const channel = documented[device];
  if (channel !== 'disputed') return [channel];
  return way ? [way] : ['callback', 'redirect'];
}

function titleOf({ pg, order: { payMethod, initialCharge, popup, naverPopupMode } }: PgCase): string {
  const chosen = [payMethod, initialCharge, popup && 'popup', naverPopupMode !== undefined && `${naverPopupMode}`];
  return [pg, ...chosen.filter(Boolean)].join(' ');
}

/**
 * The fake has facts of its own about where each PG answers. Only where the documents are at odds is it told: to leave
 * the page, or to take this phone for a desktop, where every PG keeps the page.
 */
function sdkOptions({ device, way, ...documented }: (typeof rides)[number], outcome: FakeOutcome & string) {
  if (documented[device] !== 'disputed') return { outcome };
  if (way === 'callback') return { outcome, device: 'desktop' as const };
  return { outcome: { type: 'redirect' as const, result: outcome as 'issued' | 'cancelled' | 'refused' } };
}

/** From the click to the end, over the PG's page where there is one. */
async function ride(ridden: (typeof rides)[number], outcome: 'issued' | 'cancelled' | 'refused') {
  const { pg, device, way, order: own } = ridden;
  const { sdk, storage } = openShop(device, sdkOptions(ridden, outcome));
  const charge = vi.fn(async (issued: IssuedKey) => `receipt of ${issued.chargeMerchantUid}`);
  const first = await loadPage(storage, { pg, charge });
  const paypal = pg === 'paypal_v2' ? paypalButton() : undefined;
  const statuses: string[] = [];
  first.flow.subscribe(() => statuses.push(first.flow.getState().status));
  void first.flow.issue({ ...order, ...own } as BillingOrder);
  paypal?.click();

  // An answer to the ride before may still make the page wait a task.
  await vi.waitFor(() => expect(sdk.requests).toHaveLength(1));
  // Not the status of now: the PG may have answered by the time that the request is seen.
  const opened = statuses.filter((status) => status === 'window' || status === 'redirecting').at(-1);
  let { flow, log } = first;
  let returned: string | undefined;
  if (way === 'redirect') {
    await vi.waitFor(() => expect(sdk.navigations).toHaveLength(1));
    expect(first.flow.getState().status, 'the page that is left waits').toBe(opened);
    expect(charge).not.toHaveBeenCalled();
    returned = sdk.navigations[0] ?? '';
    const second = await loadPage(storage, { pg, charge });
    const { cleaned, unknown } = second.arriveAt(returned);
    expect({ cleaned, unknown }).toEqual({ cleaned: order.redirectUrl, unknown: undefined });
    ({ flow, log } = second);
  }
  const end = await endOf(flow);
  expect(sdk.navigations).toHaveLength(way === 'redirect' ? 1 : 0);
  const warnings = vi.mocked(console.warn).mock.calls.splice(0);
  const expected = ridden.advice ? [[expect.stringContaining(advice[ridden.advice])]] : [];
  expect(warnings, 'what development is told').toEqual(expected);
  return { sdk, storage, charge, opened, end, log, returned };
}

beforeEach(() => {
  vi.mocked(console.warn).mockImplementation(() => {});
});

// An attempt that never ends is what these look for: no need to wait long for it.
describe.each(rides)('$title on a $device, answered by $way', { timeout: 3000 }, (ridden) => {
  const { pg, device, way, chargedAtIssue, popup } = ridden;
  const status = { callback: 'window', redirect: 'redirecting', disputed: 'window' }[ridden[device]];

  it('issued: the wire, the way back, and what charge is told', async () => {
    const { sdk, storage, charge, opened, end, log, returned } = await ride(ridden, 'issued');
    expect(opened).toBe(status);
    expect(sdk.requests[0]?.params).toEqual({
      ...sharedWire,
      pg,
      ...ridden.wire,
      ...(device === 'phone' && ridden.phoneWire),
    });
    expect(sdk.requests[0]?.hasCallback).toBe(true);
    if (ridden[device] !== 'disputed') {
      expect(sdk.popups).toHaveLength(popup === 'both' || popup === device ? 1 : 0);
    }
    expect(charge).toHaveBeenCalledTimes(1);
    const issued = charge.mock.calls[0]?.[0];
    expect(issued).toEqual({
      api: 'v1',
      attemptId: expect.any(String),
      customerUid: 'card7f3',
      merchantUid: 'registration1',
      impUid: expect.stringMatching(/^imp_/),
      chargeMerchantUid: 'charge1',
      pg,
      payMethod: ridden.wire.pay_method,
      name: 'Basic plan',
      amount: 9900,
      dueToday: 9900,
      currency: ridden.order.currency ?? 'KRW',
      chargedAtIssue,
      via: way,
      purpose: 'subscribe',
      consents: [],
      metadata: undefined,
    });
    expect(end).toMatchObject({ status: 'succeeded', data: 'receipt of charge1' });
    expect(log.find('registration1')).toMatchObject({ status: 'settled', end: 'charged' });

    if (returned === undefined) return;
    // Back, reload, a bookmark: the same address once more.
    const again = await loadPage(storage, { pg, charge });
    const { cleaned, unknown } = again.arriveAt(returned);
    expect(unknown).toBeUndefined();
    expect(cleaned).not.toMatch(/imp_uid|merchant_uid|success/);
    expect(again.flow.getState()).toEqual({ status: 'idle' });
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('cancelled: told as a cancel, and nothing is charged', async () => {
    const { charge, end, log } = await ride(ridden, 'cancelled');
    expect(end).toEqual({ status: 'cancelled', attemptId: expect.any(String), reason: 'customer' });
    expect(charge).not.toHaveBeenCalled();
    expect(log.find('registration1')).toMatchObject({ status: 'settled', end: 'cancelled' });
  });

  it('refused: told in the PG’s own words, and nothing is charged', async () => {
    const { charge, end, log } = await ride(ridden, 'refused');
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'refused', pgCode: 'F400', pgMessage: '[3001] 카드사 승인 거절: 유효기간이 지난 카드입니다' },
    });
    expect(end).not.toHaveProperty('issued');
    expect(charge).not.toHaveBeenCalled();
    expect(log.find('registration1')).toMatchObject({ status: 'settled', end: 'failed' });
  });
});

it('leaves out no PG, no pay method and no way to charge', () => {
  const covered = new Set(pgCases.map(({ pg }) => pg));
  expect([...covered].sort()).toEqual(
    listPgs()
      .map(({ code }) => code)
      .sort(),
  );
  expect(covered.size).toBe(25);
  for (const { code, payMethods, amount } of listPgs()) {
    const cases = pgCases.filter(({ pg }) => pg === code);
    for (const method of payMethods) expect(cases.map(({ wire }) => wire.pay_method)).toContain(method);
    const rules = typeof amount === 'string' ? [amount] : Object.values(amount);
    if (rules.includes('charged-if-positive')) {
      expect(new Set(cases.map(({ order: { initialCharge } }) => initialCharge))).toContain('at-issue');
    }
  }
});
