import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { recordAnnouncements } from '../../../.storybook/environment/recordAnnouncements.js';
import { CardManager, manageEn, SavedCards } from '../../../src/index.js';
import { inProvider } from '../support/billing.js';
import { api, openKit } from '../support/kit.js';

const register = { pg: 'kcp_billing' } as const;
const card = (last: string) => page.getByRole('listitem').filter({ hasText: last });
const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
const digits = (label: string | null) => /\((\d{4})\)/.exec(label ?? '')?.[1] ?? '';

/** Two cards: the older one pays for a subscription and is the default. */
async function withTwoCards() {
  const kit = openKit();
  const { cardId: used } = await kit.buy('monthly');
  const unused = await kit.addCard({
    card: { number_masked: '4444-44**-****-4444', name: '신한카드', behaviour: 'ok' },
  });
  // By its id: two cards of the same millisecond come in either order.
  const first = (await kit.billing.listCards(kit.own)).find(({ cardId }) => cardId === used);
  const usedLast = digits(`(${first?.number?.slice(-4)})`);
  return { kit, used, unused, usedLast };
}

describe('<CardManager />', () => {
  it('shows which cards there are, which is the default, and what is paid with them', async () => {
    const { kit, usedLast } = await withTwoCards();
    await kit.render(<CardManager register={register} />);
    await expect.element(card('신한카드 (4444)')).toBeVisible();
    await expect.element(card(usedLast)).toHaveAttribute('data-default');
    await expect.element(card(usedLast)).toHaveTextContent('결제하는 구독: 모두의 구독 월간');
    await expect.element(card('4444')).not.toHaveAttribute('data-default');
    // Neither API gives an expiry date.
    expect(document.body.textContent).not.toMatch(/\d\d\/\d\d/);
  });

  it('shows a wallet as what it is', async () => {
    const kit = openKit();
    await kit.addCard({
      pg_provider: 'kakaopay',
      pay_method: 'point',
      amount: 0,
      card: { number_masked: '', name: '', behaviour: 'ok' },
    });
    await kit.render(<CardManager register={register} />);
    await expect.element(card('카카오페이')).toHaveAttribute('data-kind', 'wallet');
    await expect.element(card('카카오페이')).toHaveTextContent('어떤 카드로 결제할지는 카카오페이에서 정해요.');
  });

  it('makes a card the default, at once, and keeps it so', async () => {
    const { kit, unused } = await withTwoCards();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    kit.meddle((request) =>
      request.url.endsWith('/default') ? answered.then(() => kit.billing.fetch(request)) : undefined,
    );
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: '신한카드 (4444) 기본 카드로 지정' }).click();
    await expect.element(card('4444')).toHaveAttribute('data-default');
    answer();
    await expect.element(status('신한카드 (4444): 기본 카드로 지정했어요.')).toBeVisible();
    const cards = await kit.billing.listCards(kit.own);
    expect(cards.find(({ isDefault }) => isDefault)?.cardId).toBe(unused);
  });

  it('takes the default back when the server refuses', async () => {
    const { kit, usedLast } = await withTwoCards();
    kit.meddle((request) =>
      request.url.endsWith('/default') ? Promise.resolve(new Response('{}', { status: 500 })) : undefined,
    );
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: /4444.*기본 카드로 지정/ }).click();
    await expect.element(status('기본 카드를 바꾸지 못했어요')).toBeVisible();
    await expect.element(card(usedLast)).toHaveAttribute('data-default');
  });

  it('asks before it removes a card, has its key revoked, and keeps the focus in the list', async () => {
    const { kit, unused } = await withTwoCards();
    await kit.render(<CardManager register={register} />);
    const remove = page.getByRole('button', { name: '신한카드 (4444) 삭제' });
    await remove.click();
    await expect.element(page.getByRole('group', { name: /이 카드를 삭제할까요/ })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(remove).toHaveFocus();
    expect(kit.calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);

    await remove.click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(status('신한카드 (4444): 카드를 삭제했어요.')).toBeVisible();
    await expect.element(page.getByRole('listitem')).toBeVisible();
    expect(document.activeElement?.closest('li')).not.toBeNull();
    expect(kit.simulator.keys.has(unused)).toBe(false);
  });

  it('brings a card back that the server did not remove', async () => {
    const { kit } = await withTwoCards();
    kit.meddle((request) =>
      request.method === 'DELETE' ? Promise.resolve(new Response('{}', { status: 500 })) : undefined,
    );
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: /4444.*삭제/ }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(status('카드를 삭제하지 못했어요')).toBeVisible();
    await expect.element(card('4444')).toBeVisible();
    expect(document.activeElement).not.toBe(document.body);
  });

  it('looks what became of a removal whose answer was lost', async () => {
    const { kit } = await withTwoCards();
    kit.loseAnswer('/cards/');
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: /4444.*삭제/ }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(status('카드를 삭제했어요')).toBeVisible();
    expect(await kit.billing.listCards(kit.own)).toHaveLength(1);
  });

  it('refuses to remove a card in use, and shows the way out: another card first', async () => {
    const { kit, used, unused, usedLast } = await withTwoCards();
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: new RegExp(`${usedLast}.*삭제`) }).click();
    await expect.element(page.getByRole('group', { name: /결제하는 구독이 있어요: 모두의 구독 월간/ })).toBeVisible();
    expect(page.getByRole('button', { name: '삭제하기' }).query()).toBeNull();
    await page.getByRole('button', { name: '신한카드 (4444) 사용하기' }).click();
    await expect.element(status('신한카드 (4444): 다음 결제부터 이 카드로 결제돼요.')).toBeVisible();
    expect((await kit.subscription()).cardId).toBe(unused);

    await page.getByRole('button', { name: new RegExp(`${usedLast}.*삭제`) }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await vi.waitFor(() => expect(kit.simulator.keys.has(used)).toBe(false));
  });

  it('is told by the server that another tab has put the card to use meanwhile', async () => {
    const { kit, unused } = await withTwoCards();
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: /4444.*삭제/ }).click();
    const { subscriptionId } = await kit.subscription();
    await kit.billing.changeSubscriptionCard({ ...kit.own, subscriptionId, cardId: unused });
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(status('카드를 삭제하지 못했어요')).toBeVisible();
    await expect.element(card('4444')).toHaveTextContent('결제하는 구독: 모두의 구독 월간');
    expect(kit.simulator.keys.has(unused)).toBe(true);
  });

  it('registers a card where there is none, and another one after it, and charges nothing', async () => {
    const kit = openKit();
    await kit.render(<CardManager register={register} />);
    await expect.element(page.getByText('등록한 카드가 없어요.')).toBeVisible();
    const heard: (string | null)[] = [];
    const added = new MutationObserver((changes) => {
      for (const { addedNodes } of changes) heard.push(...[...addedNodes].map(({ textContent }) => textContent));
    });
    added.observe(document.querySelector('.rbk-news') as Element, { childList: true });
    for (const count of [1, 2]) {
      await page.getByRole('button', { name: '카드 등록하기' }).click();
      await expect.element(page.getByRole('listitem').nth(count - 1)).toBeVisible();
      await expect.element(status('카드를 등록했어요. 지금 결제된 금액은 없어요.')).toBeVisible();
      // A sentence that is there already, and stays, is not read again.
      expect(heard).toHaveLength(count);
    }
    added.disconnect();
    expect(kit.simulator.countCharges()).toBe(0);
  });

  it('announces once what came of a click', async () => {
    const { kit, usedLast } = await withTwoCards();
    const { container } = await kit.render(<CardManager register={register} />);
    await expect.element(card('4444')).toBeVisible();
    const said = recordAnnouncements(container);
    await page.getByRole('button', { name: new RegExp(`${usedLast}.*카드 변경`) }).click();
    await expect.element(status('다음 결제부터 새 카드로 결제돼요')).toBeVisible();
    await expect.element(card(usedLast)).not.toBeInTheDocument();
    expect(said.filter((text) => text.includes('카드를 변경했어요'))).toHaveLength(1);
    said.length = 0;
    await page.getByRole('button', { name: '카드 등록하기' }).click();
    await expect.element(page.getByRole('listitem').nth(2)).toBeVisible();
    expect(said.filter((text) => text.includes('카드를 등록했어요'))).toHaveLength(1);
  });

  it('puts a new card in the place of one in use, and has the old one revoked last', async () => {
    const { kit, used, usedLast } = await withTwoCards();
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: new RegExp(`${usedLast}.*카드 변경`) }).click();
    await expect.element(status('다음 결제부터 새 카드로 결제돼요')).toBeVisible();
    expect((await kit.subscription()).cardId).not.toBe(used);
    await kit.billing.tick();
    expect(kit.simulator.keys.has(used)).toBe(false);
    expect(kit.simulator.countCharges()).toBe(1);
    await expect.element(card(usedLast)).not.toBeInTheDocument();
    expect(document.activeElement).not.toBe(document.body);
  });

  it('moves everything that was paid with a card that is changed', async () => {
    const kit = openKit();
    const { cardId } = await kit.buy('monthly');
    const audio = await kit.buy('audio');
    await kit.billing.changeSubscriptionCard({ ...kit.own, subscriptionId: audio.subscriptionId ?? '', cardId });
    await kit.billing.removeCard({ ...kit.own, cardId: audio.cardId });
    await kit.render(<CardManager register={register} />);
    await page.getByRole('button', { name: /카드 변경/ }).click();
    await vi.waitFor(() => expect(kit.simulator.keys.has(cardId)).toBe(false));
    const used = new Set((await kit.billing.listSubscriptions(kit.own)).map((one) => one.cardId));
    expect(used.size).toBe(1);
    expect(used.has(cardId)).toBe(false);
  });

  it('says that the cards could not be loaded, and loads them again', async () => {
    const { kit } = await withTwoCards();
    kit.meddle(() => Promise.resolve(new Response('{"error":{"code":"not_signed_in","message":""}}', { status: 401 })));
    await kit.render(<CardManager register={register} />);
    await expect.element(status('카드를 불러오지 못했어요.')).toBeVisible();
    kit.meddle(() => undefined);
    await page.getByRole('button', { name: '다시 불러오기' }).click();
    await expect.element(card('4444')).toBeVisible();
  });

  it('shows the next customer nothing of the one before', async () => {
    const { kit } = await withTwoCards();
    const view = await kit.render(<CardManager register={register} />);
    await expect.element(card('4444')).toBeVisible();
    expect(view.container.textContent).toContain('4444');
    kit.meddle(() => new Promise(() => {}));
    await view.rerender(inProvider(<CardManager register={register} />, { api, customerId: 'other' }));
    expect(view.container.textContent).not.toContain('4444');
  });

  it('speaks the language of the page, and warns where a language has no words for it', async () => {
    const { kit } = await withTwoCards();
    await kit.render(<CardManager register={register} locale={manageEn} />);
    await expect.element(page.getByRole('button', { name: 'Make default: 신한카드 (4444)' })).toBeVisible();
  });

  it('takes a host’s own functions in the place of the kit', async () => {
    const kit = openKit();
    const removed: string[] = [];
    const savedCards = async () =>
      ['one', 'two']
        .filter((cardId) => !removed.includes(cardId))
        .map((cardId) => ({
          cardId,
          name: cardId,
          number: null,
          pg: 'kcp_billing',
          payMethod: 'card',
          isDefault: false,
          usedBy: [],
          createdAt: '2026-01-01T00:00:00Z',
        }));
    const own = {
      savedCards,
      subscriptions: async () => [],
      removeCard: async (cardId: string) => removed.push(cardId),
    };
    await kit.render(
      <SavedCards.Root api={own}>
        <SavedCards.List />
      </SavedCards.Root>,
    );
    await page.getByRole('button', { name: 'one 삭제' }).click();
    await page.getByRole('button', { name: '삭제하기' }).click();
    await expect.element(status('one: 카드를 삭제했어요.')).toBeVisible();
    expect(removed).toEqual(['one']);
    expect(kit.calls).toEqual([]);
  });

  it('has a card that is added ordered and handed over by the host’s own functions, too', async () => {
    const kit = openKit();
    const order = vi.fn(api.order);
    await kit.render(<CardManager register={register} api={{ ...api, order }} />, { api: undefined });
    await page.getByRole('button', { name: '카드 등록하기' }).click();
    await vi.waitFor(() => expect(order).toHaveBeenCalledWith(null, { purpose: 'register' }));
    await expect.element(status('카드를 등록했어요.')).toBeVisible();
  });
});
