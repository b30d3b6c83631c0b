import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../../src/core/attempt/AttemptRecord.js';
import type { Place } from '../../../../src/core/attempt/Place.js';
import { arrival } from '../../../../src/core/returns/arrival.js';
import { createReturnRouter } from '../../../../src/core/returns/returnRouter.js';
import { windowAddress } from '../../../../src/core/returns/urlAdapter.js';
import { prepare, unsettled } from '../prepare.js';

const home = 'https://shop.example/return?plan=basic';

const opened: AttemptRecord = {
  version: 1,
  status: 'opened',
  api: 'v1',
  attemptId: 'a1',
  purchase: 'p1',
  purpose: 'subscribe',
  orderNumber: 'm1',
  chargeNumber: 'c1',
  card: 'card-1',
  leavesPage: true,
  pg: 'kcp_billing',
  name: 'Basic',
  amount: 9900,
  currency: 'KRW',
  chargedAtIssue: false,
  createdAt: Date.now(),
  updatedAt: Date.now(),
};

/** A page that was loaded with an address, over a log that knows one attempt. */
async function load(href: string, change: object = {}) {
  const page = await prepare({ isLoaded: false });
  page.client.log.add({ ...opened, ...change } as AttemptRecord);
  const returnRouter = createReturnRouter(page.client);
  const address = { href };
  const onUnknown = vi.fn();
  const replace = vi.fn((url: string) => {
    address.href = url;
  });
  const asPlace = (flow: unknown) => flow as Place<unknown>;
  const place = { place: asPlace(page.flow), owns: () => true };
  const options = { onUnknownReturn: onUnknown, onUndeliveredReturn: undefined, getRegistration: undefined };
  const open = () => returnRouter.start({ address: { read: () => address.href, replace }, ...options })();
  return { ...page, returnRouter, address, replace, onUnknown, place, open, asPlace, options };
}

function returning(query: string): string {
  return `${home}&${query}`;
}

const good = returning('imp_uid=imp_1&merchant_uid=m1&imp_success=true');

describe('createReturnRouter', () => {
  it('charges a return that names an attempt of this browser, and cleans the address first', async () => {
    const page = await load(good);
    page.returnRouter.register(page.place);
    page.open();
    expect(page.address.href).toBe(home);
    await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    expect(page.charge).toHaveBeenCalledOnce();
    expect(page.charge.mock.calls[0]?.[0]).toMatchObject({
      attemptId: 'a1',
      impUid: 'imp_1',
      chargeMerchantUid: 'c1',
      via: 'redirect',
    });
    expect(page.onUnknown).not.toHaveBeenCalled();
  });

  it('charges although the router can’t replace the address, and reports why', async () => {
    const page = await load(good);
    const report = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
    page.replace.mockImplementation(() => {
      throw new Error('The router is not mounted.');
    });
    page.returnRouter.register(page.place);
    page.open();
    await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    expect(page.charge).toHaveBeenCalledOnce();
    expect(report.mock.calls[0]?.[0]).toThrow('The router is not mounted.');
  });

  it('does nothing on an address without a return', async () => {
    const page = await load(home);
    page.returnRouter.register(page.place);
    page.open();
    expect(page.replace).not.toHaveBeenCalled();
    expect(page.flow.getState()).toEqual({ status: 'idle' });
  });

  it.each([
    [
      'cancelled',
      'imp_success=false&error_msg=%EA%B2%B0%EC%A0%9C%ED%8F%AC%EA%B8%B0',
      { status: 'cancelled', reason: 'customer' },
    ],
    [
      'refused',
      'imp_success=false&error_code=F500&error_msg=no',
      { status: 'failed', error: { code: 'refused', pgCode: 'F500' } },
    ],
    ['senseless', 'success=true', { status: 'failed', error: { code: 'invalid_answer' } }],
  ])('ends an attempt that comes back %s', async (_, query, state) => {
    const page = await load(returning(`merchant_uid=m1&${query}`));
    page.returnRouter.register(page.place);
    page.open();
    expect(page.flow.getState()).toMatchObject(state);
    expect(unsettled(page.client)).toEqual([]);
    expect(page.charge).not.toHaveBeenCalled();
  });

  it('cleans an address that comes back, and says nothing of it', async () => {
    const page = await load(good);
    page.returnRouter.register(page.place);
    page.open();
    await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    page.address.href = good;
    page.open();
    expect(page.address.href).toBe(home);
    expect(page.onUnknown).not.toHaveBeenCalled();
    expect(page.charge).toHaveBeenCalledOnce();
    expect(page.events.filter(({ type }) => type === 'unknown_return')).toEqual([]);
  });

  it('is charged once by two tabs that open the same address at the same moment', async () => {
    const page = await load(good);
    const other = createReturnRouter(page.client);
    const second = page.createFlow();
    page.returnRouter.register(page.place);
    other.register({ place: page.asPlace(second), owns: () => true });
    page.open();
    // What this tab has taken up, the other can't know.
    arrival().taken.clear();
    other.start({ address: { read: () => good, replace() {} }, ...page.options })();
    const ends = () => [page.flow.getState().status, second.getState().status];
    await vi.waitUntil(() => ends().every((status) => status !== 'charging'));
    expect(ends().sort()).toEqual(['failed', 'succeeded']);
    expect(page.charge).toHaveBeenCalledOnce();
  });

  it('keeps the first imp_uid, whatever a replayed address says', async () => {
    const page = await load(returning('imp_uid=imp_other&merchant_uid=m1'), {
      status: 'issued',
      key: { impUid: 'imp_1' },
    });
    page.returnRouter.register(page.place);
    page.open();
    await vi.waitUntil(() => page.charge.mock.calls.length === 1);
    expect(page.charge.mock.calls[0]?.[0].impUid).toBe('imp_1');
  });

  it.each(['issued', 'charging'] as const)('lets no address take back a key that was issued (%s)', async (status) => {
    const page = await load(returning('merchant_uid=m1&imp_success=false&error_msg=cancel'), {
      status,
      key: { impUid: 'imp_1' },
      ...(status === 'charging' && { chargeSentAt: 1 }),
    });
    page.returnRouter.register(page.place);
    page.open();
    expect(page.client.log.get('a1')).toMatchObject({ status, key: { impUid: 'imp_1' } });
    expect(page.charge).not.toHaveBeenCalled();
  });

  describe('where no place is on the page yet', () => {
    it('keeps the key, and charges it when the place comes', async () => {
      const page = await load(good);
      page.open();
      expect(unsettled(page.client)).toMatchObject([{ status: 'issued', key: { impUid: 'imp_1' } }]);
      expect(page.charge).not.toHaveBeenCalled();
      page.returnRouter.register(page.place);
      await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    });

    it('does not charge again what another tab has settled meanwhile', async () => {
      const page = await load(good);
      page.open();
      page.client.log.apply('a1', { type: 'charged' });
      page.returnRouter.register(page.place);
      expect(page.flow.getState().status).toBe('idle');
      expect(page.client.log.get('a1')).toMatchObject({ status: 'settled', end: 'charged' });
      expect(page.charge).not.toHaveBeenCalled();
    });

    it('goes to the fallback', async () => {
      const page = await load(good);
      page.returnRouter.setFallback(() => page.asPlace(page.flow));
      page.open();
      await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    });

    it('waits for the place that owns it', async () => {
      const page = await load(good, { placeId: 'checkout' });
      page.open();
      page.returnRouter.register({ ...page.place, owns: ({ placeId }) => placeId === 'other' });
      expect(page.flow.getState().status).toBe('idle');
      page.returnRouter.register({ ...page.place, owns: ({ placeId }) => placeId === 'checkout' });
      await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    });
  });

  it('charges nothing, runs nothing and throws nothing for any forged, replayed or mangled address', async () => {
    const page = await load(home, { status: 'settled', end: 'charged' });
    page.returnRouter.register(page.place);
    const value = fc.oneof(
      fc.string({ maxLength: 12 }).map(encodeURIComponent),
      fc.constantFrom(
        'm1',
        'imp_1',
        'true',
        'false',
        '',
        '%',
        '%E0%A4',
        '<script>window.hacked=1</script>',
        '__proto__',
      ),
      fc.constantFrom('javascript:window.hacked=1', "';window.hacked=1;'", 'm1%00', 'M1', ' m1'),
    );
    const key = fc.constantFrom(
      'imp_uid',
      'merchant_uid',
      'imp_success',
      'success',
      'error_code',
      'error_msg',
      '__proto__',
      'x',
    );
    const query = fc.array(
      fc.tuple(key, value).map(([name, text]) => `${name}=${text}`),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(query, fc.boolean(), (pairs, isHash) => {
        page.address.href = `https://shop.example/${isHash ? '#/a' : ''}?${pairs.join('&')}`;
        arrival().toldUnknown.clear();
        page.open();
      }),
      { numRuns: 500 },
    );
    await Promise.resolve();
    expect(page.onUnknown.mock.calls.length).toBeGreaterThan(200);
    expect(page.flow.getState()).toEqual({ status: 'idle' });
    expect(page.charge).not.toHaveBeenCalled();
    expect(window).not.toHaveProperty('hacked');
    expect(page.imp.requests).toHaveLength(0);
  });
});

describe('windowAddress', () => {
  it('replaces the address and keeps the state that a router has put on the entry', () => {
    const before = { href: location.href, state: history.state };
    const { length } = history;
    history.replaceState({ router: 1 }, '');
    windowAddress.replace(`${location.href.split('#')[0]}#clean`);
    expect(windowAddress.read()).toMatch(/#clean$/);
    expect(history.state).toEqual({ router: 1 });
    expect(history).toHaveLength(length);
    history.replaceState(before.state, '', before.href);
  });
});
