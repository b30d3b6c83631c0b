import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { openKit } from '../support/kit.js';
import { ChangeCard } from './ChangeCard.js';
import { MyCards } from './MyCards.js';
import { MySubscription } from './MySubscription.js';
import { PastDueBanner } from './PastDueBanner.js';
import { RegisterCard } from './RegisterCard.js';
import { StartTrial } from './StartTrial.js';

// The examples of docs/life-of-a-card.md, as they stand there, against the kit.

const press = (name: string | RegExp) => page.getByRole('button', { name }).click();

it('registers a card, and charges nothing', async () => {
  const kit = openKit();
  const onRegistered = vi.fn();
  await kit.render(<RegisterCard onRegistered={onRegistered} />);
  await press('카드 등록하기');
  await vi.waitFor(() => expect(onRegistered).toHaveBeenCalledTimes(1));
  expect(await kit.billing.listCards(kit.own)).toMatchObject([{ cardId: onRegistered.mock.calls[0]?.[0] }]);
  expect(kit.simulator.countCharges()).toBe(0);
});

it('starts a trial, and charges its first month when it is over', async () => {
  const kit = openKit();
  const onStarted = vi.fn();
  const plan = { id: 'trial', name: '모두의 구독 체험', amount: 9900, trialEnds: new Date('2027-01-15') };
  await kit.render(<StartTrial plan={plan} onStarted={onStarted} />);
  await press('카드 등록하고 무료로 시작하기');
  await vi.waitFor(() => expect(onStarted).toHaveBeenCalledTimes(1));
  const { status, trialEndsAt } = await kit.subscription();
  expect(status).toBe('trialing');
  expect(kit.simulator.countCharges()).toBe(0);
  await kit.until(trialEndsAt ?? '');
  expect(kit.simulator.charges().map(({ amount }) => amount)).toEqual([9900]);
});

it('changes the card of a subscription, whose next month is paid with the new one', async () => {
  const kit = openKit();
  const { cardId } = await kit.buy('monthly');
  await kit.render(<ChangeCard />);
  await press('카드 변경하기');
  await vi.waitFor(async () => expect((await kit.subscription()).cardId).not.toBe(cardId));
  const changed = await kit.subscription();
  await kit.until(changed.nextCharge?.at ?? '');
  expect(kit.simulator.charges({ customerUid: changed.cardId })).toHaveLength(1);
  expect(kit.simulator.keys.has(cardId)).toBe(false);
});

it('lists cards, and registers one', async () => {
  const kit = openKit();
  await kit.render(<MyCards />);
  await expect.element(page.getByText('아직 등록한 카드가 없어요.')).toBeVisible();
  await press('카드 추가하기');
  await expect.element(page.getByRole('listitem')).toBeVisible();
});

it('cancels a subscription, and takes that back', async () => {
  const kit = openKit();
  await kit.buy('monthly');
  await kit.render(<MySubscription />);
  await press('구독 해지');
  await press('해지하기');
  await press('계속 구독하기');
  await vi.waitFor(async () => expect((await kit.subscription()).status).toBe('active'));
});

it('pays what is past due', async () => {
  const kit = openKit();
  await kit.buy('monthly');
  const { nextCharge } = await kit.subscription();
  kit.simulator.decline({ reason: '한도초과' });
  await kit.until(nextCharge?.at ?? '');
  await kit.render(<PastDueBanner />);
  await press(/BC카드.*결제하기/);
  await expect.element(page.getByRole('region')).toHaveAttribute('data-status', 'paid');
  expect(kit.simulator.countCharges()).toBe(2);
});
