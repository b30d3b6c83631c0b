import { describe, expect, it, vi } from 'vitest';
import type { AttemptRecord } from '../../../src/core/attempt/AttemptRecord.js';
import { memoryStorage } from '../../../src/core/attempt/BillingStorage.js';
import { beginRecord } from '../../../src/core/attempt/beginRecord.js';
import { purchaseOf } from '../../../src/core/attempt/purchase.js';
import { createBillingClient } from '../../../src/core/BillingClient.js';
import { hash } from '../../../src/core/lib/hash.js';
import { createIamportGateway } from '../../../src/iamport/createIamportGateway.js';
import type { BillingOrder } from '../../../src/iamport/order.js';
import type { PgCode } from '../../../src/iamport/pg/pgTable.js';
import { keyedRecord, orderOf, sampleRecord } from '../support/samples.js';
import { agents, stubPage } from '../support/stubPage.js';
import { warnings } from '../support/warnings.js';

const page = stubPage();
const said = warnings();

function prepare(
  change: Partial<BillingOrder> = {},
  earlier: readonly AttemptRecord[] = [],
  pg: PgCode = 'kcp_billing',
  options: Partial<Parameters<typeof beginRecord>[2]> & {
    customerId?: string;
    paid?: readonly string[];
    getRegistration?: () => Promise<null>;
  } = {},
) {
  const { customerId, paid = [], getRegistration } = options;
  const gateway = createIamportGateway({ userCode: 'imp00000000' });
  const client = createBillingClient({ gateway, storage: memoryStorage(), customerId });
  client.getRegistration = getRegistration;
  for (const record of earlier) client.log.add(record);
  const order = orderOf(change);
  const prepared = gateway.prepare(order, { pg }, { customerId, find: client.log.find, records: () => [...earlier] });
  const begun = beginRecord(
    client,
    {
      attemptId: 'a2',
      order,
      prepared,
      all: earlier,
      earlier,
      clickedAt: 1_790_000_000_000,
      paid: new Set(paid),
    },
    options,
  );
  const request = () => {
    prepared.open(begun.record, () => {});
    return page().requests.at(-1);
  };
  return { ...begun, request };
}

describe('the address that a PG comes back to', () => {
  const returnOf = (change: Partial<BillingOrder> = {}, earlier: readonly AttemptRecord[] = []) =>
    prepare(change, earlier).request()?.m_redirect_url;

  describe('on a phone is the page’s own', () => {
    const at = (query: string) => {
      page().navigator.userAgent = agents.phone;
      vi.stubGlobal('location', { href: `https://shop.example/checkout?plan=1${query}`, protocol: 'https:' });
    };
    const back = '&imp_uid=imp_1&merchant_uid=m-a1&imp_success=true';

    it('without an earlier return of this browser', () => {
      at(back);
      expect(returnOf({}, [sampleRecord('a1')])).toBe('https://shop.example/checkout?plan=1');
    });

    it.each([
      ['a key of its own that has the name of a return’s', '&imp_uid=imp_0'],
      ['a return that another part of the shop has yet to read', back],
    ])('with %s', (_, own) => {
      at(own);
      expect(returnOf()).toBe(`https://shop.example/checkout?plan=1${own}`);
    });

    it('with its own, and without the return that came beside it', () => {
      at(`&imp_uid=imp_0${back}`);
      const kept = { hostPairs: ['imp_uid=imp_0', ''] };
      expect(returnOf({}, [sampleRecord('a1', { kept })])).toBe('https://shop.example/checkout?plan=1&imp_uid=imp_0');
    });
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
    const gateway = createIamportGateway({ userCode: 'imp00000000' });
    const circumstances = { customerId: undefined, find: () => undefined, records: () => [] };
    const refused = { code: 'invalid_request', problems: [{ field: 'order', rule: 'required' }] };
    expect(() => gateway.prepare(none as never, { pg: 'kcp_billing' }, circumstances)).toThrow(
      expect.objectContaining(refused),
    );
  });
});

describe('the warnings of development', () => {
  it('look at what was refused', () => {
    expect(() => prepare({ amount: '9900' as never })).toThrow(expect.objectContaining({ field: 'amount' }));
    expect(said()).toEqual([expect.stringContaining('The order\'s amount is the text "9900"')]);
  });

  it('look at what is asked of the PG', () => {
    Object.assign(page().document, { scripts: [{ src: 'https://cdn.iamport.kr/v1/iamport.js' }] });
    prepare();
    expect(said()).toEqual([expect.stringContaining('The channel is chosen by pg "kcp_billing" alone.')]);
  });

  it('look at the numbers that the order gives', () => {
    prepare({ customerUid: 'kim@shop.kr' });
    expect(said()).toEqual([expect.stringContaining('customerUid is an e-mail address.')]);
  });

  it('look at nothing in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    prepare({ customerUid: 'kim@shop.kr' });
    vi.unstubAllEnvs();
    expect(said()).toEqual([]);
  });
});

describe('an earlier attempt at the same purchase', () => {
  const purchase = purchaseOf(orderOf(), undefined);
  const earlier = (change: object = {}) => sampleRecord('a1', { purchase, card: 'card-1', ...change });

  it('lends the number of its charge', () => {
    const { record } = prepare({}, [earlier()]);
    expect(record).toMatchObject({ supersedes: 'a1', chargeNumber: 'c-a1' });
    expect(record.orderNumber).not.toBe('m-a1');
  });

  it('does not where the order gives that number to the window itself', () => {
    const { record } = prepare({ merchantUid: 'c-a1' }, [earlier()]);
    expect(record).toMatchObject({ supersedes: undefined, orderNumber: 'c-a1' });
    expect(record.chargeNumber).not.toBe('c-a1');
  });

  describe('where the window itself takes the money', () => {
    const paying = { initialCharge: 'at-issue' } as const;
    const taken = (change: object = {}) =>
      keyedRecord('a1', { purchase, pg: 'kakaopay', chargedAtIssue: true, ...change });

    it('is paid already, where its key is here', () => {
      const first = taken();
      const { record, paidAlready } = prepare(paying, [first], 'kakaopay');
      expect(paidAlready).toEqual(first);
      expect(record.orderNumber).toBe('m-a1');
    });

    it('lends the number of its window, where nobody knows what became of it', () => {
      const { record, paidAlready } = prepare(paying, [taken({ key: undefined, status: 'opened' })], 'kakaopay');
      expect(paidAlready).toBeUndefined();
      expect(record.orderNumber).toBe('m-a1');
    });

    it.each<[string, object]>([
      ['was given up', { status: 'settled', end: 'dismissed' }],
      ['gave way to another', { status: 'settled', end: 'superseded' }],
      ['was at another PG', { pg: 'danal_tpay' }],
      ['was one of the other generation', { api: 'v2' }],
      ['took no money', { chargedAtIssue: false }],
    ])('is paid anew, under a number of its own, where the earlier one %s', (_, change) => {
      const { record, paidAlready } = prepare(paying, [taken(change)], 'kakaopay');
      expect(paidAlready).toBeUndefined();
      expect(record.orderNumber).not.toBe('m-a1');
      expect(record.chargeNumber).toBe('c-a1');
    });
  });

  describe('of an order whose server takes the number of an earlier one', () => {
    const chargeMerchantUid = 'c-new';
    const sent = (change: object = {}) => keyedRecord('a1', { purchase, chargeSentAt: Date.now(), ...change });
    const numberOf = (records: readonly AttemptRecord[], change: Partial<BillingOrder> = {}) =>
      prepare({ chargeMerchantUid, acceptsEarlierNumber: true, ...change }, records).record.chargeNumber;

    it('lends its number while its charge may still arrive: under two numbers both would be taken', () => {
      expect(numberOf([sent()])).toBe('c-a1');
    });

    it('lends it through one that was begun under it since, and came to nothing', () => {
      expect(numberOf([sampleRecord('a2', { purchase, chargeNumber: 'c-a1' }), sent()])).toBe('c-a1');
    });

    it.each<[string, object, Partial<BillingOrder>?]>([
      ['was never sent', { chargeSentAt: undefined }],
      ['was priced otherwise', { amount: 4900 }],
      ['was one of the other generation', { api: 'v2' }],
    ])('lends none where it %s', (_, change) => {
      expect(numberOf([sent(change)])).toBe(chargeMerchantUid);
    });

    it('lends none where only the charge of another purchase may still arrive', () => {
      const other = keyedRecord('a3', { purchase: 'another', chargeSentAt: Date.now() });
      expect(numberOf([other, sent({ chargeSentAt: undefined })])).toBe(chargeMerchantUid);
    });

    it('lends none to a server that does not say so: it may refuse it', () => {
      expect(numberOf([sent()], { acceptsEarlierNumber: undefined })).toBe(chargeMerchantUid);
    });
  });

  it.each<[string, boolean, object]>([
    ['where its window may have taken the money', true, { chargedAtIssue: true }],
    ['not where it takes none', false, {}],
    ['not where its key is here', false, { chargedAtIssue: true, status: 'issued', key: { impUid: 'imp_1' } }],
    ['not where it was one of the other generation', false, { chargedAtIssue: true, api: 'v2' }],
  ])('is asked about %s', (_, isAsked, change) => {
    const first = earlier(change);
    const { unheard } = prepare({}, [first], 'kcp_billing', { getRegistration: async () => null });
    expect(unheard).toEqual(isAsked ? first : undefined);
    // Another tab may have it open.
    expect(prepare({}, [first]).unheard).toEqual(isAsked ? first : undefined);
  });

  it.each([
    ['another plan at an equal price', { metadata: { planId: 'plus' } }],
    ['another price', { amount: 9901 }],
  ])('lends nothing to %s', (_, change) => {
    const { record } = prepare(change, [earlier()]);
    expect(record.supersedes).toBeUndefined();
    expect(record.chargeNumber).not.toBe('c-a1');
  });

  it('lends nothing to another purpose', () => {
    const { record } = prepare({}, [earlier()], 'kcp_billing', { purpose: 'change' });
    expect(record.chargeNumber).not.toBe('c-a1');
  });
});

describe('what is stored', () => {
  it('is whose it is, as a hash, and nothing else of the person', () => {
    const buyer = { name: '김하나', email: 'kim@shop.kr', tel: '010-1234-5678' };
    const { record } = prepare({ buyer, customerId: 'member-7' });
    expect(record.customer).toBe(hash('member-7'));
    expect(prepare({}, [], 'kcp_billing', { customerId: 'member-8' }).record.customer).toBe(hash('member-8'));
    expect(prepare().record.customer).toBeUndefined();
    expect(JSON.stringify(record)).not.toMatch(/member-7|김하나|kim@|010-/);
  });

  it('is a copy of the metadata: what the host changes later is not what was agreed to', () => {
    const metadata = { plan: { id: 'basic' } };
    const { record } = prepare({ metadata });
    metadata.plan.id = 'plus';
    expect(record.metadata).toEqual({ plan: { id: 'basic' } });
  });

  it('are the terms that were agreed to, with their version', () => {
    const terms = [{ id: 'terms', version: '2026-01', required: true }, { id: 'marketing' }, { id: 'privacy' }];
    const { record } = prepare({}, [], 'kcp_billing', { terms, agreed: ['privacy', 'terms', 'unknown'] });
    expect(record.consents).toEqual([
      { id: 'terms', version: '2026-01' },
      { id: 'privacy', version: undefined },
    ]);
  });

  it('is where it began and what for', () => {
    const { record } = prepare({ currency: 'USD', amount: 9.99 }, [], 'kcp_billing', {
      id: 'plans',
      purpose: 'register',
    });
    expect(record).toMatchObject({ placeId: 'plans', purpose: 'register', currency: 'USD', amount: 9.99 });
    expect(prepare().record).toMatchObject({ placeId: undefined, purpose: 'subscribe', currency: 'KRW', amount: 9900 });
  });

  it('is what is due today, where the order says it', () => {
    expect(prepare({ dueToday: 100 }).record.dueToday).toBe(100);
    expect(prepare({ dueToday: 0 }).record.dueToday).toBe(0);
    expect(prepare({ dueToday: null as never }).record.dueToday).toBeUndefined();
  });

  it('is whether the page leaves for the PG’s', () => {
    expect(prepare().record.leavesPage).toBe(false);
    page().navigator.userAgent = agents.phone;
    expect(prepare().record.leavesPage).toBe(true);
  });

  it('are the numbers of this purchase that were paid at the click, and no others', () => {
    const purchase = purchaseOf(orderOf(), undefined);
    const charged = { status: 'settled', end: 'charged' };
    const { record } = prepare(
      {},
      [
        keyedRecord('a1', { purchase, ...charged }),
        keyedRecord('another-plan', charged),
        // Charged after the click.
        keyedRecord('since', { purchase, ...charged }),
      ],
      'kcp_billing',
      { paid: ['c-a1', 'c-another-plan', 'c-gone'] },
    );
    expect(record.paidBefore).toEqual(['c-a1']);
  });
});
