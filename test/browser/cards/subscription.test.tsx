import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { manageEn, Subscription, type SubscriptionView } from '../../../src/index.js';
import { openKit } from '../support/kit.js';

const region = page.getByRole('region', { name: '내 구독' });
const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

async function subscribed(planId = 'monthly') {
  const kit = openKit();
  await kit.buy(planId);
  return kit;
}

describe('<Subscription />', () => {
  it('says what it costs, what comes next and with which card', async () => {
    const kit = await subscribed();
    await kit.render(<Subscription.Root />);
    await expect.element(region).toHaveTextContent(/모두의 구독 월간.*매월 9,900원.*이용 중/);
    await expect.element(region).toHaveTextContent(/다음 결제: \d{4}년 \d+월 \d+일, 9,900원/);
    await expect.element(region).toHaveTextContent(/결제 카드: BC카드 \(\d{4}\)/);
  });

  it('says until when a trial is free, and what is charged then', async () => {
    const kit = await subscribed('trial');
    await kit.render(<Subscription.Root />);
    await expect.element(region).toHaveTextContent('무료 체험 중');
    await expect
      .element(region)
      .toHaveTextContent(/\d{4}년 \d+월 \d+일까지 무료로 이용할 수 있어요. 그날 첫 결제 금액: 9,900원/);
    expect(kit.simulator.countCharges()).toBe(0);
  });

  it('asks before it cancels, says what stays, and keeps the focus', async () => {
    const kit = await subscribed();
    await kit.render(<Subscription.Root />);
    await press('구독 해지');
    await expect
      .element(page.getByRole('group', { name: /까지 이용할 수 있고, 그 뒤로는 결제되지 않아요/ }))
      .toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: '구독 해지' })).toHaveFocus();
    expect((await kit.subscription()).status).toBe('active');

    await press('구독 해지');
    await press('해지하기');
    await expect.element(status(/구독을 해지했어요. \d{4}년 \d+월 \d+일까지 이용할 수 있어요./)).toBeVisible();
    await expect.element(region).toHaveAttribute('data-status', 'ending');
    await expect.element(page.getByRole('button', { name: '계속 구독하기' })).toHaveFocus();
    expect((await kit.subscription()).nextCharge).toBeNull();
  });

  it('takes a cancellation back, and ends it now', async () => {
    const kit = await subscribed();
    const { subscriptionId } = await kit.subscription();
    await kit.billing.cancelSubscription({ ...kit.own, subscriptionId });
    await kit.render(<Subscription.Root />);
    await press('계속 구독하기');
    await expect.element(status('해지를 취소했어요. 구독이 계속돼요.')).toBeVisible();
    expect((await kit.subscription()).status).toBe('active');

    await press('구독 해지');
    await press('해지하기');
    await press('지금 끝내기');
    await expect.element(page.getByRole('group', { name: /남은 기간을 이용할 수 없고/ })).toBeVisible();
    await press('바로 끝내기');
    await expect.element(status('구독을 끝냈어요. 더 이상 결제되지 않아요.')).toBeVisible();
    expect((await kit.subscription()).status).toBe('ended');
    expect(kit.simulator.countCharges()).toBe(1);
    expect(document.activeElement).not.toBe(document.body);
  });

  it('ends at once where nothing is left to use', async () => {
    const kit = await subscribed();
    const { nextCharge } = await kit.subscription();
    kit.simulator.decline({ reason: '한도초과' });
    await kit.until(nextCharge?.at ?? '');
    await kit.render(<Subscription.Root />);
    await expect.element(region).toHaveTextContent('결제되지 않은 금액: 9,900원');
    await press('구독 해지');
    await expect.element(page.getByRole('group', { name: /바로 끝나고, 밀린 금액은 결제되지 않아요/ })).toBeVisible();
    await press('해지하기');
    await expect.element(status('구독을 끝냈어요')).toBeVisible();
    expect(kit.simulator.countCharges()).toBe(1);
  });

  it('asks for consent to a higher price, and charges it only then', async () => {
    const kit = await subscribed('weekly');
    const { nextCharge } = await kit.subscription();
    const at = Date.parse(nextCharge?.at ?? '');
    await kit.billing.changePrice({ planId: 'weekly', amount: 3900, from: new Date(at - 1000) });
    await kit.render(<Subscription.Root />);
    await expect.element(region).toHaveTextContent(/금액이 올라요: 2,900원 → 3,900원. 동의하지 않으면/);
    await press('동의하기');
    await expect.element(status('동의했어요.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: '동의하기' })).not.toBeInTheDocument();
    await kit.until(at);
    expect(kit.simulator.charges().map(({ amount }) => amount)).toEqual([2900, 3900]);
  });

  it.each(['active', 'past_due'] as const)(
    'does not promise that nothing is charged while a charge is out (%s)',
    async (before) => {
      const kit = await subscribed();
      let now = { ...(await kit.subscription()), status: before, isCharging: true } as SubscriptionView;
      const own = {
        subscriptions: async () => [now],
        cancelSubscription: async () => {
          now = { ...now, status: 'ending', endsAt: now.paidUntil };
        },
      };
      await kit.render(<Subscription.Root api={own} />);
      await press('구독 해지');
      await expect.element(page.getByRole('group', { name: /지금 결제가 진행되고 있어요/ })).toBeVisible();
      await press('해지하기');
      await expect.element(region).toHaveAttribute('data-status', 'ending');
      await expect.element(region).toHaveTextContent('결제하고 있어요.');
      expect(region.element().textContent).not.toContain('더 이상 결제되지 않아요');
    },
  );

  it('looks what became of a cancellation whose answer was lost', async () => {
    const kit = await subscribed();
    kit.loseAnswer('/cancel');
    await kit.render(<Subscription.Root />);
    await press('구독 해지');
    await press('해지하기');
    await expect.element(status('구독을 해지했어요')).toBeVisible();
    expect(kit.calls.filter((call) => call.endsWith('/cancel'))).toHaveLength(1);
  });

  it('says that another tab was faster, and shows what is true', async () => {
    const kit = await subscribed();
    const { subscriptionId } = await kit.subscription();
    await kit.billing.cancelSubscription({ ...kit.own, subscriptionId });
    await kit.render(<Subscription.Root />);
    await expect.element(page.getByRole('button', { name: '계속 구독하기' })).toBeVisible();
    await kit.billing.endSubscription({ ...kit.own, subscriptionId });
    await press('계속 구독하기');
    await expect.element(status('그 사이에 구독이 바뀌었어요')).toBeVisible();
    await expect.element(region).toHaveAttribute('data-status', 'ended');
  });

  it('says that there is none, and that it could not be loaded', async () => {
    const kit = openKit();
    kit.meddle(() => Promise.resolve(new Response('{"error":{"code":"not_signed_in","message":""}}', { status: 401 })));
    await kit.render(<Subscription.Root />);
    await expect.element(status('구독을 불러오지 못했어요.')).toBeVisible();
    kit.meddle(() => undefined);
    await press('다시 불러오기');
    await expect.element(page.getByText('이용 중인 구독이 없어요.')).toBeVisible();
  });

  it('speaks English', async () => {
    const kit = await subscribed();
    await kit.render(<Subscription.Root locale={manageEn} timeZone="UTC" />);
    await expect.element(page.getByText(/Next payment: \w+ \d+, \d{4}, ₩9,900/)).toBeVisible();
  });
});
