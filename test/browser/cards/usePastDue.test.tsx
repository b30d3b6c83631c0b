import { onlineManager, QueryClient } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  type PayOutcome,
  type Receipt,
  type SubscriptionView,
  type UsePastDueResult,
  usePastDue,
} from '../../../src/index.js';
import { inProvider, renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

const owed = {
  amount: 9900,
  currency: 'KRW',
  since: '2027-02-01T00:00:00.000Z',
  nextTryAt: null,
  deadlineAt: '2027-02-10T00:00:00.000Z',
  reason: 'Over the limit',
  canHeal: true,
};
const owing = (id: string, change: Partial<SubscriptionView> = {}) =>
  subscriptionView(id, { status: 'past_due', pastDue: owed, ...change });
const paid = { status: 'active', pastDue: null } as const;
const charging = { status: 'ending', isCharging: true, pastDue: null } as const;

/** What each `pay()` has resolved to. */
const told: (PayOutcome | undefined)[] = [];
beforeEach(() => void told.splice(0));

let hook: UsePastDueResult;
function Banner({ subscriptionId }: { readonly subscriptionId?: string | undefined }) {
  hook = usePastDue({ subscriptionId });
  const { status, subscription, settled, reason, code, pay } = hook;
  const shown = [status, subscription?.name, reason, code, settled && `${settled.name} is paid`];
  return (
    <>
      <p>{shown.filter(Boolean).join(', ')}</p>
      <button type="button" onClick={() => void pay().then((outcome) => told.push(outcome))}>
        Pay
      </button>
    </>
  );
}

const shows = (text: string | RegExp, options?: { timeout: number }) =>
  expect.element(page.getByRole('paragraph'), options).toHaveTextContent(text);
const pay = () => page.getByRole('button', { name: 'Pay' }).click();

/** A host’s own server, whose subscriptions are as `server.now` says. */
async function open(payNow: () => Promise<unknown>, queryClient = new QueryClient()) {
  const server: { now: unknown } = { now: [owing('one'), owing('two')] };
  const subscriptions = vi.fn(async () => server.now as SubscriptionView[]);
  const sent = vi.fn(payNow as () => Promise<Receipt>);
  const api = { subscriptions, payNow: sent };
  const show = (subscriptionId?: string) =>
    screen.rerender(inProvider(<Banner subscriptionId={subscriptionId} />, { api, customerId: 'mina', queryClient }));
  const screen = await renderBilling(null);
  await show();
  await shows('due, Plan one');
  return { server, subscriptions, sent, queryClient, show };
}

const refuse = (fields: object) => () => Promise.reject(Object.assign(new Error('No'), fields));
const lost = refuse({});

describe('pay()', () => {
  it.each([
    ['a receipt, also where the list knows nothing of it yet', { status: 'paid' }, 'paid, Plan one, Over the limit'],
    ['a receipt of what was given back since', { status: 'refunded' }, 'paid, Plan one, Over the limit'],
    ['a declined charge', { status: 'failed', failReason: 'Expired' }, 'declined, Plan one, Expired'],
    ['one that nobody gave a reason for', { status: 'failed', failReason: '' }, 'declined, Plan one, Over the limit'],
    ['a charge of which nobody knows more', { status: 'pending' }, 'unknown, Plan one, Over the limit'],
  ])('is answered with %s', async (_, receipt, shown) => {
    const { sent } = await open(async () => receipt);
    await pay();
    await shows(shown);
    await vi.waitFor(() => expect(told).toEqual([shown.split(',')[0]]));
    expect(sent.mock.calls).toEqual([[{ subscriptionId: 'one' }, expect.anything()]]);
  });

  it.each([
    ['declined', { code: 'charge_declined', charge: { failReason: 'Expired' } }, 'declined, Plan one, Expired'],
    ['declined, and not why', { code: 'charge_declined' }, 'declined, Plan one, Over the limit'],
    ['no', { status: 403, code: 'forbidden' }, 'refused, Plan one, Over the limit, forbidden'],
    ['no, and not why', { status: 400 }, 'refused, Plan one, Over the limit'],
    ['nothing that the kit would', { status: 404, code: 'unreachable' }, 'unknown, Plan one, Over the limit'],
    ['that it is broken', { status: 500 }, 'unknown, Plan one, Over the limit'],
    ['a page that has moved', { status: 399 }, 'unknown, Plan one, Over the limit'],
    ['a status that is a text', { status: '403' }, 'unknown, Plan one, Over the limit'],
    ['a code that is a number', { status: 403, code: 403 }, 'refused, Plan one, Over the limit'],
    ['to come again', { status: 503, code: 'unavailable' }, 'unknown, Plan one, Over the limit'],
  ])('is told: %s', async (_, error, shown) => {
    await open(refuse(error));
    await pay();
    await shows(shown);
    await vi.waitFor(() => expect(told).toEqual([shown.split(',')[0]]));
  });

  it.each([
    ['owes nothing any more', [owing('two'), owing('one', paid)], 'paid'],
    ['owes a later period', [owing('one', { pastDue: { ...owed, since: '2027-03-01T00:00:00.000Z' } })], 'paid'],
    ['has ended', [owing('one', { status: 'ended', pastDue: null })], 'over'],
    ['still owes it, and another does not', [subscriptionView('two'), owing('one')], 'unknown'],
    ['is not there any more', [owing('two')], 'unknown'],
    ['is not told of', { error: 'Sign in' }, 'unknown'],
  ])('whose answer is lost looks, and finds that the subscription %s', async (_, then, outcome) => {
    const { server, sent } = await open(() => {
      server.now = then;
      return lost();
    });
    await pay();
    await vi.waitFor(() => expect(told).toEqual([outcome]));
    expect(sent).toHaveBeenCalledOnce();
  });

  it('is not paid while a charge is out, also where another tab has cancelled meanwhile', async () => {
    const { server, subscriptions } = await open(() => {
      server.now = [owing('one', charging)];
      return lost();
    });
    await pay();
    await vi.waitFor(() => expect(subscriptions).toHaveBeenCalledTimes(2));
    server.now = [owing('one', { status: 'ended', pastDue: null })];
    await shows('over', { timeout: 5000 });
  });

  it('is known to nobody where a charge is out for minutes, and is looked at no more', async () => {
    const { server, subscriptions } = await open(() => {
      server.now = [owing('one', { isCharging: true })];
      return lost();
    });
    vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    await pay();
    await vi.waitFor(() => expect(subscriptions.mock.calls.length).toBeGreaterThan(1));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told).toEqual(['unknown']);
  });

  it('is done on the click or not at all, whatever else of the host waits for the network', async () => {
    const scope = { id: 'writes' };
    const queryClient = new QueryClient({ defaultOptions: { mutations: { scope } } });
    const { sent } = await open(lost, queryClient);
    onlineManager.setOnline(false);
    onTestFinished(() => onlineManager.setOnline(true));
    const other = queryClient.getMutationCache().build(queryClient, { mutationFn: async () => 'saved', scope });
    void other.execute(undefined);
    await pay();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledOnce());
  });
});

it.each([
  ['loading', () => new Promise<never>(() => {})],
  ['failed', async () => 'Sign in'],
  ['none', async () => []],
  ['paying', async () => [owing('one', { isCharging: true })]],
] as [string, () => Promise<never>][])('a page that has clicked nothing is told: %s', async (status, subscriptions) => {
  await renderBilling(<Banner />, { api: { subscriptions }, customerId: 'mina' });
  await shows(status);
  expect(hook.status).toBe(status);
});

describe('what the last click has come to', () => {
  it('is told beside what is still due, and not while that is being paid', async () => {
    let answer = (_: object) => {};
    const { server } = await open(() => new Promise((resolve) => (answer = resolve)));
    await pay();
    server.now = [owing('one', paid), owing('two')];
    answer({ status: 'paid' });
    await shows('due, Plan two, Over the limit, Plan one is paid');
    await pay();
    await shows(/^paying, Plan two, Over the limit$/);
    server.now = [owing('one', paid), owing('two', paid)];
    answer({ status: 'paid' });
    await shows(/^paid, Plan two$/);
  });

  it('is nothing to tell beside another that is due, where it was declined', async () => {
    const { server, queryClient } = await open(async () => ({ status: 'failed', failReason: 'Expired' }));
    await pay();
    await shows('declined');
    server.now = [owing('one', paid), owing('two')];
    await queryClient.invalidateQueries();
    await shows(/^due, Plan two, Over the limit$/);
  });

  it('is looked up before a further click asks the card again', async () => {
    const { server, sent, subscriptions } = await open(async () => ({ status: 'failed' }));
    let answer = () => {};
    subscriptions.mockImplementation(async () => {
      await new Promise<void>((resolve) => (answer = resolve));
      return server.now as SubscriptionView[];
    });
    await pay();
    await vi.waitFor(() => expect(subscriptions).toHaveBeenCalledTimes(2));
    await pay();
    answer();
    await vi.waitFor(() => expect(told).toEqual(['declined', 'declined']));
    expect(sent).toHaveBeenCalledOnce();
  });
});

it.each([
  ['two', undefined, 'two'],
  ['two', 'one', 'two'],
  [null, 'two', 'two'],
  [null, undefined, 'one'],
  ['three', undefined, undefined],
])(
  'the subscription that has got another card (%s) is paid, or else the one of the banner (%s)',
  async (id, of, which) => {
    const { sent, show } = await open(async () => ({ status: 'paid' }));
    await show(of);
    await hook.payAfterChange(id);
    expect(sent.mock.calls.map(([variables]: unknown[]) => variables)).toEqual(
      which ? [{ subscriptionId: which }] : [],
    );
  },
);

it('nothing is due any more once the server says so, whatever came of the last click', async () => {
  const { server, queryClient } = await open(async () => ({ status: 'failed', failReason: 'Expired' }));
  await pay();
  await shows('declined');
  server.now = [owing('one', paid)];
  await queryClient.invalidateQueries();
  await shows('none');
});

describe('a component that is given another subscription', () => {
  it('does not tell of it what comes of the first, which is still out', async () => {
    const answers: ((receipt: object) => void)[] = [];
    const { sent, show } = await open(() => new Promise((resolve) => answers.push(resolve)));
    await show('one');
    await pay();
    await shows('paying, Plan one');
    await show('two');
    await shows('due, Plan two');
    await pay();
    await vi.waitFor(() => expect(sent).toHaveBeenCalledTimes(2));
    answers[0]?.({ status: 'paid' });
    await vi.waitFor(() => expect(told).toEqual(['paid']));
    await shows('paying, Plan two');
    answers[1]?.({ status: 'failed' });
    await shows('declined, Plan two');
  });
});
