import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanup, render } from 'vitest-browser-react';
import { arrival } from '../../../src/core/returns/arrival.js';
import { readReturn } from '../../../src/iamport/returnUrl.js';
import { type AttemptRecord, SubscribeCardButton, type UnknownReturn, useBillingReturn } from '../../../src/index.js';
import { inProvider, installSdk, order } from '../support/billing.js';

const home = location.href;
const runs = 300;

/** Set by any script that a return manages to run. */
const hit = '__forgedReturnRan';
const markup = [
  `<img src=x onerror="window.${hit}=1">`,
  `<script>window.${hit}=1</script>`,
  `"><svg/onload=window.${hit}=1>`,
  `javascript:window.${hit}=1`,
  `</p><iframe srcdoc="<script>parent.${hit}=1</script>"></iframe>`,
  '{{constructor.constructor("alert(1)")()}}',
  '%00%0d%0aSet-Cookie: a=b',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '\u202e취소\u0000',
  '💳'.repeat(500),
];

/** The attempts that this browser knows, in every state. Their order numbers are what a forger would need. */
const known: AttemptRecord[] = (['opened', 'issued', 'charging', 'settled'] as const).map((status, index) => ({
  version: 1,
  status,
  ...(status === 'settled' && { end: 'charged' }),
  api: 'v1',
  attemptId: `attempt-${status}`,
  purchase: `purchase${index}`,
  purpose: 'subscribe',
  orderNumber: `merchant${index}secret${index}0123456789`,
  chargeNumber: `charge${index}`,
  card: order.customerUid,
  leavesPage: true,
  ...(status !== 'opened' && { key: { impUid: `imp_${index}` } }),
  ...(status === 'charging' && { chargeSentAt: Date.now() }),
  pg: 'kcp_billing',
  name: order.name,
  amount: order.amount,
  currency: 'KRW',
  chargedAtIssue: false,
  createdAt: Date.now(),
  updatedAt: Date.now(),
})) as AttemptRecord[];
const settled = known.find(({ status }) => status === 'settled')?.orderNumber ?? '';

const find = (number: string) => known.find(({ orderNumber }) => orderNumber === number);

const text = fc.oneof(
  fc.constantFrom(...markup),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('imp_123456789012', 'true', 'false', '', 'null', 'undefined', '0'),
);
/** Nearly right, which is not right: another case, a piece, something put on, or the number of an attempt that is over. */
const nearly = fc
  .tuple(fc.constantFrom(...known.map(({ orderNumber }) => orderNumber)), fc.constantFrom(0, 1, 2, 3))
  .map(([uid, change]) => [uid.toUpperCase(), uid.slice(1), `${uid} `, settled][change] ?? settled);

const keys = ['imp_uid', 'merchant_uid', 'imp_success', 'success', 'error_code', 'error_msg', 'customer_uid', 'plan'];
const pair = fc.tuple(fc.constantFrom(...keys), fc.oneof(text, nearly)).map(([key, value]) => {
  // Half of them are mangled: not escaped at all, as no browser but many a person would write them.
  const encoded = encodeURIComponent(value);
  return [`${key}=${encoded}`, `${key}=${value.replace(/[#&]/g, '')}`] as const;
});
const forged = fc
  .record({
    pairs: fc.array(pair, { minLength: 1, maxLength: 8 }),
    escaped: fc.boolean(),
    where: fc.constantFrom('?', '#/return?', '?&&', '?=&', '#?'),
    claims: fc.boolean(),
  })
  .map(({ pairs, escaped, where, claims }) => {
    const query = pairs.map((choices) => choices[escaped ? 0 : 1]);
    if (claims) query.push('imp_uid=imp_666666666666', `merchant_uid=${settled}`, 'imp_success=true');
    return `${where}${query.join('&')}`;
  });

function ReturnPage() {
  const { unknownReturn, ...billing } = useBillingReturn();
  return (
    <output data-testid="return" data-status={billing.status}>
      {unknownReturn ? JSON.stringify(unknownReturn) : ''}
      {billing.status === 'failed' ? billing.error.pgMessage : ''}
    </output>
  );
}

const thrown: unknown[] = [];
const onError = (event: ErrorEvent | PromiseRejectionEvent) => {
  thrown.push('reason' in event ? event.reason : event.error);
};

beforeEach(() => {
  thrown.length = 0;
  addEventListener('error', onError);
  addEventListener('unhandledrejection', onError);
  for (const record of known) localStorage.setItem(`react-billing-key/1/${record.attemptId}`, JSON.stringify(record));
});

afterEach(() => {
  removeEventListener('error', onError);
  removeEventListener('unhandledrejection', onError);
  history.replaceState(null, '', home);
});

describe('an address that says a card was registered', () => {
  it(`charges nothing, runs nothing and breaks nothing, however it is forged (${runs} of them)`, async () => {
    installSdk();
    const charge = vi.fn(async () => 'paid');
    let returns = 0;
    await fc.assert(
      fc.asyncProperty(forged, async (address) => {
        history.replaceState(null, '', new URL(address, home.replace(/[?#].*/, '')));
        const forgedAddress = location.href;
        const said = readReturn(forgedAddress, () => undefined);
        arrival().toldUnknown.clear();
        if (said) returns += 1;
        const unknown: UnknownReturn[] = [];
        const { container } = await render(
          inProvider(
            <>
              <SubscribeCardButton pg="kcp_billing" order={order} />
              <ReturnPage />
            </>,
            { charge, onUnknownReturn: (one) => unknown.push(one) },
          ),
        );
        expect(charge).not.toHaveBeenCalled();
        // What names an attempt of this browser is over, and silent. What does not is told to the host, and is left where it was.
        const isOurs = readReturn(forgedAddress, find)?.record !== undefined;
        expect(unknown).toHaveLength(said && !isOurs ? 1 : 0);
        expect(location.href === forgedAddress).toBe(!isOurs);
        expect(container.querySelector('img, iframe, svg, script')).toBeNull();
        expect(hit in window).toBe(false);
        await cleanup();
      }),
      { numRuns: runs, seed: 20_240_501 },
    );
    expect(returns, 'addresses that were returns').toBeGreaterThan(200);
    expect(thrown).toEqual([]);
    // Nothing of what the browser knew has changed.
    for (const record of known) {
      expect(JSON.parse(localStorage.getItem(`react-billing-key/1/${record.attemptId}`) ?? '')).toEqual(record);
    }
  }, 60_000);

  it('shows the PG’s words as text, even of an attempt that is this browser’s own', async () => {
    installSdk();
    const [opened] = known;
    const query = new URLSearchParams({
      merchant_uid: opened?.orderNumber ?? '',
      imp_success: 'false',
      error_code: 'F400',
      error_msg: markup.slice(0, 3).join(''),
    });
    history.replaceState(null, '', `?${query}`);
    const charge = vi.fn(async () => 'paid');
    const screen = await render(inProvider(<ReturnPage />, { charge }));
    await expect.element(screen.getByTestId('return')).toHaveTextContent('onerror=');
    expect(screen.getByTestId('return').element().children).toHaveLength(0);
    expect(hit in window).toBe(false);
    expect(charge).not.toHaveBeenCalled();
    expect(thrown).toEqual([]);
  });
});
