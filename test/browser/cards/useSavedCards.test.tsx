import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { type CardView, type ManageApi, type UseSavedCardsResult, useSavedCards } from '../../../src/index.js';
import { renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

const card = (cardId: string, change: Partial<CardView> = {}): CardView => ({
  cardId,
  name: `Card ${cardId}`,
  number: null,
  pg: 'kcp_billing',
  payMethod: 'card',
  isDefault: false,
  usedBy: [],
  createdAt: '2027-01-01T00:00:00.000Z',
  ...change,
});
const isDefault = true;
const cards = [card('one', { isDefault, usedBy: ['s1', 's2'] }), card('two'), card('three')];

let hook: UseSavedCardsResult;
function Page() {
  hook = useSavedCards();
  return <p>{hook.status}</p>;
}

/** A host’s own server, whose cards are as `server.now` says. */
async function open(api: Partial<ManageApi>) {
  const server: { now: unknown } = { now: cards };
  const savedCards = async () => server.now as CardView[];
  await renderBilling(<Page />, { api: { savedCards, ...api }, customerId: 'mina' });
  await expect.element(page.getByText('ready')).toBeVisible();
  return server;
}

/** What a server answers when a test says so, in the order in which it was asked. */
function held() {
  const answers: (() => void)[] = [];
  const ask = () => new Promise<void>((resolve) => answers.push(resolve));
  return { ask, answers };
}

const refuse = (fields: object) => () => Promise.reject(Object.assign(new Error('No'), fields));
const shown = () => hook.cards.map(({ cardId, doing }) => [cardId, doing].filter(Boolean).join(' '));

const actions = {
  makeDefault: () => hook.makeDefault('two'),
  remove: () => hook.remove('two'),
  move: () => hook.move('one', 'two'),
};

/** What a customer does, and how the cards are when it was done. */
const done: [action: keyof typeof actions, then: CardView[]][] = [
  ['makeDefault', [card('one', { usedBy: ['s1', 's2'] }), card('two', { isDefault }), card('three')]],
  ['remove', [card('one', { isDefault, usedBy: ['s1', 's2'] }), card('three')]],
  ['move', [card('one', { isDefault }), card('two', { usedBy: ['s1', 's2'] }), card('three')]],
];

/** Does one thing, which the server answers with an error and which leaves the cards so. */
async function act(action: keyof typeof actions, error: object, then: unknown) {
  const fail = vi.fn(() => {
    server.now = then;
    return refuse(error)();
  });
  const server = await open({ makeDefaultCard: fail, removeCard: fail, changeSubscriptionCard: fail });
  const isDone = await actions[action]();
  expect(fail).toHaveBeenCalledOnce();
  return isDone;
}

describe('an answer that is lost', () => {
  it.each(done)('to %s is looked up', async (action, then) => {
    expect(await act(action, {}, then)).toBe(true);
    expect(hook.problem).toBeUndefined();
  });

  it.each([
    ...done.map(([action]) => [action, cards] as const),
    ['move', [card('one', { usedBy: ['s2'] }), card('two', { usedBy: ['s1'] })]],
    ['makeDefault', [card('one'), card('two'), card('three', { isDefault })]],
    ['makeDefault', { error: 'Sign in' }],
    ['remove', { error: 'Sign in' }],
    ['move', { error: 'Sign in' }],
  ] as const)('to %s is no success where nothing shows it', async (action, then) => {
    expect(await act(action, {}, then)).toBe(false);
    await vi.waitFor(() => expect(hook.problem).toMatchObject({ action, code: undefined }));
  });
});

describe('a refusal', () => {
  it.each(done)('to %s is one, whatever another tab has done meanwhile', async (action, then) => {
    expect(await act(action, { status: 403, code: 'forbidden' }, then)).toBe(false);
    const cardId = action === 'move' ? 'one' : 'two';
    await vi.waitFor(() => expect(hook.problem).toMatchObject({ action, cardId, code: 'forbidden' }));
    expect(hook.problem?.error).toBeInstanceOf(Error);
  });

  it('to remove a card that another tab has removed is none', async () => {
    expect(await act('remove', { status: 404, code: 'card_unknown' }, done[1]?.[1])).toBe(true);
    expect(hook.problem).toBeUndefined();
  });

  it('is told until something else is done', async () => {
    await open({ removeCard: refuse({ status: 403 }), makeDefaultCard: async () => {} });
    await hook.remove('two');
    await vi.waitFor(() => expect(hook.problem?.action).toBe('remove'));
    await hook.makeDefault('two');
    await vi.waitFor(() => expect(hook.problem).toBeUndefined());
  });
});

describe('what is under way', () => {
  it('is shown of each card until its own end', async () => {
    const { ask, answers } = held();
    await open({ makeDefaultCard: ask, changeSubscriptionCard: ask, removeCard: ask });
    void hook.makeDefault('two');
    void hook.move('one', 'two');
    await vi.waitFor(() => expect(shown()).toEqual(['one move', 'two makeDefault', 'three']));
    expect(hook.cards.find((one) => one.isDefault)?.cardId).toBe('two');
    answers[0]?.();
    await vi.waitFor(() => expect(shown()).toEqual(['one move', 'two', 'three']));
  });

  it('leaves a card out that is being removed, unless it pays for something', async () => {
    const { ask } = held();
    await open({ removeCard: ask });
    void hook.remove('two');
    void hook.remove('one');
    await vi.waitFor(() => expect(shown()).toEqual(['one remove', 'three']));
  });
});

it('what is paid with a card has its name, where anybody knows it', async () => {
  const subscriptions = vi.fn(async () => [subscriptionView('s2'), subscriptionView('s3')]);
  await open({ subscriptions });
  await vi.waitFor(() =>
    expect(hook.cards[0]?.uses).toEqual([
      { subscriptionId: 's1', name: undefined },
      { subscriptionId: 's2', name: 'Plan s2' },
    ]),
  );
});

it('what is paid with a card is not called moved before anybody knows what that is', async () => {
  let answer = (_: CardView[]) => {};
  const savedCards = () => new Promise<CardView[]>((resolve) => (answer = resolve));
  const changeSubscriptionCard = vi.fn(async () => {});
  await renderBilling(<Page />, { api: { savedCards, changeSubscriptionCard }, customerId: 'mina' });
  await expect.element(page.getByText('loading')).toBeVisible();
  expect(await hook.move('one', 'two')).toBe(false);
  answer(cards);
  await expect.element(page.getByText('ready')).toBeVisible();
  expect(await hook.move('gone', 'two')).toBe(false);
  expect(changeSubscriptionCard).not.toHaveBeenCalled();
});
