import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { writeSection } from '../../../scripts/writeSection.js';
import type { Subscription } from '../../../src/server/subscription/Subscription.js';
import { type SubscriptionEvent, transition } from '../../../src/server/subscription/transition.js';
import { activeSubscription, basic, rules, seoul, trialOf, tryOf } from './samples.js';

const page = new URL('../../../docs/subscriptions.md', import.meta.url);

const at = seoul('2026-02-28T12:00:00');
const active = activeSubscription();

function withTry(subscription: Subscription): Subscription {
  return { ...subscription, openTry: tryOf(subscription, at) };
}

const pastDue: Subscription = {
  ...active,
  tries: 1,
  state: {
    status: 'past_due',
    since: at,
    nextTryAt: at,
    deadlineAt: at,
    decline: { tryNumber: 1, cardId: 'card-1', at, reason: '', canHeal: true },
  },
};
const ending: Subscription = { ...active, state: { status: 'ending', endsAt: at + 1, cancelledAt: at } };
const ended: Subscription = { ...active, state: { status: 'ended', endedAt: at, reason: 'cancelled' } };
const states = { trialing: trialOf(28), active, past_due: pastDue, ending, ended };

/** What can happen, and whether a charge of the next period is out when it does. */
const events: readonly (readonly [string, boolean, (of: Subscription) => SubscriptionEvent])[] = [
  ['the charge of the next period is sent', false, (of) => ({ type: 'try_opened', at, openTry: tryOf(of, at) })],
  ['it is paid', true, (of) => ({ type: 'paid', at, period: of.period + 1, merchantUid: numberOf(of), amount: 9900 })],
  ['it is declined', true, (of) => ({ type: 'declined', at, merchantUid: numberOf(of), reason: '', canHeal: true })],
  [
    'it was refused, or never arrived',
    true,
    (of) => ({ type: 'not_made', at, merchantUid: numberOf(of), reason: 'lost' }),
  ],
  [
    'an earlier number of the period turns out paid',
    false,
    (of) => ({ type: 'paid', at, period: of.period + 1, merchantUid: 'an earlier one', amount: 9900 }),
  ],
  ['the card’s key is gone', false, ({ cardId }) => ({ type: 'card_gone', at, cardId, reason: '' })],
  ['the customer cancels', false, () => ({ type: 'cancelled', at })],
  ['the customer cancels while a charge is out', true, () => ({ type: 'cancelled', at })],
  ['the customer resumes', false, () => ({ type: 'resumed', at })],
  ['another card', false, () => ({ type: 'card_changed', at, cardId: 'card-2' })],
  [
    'another plan, or price, from a later period on',
    false,
    () => ({
      type: 'change_planned',
      at,
      change: { plan: { ...basic, planId: 'plus' }, fromPeriod: 9, by: 'customer' },
    }),
  ],
  ['periods have passed without a charge', false, (of) => ({ type: 'skipped', at, through: of.period + 1 })],
  ['its time is over, or it is ended now', false, () => ({ type: 'ended', at, reason: 'ended_now' })],
];

function numberOf(subscription: Subscription): string {
  return tryOf(subscription, at).merchantUid;
}

function render(): string {
  const names = Object.keys(states);
  const rows = events.map(([what, isOut, eventOf]) => {
    const cells = Object.values(states).map((state) => {
      const before = isOut ? withTry(state) : state;
      const after = transition(before, eventOf(state), rules);
      if (after === before) return '–';
      return after.state.status === before.state.status ? 'stays' : `\`${after.state.status}\``;
    });
    return `| ${what} | ${cells.join(' | ')} |`;
  });
  return [
    `| what happens | ${names.map((name) => `\`${name}\``).join(' | ')} |`,
    `| --- | ${names.map(() => '---').join(' | ')} |`,
    ...rows,
  ].join('\n');
}

it('docs/subscriptions.md shows the table as it is; UPDATE_DOCS=1 writes it', async () => {
  if (process.env.UPDATE_DOCS) await writeSection(page, 'states', render());
  expect(await readFile(page, 'utf8')).toContain(render());
});
