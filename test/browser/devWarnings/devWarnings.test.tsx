import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type BillingOrder,
  createBillingClient,
  createIamportGateway,
  createPlace,
  createUid,
  customPg,
  type PlaceOptions,
  useBillingKey,
} from '../../../src/index.js';
import { inProvider, installSdk, order, renderBilling } from '../support/billing.js';

beforeEach(() => {
  // A dev warning is given once a page, and each test is one.
  Reflect.deleteProperty(globalThis, Symbol.for('react-billing-key/dev-warnings'));
  vi.mocked(console.warn).mockImplementation(() => {});
});

/** What development was told, taken away so that nothing else is expected. */
function told(): string[] {
  return vi.mocked(console.warn).mock.calls.splice(0).map(String);
}

const userCode = 'imp00000000';
const client = () => createBillingClient({ gateway: createIamportGateway({ userCode }) });
const card = (changes: Partial<BillingOrder> = {}): BillingOrder => ({ ...order, ...changes });

/** Registers one card after the other, as pages that follow each other would. */
async function register(orders: BillingOrder[], options: Partial<PlaceOptions<string>> = {}) {
  for (const each of orders) {
    const shared = client();
    await shared.load();
    const flow = createPlace(shared, { pg: 'kcp_billing', charge: async () => 'paid', ...options });
    await flow.issue(each);
  }
  return told();
}

interface PlaceProps {
  readonly id?: string;
  readonly amount?: number | undefined;
  readonly pg?: 'kcp_billing' | 'kicc';
  readonly charge?: (() => Promise<string>) | undefined;
}

const paid = async () => 'paid';

function Place({ id, amount, pg = 'kcp_billing', ...rest }: PlaceProps) {
  const known = amount === undefined ? undefined : { ...order, amount };
  useBillingKey({ pg, id, order: known, charge: 'charge' in rest ? rest.charge : paid });
  return null;
}

describe('order numbers', () => {
  it.each([
    ['merchantUid', `mid_${Date.now()}`],
    ['merchantUid', `${Date.now()}`],
    ['merchantUid', `order-${Math.floor(Date.now() / 1000)}`],
    ['chargeMerchantUid', `charge.${Date.now()}`],
  ])('made of the clock: %s %s', async (field, uid) => {
    installSdk({ outcome: 'issued' });
    const warnings = await register([card({ [field]: uid })]);
    expect(warnings).toEqual([expect.stringContaining(`${field} "${uid}" is made of the clock`)]);
    expect(warnings[0]).toContain('createUid()');
  });

  it('used for two attempts', async () => {
    installSdk({ outcome: 'cancelled' });
    const warnings = await register([card({ merchantUid: 'order-of-kim' }), card({ merchantUid: 'order-of-kim' })]);
    expect(warnings).toEqual([expect.stringContaining('merchantUid "order-of-kim" was an earlier attempt')]);
  });

  it.each([createUid(), '8801234567890', 'order-20261124-0007', `a1b2${Date.now()}c3`])(
    'that are none of that (%s) are left alone',
    async (merchantUid) => {
      installSdk({ outcome: 'issued' });
      expect(await register([card({ merchantUid })])).toEqual([]);
    },
  );
});

describe('order.extra', () => {
  it('that is not sent is told of, and what is sent is not', async () => {
    const imp = installSdk({ outcome: 'issued' });
    const [warning, ...others] = await register([card({ extra: { pay_method: 'phone', escrow: true } })]);
    expect(imp.requests[0]?.params).toMatchObject({ pay_method: 'card', escrow: true });
    expect(warning).toMatch(/^order.extra.pay_method is not sent./);
    expect(others).toEqual([]);
  });
});

describe('customerUid', () => {
  it.each([
    ['01012345678', 'a phone number'],
    ['010-1234-5678', 'a phone number'],
    ['+82 10 1234 5678', 'a phone number'],
    ['haneul@example.com', 'an e-mail address'],
  ])('%s is %s, which is not repeated', async (customerUid, kind) => {
    installSdk({ outcome: 'issued' });
    const warnings = await register([card({ customerUid })]);
    expect(warnings).toEqual([expect.stringContaining(`customerUid is ${kind}`)]);
    expect(warnings[0]).not.toContain(customerUid);
  });

  it('that has a charged card already is told of, once', async () => {
    installSdk({ outcome: 'issued' });
    const warnings = await register([card(), card(), card()]);
    expect(warnings).toEqual([expect.stringContaining(`"${order.customerUid}" has a card already`)]);
  });

  it('is left alone after a cancel, and for another card', async () => {
    installSdk({ outcomes: ['cancelled', 'issued', 'issued'] });
    expect(await register([card(), card(), card({ customerUid: 'customer-1-card-2' })])).toEqual([]);
  });
});

describe('orders that were refused', () => {
  it('for an amount as text, which is not the same as no amount', async () => {
    installSdk();
    await register([card({ amount: Number.NaN })]);
    expect(vi.mocked(console.error).mock.calls.splice(0)).toHaveLength(1);
    const warnings = await register([card({ amount: '9900' as unknown as number })]);
    expect(vi.mocked(console.error).mock.calls.splice(0)).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('Number(amount)')]);
  });
});

describe('IMP.init by others', () => {
  it('before this package', async () => {
    const sdk = installSdk({ outcome: 'issued' });
    sdk.IMP.init(userCode);
    expect(await register([card()])).toEqual([expect.stringContaining('IMP.init was called before this package')]);
    expect(sdk.initCalls).toHaveLength(2);
  });

  it('while a window is open, whose answer never comes', async () => {
    const sdk = installSdk();
    const shared = client();
    await shared.load();
    void createPlace(shared, { pg: 'kcp_billing', charge: async () => 'paid' }).issue(card());
    await sdk.nextRequest();
    sdk.IMP.init(userCode);
    sdk.IMP.agency(userCode, 'tier');
    expect(told()).toEqual([expect.stringContaining('IMP.init was called by other code while an attempt was open')]);
    expect(sdk.requests[0]?.state).toBe('lost');
  });

  it('is not what this package does, nor the SDK by itself', async () => {
    const sdk = installSdk({ outcome: 'issued' });
    expect(await register([card(), card({ customerUid: 'customer-1-card-2' })])).toEqual([]);
    const shared = client();
    shared.gateway.invalidate();
    await shared.load();
    expect(sdk.initCalls).toHaveLength(2);
    const ofTheSdk = new Function('IMP.init("imp00000000");\n//# sourceURL=https://cdn.iamport.kr/v1/iamport.js');
    ofTheSdk();
    expect(sdk.initCalls).toHaveLength(3);
    expect(told()).toEqual([]);
  });
});

describe('an old SDK', () => {
  it('without jQuery is told of beside the error it ends in', async () => {
    installSdk({ generation: '1.2' });
    await expect(client().load()).rejects.toMatchObject({ code: 'sdk_error' });
    expect(told()).toEqual([expect.stringContaining('no jQuery')]);
  });

  it('with it is left alone', async () => {
    Reflect.set(window, 'jQuery', () => {});
    installSdk({ generation: '1.2' });
    await client().load();
    Reflect.deleteProperty(window, 'jQuery');
    expect(told()).toEqual([]);
  });
});

describe('PGs', () => {
  it('that nobody describes are told of, and one that is described by hand is not', async () => {
    installSdk({ outcome: 'issued' });
    const buyer = { tel: '010-1234-5678' };
    expect(await register([card({ buyer })], { pg: 'smilepay' })).toEqual([expect.stringContaining('smilepay')]);
    const own = customPg({ code: 'ksnet_v3', popup: 'never' });
    expect(await register([card({ customerUid: 'another' })], { pg: own })).toEqual([]);
  });

  it('that bill a phone are told of with their limits', async () => {
    installSdk({ outcome: 'issued' });
    const warnings = await register([card({ digital: true }), card({ digital: true, customerUid: 'b' })], {
      pg: 'danal',
    });
    expect(warnings).toEqual([expect.stringContaining("only at the first one's amount")]);
  });
});

describe('pg without channelKey', () => {
  function showCurrentSdk(): void {
    const tag = document.createElement('script');
    // Of a type that no browser fetches.
    tag.type = 'text/plain';
    tag.src = 'https://cdn.iamport.kr/v1/iamport.js';
    document.head.append(tag);
  }
  beforeEach(() => () => document.querySelector('script[src^="https://cdn.iamport.kr"]')?.remove());

  it('is deprecated by the current SDK', async () => {
    installSdk({ outcome: 'issued' });
    showCurrentSdk();
    expect(await register([card()])).toEqual([expect.stringContaining('Give channelKey too')]);
  });

  it('is right with another SDK, and channelKey with this one', async () => {
    installSdk({ outcome: 'issued' });
    expect(await register([card()])).toEqual([]);
    showCurrentSdk();
    expect(await register([card({ customerUid: 'b' })], { channelKey: 'channel-key-1' })).toEqual([]);
  });
});

describe('places that claim the same return', () => {
  it.each([
    ['the same order', 9900, 9900],
    ['one order that is known and one that is not', 9900, undefined],
    ['orders that are not known yet', undefined, undefined],
  ])('for %s are told of, once', async (_case, one, other) => {
    installSdk();
    await renderBilling(
      [one, other, other].map((amount, index) => <Place key={String(index)} amount={amount} />),
      {
        strict: true,
      },
    );
    expect(told()).toEqual([expect.stringContaining('Two places on this page register at kcp_billing')]);
  });

  it('are told of when an order changes to that of another', async () => {
    installSdk();
    const places = (amount: number) => (
      <>
        <Place amount={9900} />
        <Place amount={amount} />
      </>
    );
    const screen = await renderBilling(places(19900));
    expect(told()).toEqual([]);
    await screen.rerender(inProvider(places(9900)));
    expect(told()).toEqual([expect.stringContaining('Two places on this page register at kcp_billing')]);
  });

  it('are none where one could not charge', async () => {
    installSdk();
    await renderBilling(
      <>
        <Place amount={9900} />
        <Place amount={9900} charge={undefined} />
      </>,
    );
    expect(told()).toEqual([]);
  });

  it('are none for other orders, other PGs, ids of their own, or one place after the other', async () => {
    installSdk();
    const screen = await renderBilling(
      <>
        <Place amount={9900} />
        <Place amount={19900} />
        <Place amount={9900} id="footer" />
        <Place amount={9900} pg="kicc" />
      </>,
      { strict: true },
    );
    await screen.rerender(null);
    await renderBilling(<Place amount={9900} />);
    expect(told()).toEqual([]);
  });
});
