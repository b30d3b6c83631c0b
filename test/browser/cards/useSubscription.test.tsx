import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  type ManageApi,
  type SubscriptionView,
  type UseSubscriptionOptions,
  type UseSubscriptionResult,
  useSubscription,
} from '../../../src/index.js';
import { renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

let hook: UseSubscriptionResult;
function Page(options: UseSubscriptionOptions) {
  hook = useSubscription(options);
  return <p>{[hook.status, hook.subscription?.subscriptionId].filter(Boolean).join(' ')}</p>;
}

const shows = (text: string) => expect.element(page.getByRole('paragraph')).toHaveTextContent(text);
const ended = { status: 'ended' } as const;
const ending = { status: 'ending', endsAt: '2027-02-01T00:00:00.000Z' } as const;
const consent = {
  amountBefore: 9900,
  amountAfter: 12_900,
  currency: 'KRW',
  from: '2027-01-02T00:00:00.000Z',
  until: '2027-02-01T00:00:00.000Z',
  isGiven: false,
};

/** A host’s own server, whose subscriptions are as `server.now` says. */
async function open(now: unknown, api: Partial<ManageApi> = {}, options: UseSubscriptionOptions = {}) {
  const server = { now };
  const subscriptions = vi.fn(async () => server.now as SubscriptionView[]);
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await renderBilling(<Page {...options} />, { api: { subscriptions, ...api }, customerId: 'mina', queryClient });
  return { server, subscriptions, queryClient };
}

describe('the subscription', () => {
  const audio = { productGroup: 'audio' };
  it.each([
    ['the newest that has not ended', {}, [['a', ended], ['b'], ['c']], 'active b'],
    [
      'the newest, where all have',
      {},
      [
        ['a', ended],
        ['b', ended],
      ],
      'ended a',
    ],
    ['the one with the id', { subscriptionId: 'c' }, [['a'], ['b'], ['c']], 'active c'],
    ['none, where no other has the id', { subscriptionId: 'd' }, [['a'], ['b']], 'none'],
    ['one of the group', { productGroup: 'audio' }, [['a'], ['b', audio]], 'active b'],
    ['none of another group', { productGroup: 'audio' }, [['a']], 'none'],
  ] as [string, UseSubscriptionOptions, [string, Partial<SubscriptionView>?][], string][])(
    'is %s',
    async (_, options, all, shown) => {
      await open(
        all.map(([id, change]) => subscriptionView(id, change)),
        {},
        options,
      );
      await shows(shown);
      expect(hook.error).toBeNull();
    },
  );

  it.each([
    ['an id', { subscriptionId: '' }],
    ['a currency', { currency: undefined }],
    ['a period', { period: undefined }],
    ['the unit of its period', { period: {} }],
  ] as [string, object][])('without %s is none that anything can be shown of', async (_, change) => {
    await open([{ ...subscriptionView('one'), ...change }]);
    await shows('failed');
    expect(hook.error).toEqual(new TypeError('subscriptions: not a list of subscriptions'));
  });

  it('is not asked for while nobody is signed in', async () => {
    const subscriptions = vi.fn(async () => [subscriptionView('one')]);
    await renderBilling(<Page />, { api: { subscriptions }, customerId: null });
    await shows('loading');
    expect(subscriptions).not.toHaveBeenCalled();
  });

  it('is not asked for where the host’s own options say so', async () => {
    const queryFn = vi.fn(async () => [subscriptionView('one')]);
    await open([], { subscriptions: { queryKey: ['mine', 'subscriptions'], queryFn, enabled: false } });
    await shows('loading');
    expect(queryFn).not.toHaveBeenCalled();
  });

  it('can’t be asked for where nobody said how, which the developer is told', async () => {
    await expect(renderBilling(<Page />, { customerId: 'mina' })).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(/useSubscription.*subscriptions/),
    });
    vi.mocked(console.error).mockClear();
    vi.mocked(console.warn).mockClear();
  });

  it.each([
    ['is asked for again while a charge is out', true, 3],
    ['is not asked for again otherwise', false, 1],
  ])('%s', async (_, isCharging, asked) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const { subscriptions } = await open([subscriptionView('one'), subscriptionView('two', { isCharging })]);
    await shows('active one');
    for (let times = 1; times < 3; times += 1) {
      await vi.advanceTimersByTimeAsync(2000);
      await vi.waitFor(() => expect(subscriptions).toHaveBeenCalledTimes(isCharging ? times + 1 : 1));
    }
    expect(subscriptions).toHaveBeenCalledTimes(asked);
  });
});

describe('what is done with it', () => {
  it('is nothing where there is none', async () => {
    const cancelSubscription = vi.fn(async () => {});
    await open([], { cancelSubscription });
    await shows('none');
    expect(await hook.cancel()).toBe(false);
    expect(cancelSubscription).not.toHaveBeenCalled();
  });

  it.each([
    ['the amount that was shown', consent, 12_900],
    ['nothing, where nothing is asked', null, 0],
  ])('agrees to %s', async (_, asked, amount) => {
    const consentToRise = vi.fn(async () => {});
    await open([subscriptionView('one', { consent: asked })], { consentToRise });
    await shows('active one');
    await hook.consent();
    expect(consentToRise.mock.calls).toEqual([[{ subscriptionId: 'one', amount }, expect.anything()]]);
  });

  it('is said while it is under way, and is shown of no other subscription, also where none can be asked for again', async () => {
    let answer = (_: SubscriptionView) => {};
    const cancelSubscription = () => new Promise<SubscriptionView>((resolve) => (answer = resolve));
    const all = [subscriptionView('one'), subscriptionView('two')];
    const { server } = await open(all, { cancelSubscription }, { subscriptionId: 'two' });
    await shows('active two');
    const cancelled = hook.cancel();
    await vi.waitFor(() => expect(hook.doing).toBe('cancel'));
    server.now = { error: 'Sign in' };
    answer(subscriptionView('two', ending));
    expect(await cancelled).toBe(true);
    await vi.waitFor(() => expect([hook.doing, hook.done, hook.problem]).toEqual([undefined, 'cancel', undefined]));
  });

  const gone: SubscriptionView[] = [];
  it.each([
    ['was lost, and it is not there any more', {}, gone, undefined],
    ['was lost, and nobody tells how it is', {}, { error: 'Sign in' }, undefined],
    ['was lost, and it is another that is cancelled', {}, [subscriptionView('two', ending), subscriptionView('one')]],
    ['was no', { status: 409, code: 'subscription_state' }, [subscriptionView('one', ending)], 'subscription_state'],
  ] as [string, object, unknown, string?][])('is not done where the answer %s', async (_, error, then, code) => {
    const { server } = await open(
      [subscriptionView('one')],
      {
        cancelSubscription: () => {
          server.now = then;
          return Promise.reject(Object.assign(new Error('No'), error));
        },
      },
      { subscriptionId: 'one' },
    );
    await shows('active one');
    expect(await hook.cancel()).toBe(false);
    await vi.waitFor(() => expect(hook.problem).toEqual({ action: 'cancel', code, error: expect.any(Error) }));
    expect([hook.doing, hook.done]).toEqual([undefined, undefined]);
  });
});

describe('the list follows', () => {
  it.each([
    ['a charge of the same server', ['shop', 'charge'], async () => 'receipt', true],
    ['no charge of another', ['other', 'charge'], async () => 'receipt', false],
    ['nothing else that is sent', ['shop', 'order'], async () => 'order', false],
    ['nothing that has no name', undefined, async () => 'saved', false],
    ['no charge that failed', ['shop', 'charge'], () => Promise.reject(new Error('No')), false],
  ] as [string, string[] | undefined, () => Promise<string>, boolean][])('%s', async (_, key, mutationFn, isAsked) => {
    const queryFn = vi.fn(async () => [subscriptionView('one')]);
    const api: Partial<ManageApi> = { subscriptions: { queryKey: ['shop', 'subscriptions'], queryFn } };
    const { queryClient } = await open([], api);
    await shows('active one');
    const { length } = queryFn.mock.calls;
    const mutation = queryClient
      .getMutationCache()
      .build(queryClient, { ...(key && { mutationKey: key }), mutationFn });
    await mutation.execute(undefined).catch(() => {});
    if (isAsked) await vi.waitFor(() => expect(queryFn).toHaveBeenCalledTimes(length + 1));
    // What is asked for in the same moment is asked for at once.
    else await expect.poll(() => queryClient.isFetching()).toBe(0);
    expect(queryFn).toHaveBeenCalledTimes(isAsked ? length + 1 : length);
  });

  it('reload() while the first answer is on its way, and asks anew', async () => {
    const answers: ((all: SubscriptionView[]) => void)[] = [];
    const subscriptions = vi.fn(() => new Promise<SubscriptionView[]>((resolve) => answers.push(resolve)));
    await open([], { subscriptions });
    await shows('loading');
    const reloaded = hook.reload();
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.([subscriptionView('new')]);
    await reloaded;
    await shows('active new');
    answers[0]?.([subscriptionView('old')]);
    await shows('active new');
  });
});
