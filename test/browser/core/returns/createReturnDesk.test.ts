import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { BillingFlow } from '../../../../src/core/flow/BillingFlow.js';
import type { AttemptRecord } from '../../../../src/core/records/AttemptRecord.js';
import { createReturnDesk } from '../../../../src/core/returns/createReturnDesk.js';
import { windowAddress } from '../../../../src/core/returns/takeReturn.js';
import { prepare } from '../prepare.js';

const home = 'https://shop.example/return?plan=basic';

const opened: AttemptRecord = {
  version: 1,
  status: 'opened',
  attemptId: 'a1',
  merchantUid: 'm1',
  chargeMerchantUid: 'c1',
  customerUid: 'card-1',
  pg: 'kcp_billing',
  name: 'Basic',
  amount: 9900,
  currency: 'KRW',
  chargedAtIssue: false,
  createdAt: Date.now(),
  updatedAt: Date.now(),
};

/** A page that was loaded with an address, over a log that knows one attempt. */
async function load(href: string, change: Partial<AttemptRecord> = {}) {
  const page = await prepare({ isLoaded: false });
  page.client.log.save({ ...opened, ...change });
  const desk = createReturnDesk(page.client);
  const address = { href };
  const onUnknown = vi.fn();
  const replace = vi.fn((url: string) => {
    address.href = url;
  });
  const place = { flow: page.flow as BillingFlow<unknown>, owns: () => true };
  const open = () => desk.open({ read: () => address.href, replace }, onUnknown);
  return { ...page, desk, address, replace, onUnknown, place, open };
}

function returning(query: string): string {
  return `${home}&${query}`;
}

const good = returning('imp_uid=imp_1&merchant_uid=m1&imp_success=true');

describe('createReturnDesk', () => {
  it('charges a return that names an attempt of this browser, and cleans the address first', async () => {
    const page = await load(good);
    page.desk.register(page.place);
    page.open();
    expect(page.address.href).toBe(home);
    await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    expect(page.charge).toHaveBeenCalledOnce();
    expect(page.charge.mock.calls[0]?.[0]).toMatchObject({
      attemptId: 'a1',
      impUid: 'imp_1',
      chargeMerchantUid: 'c1',
      via: 'redirect',
      response: { imp_uid: 'imp_1', merchant_uid: 'm1', imp_success: 'true' },
    });
    expect(page.onUnknown).not.toHaveBeenCalled();
  });

  it('charges although the router can’t replace the address, and reports why', async () => {
    const page = await load(good);
    const report = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
    page.replace.mockImplementation(() => {
      throw new Error('The router is not mounted.');
    });
    page.desk.register(page.place);
    page.open();
    await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    expect(page.charge).toHaveBeenCalledOnce();
    expect(report.mock.calls[0]?.[0]).toThrow('The router is not mounted.');
  });

  it('does nothing on an address without a return', async () => {
    const page = await load(home);
    page.desk.register(page.place);
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
    page.desk.register(page.place);
    page.open();
    expect(page.flow.getState()).toMatchObject(state);
    expect(page.client.log.unsettled()).toEqual([]);
    expect(page.charge).not.toHaveBeenCalled();
  });

  it('hands one address opened twice to the host the second time', async () => {
    const page = await load(good);
    page.desk.register(page.place);
    page.open();
    await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    page.address.href = good;
    page.open();
    expect(page.onUnknown).toHaveBeenCalledExactlyOnceWith({
      says: 'issued',
      impUid: 'imp_1',
      merchantUid: 'm1',
      reason: 'settled',
      response: expect.anything(),
    });
    expect(page.charge).toHaveBeenCalledOnce();
    expect(page.events.filter(({ type }) => type === 'unknown_return')).toHaveLength(1);
  });

  it('is charged once by two tabs that open the same address at the same moment', async () => {
    const page = await load(good);
    const twin = createReturnDesk(page.client);
    const second = page.createFlow();
    page.desk.register(page.place);
    twin.register({ flow: second as BillingFlow<unknown>, owns: () => true });
    page.open();
    twin.open({ read: () => good, replace() {} }, undefined);
    const ends = () => [page.flow.getState().status, second.getState().status];
    await vi.waitUntil(() => ends().every((status) => status !== 'charging'));
    expect(ends().sort()).toEqual(['failed', 'succeeded']);
    expect(page.charge).toHaveBeenCalledOnce();
  });

  it('keeps the first imp_uid, whatever a replayed address says', async () => {
    const page = await load(returning('imp_uid=imp_other&merchant_uid=m1'), { status: 'issued', impUid: 'imp_1' });
    page.desk.register(page.place);
    page.open();
    await vi.waitUntil(() => page.charge.mock.calls.length === 1);
    expect(page.charge.mock.calls[0]?.[0].impUid).toBe('imp_1');
  });

  it.each(['issued', 'charging'] as const)('lets no address take back a key that was issued (%s)', async (status) => {
    const page = await load(returning('merchant_uid=m1&imp_success=false&error_msg=cancel'), {
      status,
      impUid: 'imp_1',
    });
    page.desk.register(page.place);
    page.open();
    expect(page.client.log.get('a1')).toMatchObject({ status, impUid: 'imp_1' });
    expect(page.onUnknown).toHaveBeenCalledOnce();
  });

  describe('where no place is on the page yet', () => {
    it('keeps the key, and charges it when the place comes', async () => {
      const page = await load(good);
      page.open();
      expect(page.client.log.unsettled()).toMatchObject([{ status: 'issued', impUid: 'imp_1' }]);
      expect(page.charge).not.toHaveBeenCalled();
      page.desk.register(page.place);
      await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    });

    it('does not charge again what another tab has settled meanwhile', async () => {
      const page = await load(good);
      page.open();
      page.client.log.update('a1', { status: 'settled', end: 'charged' });
      page.desk.register(page.place);
      expect(page.flow.getState().status).toBe('idle');
      expect(page.client.log.get('a1')).toMatchObject({ status: 'settled', end: 'charged' });
      expect(page.charge).not.toHaveBeenCalled();
    });

    it('goes to the fallback', async () => {
      const page = await load(good);
      page.desk.setFallback(page.flow as BillingFlow<unknown>);
      page.open();
      await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    });

    it('waits for the place that owns it', async () => {
      const page = await load(good, { ownerId: 'checkout' });
      page.open();
      page.desk.register({ ...page.place, owns: ({ ownerId }) => ownerId === 'other' });
      expect(page.flow.getState().status).toBe('idle');
      page.desk.register({ ...page.place, owns: ({ ownerId }) => ownerId === 'checkout' });
      await vi.waitUntil(() => page.flow.getState().status === 'succeeded');
    });
  });

  it('charges nothing, runs nothing and throws nothing for any forged, replayed or mangled address', async () => {
    const page = await load(home, { status: 'settled', end: 'charged' });
    page.desk.register(page.place);
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
