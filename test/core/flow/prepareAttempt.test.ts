import { describe, expect, it, vi } from 'vitest';
import type { BillingFlowOptions } from '../../../src/core/flow/BillingFlow.js';
import { prepareAttempt } from '../../../src/core/flow/prepareAttempt.js';
import type { BillingOrder } from '../../../src/core/order.js';
import type { AttemptRecord } from '../../../src/core/records/AttemptRecord.js';
import { sampleRecord } from '../support/samples.js';
import { agents, stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const order = { customerUid: 'card-1', name: 'Basic', amount: 9900 };
const page = stubPage();
const said = warnings();

function prepare(
  change: Partial<BillingOrder> = {},
  owed: readonly AttemptRecord[] = [],
  pg: BillingFlowOptions<unknown>['pg'] = 'kcp_billing',
) {
  const circumstances = { attemptId: 'a2', developerLocale: 'en', owed } as const;
  return prepareAttempt({ ...order, ...change } as BillingOrder, { pg, charge: async () => 'paid' }, circumstances);
}

describe('the address that a PG comes back to', () => {
  const returnOf = (change: Partial<BillingOrder> = {}) => prepare(change).request.m_redirect_url;

  it('is the page’s own, on a phone, without an earlier return', () => {
    page().navigator.userAgent = agents.phone;
    vi.stubGlobal('location', { href: 'https://shop.example/checkout?plan=1&imp_uid=imp_0', protocol: 'https:' });
    expect(returnOf()).toBe('https://shop.example/checkout?plan=1');
  });

  it('is the order’s, where it has one', () => {
    page().navigator.userAgent = agents.phone;
    expect(returnOf({ redirectUrl: 'https://shop.example/return' })).toBe('https://shop.example/return');
  });

  describe('on the page of an app, which is none, even if it names one on the way', () => {
    const app = { href: 'capacitor://localhost/?from=https://shop.example', protocol: 'capacitor:' };

    it('is missed on a phone', () => {
      page().navigator.userAgent = agents.phone;
      vi.stubGlobal('location', app);
      expect(() => returnOf()).toThrow(expect.objectContaining({ code: 'invalid_request', field: 'redirectUrl' }));
      expect(said()).toEqual([expect.stringContaining('The order has no redirectUrl')]);
    });

    it('is left out where nobody needs it', () => {
      vi.stubGlobal('location', app);
      expect(returnOf()).toBeUndefined();
    });
  });
});

describe('an order that is none', () => {
  it.each([undefined, null])('is refused as %s', (none) => {
    const circumstances = { attemptId: 'a2', developerLocale: 'en', owed: [] } as const;
    const options = { pg: 'kcp_billing', charge: async () => 'paid' } as const;
    const refused = { code: 'invalid_request', problems: [{ field: 'order', rule: 'required' }] };
    expect(() => prepareAttempt(none as never, options, circumstances)).toThrow(expect.objectContaining(refused));
  });
});

describe('the doctor', () => {
  it('looks at what was refused', () => {
    expect(() => prepare({ amount: '9900' as never })).toThrow(expect.objectContaining({ field: 'amount' }));
    expect(said()).toEqual([expect.stringContaining('The order\'s amount is the text "9900"')]);
  });

  it('looks at what is asked of the PG', () => {
    Object.assign(page().document, { scripts: [{ src: 'https://cdn.iamport.kr/v1/iamport.js' }] });
    prepare();
    expect(said()).toEqual([expect.stringContaining('The channel is chosen by pg "kcp_billing" alone.')]);
  });
});

describe('an earlier attempt at the same purchase', () => {
  const earlier = (change: Partial<AttemptRecord> = {}) => sampleRecord('a1', { customerUid: 'card-1', ...change });

  it('lends the number of its charge', () => {
    const { record } = prepare({}, [earlier()]);
    expect(record).toMatchObject({ supersedes: 'a1', chargeMerchantUid: 'c-a1' });
    expect(record.merchantUid).not.toBe('m-a1');
  });

  it('does not where the order gives that number to the window itself', () => {
    const { record } = prepare({ merchantUid: 'c-a1' }, [earlier()]);
    expect(record).toMatchObject({ supersedes: undefined, merchantUid: 'c-a1' });
    expect(record.chargeMerchantUid).not.toBe('c-a1');
  });

  describe('where the window itself takes the money', () => {
    const paying = { initialCharge: 'at-issue' } as const;
    const taken = (change: Partial<AttemptRecord> = {}) =>
      earlier({ pg: 'kakaopay', chargedAtIssue: true, impUid: 'imp_1', status: 'issued', ...change });

    it('is paid already, where its key is here', () => {
      const first = taken();
      const { record, paidAlready } = prepare(paying, [first], 'kakaopay');
      expect(paidAlready).toBe(first);
      expect(record.merchantUid).toBe('m-a1');
    });

    it('lends the number of its window, where nobody knows what became of it', () => {
      const { record, paidAlready } = prepare(paying, [taken({ impUid: undefined, status: 'opened' })], 'kakaopay');
      expect(paidAlready).toBeUndefined();
      expect(record.merchantUid).toBe('m-a1');
    });

    it.each<[string, Partial<AttemptRecord>]>([
      ['was given up', { status: 'settled', end: 'dismissed' }],
      ['gave way to another', { status: 'settled', end: 'superseded' }],
      ['was at another PG', { pg: 'danal_tpay' }],
      ['took no money', { chargedAtIssue: false }],
    ])('is paid anew, under a number of its own, where the earlier one %s', (_, change) => {
      const { record, paidAlready } = prepare(paying, [taken(change)], 'kakaopay');
      expect(paidAlready).toBeUndefined();
      expect(record.merchantUid).not.toBe('m-a1');
      expect(record.chargeMerchantUid).toBe('c-a1');
    });
  });
});
