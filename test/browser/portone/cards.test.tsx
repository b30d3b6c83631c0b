import { describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { CardManager, PastDue, SubscribeCardButton } from '../../../src/v2.js';
import { api, openKitOverV2 } from '../support/kitOverV2.js';

const register = { pg: 'kcp_v2', channelKey: 'channel-key-kcp_v2' } as const;
const items = page.getByRole('listitem');
const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

/** A subscription that began today, on the page that the customer has left since. */
async function subscribe(kit: ReturnType<typeof openKitOverV2>) {
  const onSuccess = vi.fn();
  const checkout = await kit.render(
    <SubscribeCardButton
      {...register}
      order={api.order('monthly')}
      purchaseKey={['monthly']}
      charge={api.charge}
      onSuccess={onSuccess}
    />,
  );
  await page.getByRole('button', { name: '카드 등록하고 구독하기' }).click();
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalled());
  await checkout.unmount();
  expect((await kit.subscription()).status).toBe('active');
}

describe('over PortOne V2', () => {
  it('a card is registered, put in the place of the one that pays, and removed, and its key goes with it', async () => {
    const kit = openKitOverV2();
    await subscribe(kit);
    const [paying] = await kit.cards();
    expect(kit.simulator.countCharges()).toBe(1);

    await kit.render(<CardManager register={register} />);
    await expect.element(items).toHaveTextContent('결제하는 구독: 모두의 구독 월간');
    await page.getByRole('button', { name: '카드 등록하기' }).click();
    await expect.element(status('카드를 등록했어요. 지금 결제된 금액은 없어요.')).toBeVisible();
    const added = (await kit.cards()).find(({ cardId }) => cardId !== paying?.cardId);
    expect(await kit.cards()).toHaveLength(2);

    await items
      .filter({ hasText: '결제하는 구독' })
      .getByRole('button', { name: /카드 변경/ })
      .click();
    await expect.element(status('다음 결제부터 새 카드로 결제돼요')).toBeVisible();
    const { cardId } = await kit.subscription();
    expect([paying?.cardId, added?.cardId]).not.toContain(cardId);
    await kit.billing.tick();
    expect(await kit.cards()).toHaveLength(2);

    const unused = items.filter({ hasNotText: '결제하는 구독' });
    await unused.getByRole('button', { name: /삭제/ }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(status('카드를 삭제했어요.')).toBeVisible();
    const keys = [...kit.simulator.keys.values()];
    expect(keys.map((key) => key.status)).toEqual(['DELETED', 'DELETED', 'ISSUED']);
    expect(kit.simulator.countCharges()).toBe(1);
    // Each window was asked for a number of its own, by the kit.
    expect(new Set(keys.map(({ issueId }) => issueId)).size).toBe(3);
  });

  it('a period that was declined is paid with a click, and with another card', async () => {
    const kit = openKitOverV2();
    await subscribe(kit);

    const banner = page.getByRole('region', { name: '결제되지 않은 구독' });
    for (const [charges, name] of [
      [2, /\(\d{4}\) 결제하기/],
      [3, '새 카드로 결제하기'],
    ] as const) {
      kit.simulator.decline({ pgMessage: '한도초과' });
      await kit.until((await kit.subscription()).nextCharge?.at ?? '');
      expect((await kit.subscription()).status).toBe('past_due');
      const view = await kit.render(<PastDue.Root register={register} />);
      await expect.element(banner).toHaveTextContent('카드사 안내 한도초과');
      await page.getByRole('button', { name }).first().click();
      await expect.element(banner).toHaveAttribute('data-status', 'paid');
      expect((await kit.subscription()).status).toBe('active');
      expect(kit.simulator.countCharges()).toBe(charges);
      await view.unmount();
    }
    expect(kit.sdk.requests).toHaveLength(2);
  });

  it.each([
    ['inicis_v2', 'MOBILE', 'phone'],
    ['nice_v2', 'EASY_PAY', 'wallet'],
    ['kcp_v2', 'CARD', 'card'],
    ['tosspayments', 'TRANSFER', 'bank'],
  ] as const)('what %s registered as %s is shown as a %s', async (pg, payMethod, kind) => {
    const kit = openKitOverV2();
    const savedCards = async () => [
      {
        cardId: 'one',
        name: null,
        number: null,
        pg,
        payMethod,
        isDefault: true,
        usedBy: [],
        createdAt: '2026-01-01T00:00:00Z',
      },
    ];
    await kit.render(<CardManager api={{ savedCards, subscriptions: async () => [] }} register={register} />);
    await expect.element(items).toHaveAttribute('data-kind', kind);
  });
});
