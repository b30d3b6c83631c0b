import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { type ManageApi, type SubscriptionView, useSubscription } from '../../../src/index.js';
import { renderBilling } from '../support/billing.js';
import { subscriptionView } from '../support/subscriptionView.js';

const rise = {
  amountBefore: 9900,
  amountAfter: 12_900,
  currency: 'KRW',
  from: '2027-01-02T00:00:00.000Z',
  until: '2027-02-01T00:00:00.000Z',
};
const ending = { status: 'ending', endsAt: '2027-02-01T00:00:00.000Z' } as const;
const ended = { status: 'ended', endedAt: '2027-01-15T00:00:00.000Z' } as const;

type Change = Partial<SubscriptionView>;

/** What a customer does, how the subscription was, and how it is when it was done. */
const actions: [action: 'cancel' | 'resume' | 'end' | 'consent' | 'changeCard', before: Change, after: Change][] = [
  ['cancel', {}, ending],
  ['cancel', {}, ended],
  ['resume', ending, {}],
  ['end', ending, ended],
  ['consent', { consent: { ...rise, isGiven: false } }, { consent: { ...rise, isGiven: true } }],
  ['consent', { consent: { ...rise, isGiven: false } }, { consent: null }],
  ['changeCard', {}, { cardId: 'two' }],
];

function Own({ action }: { action: (typeof actions)[number][0] }) {
  const subscription = useSubscription();
  const [said, setSaid] = useState('press');
  const act = async () => setSaid(`done: ${await subscription[action]('two')}`);
  return (
    <button type="button" disabled={subscription.subscription === undefined} onClick={() => void act()}>
      {said}, {subscription.done ?? subscription.problem?.action ?? 'nothing yet'}
    </button>
  );
}

/** Presses the one button there is; `arrives`: what was sent reaches the server, whose answer is lost. */
async function press(action: (typeof actions)[number][0], before: Change, after: Change, arrives: boolean) {
  let now = subscriptionView('one', before);
  let sent = 0;
  const lost = async () => {
    sent += 1;
    if (arrives) now = subscriptionView('one', after);
    throw new TypeError('Failed to fetch');
  };
  const api: Partial<ManageApi> = {
    subscriptions: async () => [now],
    cancelSubscription: lost,
    resumeSubscription: lost,
    endSubscription: lost,
    consentToRise: lost,
    changeSubscriptionCard: lost,
  };
  await renderBilling(<Own action={action} />, { api, customerId: 'mina' });
  await expect.element(page.getByRole('button')).toBeEnabled();
  await page.getByRole('button').click();
  await expect.element(page.getByRole('button')).toHaveTextContent(/done: .*, /);
  expect(sent).toBe(1);
  return page.getByRole('button').element().textContent;
}

describe('an answer that is lost', () => {
  it.each(actions)('to %s, of one that was %j, is looked up: it is %j', async (action, before, after) => {
    expect(await press(action, before, after, true)).toBe(`done: true, ${action}`);
  });

  it.each(actions)(
    'to %s, of one that was %j, is no success where nothing came of it',
    async (action, before, after) => {
      expect(await press(action, before, after, false)).toBe(`done: false, ${action}`);
    },
  );

  it('to resume is no success where the subscription has ended meanwhile', async () => {
    expect(await press('resume', ending, ended, true)).toBe('done: false, resume');
  });

  it('to end is no success where the subscription is only cancelled', async () => {
    expect(await press('end', {}, ending, true)).toBe('done: false, end');
  });
});
