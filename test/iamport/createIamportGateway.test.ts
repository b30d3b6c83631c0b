import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../src/core/Gateway.js';
import { createIamportGateway, type IamportOptions } from '../../src/iamport/createIamportGateway.js';
import type { BillingOrder } from '../../src/iamport/order.js';
import { customPg } from '../../src/iamport/pg/customPg.js';
import type { PgCode } from '../../src/iamport/pg/pgTable.js';
import { keyedRecord, orderOf } from '../core/support/samples.js';
import { agents, stubPage } from '../core/support/stubPage.js';
import { warnings } from '../core/support/warnings.js';

const page = stubPage();
const said = warnings();

function prepare(pg: IamportOptions['pg'], order: Partial<BillingOrder> = {}, more: Partial<IamportOptions> = {}) {
  const gateway = createIamportGateway({ userCode: 'imp00000000' });
  return as('kim', gateway, pg, order, more);
}

function as(
  customerId: string | null | undefined,
  gateway: ReturnType<typeof createIamportGateway>,
  pg: IamportOptions['pg'],
  order: Partial<BillingOrder> = {},
  more: Partial<IamportOptions> = {},
) {
  const context = { customerId, find: () => undefined, records: () => [] };
  return gateway.prepare(orderOf(order), { pg, ...more } as IamportOptions, context);
}

/** What the SDK is asked for. */
function asked(pg: IamportOptions['pg'], order: Partial<BillingOrder> = {}, more: Partial<IamportOptions> = {}) {
  prepare(pg, order, more).open({ attemptId: 'a1', orderNumber: 'm1' }, () => {});
  return page().requests.at(-1);
}

describe('an order that is prepared', () => {
  it('comes back to where the host says, or to the page that it is on', () => {
    expect(asked('kcp_billing')).toMatchObject({ merchant_uid: 'm1', m_redirect_url: 'https://shop.example/checkout' });
    const redirectUrl = 'https://shop.example/return?merchant_uid=own';
    expect(asked('kcp_billing', { redirectUrl })).toMatchObject({ m_redirect_url: redirectUrl });
    expect(prepare('kcp_billing').kept).not.toEqual(prepare('kcp_billing', { redirectUrl }).kept);
  });

  it('has nowhere to come back to from an app’s own page, and keeps nothing of it', () => {
    page().window.location.href = 'capacitor://localhost/checkout';
    expect(asked('kcp_billing')).not.toHaveProperty('m_redirect_url');
    expect(prepare('kcp_billing').kept).toBeUndefined();
  });

  it('names the channel', () => {
    expect(asked('kcp_billing', {}, { mid: 'A52CY', channelKey: 'channel-key-1' })).toMatchObject({
      pg: 'kcp_billing.A52CY',
      channelKey: 'channel-key-1',
    });
  });

  it.each<[PgCode, Partial<BillingOrder>]>([
    ['toss_brandpay', {}],
    ['mobilians_v2', { payMethod: 'card', digital: true }],
  ])('names the customer to %s, which demands one: the order’s, or the page’s', (pg, order) => {
    expect(asked(pg, order)).toMatchObject({ customer_id: 'kim' });
    expect(asked(pg, { ...order, customerId: 'lee' })).toMatchObject({ customer_id: 'lee' });
  });

  it.each<[IamportOptions['pg'], Partial<BillingOrder>]>([
    ['kcp_billing', {}],
    ['mobilians_v2', { payMethod: 'phone', digital: true, initialCharge: 'at-issue' }],
    [customPg({ code: 'other' }), {}],
  ])('names nobody to one that demands none: %o', (pg, order) => {
    expect(asked(pg, order)).not.toHaveProperty('customer_id');
  });

  it.each([null, undefined])('lacks the customer where the page knows none: %s', (customerId) => {
    const gateway = createIamportGateway({ userCode: 'imp00000000' });
    const problems = [{ field: 'customerId', rule: 'required', pg: 'toss_brandpay' }];
    expect(() => as(customerId, gateway, 'toss_brandpay')).toThrow(
      expect.objectContaining({ code: 'invalid_request', problems }),
    );
  });

  it('is wrong at a PG that is not known, whatever it asks for, and named where it is described by hand', () => {
    const problems = (pg: unknown, order = {}) => {
      try {
        prepare(pg as PgCode, order);
      } catch (error) {
        return (error as { problems: unknown }).problems;
      }
      return [];
    };
    expect(problems('kcp_biling', { payMethod: 'card' })).toEqual([
      { field: 'pg', rule: 'unknown-pg', pg: 'kcp_biling', nearest: 'kcp_billing' },
    ]);
    const other = customPg({ code: 'other', payMethods: ['card'] });
    expect(problems(other, { payMethod: 'trans' })).toEqual([
      { field: 'payMethod', rule: 'not-allowed', limit: 'card', pg: 'other' },
    ]);
    expect(problems(undefined)).toEqual([{ field: 'pg', rule: 'required' }]);
    expect(problems(customPg({ code: '' }))).toEqual([{ field: 'pg', rule: 'required' }]);
  });

  it.each<[PgCode, boolean, boolean]>([
    ['payco', true, true],
    ['kcp_billing', false, false],
    // The customer's click on its button opens the popup.
    ['paypal_v2', true, false],
  ])('of %s opens a popup: %s, and needs the click for it: %s', (pg, opensPopup, needsClick) => {
    expect(prepare(pg)).toMatchObject({ opensPopup, needsClick });
  });

  it('hands on what the SDK answers, or that it answered nothing', () => {
    const request = vi.spyOn(page().sdk, 'request_pay');
    const answers: Answer[] = [];
    prepare('kcp_billing').open({ attemptId: 'a1', orderNumber: 'm1' }, (answer) => void answers.push(answer));
    page().answer();
    page().answer({ merchant_uid: 'another' });
    const callback = request.mock.calls[0]?.[1] as ((response?: unknown) => void) | undefined;
    callback?.();
    expect(answers).toMatchObject([
      { type: 'issued', key: { impUid: 'imp_1' } },
      { type: 'failed', code: 'invalid_answer' },
      { type: 'failed', code: 'invalid_answer' },
    ]);
  });
});

describe('what an order is told of in development', () => {
  const current = { src: 'https://cdn.iamport.kr/v1/iamport.js' };

  it('is a PG that nobody has described, and a channel that is chosen by it alone', () => {
    Object.assign(page().document, { scripts: [current] });
    prepare('jtnet', { buyer: { tel: '010-0000-0000' } });
    expect(said()).toEqual([expect.stringContaining('jtnet'), expect.stringContaining('Give channelKey too')]);
  });

  it('is nothing of a channel that is named', () => {
    Object.assign(page().document, { scripts: [current] });
    prepare('kcp_billing', {}, { channelKey: 'channel-key-1' });
    expect(said()).toEqual([]);
  });

  it('is nothing of it all in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    Object.assign(page().document, { scripts: [current] });
    prepare('jtnet');
    vi.unstubAllEnvs();
    expect(said()).toEqual([]);
  });
});

describe('an order that is refused', () => {
  const refuse = (order: unknown) => {
    const gateway = createIamportGateway({ userCode: 'imp00000000' });
    const context = { customerId: 'kim', find: () => undefined, records: () => [] };
    try {
      gateway.prepare(order as BillingOrder, { pg: 'kcp_billing' }, context);
    } catch (error) {
      return (error as { problems: unknown }).problems;
    }
    return 'prepared';
  };

  it.each([null, undefined, 'order', 7])('is one that is none: %o', (order) => {
    expect(refuse(order)).toEqual([{ field: 'order', rule: 'required' }]);
  });

  it('is explained in development, where its field does not say how it came about', () => {
    refuse({ ...orderOf(), amount: '9900' });
    expect(said()).toEqual([expect.stringContaining('is the text "9900"')]);
  });

  it('is not explained in production, and no PG is guessed', () => {
    vi.stubEnv('NODE_ENV', 'production');
    refuse({ ...orderOf(), amount: '9900' });
    const prepareUnknown = () => prepare('kcp_biling' as PgCode);
    expect(prepareUnknown).toThrow(
      expect.objectContaining({ problems: [{ field: 'pg', rule: 'unknown-pg', pg: 'kcp_biling' }] }),
    );
    vi.unstubAllEnvs();
    expect(said()).toEqual([]);
  });
});

describe('the numbers of a record', () => {
  const { numbersOf } = createIamportGateway({ userCode: 'imp00000000' });

  it('are those of the order, the card and the key', () => {
    expect(numbersOf(keyedRecord('a1'))).toEqual({
      customerUid: 'customer-1',
      merchantUid: 'm-a1',
      impUid: 'imp_a1',
      chargeMerchantUid: 'c-a1',
    });
  });

  it('are empty where a record has none, and never undefined', () => {
    expect(numbersOf(keyedRecord('a1', { card: undefined, key: {} }))).toMatchObject({ customerUid: '', impUid: '' });
  });
});

describe('the gateway', () => {
  it('is V1’s, and knows by name what a component keeps off its element', () => {
    expect(createIamportGateway({ userCode: 'imp00000000' })).toMatchObject({
      api: 'v1',
      optionNames: ['mid', 'channelKey'],
    });
  });
});

describe('on a phone', () => {
  it('the page is left, for the same order', () => {
    page().navigator.userAgent = agents.phone;
    expect(prepare('kcp_billing')).toMatchObject({ channel: 'redirect' });
  });
});
